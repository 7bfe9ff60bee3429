using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>A stretch of an area's history. <paramref name="End"/> null: it goes on. Half-open, UTC.</summary>
public sealed record Segment(
    DateTimeOffset Start, DateTimeOffset? End, ControlStatus Status, string? Controller, IReadOnlyList<string> Controllers, IReadOnlyList<string> Challengers, Extent Extent, string EffectiveAt, Precision Precision,
    string? ChangeId, string? Position, DateTimeOffset? RecordedAt, DateTimeOffset ReportedAt, Grade Grade, string Rule, string DecidedBy, bool Inherited, string? InheritedFrom, bool Demonstration);

/// <summary>An area as the gazetteer has it.</summary>
public sealed record AreaEntry(string Area, string Name, string NameAr, string Label, string LabelAr, AreaLevel Level, string? Parent, string? Iso, IReadOnlyList<string> Path, IReadOnlyList<string> Variants)
{
    public static AreaEntry Of(Area area) => new(area.Code, area.Name, area.NameAr, area.Label, area.LabelAr, area.Level, area.Parent, area.Iso, area.Path, area.Variants);
}

/// <summary><c>GET /api/areas</c>: search the gazetteer, look at one area, read its timeline.</summary>
public static class AreasApi
{
    public static void MapAreas(this IEndpointRouteBuilder routes)
    {
        var areas = routes.MapGroup("/api/areas").RequireAuthorization(Roles.Reader).WithTags("areas");
        areas.MapGet("", Search).Produces<Page<AreaEntry>>();
        areas.MapGet("/{area}", One).Produces<AreaEntry>();
        areas.MapGet("/{area}/timeline", TimelineAsync);
    }

    private static IResult Search(HttpRequest request, TheatreRegister theatres)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var (text, level, after, limit) = (query.Text("q"), query.OneOf<AreaLevel>("level"), query.Text("after"), query.Count("limit", Page<AreaEntry>.Usual, 1, Page<AreaEntry>.Most));
        if (theatre is null) return refused!;
        if (query.Problem() is { } problem) return problem;
        var found = text is null ? theatre.Areas : AreaSearch.Find(theatre, text) switch
        {
            AreaFound.Found one => theatre.Areas.Where(a => a == one.Area || a.Name == one.Area.Name || a.NameAr == one.Area.NameAr),
            AreaFound.Ambiguous several => several.Candidates,
            AreaFound.NotFound none => none.Near,
            _ => [],
        };
        var rest = found.Where(a => level is null || a.Level == level).OrderBy(a => a.Code, StringComparer.Ordinal).Where(a => after is null || string.CompareOrdinal(a.Code, after) > 0).Take(limit + 1).ToArray();
        return Results.Ok(new Page<AreaEntry>([.. rest.Take(limit).Select(AreaEntry.Of)], rest.Length > limit ? rest[limit - 1].Code : null));
    }

    private static IResult One(string area, HttpRequest request, TheatreRegister theatres)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        if (theatre is null) return refused!;
        if (query.Problem() is { } problem) return problem;
        var (found, notFound) = StateParameters.FindArea(theatre, area);
        return found is null ? notFound! : Results.Ok(AreaEntry.Of(found));
    }

    private static async Task<IResult> TimelineAsync(string area, HttpRequest request, TheatreRegister theatres, ControlQuery control, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        if (theatre is null) return refused!;
        var (question, problem) = StateParameters.Read(query, theatre, clock.GetUtcNow());
        if (problem is not null) return problem;
        var (found, notFound) = StateParameters.FindArea(theatre, area);
        if (found is null) return notFound!;
        var timeline = await control.TimelineAsync(question, found, cancellation);
        return Results.Ok(new
        {
            area = AreaEntry.Of(found),
            timeline.Axes.Known,
            timeline.Axes.Reported,
            position = Text(timeline.Axes.Position),
            timeline.Axes.Settled,
            items = timeline.Pieces.Select(piece => ToSegment(piece, timeline.Standings[piece.Held.Stretch!.Value.ChangeId])),
            next = (string?)null,
        });
    }

    private static Segment ToSegment(TimelinePiece piece, Standing standing)
    {
        var (ruling, id) = (standing.Ruling, AsReported.PublicId(standing.ChangeId));
        var recorded = id is not null && standing.Position > 0;
        return new(piece.Start, piece.End, ruling.Status, ruling.Controller, ruling.Controllers, ruling.Challengers, ruling.Extent, ruling.Effective.At, ruling.Effective.Precision,
            id, recorded ? Text(standing.Position) : null, recorded ? standing.RecordedAt : null,
            ruling.ReportedAt, ruling.Grade, ruling.Rule, ruling.DecidedBy, piece.Held.InheritedFrom is not null, piece.Held.InheritedFrom, ruling.Demonstration);
    }

    private static string Text(long position) => position.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
