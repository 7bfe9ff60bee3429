using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;

namespace Territory.Hosting.Access;

/// <summary><c>/api/session</c>: the console's cookie, from a key or from a single-use link.</summary>
public static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session").WithTags("operation");
        session.MapGet("", (ClaimsPrincipal person) => new SessionAnswer(person.Identity!.Name, [.. person.FindAll(ClaimTypes.Role).Select(c => c.Value)])).Tells("Who is asking, and what he may do.");
        session.MapPost("", SignInAsync).AllowAnonymous().Takes<SignInAsked>().Produces(StatusCodes.Status204NoContent).Tells("Sign in to the console with a key.");
        session.MapDelete("", async (HttpContext context) => { await context.SignOutAsync(AccessRegistration.Session); return Results.NoContent(); }).Produces(StatusCodes.Status204NoContent).Tells("Sign out.");
        session.MapPost("/links", (HttpRequest request, SignInLinks links) => Results.Ok(new SignInLinkMade($"{request.Scheme}://{request.Host}{Path(links)}"))).RequireAuthorization(Roles.Admin).Produces<SignInLinkMade>().Tells("Make an address that signs one person in, once.");
        session.MapGet("/enter", EnterAsync).AllowAnonymous().Produces(StatusCodes.Status302Found).Tells("Sign in by such an address.", Ask.Text("code", "The code of the address."));
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

/// <summary>Who is asking.</summary>
internal sealed record SessionAnswer(string? Name, IReadOnlyList<string> Roles);

/// <summary>What the document says of the body that signs in.</summary>
/// <param name="Key">A key of this installation.</param>
internal sealed record SignInAsked(string Key);

/// <summary>An address that signs one person in, once.</summary>
internal sealed record SignInLinkMade(string Url);
