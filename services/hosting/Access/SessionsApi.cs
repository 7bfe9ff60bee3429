using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Territory.Hosting.Http;

namespace Territory.Hosting.Access;

/// <summary><c>/api/session</c>: the console's cookie, from a key or from a single-use link.</summary>
public static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session").WithTags("operation");
        session.MapGet("", (ClaimsPrincipal person) => new { person.Identity!.Name, Roles = person.FindAll(ClaimTypes.Role).Select(c => c.Value) });
        session.MapPost("", SignInAsync).AllowAnonymous();
        session.MapDelete("", async (HttpContext context) => { await context.SignOutAsync(AccessRegistration.Session); return Results.NoContent(); });
        session.MapPost("/links", (HttpRequest request, SignInLinks links) => Results.Ok(new { url = $"{request.Scheme}://{request.Host}{Path(links)}" })).RequireAuthorization(Roles.Admin);
        session.MapGet("/enter", EnterAsync).AllowAnonymous();
    }

    /// <summary>The path of a fresh single-use link.</summary>
    public static string Path(SignInLinks links, string page = "/") => "/api/session/enter?code=" + links.Create(page);

    private static async Task<IResult> SignInAsync(HttpContext context, Keys keys, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(context.Request, 4096, cancellation);
        if (body is null) return refused!;
        var key = body.Text("key", required: true);
        if (body.Problem() is { } problem) return problem;
        if (await keys.FindAsync(key!, cancellation) is not { } entry)
            return Refusal.Of(StatusCodes.Status401Unauthorized, "Nobody's key", "Expected a key of this installation; the administrator finds the admin key in the file 'key' of the data folder.", []);
        await IssueAsync(context, entry.Id, entry.Name, entry.Roles);
        return Results.NoContent();
    }

    private static async Task<IResult> EnterAsync(HttpContext context, SignInLinks links)
    {
        if (links.Use(context.Request.Query["code"].ToString()) is not { } page) return Results.Redirect("/sign-in?used=1");
        await IssueAsync(context, Keys.AdminId, "admin", [Roles.Admin]);
        return Results.Redirect(page);
    }

    private static Task IssueAsync(HttpContext context, string keyId, string name, IReadOnlyList<string> roles)
    {
        var identity = Roles.Identity(AccessRegistration.Session, name, roles);
        identity.AddClaim(new Claim(AccessRegistration.KeyId, keyId));
        return context.SignInAsync(AccessRegistration.Session, new ClaimsPrincipal(identity));
    }
}
