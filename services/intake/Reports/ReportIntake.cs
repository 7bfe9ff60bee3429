using System.Security.Claims;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.Http;
using Territory.Hosting.Store;
using Territory.Intake.Reading;
using Territory.Intake.Reading.Supplied;
using Territory.Intake.Sources;

namespace Territory.Intake.Reports;

/// <summary>A report as read, before anything is stored.</summary>
internal sealed record ReadReport(ReportReceived Received, SourceOfClaim Source, Trust Trust)
{
    /// <summary>What would be told of it, without the ledger having been asked.</summary>
    public ReportState Unsent() => ReportState.Fold(null, Received)!;
}

/// <summary>From a request to a stored report: grade, reading, decision, storing.</summary>
internal sealed class ReportIntake(IntakeStore store, ReportDoor door, SourceRegister sources, Readers readers, SuppliedReader supplied, TextHashes hashes, TimeProvider clock)
{
    public async Task<ReadReport> ReadAsync(ReportRequest request, ClaimsPrincipal person, CancellationToken cancellation)
    {
        var registered = await sources.FindAsync(request.Source, cancellation) ?? Vouched(request, person);
        var grade = GradeOf(request.Grade, registered, person);
        var id = "rep_" + Guid.CreateVersion7().ToString("N");
        var reading = await supplied.ReadAsync(readers.For(request.Theatre), request.Theatre, request.Text, request.PublishedAt, Language(request, registered), cancellation);
        var received = new ReportReceived(
            id, request.Theatre.Id, request.Source, grade, reading.Language, request.PublishedAt, request.Title, request.Url, TextHashes.Sha256(request.Text), person.Identity?.Name ?? "somebody", registered?.Demonstration ?? false,
            [.. reading.Claims.Select((c, i) => Found(c, $"{id}-{i + 1}", request.Text))], [.. reading.Notes.Select(n => new FoundNote(EnumWords.Word(n.Kind), n.Area, n.Span.Start, n.Span.End))]);
        var source = registered?.AsOfClaim() ?? RegisteredSource.Unregistered(request.Source);
        return new(received, source, new(registered?.LeastConfidence ?? request.Theatre.Policy.LeastConfidence, registered?.EverythingWaits ?? false));
    }

    public async Task<(ReportState State, bool Duplicate)> StoreAsync(ReportRequest request, ReadReport read, ClaimsPrincipal person, CancellationToken cancellation)
    {
        if (await sources.FindAsync(request.Source, cancellation) is null && Vouched(request, person) is { } vouched) await sources.AddAsync(vouched, cancellation);
        return await door.ReceiveAsync(TextHashes.Same(request.Text), request.Text, read.Received, read.Source, received => ReceiveReport.Decide(received, read.Source, read.Trust), cancellation);
    }

    /// <summary>Waits until the ledger has answered every claim that was sent, or the time is over.</summary>
    public async Task<ReportState> AwaitDecisionsAsync(ReportState state, TimeSpan most, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + most;
        while (state.Progress.Values.Any(p => p.State == ClaimState.Sent) && clock.GetUtcNow() < until)
        {
            var grown = store.Signal.Grown;
            state = await door.LoadAsync(state.Received.ReportId, cancellation) ?? state;
            if (state.Progress.Values.All(p => p.State != ClaimState.Sent)) break;
            await LogSignal.WaitAsync(grown, TimeSpan.FromMilliseconds(250), cancellation);
        }
        return state;
    }

    /// <summary>What the report says, what its letters say, or else what the register says.</summary>
    private static string? Language(ReportRequest request, RegisteredSource? registered) => request.Language ?? (WrittenLanguage.Of(request.Text) == "und" ? registered?.Language : null);

    /// <summary>An analyst who grades a source that nobody registered vouches for it: it enters the register with that grade.</summary>
    private RegisteredSource? Vouched(ReportRequest request, ClaimsPrincipal person) => request.Grade is { } grade && person.May(Roles.Analyst)
        ? new(request.Source, request.Source, request.Language, grade, null, Restricted: false, Demonstration: false, person.Identity?.Name ?? "somebody", clock.GetUtcNow())
        : null;

    /// <summary>The register's grade; a report may lower it, only an analyst may raise it.</summary>
    private static Grade GradeOf(Grade? asked, RegisteredSource? registered, ClaimsPrincipal person)
    {
        var known = registered?.Grade ?? Grade.Unjudged;
        return asked is not { } grade ? known : person.May(Roles.Analyst) ? grade : known.LoweredTo(grade);
    }

    private FoundClaim Found(ReadClaim c, string id, string text) => new(
        id, c.Area, c.From, c.To, c.Kind, c.Status, c.Extent, c.Manner, c.Effective, c.ClaimedBy, [.. c.Via], c.Hedged, c.LevelStated, c.Confidence, c.Rule,
        [.. c.Evidence.Select(e => new EvidenceSpan(e.Start, e.End, hashes.Quote(text, e.Start, e.End)))], [.. c.Candidates], c.NeedsReview, c.Siege, c.With is { Count: > 0 } with ? [.. with] : null);
}
