using System.Security.Claims;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Hosting.Store;
using Territory.Ledger.Control;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger.Checks;

/// <summary><c>/api/views</c>: how each view stands, and the repair of one area of one.</summary>
public static class ViewsApi
{
    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var views = routes.MapGroup("/api/views").RequireAuthorization(Roles.Operator).WithTags("checks");
        views.MapGet("", async (HttpRequest request, CheckedViews all, CancellationToken cancellation) => new QueryReader(request).Problem() ?? Results.Ok(new Page<ViewStatus>(await all.ListAsync(cancellation), null))).Produces<Page<ViewStatus>>()
            .Tells("The views, how far they are and what the last check found.");
        views.MapPost("/{view}/repair", RepairAsync).Produces<AreaRepair>().Takes<RepairAsked>()
            .Tells("Fold one area of a view anew.");
    }

    internal static IResult UnknownView(string? view) => Refusal.NotFound("view", FieldError.Shorten(view), "one of " + string.Join(", ", LedgerViews.All.Select(v => v.Name)));

    private static async Task<IResult> RepairAsync(string view, HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, LedgerStore store, RepairArea repair, CancellationToken cancellation)
    {
        if (LedgerViews.All.FirstOrDefault(v => v.Name == view) is not { } known) return UnknownView(view);
        var (body, refused) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var (area, theatre, reason) = (body.Text("area", required: true, expected: "the area by code, ISO code or unambiguous name"), body.Text("theatre"), body.Text("reason"));
        if (body.Problem() is { } problem) return problem;
        var (place, notFound) = await FindAreaAsync(store, theatres, theatre, area!, cancellation);
        if (place is not { } found) return notFound!;
        try
        {
            return Results.Ok(await repair.RunAsync(known, found.Theatre, found.Code, person.Identity?.Name ?? "somebody", reason, cancellation));
        }
        catch (PoisonEventException broken)
        {
            return Refusal.Conflict($"{broken.Message}. The view is as it was; POST /api/verify tells whether the event was altered.", new FieldError("area", found.Code, "an area whose stream can be folded"));
        }
    }

    /// <summary>An area of the pack by code or name, or one that only a stream or a row of a view speaks of, by its code.</summary>
    internal static async Task<((string Theatre, string Code)? Place, IResult? Refused)> FindAreaAsync(LedgerStore store, TheatreRegister theatres, string? theatre, string area, CancellationToken cancellation)
    {
        if (theatres.Choose(theatre) is not { } chosen)
        {
            var error = new FieldError("theatre", FieldError.Shorten(theatre), theatres.Expected);
            return (null, theatre is null ? Refusal.BadRequest(error) : Refusal.NotFound(error));
        }
        var (found, refused) = StateParameters.FindArea(chosen, area);
        if (found is not null) return ((chosen.Id, found.Code), null);
        return (await CheckedAreas.FindAsync(store, new(Theatre: chosen.Id, Area: area), cancellation)).Count > 0 ? ((chosen.Id, area), null) : (null, refused);
    }
}

/// <summary>What the document says of the body that repairs an area.</summary>
/// <param name="Area">Code, ISO code or unambiguous name.</param>
/// <param name="Theatre">Its id; not needed while there is only one.</param>
/// <param name="Reason">Why.</param>
internal sealed record RepairAsked(string Area, string? Theatre, string? Reason);
