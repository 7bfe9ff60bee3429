using System.Globalization;
using System.Text.Json;
using Territory.Contracts;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Exports;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>A stretch of an area's history. <paramref name="End"/> null: it goes on. Half-open, UTC.</summary>
public sealed record Segment(
    DateTimeOffset Start, DateTimeOffset? End, ControlStatus Status, string? Controller, IReadOnlyList<string> Controllers, IReadOnlyList<string> Challengers, IReadOnlyList<string> BesiegedBy, string? ClaimedBy,
    Extent Extent, Manner Manner, string EffectiveAt, Precision Precision, DateTimeOffset EffectiveTo,
    string? ChangeId, string? Position, DateTimeOffset? RecordedAt, DateTimeOffset ReportedAt, Grade Grade, string Rule, string DecidedBy, bool Inherited, string? InheritedFrom, bool Demonstration)
{
    internal static Segment Of(TimelinePiece piece, Standing standing)
    {
        var (ruling, id) = (standing.Ruling, AsReported.PublicId(standing.ChangeId));
        var recorded = id is not null && standing.Position > 0;
        return new(piece.Start, piece.End, ruling.Status, ruling.Controller, ruling.Controllers, ruling.Challengers, ruling.BesiegedBy, ruling.ClaimedBy,
            ruling.Extent, ruling.Manner, ruling.Effective.At, ruling.Effective.Precision, ruling.Effective.To,
            id, recorded ? standing.Position.ToString(CultureInfo.InvariantCulture) : null, recorded ? standing.RecordedAt : null,
            ruling.ReportedAt, ruling.Grade, ruling.Rule, ruling.DecidedBy, piece.Held.InheritedFrom is not null, piece.Held.InheritedFrom, ruling.Demonstration);
    }
}

/// <summary>One area's timeline, oldest first. <paramref name="Next"/> is the start of the last stretch shown: the <c>after</c> of the next page.</summary>
public sealed record TimelineAnswer(AreaEntry Area, DateTimeOffset Known, DateTimeOffset? Reported, string Position, bool Settled, IReadOnlyList<Segment> Items, string? Next);

/// <summary><c>GET /api/areas/{area}/timeline</c>: who held an area from when to when.</summary>
internal static class TimelineApi
{
    public static void MapTimeline(this IEndpointRouteBuilder areas) =>
        areas.MapGet("/{area}/timeline", ReadAsync).Produces<TimelineAnswer>(200, "application/json", "application/x-ndjson", "text/csv")
            .Tells("Who held an area from when to when, what it inherits included.", Ask.Theatre, Ask.Known, Ask.Reported, Ask.After, Ask.Limit, ControlApi.FormatOf("json", "csv", "ndjson"), Ask.Hxl);

    private static async Task<IResult> ReadAsync(string area, HttpRequest request, TheatreRegister theatres, ControlQuery control, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var choice = ExportChoice.Read(query, request, ExportFormat.Json, ExportFormat.Csv, ExportFormat.Ndjson);
        var (after, limit) = (After(query), query.Count("limit", Page<Segment>.Usual, 1, Page<Segment>.Most));
        if (theatre is null) return refused!;
        var (question, problem) = StateParameters.Read(query, theatre, clock.GetUtcNow());
        if (problem is not null) return problem;
        var (found, notFound) = StateParameters.FindArea(theatre, area);
        if (found is null) return notFound!;
        var timeline = await control.TimelineAsync(question, found, cancellation);
        var rest = timeline.Pieces.Where(p => after is null || p.Start > after).ToArray();
        var shown = query.Text("limit") is null && choice.Format != ExportFormat.Json ? rest : rest.Take(limit);
        var segments = shown.Select(p => Segment.Of(p, timeline.Standings[p.Held.Stretch!.Value.ChangeId]));
        var (axes, position) = (timeline.Axes, timeline.Axes.Position.ToString(CultureInfo.InvariantCulture));
        var terms = new ExportTerms(theatre) { Known = axes.Known, Reported = axes.Reported, Position = position, Settled = axes.Settled };
        return choice.Format switch
        {
            ExportFormat.Csv => new CsvExport<Segment>(SegmentColumns.Of(found), choice.Hxl, segments.ToAsyncEnumerable(), $"{theatre.Id}-timeline-{found.Code}", terms),
            ExportFormat.Ndjson => new NdjsonExport(segments.Select(s => JsonSerializer.Serialize(s, ContractJson.Options)).ToAsyncEnumerable(), terms),
            _ => Results.Ok(new TimelineAnswer(AreaEntry.Of(found), axes.Known, axes.Reported, position, axes.Settled,
                [.. segments], rest.Length > limit ? Cell.Of(rest[limit - 1].Start) : null)),
        };
    }

    private static DateTimeOffset? After(QueryReader query)
    {
        if (query.Text("after") is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var after)) return after;
        query.Wrong("after", text, "the 'next' of the page before, an instant such as 2024-12-06T21:00:00Z");
        return null;
    }
}

/// <summary>A timeline as a table: the one definition of header, HXL tags and values.</summary>
internal static class SegmentColumns
{
    public static IReadOnlyList<Column<Segment>> Of(Area area) =>
    [
        new("area", ControlColumns.HxlOf(area.Level) + "+code", _ => area.Code),
        new("start", "#date+start", s => Cell.Of(s.Start)),
        new("end", "#date+end", s => Cell.Of(s.End)),
        new("status", "#status", s => Cell.Of(s.Status)),
        new("controller", "#org+actor+to", s => s.Controller),
        new("controllers", "#org+actor+controllers", s => Cell.Of(s.Controllers)),
        new("challengers", "#org+actor+challengers", s => Cell.Of(s.Challengers)),
        new("besiegedBy", "#org+actor+besieging", s => Cell.Of(s.BesiegedBy)),
        new("claimedBy", "#org+actor+claiming", s => s.ClaimedBy),
        new("extent", "#status+extent", s => Cell.Of(s.Extent)),
        new("manner", "#status+manner", s => Cell.Of(s.Manner)),
        new("effectiveAt", "#date+occurred", s => s.EffectiveAt),
        new("precision", "#meta+precision", s => Cell.Of(s.Precision)),
        new("effectiveTo", "#date+occurred+end", s => Cell.Of(s.EffectiveTo)),
        new("reportedAt", "#date+reported", s => Cell.Of(s.ReportedAt)),
        new("recordedAt", "#date+recorded", s => Cell.Of(s.RecordedAt)),
        new("changeId", "#meta+id", s => s.ChangeId),
        new("position", "#meta+position", s => s.Position),
        new("grade", "#meta+grade", s => s.Grade.ToString()),
        new("rule", "#meta+rule", s => s.Rule),
        new("decidedBy", "#meta+source", s => s.DecidedBy),
        new("inheritedFrom", "#meta+inherited", s => s.InheritedFrom),
        new("demonstration", "#meta+demonstration", s => Cell.Of(s.Demonstration)),
    ];
}
