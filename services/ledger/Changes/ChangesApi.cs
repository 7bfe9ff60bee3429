using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Actors;
using Territory.Ledger.Control;
using Territory.Ledger.Exports;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary><c>GET /api/changes</c>: the public log, a page at a time, or all of it as NDJSON or a table.</summary>
public static class ChangesApi
{
    public static void MapChanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/changes", ReadAsync).RequireAuthorization(Roles.Reader).WithTags("changes").Produces<Page<CloudEvent>>(200, "application/json", "application/x-ndjson", "text/csv")
            .Tells("The public log: every change, correction, retraction and succession, as it was told.", Ask.Theatre, Ask.Text("after", "Only behind this position.", "41"), Ask.Text("untilPosition", "Only up to this position.", "90"),
                Ask.Area, Ask.Actor, Ask.Since, Ask.Until, Ask.Text("effectiveSince", "Took effect from the beginning of this local day, month or year on, or at or after this instant.", "2024-12-01"),
                Ask.Text("effectiveUntil", "Took effect up to the end of this local day, month or year, or up to this instant.", "2024-12-08"), Ask.Order, Ask.Limit, ControlApi.FormatOf("json", "ndjson", "csv"), Ask.OneOf("profile", "A table in somebody else's columns.", "acled"), Ask.Hxl);

    private static async Task<IResult> ReadAsync(HttpContext context, TheatreRegister theatres, KnownSuccessions successions, ChangesQuery changes, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        if (theatre is null) return refused!;
        var (question, unfit) = Read(query, theatre, clock.GetUtcNow());
        var acled = query.OneOf("profile", "", "acled") == "acled";
        var choice = ExportChoice.Read(query, context.Request, ExportFormat.Json, ExportFormat.Ndjson, ExportFormat.Csv);
        if (acled && choice.Format == ExportFormat.Json && query.Text("format") is null) choice = choice with { Format = ExportFormat.Csv };
        if (acled && choice.Format != ExportFormat.Csv) query.Wrong("profile", "acled", "format=csv with it: it is a table");
        if (query.Problem() is { } problem) return problem;
        if (question is null) return unfit!;
        // An actor is followed to the successors that the ledger knows of.
        if (question.Actor is not null) question = question with { Theatre = await successions.ApplyAsync(theatre, cancellation) };
        // A file is whole unless a limit is asked for; a page is a page.
        var most = query.Text("limit") is null ? long.MaxValue : question.Limit;
        var terms = new ExportTerms(theatre);
        return choice.Format switch
        {
            ExportFormat.Ndjson => new NdjsonExport(changes.StreamAsync(question, most, cancellation).Select(e => e.Json), terms),
            ExportFormat.Csv => new CsvExport<ToldEvent>(acled ? AcledColumns.All : ChangeColumns.All, choice.Hxl, changes.StreamAsync(question, most, cancellation), $"{theatre.Id}-changes{(acled ? "-acled" : "")}", terms, foreign: acled),
            _ => await PageAsync(changes, question, cancellation),
        };
    }

    private static async Task<IResult> PageAsync(ChangesQuery changes, ChangesQuestion question, CancellationToken cancellation)
    {
        var found = await changes.ReadAsync(question with { Limit = question.Limit + 1 }, cancellation);
        var page = found.Take(question.Limit).ToArray();
        var next = found.Count > question.Limit ? $"\"{page[^1].Position}\"" : "null";
        return Results.Content($"{{\"items\":[{string.Join(',', page.Select(e => e.Event))}],\"next\":{next}}}", "application/json; charset=utf-8");
    }

    private static (ChangesQuestion? Question, IResult? Unfit) Read(QueryReader query, Theatre theatre, DateTimeOffset now)
    {
        var (areaText, actorText, after, unlikely) = (query.Text("area"), query.Text("actor"), query.Place("after"), new List<FieldError>());
        var behind = query.Place("afterPosition");
        if (after is not null && behind is not null) query.Wrong("afterPosition", $"{behind}", "after or afterPosition, not both");
        var (recorded, effective) = (TimeRange.Read(query, "since", "until", theatre, now, unlikely), TimeRange.Read(query, "effectiveSince", "effectiveUntil", theatre, now, unlikely));
        var question = new ChangesQuestion(
            theatre, after ?? behind ?? 0, query.Place("untilPosition"), null, actorText, recorded.From, recorded.To, query.OneOf("order", "asc", "asc", "desc") == "desc", query.Count("limit", Page<CloudEvent>.Usual, 1, Page<CloudEvent>.Most))
        { EffectiveSince = effective.From, EffectiveUntil = effective.To };
        if (unlikely.Count > 0) return (null, Refusal.Meaning(unlikely));
        if (actorText is not null && theatre.FindActor(actorText) is null)
            return (null, Refusal.NotFound("actor", FieldError.Shorten(actorText), ActorSearch.Expected(theatre, actorText)));
        if (areaText is null) return (question, null);
        var (area, notFound) = StateParameters.FindArea(theatre, areaText);
        return area is null ? (null, notFound) : (question with { Area = area }, null);
    }
}
