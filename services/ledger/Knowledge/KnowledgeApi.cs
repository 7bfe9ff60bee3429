using System.Globalization;
using System.Text.Json;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Actors;
using Territory.Ledger.Control;
using Territory.Ledger.Exports;
using Territory.Theatres;

namespace Territory.Ledger.Knowledge;

/// <summary>A page of what was learned. <paramref name="Next"/> is the <c>after</c> of the next one. Positions are decimal strings.</summary>
public sealed record KnowledgeAnswer(
    string Theatre, DateTimeOffset Since, DateTimeOffset Until, string SincePosition, string UntilPosition, bool Settled, IReadOnlyList<KnowledgeItem> Items, string? Next);

/// <summary><c>GET /api/knowledge</c>: what was learned between two moments of recording.</summary>
public static class KnowledgeApi
{
    public const int LateAfterHours = 48;

    public static void MapKnowledge(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/knowledge", ReadAsync).RequireAuthorization(Roles.Reader).WithTags("knowledge").Produces<KnowledgeAnswer>(200, "application/json", "application/x-ndjson", "text/csv")
            .Tells("What was learned between two moments of recording, with what the record said before and since.", Ask.Theatre, Ask.Since, Ask.Until, Ask.Area, Ask.OneOf<AreaLevel>("level", "Only areas of this level."),
                Ask.OneOf<KnowledgeKind>("kind", "Only of this kind."), Ask.Number("lateAfterHours", "What is reported so long after it was so is late.", LateAfterHours), Ask.Order, Ask.After, Ask.Limit, ControlApi.FormatOf("json", "ndjson", "csv"), Ask.Hxl);

    /// <summary>Without <c>since</c>: of the last week.</summary>
    private static async Task<IResult> ReadAsync(HttpRequest request, TheatreRegister theatres, KnownSuccessions successions, KnowledgeQuery knowledge, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        if (theatre is null) return refused!;
        var (since, until) = (SpanParameters.Since(query, theatre), SpanParameters.Until(query, theatre));
        var (level, kind, areaText) = (query.OneOf<AreaLevel>("level"), query.OneOf<KnowledgeKind>("kind"), query.Text("area"));
        var (descending, cursor, limit) = (query.OneOf("order", "asc", "asc", "desc") == "desc", query.Place("after"), query.Count("limit", Page<KnowledgeItem>.Usual, 1, Page<KnowledgeItem>.Most));
        var late = query.Count("lateAfterHours", LateAfterHours, 0, 100_000);
        var choice = ExportChoice.Read(query, request, ExportFormat.Json, ExportFormat.Ndjson, ExportFormat.Csv);
        if ((query.Problem() ?? SpanParameters.Impossible(query, since, until, clock.GetUtcNow())) is { } problem) return problem;
        var (area, notFound) = areaText is null ? (null, null) : StateParameters.FindArea(theatre, areaText);
        if (notFound is not null) return notFound;

        var span = await knowledge.ResolveAsync(since ?? SpanParameters.AWeekBefore(until, clock.GetUtcNow()), until, cancellation);
        if (span.After > span.Until) return Refusal.Meaning(new FieldError("since", query.Text("since"), "a moment before 'until'"));
        var question = new KnowledgeQuestion(await successions.ApplyAsync(theatre, cancellation), span, area, level, kind, TimeSpan.FromHours(late), descending, cursor, limit);
        var terms = new ExportTerms(theatre) { Known = span.UntilTime, Position = Text(span.Until), Settled = span.Settled };
        return choice.Format switch
        {
            ExportFormat.Csv => new CsvExport<KnowledgeItem>(KnowledgeColumns.All, choice.Hxl, AllAsync(knowledge, question, cancellation), $"{theatre.Id}-knowledge", terms),
            ExportFormat.Ndjson => new NdjsonExport(AllAsync(knowledge, question, cancellation).Select(i => JsonSerializer.Serialize(i, ContractJson.Options)), terms),
            _ => Results.Ok(Page(theatre, span, await knowledge.ReadAsync(question, cancellation), limit)),
        };
    }

    private static KnowledgeAnswer Page(Theatre theatre, Span span, IReadOnlyList<KnowledgeItem> found, int limit) => new(
        theatre.Id, span.Begins, span.UntilTime, Text(span.After), Text(span.Until), span.Settled, [.. found.Take(limit)], found.Count > limit ? found[limit - 1].Position : null);

    /// <summary>A file is whole: page after page.</summary>
    private static async IAsyncEnumerable<KnowledgeItem> AllAsync(KnowledgeQuery knowledge, KnowledgeQuestion question, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var cursor = question.Cursor; ;)
        {
            var page = await knowledge.ReadAsync(question with { Cursor = cursor, Limit = Page<KnowledgeItem>.Most }, cancellation);
            foreach (var item in page.Take(Page<KnowledgeItem>.Most)) yield return item;
            if (page.Count <= Page<KnowledgeItem>.Most) yield break;
            cursor = long.Parse(page[Page<KnowledgeItem>.Most - 1].Position, CultureInfo.InvariantCulture);
        }
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
