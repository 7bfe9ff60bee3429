using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>An area as the gazetteer has it.</summary>
public sealed record AreaEntry(string Area, string Name, string NameAr, string Label, string LabelAr, AreaLevel Level, string? Parent, string? Iso, IReadOnlyList<string> Path, IReadOnlyList<string> Variants, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    public static AreaEntry Of(Area area) => new(area.Code, area.Name, area.NameAr, area.Label, area.LabelAr, area.Level, area.Parent, area.Iso, area.Path, area.Variants, area.ValidFrom, area.ValidTo);
}

/// <summary><c>GET /api/areas</c>: search the gazetteer, look at one area, read its timeline.</summary>
public static class AreasApi
{
    public static void MapAreas(this IEndpointRouteBuilder routes)
    {
        var areas = routes.MapGroup("/api/areas").RequireAuthorization(Roles.Reader).WithTags("areas");
        areas.MapGet("", Search).Produces<Page<AreaEntry>>()
            .Tells("Search the gazetteer, by name in either language or by code.", Ask.Theatre, Ask.Text("q", "What to look for.", "Daraa"), Ask.OneOf<AreaLevel>("level", "Only areas of this level."), Ask.After, Ask.Limit);
        areas.MapGet("/{area}", One).Produces<AreaEntry>().Tells("An area as the gazetteer has it.", Ask.Theatre);
        areas.MapTimeline();
    }

    private static IResult Search(HttpRequest request, TheatreRegister theatres)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var (text, level, after, limit) = (query.Text("q"), query.OneOf<AreaLevel>("level"), query.Text("after"), query.Count("limit", Page<AreaEntry>.Usual, 1, Page<AreaEntry>.Most));
        if (theatre is null) return refused!;
        if (query.Problem() is { } problem) return problem;
        if (Cursor.Problem(after, after is not null && theatre.FindArea(after)?.Code == after, "the code of an area") is { } stray) return stray;
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
}
