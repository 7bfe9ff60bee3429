using System.Security.Claims;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Intake.Reports;

/// <summary><c>/api/reports</c>: take a report, read it, send its claims on; look at reports and what came of them.</summary>
public static class ReportsApi
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/api/reports").WithTags("reports");
        reports.MapPost("", ReceiveAsync).RequireAuthorization(Roles.Reporter).Produces<ReportAnswer>(StatusCodes.Status201Created).Produces<ReportAnswer>().Takes<ReportSent>()
            .Tells("Take a report, read it, and send its claims on.", Ask.Flag("dryRun", "Read only; nothing is stored."), Ask.Number("wait", "Wait so many seconds, at most 60, for the decisions.", 5));
        reports.MapGet("", ListAsync).RequireAuthorization(Roles.Reader).Produces<Page<ReportAnswer>>().Tells("The reports with their claims.", Ask.Theatre, Ask.Text("source", "Only of this source."), Ask.Text("copyOf", "Only those that tell the story of the report of this id after it, under other sources."), Ask.Order, Ask.After, Ask.Limit);
        reports.MapGet("/{id}", OneAsync).RequireAuthorization(Roles.Reader).Produces<ReportAnswer>().Tells("A report with its claims.");
    }

    private static async Task<IResult> ReceiveAsync(HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, ReportIntake intake, ReportsQuery reports, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (dryRun, wait) = (query.Flag("dryRun"), query.Count("wait", 0, 0, 60));
        if (query.Problem() is { } problem) return problem;
        var (report, refused) = await ReportRequest.ReadAsync(request, theatres, clock.GetUtcNow(), cancellation);
        if (report is null) return refused!;
        var read = await intake.ReadAsync(report, person, cancellation);
        if (dryRun) return Results.Ok(ReportAnswers.Of(read.Unsent(), report.Theatre, report.Text, duplicate: false, stored: false));
        var (state, duplicate) = await intake.StoreAsync(report, read, person, cancellation);
        if (wait > 0) state = await intake.AwaitDecisionsAsync(state, TimeSpan.FromSeconds(wait), cancellation);
        // Spans count in the text that was read: one that differs in line ends has other offsets.
        var text = duplicate ? (await reports.FindAsync(state.Received.ReportId, cancellation))?.Text : report.Text;
        var answer = ReportAnswers.Of(state, report.Theatre, text, duplicate, stored: true);
        if (wait > 0) answer = answer with { Changes = Changes(state) };
        return duplicate ? Results.Ok(answer) : Results.Created($"/api/reports/{answer.Id}", answer);
    }

    /// <summary>The changes its claims led to, as opposed to those they found standing.</summary>
    private static IReadOnlyList<string> Changes(ReportState state) =>
        [.. state.Progress.Values.Select(p => p.Decision).OfType<ClaimDecision>().Where(d => d is { ChangeId: not null, Outcome: "decided" or "supports" or "contests" }).Select(d => d.ChangeId!).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<IResult> ListAsync(HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, ReportsQuery reports, TextHashes hashes, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, source, copyOf, asked) = (query.Text("theatre"), query.Text("source"), query.Text("copyOf"), Listing.Read(query));
        if (query.Problem() is { } problem) return problem;
        if (theatre is not null && theatres.Find(theatre) is null) return Refusal.NotFound("theatre", theatre, theatres.Expected);
        if (await Cursor.ProblemAsync(asked.After, reports.FindAsync, "the id of a report", cancellation) is { } stray) return stray;
        var found = await reports.ListAsync(theatre, source, copyOf, person.May(Roles.Analyst), asked, cancellation);
        return Results.Ok(asked.PageOf(found, r => r.State.Received.ReportId, r => Show(r, person, theatres, hashes)));
    }

    private static async Task<IResult> OneAsync(string id, HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, ReportsQuery reports, TextHashes hashes, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        return await reports.FindAsync(id, cancellation) is { } found ? Results.Ok(Show(found, person, theatres, hashes)) : Refusal.NotFound("id", FieldError.Shorten(id), "the id of a report; GET /api/reports lists them");
    }

    /// <summary>Words (a title is some), quotes, notes and restricted sources are for analysts.</summary>
    internal static ReportAnswer Show(StoredReport report, ClaimsPrincipal person, TheatreRegister theatres, TextHashes hashes)
    {
        var analyst = person.May(Roles.Analyst);
        var answer = ReportAnswers.Of(report.State, theatres.Find(report.State.Received.Theatre)!, analyst ? report.Text : null, duplicate: false, stored: true);
        if (analyst) return answer with { Text = report.Text };
        return report.Restricted ? answer with { Source = hashes.Restricted(answer.Source), Title = null, Url = null } : answer with { Title = null };
    }
}

/// <summary>What the document says of the body of a report.</summary>
/// <param name="Text">The words, at most 1 MiB of UTF-8, Arabic or English.</param>
/// <param name="Title">Its headline.</param>
/// <param name="Source">Who published it.</param>
/// <param name="PublishedAt">When, as a local day or an instant; days in the text count back from it.</param>
/// <param name="Grade">How good it is; it may lower the grade of its source.</param>
/// <param name="Url">Where it was found.</param>
/// <param name="Language">ISO 639; recognised without it.</param>
/// <param name="Theatre">The theatre's id; not needed while there is only one.</param>
internal sealed record ReportSent(string Text, string? Title, string Source, string PublishedAt, Grade? Grade, string? Url, string? Language, string? Theatre);
