using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Intake.Reports;

// One report, one stream. These records are intake's private format: members are added, never renamed and never removed.
// The words themselves stand in intake.texts, so that they can be redacted without touching the log.

/// <summary>A report came in and was read.</summary>
public sealed record ReportReceived(
    string ReportId, string Theatre, string Source, Grade Grade, string Language, EffectiveTime PublishedAt, string? Title, string? Url, string Sha256,
    string ReceivedBy, bool Demonstration, ImmutableArray<FoundClaim> Claims, ImmutableArray<FoundNote> Notes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CopiedFrom? CopiedFrom = null)
{
    /// <summary>Whose voice its claims are: a copy speaks with that of the first to tell the story, whoever prints it.</summary>
    public SourceOfClaim Voice(SourceOfClaim source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return CopiedFrom is { } first ? source with { Owner = first.Owner, Party = first.Party } : source;
    }
}

/// <summary>The report another source told the story with first, and who owned that source then.</summary>
public sealed record CopiedFrom(string ReportId, string Owner, string? Party);

/// <summary>These claims go on to the ledger, with what the register said of their source then.</summary>
public sealed record ClaimsReleased(string ReportId, ImmutableArray<string> ClaimIds, SourceOfClaim Source, string ReleasedBy);

/// <summary>The ledger has recorded a claim and said what came of it.</summary>
public sealed record ClaimAnswered(string ReportId, string ClaimId, ClaimDecision Decision, long LedgerPosition);

/// <summary>A person kept a claim from the ledger.</summary>
public sealed record ClaimRejected(string ReportId, string ClaimId, string RejectedBy, string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PersonsRequest? Request = null);

/// <summary>A person found a claim right. It goes on with the <see cref="ClaimsReleased"/> that follows, when enough persons have.</summary>
/// <param name="Reading">What its words mean to that person; null = as it stood before, and at first as it was read.</param>
public sealed record ClaimAccepted(string ReportId, string ClaimId, ClaimReading? Reading, string AcceptedBy, string? Note, PersonsRequest Request);

/// <summary>Persons found a claim to be of a kind that does not go on: it stays with its report.</summary>
public sealed record ClaimKept(string ReportId, string ClaimId, string KeptBy);

/// <summary>What a person says that a claim's words mean.</summary>
/// <param name="With">Those beside <paramref name="To"/>, in any order; null when nobody is named.</param>
public sealed record ClaimReading(
    string Area, string? From, string? To, ClaimKind Kind, ControlStatus Status, Extent Extent, Manner Manner, EffectiveTime Effective, string? ClaimedBy, bool LevelStated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? With = null)
{
    public static ClaimReading Of(FoundClaim c)
    {
        ArgumentNullException.ThrowIfNull(c);
        return new(c.Area, c.From, c.To, c.Kind, c.Status, c.Extent, c.Manner, c.Effective, c.ClaimedBy, c.LevelStated, c.With);
    }

    public bool Equals(ClaimReading? other) => other is not null && One == other.One && (With ?? []).ToHashSet().SetEquals(other.With ?? []);

    public override int GetHashCode() => One.GetHashCode();

    private (string, string?, string?, ClaimKind, ControlStatus, Extent, Manner, EffectiveTime, string?, bool) One => (Area, From, To, Kind, Status, Extent, Manner, Effective, ClaimedBy, LevelStated);
}

/// <summary>A person's request: the same id again is the same request, and another fingerprint under it another one.</summary>
public sealed record PersonsRequest(string Id, string Fingerprint);

/// <summary>A claim as it was read; spans are half-open, in UTF-16 code units of the text as sent.</summary>
/// <param name="With">Those beside <paramref name="To"/>: who holds it too when shared, who fights over it too when contested; null when nobody is named.</param>
public sealed record FoundClaim(
    string Id, string Area, string? From, string? To, ClaimKind Kind, ControlStatus Status, Extent Extent, Manner Manner, EffectiveTime Effective, string? ClaimedBy, ImmutableArray<string> Via,
    bool Hedged, bool LevelStated, double Confidence, string Rule, ImmutableArray<EvidenceSpan> Evidence, ImmutableArray<string> Candidates, bool NeedsReview,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SiegeTold? Siege = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? With = null);

/// <summary>What else the report tells; for analysts only.</summary>
public sealed record FoundNote(string Kind, string? Area, int Start, int End);

/// <summary>Where a claim stands; <paramref name="State"/> is null for one that stays with its report (attempt, background).</summary>
public sealed record ClaimProgress(ClaimState? State, ClaimDecision? Decision, long LedgerPosition = 0);

/// <summary>What persons made of a claim.</summary>
/// <param name="Reading">As one amended it; null = as it was read.</param>
/// <param name="AcceptedBy">Who found this very reading right.</param>
/// <param name="Version">How many decisions of persons there were.</param>
/// <param name="Otherwise">What others had accepted instead and have not come round from, oldest first; null when there is none.</param>
public sealed record ClaimReview(
    ClaimReading? Reading, ImmutableArray<string> AcceptedBy, string? Note, int Version, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<OtherReading>? Otherwise = null);

/// <summary>A reading that no longer stands, since a later person read the claim otherwise.</summary>
/// <param name="Reading">As these persons read it; null = as the rule did.</param>
/// <param name="By">Who found it right.</param>
public sealed record OtherReading(ClaimReading? Reading, ImmutableArray<string> By);

public sealed record ReportState(ReportReceived Received)
{
    public ImmutableDictionary<string, ClaimProgress> Progress { get; init; } = ImmutableDictionary<string, ClaimProgress>.Empty;
    public SourceOfClaim? Source { get; init; }
    public ImmutableDictionary<string, ClaimReview> Reviews { get; init; } = ImmutableDictionary<string, ClaimReview>.Empty;
    /// <summary>Fingerprints of the requests of persons that were granted, by their ids.</summary>
    public ImmutableDictionary<string, string> Requests { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ClaimReview ReviewOf(string claimId) => Reviews.GetValueOrDefault(claimId) ?? new(null, [], null, 0);

    /// <summary>The claims as they stand: as they were read, or as a person amended them.</summary>
    public IEnumerable<FoundClaim> StandingClaims() => Received.Claims.Select(c => ReviewOf(c.Id).Reading is { } r
        ? c with { Area = r.Area, From = r.From, To = r.To, Kind = r.Kind, Status = r.Status, Extent = r.Extent, Manner = r.Manner, Effective = r.Effective, ClaimedBy = r.ClaimedBy, LevelStated = r.LevelStated, With = r.With, Candidates = [] }
        : c);

    public static ReportState? Fold(ReportState? state, object stored) => stored switch
    {
        ReportReceived e => new ReportState(e) { Progress = e.Claims.ToImmutableDictionary(c => c.Id, Initially) },
        ClaimsReleased e => state! with { Source = e.Source, Progress = state.Progress.SetItems(e.ClaimIds.Select(id => KeyValuePair.Create(id, new ClaimProgress(ClaimState.Sent, null)))) },
        ClaimAnswered e => state! with { Progress = state.Progress.SetItem(e.ClaimId, new(e.Decision.Outcome == "refused" ? ClaimState.Rejected : ClaimState.Recorded, e.Decision, e.LedgerPosition)) },
        ClaimAccepted e => state!.Reviewed(e.ClaimId, e.Request, AcceptedBy(state.ReviewOf(e.ClaimId), e)),
        ClaimKept e => state! with { Progress = state.Progress.SetItem(e.ClaimId, Staying(state.StandingClaims().First(c => c.Id == e.ClaimId).Kind)) },
        ClaimRejected e => state!.Reviewed(e.ClaimId, e.Request, state.ReviewOf(e.ClaimId) with { AcceptedBy = [], Note = e.Reason }) with { Progress = state.Progress.SetItem(e.ClaimId, new(ClaimState.Rejected, new("rejected", "v1/review", e.Reason))) },
        _ => throw new InvalidOperationException($"The stream of report {state?.Received.ReportId} holds a {stored.GetType().Name}, which this version cannot fold; run a version that knows it."),
    };

    /// <summary>Whether the kind goes to the ledger at all.</summary>
    public static bool GoesOn(ClaimKind kind) => kind is ClaimKind.Change or ClaimKind.Partial or ClaimKind.Denial;

    public static string Stream(string reportId) => "report/" + reportId;

    private static ClaimProgress Initially(FoundClaim claim) => GoesOn(claim.Kind)
        ? new(ClaimState.Pending, new("waits", "v1/review", Missing(claim)))
        : Staying(claim.Kind);

    /// <summary>What a claim needs that did not go on by itself.</summary>
    private static string Missing(FoundClaim claim) => claim switch
    {
        { Candidates.IsEmpty: false } => $"A person says which area is meant: {string.Join(", ", claim.Candidates)}.",
        { NeedsReview: true } => "A person looks at what the words mean: the rule that read them is never sure enough alone.",
        _ => "A person accepts it: the setting of its source does not let it go on by itself at this confidence.",
    };

    private static ClaimProgress Staying(ClaimKind kind) =>
        new(null, new("stays", "v1/kind", $"A claim of kind {kind.ToString().ToLowerInvariant()} is kept with its report; only change, partial and denial go to the ledger."));

    private ReportState Reviewed(string claimId, PersonsRequest? request, ClaimReview review) => this with
    {
        Reviews = Reviews.SetItem(claimId, review with { Version = review.Version + 1 }),
        Requests = request is null ? Requests : Requests.SetItem(request.Id, request.Fingerprint),
    };

    /// <summary>Who reads it otherwise than those before begins anew.</summary>
    private static ClaimReview AcceptedBy(ClaimReview before, ClaimAccepted e)
    {
        OtherReading[] others = [.. (before.Otherwise ?? []).Select(o => o with { By = o.By.Remove(e.AcceptedBy) })];
        if (e.Reading is null || e.Reading == before.Reading) return before with { AcceptedBy = before.AcceptedBy.Add(e.AcceptedBy), Note = e.Note ?? before.Note, Otherwise = Held(others) };
        return before with { Reading = e.Reading, AcceptedBy = [e.AcceptedBy], Note = e.Note, Otherwise = Held([.. others, new(before.Reading, before.AcceptedBy.Remove(e.AcceptedBy))]) };
    }

    private static ImmutableArray<OtherReading>? Held(IEnumerable<OtherReading> readings) => readings.Where(r => !r.By.IsEmpty).ToImmutableArray() is { IsEmpty: false } held ? held : null;
}
