using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Theatres;

/// <summary><c>GET /api/theatres</c>: the packs, as far as a map or a form needs them.</summary>
public static class TheatresApi
{
    public static void MapTheatres(this IEndpointRouteBuilder routes)
    {
        var theatres = routes.MapGroup("/api/theatres").RequireAuthorization(Roles.Reader).WithTags("theatres");
        theatres.MapGet("", (HttpRequest request, TheatreRegister register) =>
            new QueryReader(request).Problem() ?? Results.Ok(new Page<TheatreEntry>([.. register.All.Select(t => new TheatreEntry(t.Id, t.Name, t.NameAr, t.Zone.Id, t.PackVersion))], null)))
            .Produces<Page<TheatreEntry>>().Tells("The theatres of this installation.");
        theatres.MapGet("/{theatre}", One).Produces<TheatreAnswer>().Tells("A theatre: its legend, licence, actors, governorates and their shapes.");
    }

    private static IResult One(string theatre, HttpRequest request, TheatreRegister register)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        if (register.Find(theatre) is not { } pack) return Refusal.NotFound("theatre", theatre, register.Expected);
        return Results.Ok(new TheatreAnswer(
            pack.Id, pack.Name, pack.NameAr, pack.Zone.Id, pack.PackVersion, pack.Policy, pack.Legend, pack.Disclaimer, pack.DisclaimerAr, pack.Licence, pack.Sources,
            [.. pack.Actors.Select(a => new ActorOnMap(a.Code, a.Parent, a.Field, a.FieldAr, a.Neutral, a.NeutralAr, a.Colour, a.ValidFrom, a.ValidTo))], pack.Successions,
            [.. pack.Areas.Where(a => a.Level == AreaLevel.Governorate).Select(a => new AreaOnMap(a.Code, a.Name, a.NameAr, a.Level, a.Iso))],
            pack.Shapes.ToDictionary(s => s.Key, s => s.Value.Select(ring => ring.Select(p => new[] { p.Longitude, p.Latitude })))));
    }
}
