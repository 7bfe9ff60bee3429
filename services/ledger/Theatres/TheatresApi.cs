using Territory.Contracts;
using Territory.Hosting.Access;
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
            new QueryReader(request).Problem() ?? Results.Ok(new Page<object>([.. register.All.Select(t => new { t.Id, t.Name, t.NameAr, zone = t.Zone.Id, t.PackVersion })], null)));
        theatres.MapGet("/{theatre}", One);
    }

    private static IResult One(string theatre, HttpRequest request, TheatreRegister register)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        if (register.Find(theatre) is not { } pack) return Refusal.NotFound("theatre", theatre, register.Expected);
        return Results.Ok(new
        {
            pack.Id,
            pack.Name,
            pack.NameAr,
            zone = pack.Zone.Id,
            pack.PackVersion,
            pack.Policy,
            pack.Legend,
            pack.Disclaimer,
            pack.DisclaimerAr,
            pack.Licence,
            pack.Sources,
            actors = pack.Actors.Select(a => new { a.Code, a.Parent, a.Field, a.FieldAr, a.Neutral, a.NeutralAr, a.Colour, a.ValidFrom, a.ValidTo }),
            pack.Successions,
            areas = pack.Areas.Where(a => a.Level == AreaLevel.Governorate).Select(a => new { a.Code, a.Name, a.NameAr, a.Level, a.Iso }),
            shapes = pack.Shapes.ToDictionary(s => s.Key, s => s.Value.Select(ring => ring.Select(p => new[] { p.Longitude, p.Latitude }))),
        });
    }
}
