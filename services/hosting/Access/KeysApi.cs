using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;

namespace Territory.Hosting.Access;

/// <summary><c>/api/keys</c>: administrators make, list and revoke keys.</summary>
public static class KeysApi
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/keys").RequireAuthorization(Roles.Admin).WithTags("operation");
        keys.MapGet("", async (HttpRequest request, Keys register, CancellationToken cancellation) =>
            new QueryReader(request).Problem() ?? Results.Ok(new Page<KeyEntry>(await register.ListAsync(cancellation), null))).Produces<Page<KeyEntry>>().Tells("The keys of this installation, without the keys themselves.");
        keys.MapPost("", CreateAsync).Takes<KeyAsked>().Produces<KeyCreated>(StatusCodes.Status201Created).Tells("Make a key; it is shown this once. Its name is who asks: a second key of a name is the same person's.");
        keys.MapDelete("/{id}", async (string id, Keys register, CancellationToken cancellation) =>
            await register.RevokeAsync(id, cancellation) ? Results.NoContent() : Refusal.NotFound("id", id, "the id of a key that is not revoked; GET /api/keys lists them"))
            .Produces(StatusCodes.Status204NoContent).Tells("Revoke a key.");
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, Keys register, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var name = body.Text("name", required: true, most: 100);
        var roles = body.Texts("roles", most: 5);
        if (roles is null || roles.Count == 0 || roles.Except(Roles.All).Any()) body.Wrong("roles", roles is null ? null : string.Join(", ", roles), "one or more of " + string.Join(", ", Roles.All));
        if (name is not null && KeyNames.WhyNot(name, roles) is { } expected) body.Wrong("name", name, expected);
        if (body.Problem() is { } problem) return problem;
        string[] same = [.. (await register.ListAsync(cancellation)).Where(k => k.Name == name && k.RevokedAt is null).Select(k => k.Id)];
        var (entry, key) = await register.CreateAsync(name!, roles!, cancellation);
        return Results.Created($"/api/keys/{entry.Id}", new KeyCreated(entry.Id, entry.Name, entry.Roles, entry.CreatedAt, key, same));
    }
}

/// <summary>
/// Which names keys may have. The name is the identity: what one key of a name made (subscriptions, decisions, reviews), every key of
/// that name made. So a key is replaced by a second one of its name, and by the first one's end.
/// </summary>
internal static class KeyNames
{
    private const string Admin = "admin";
    private static readonly string[] OfOurOwn = ["territory", "somebody"];

    /// <summary>What would be right; null when it is.</summary>
    public static string? WhyNot(string name, IReadOnlyList<string>? roles) => name switch
    {
        "" => "whose key it is",
        _ when name.Contains(':') || name.Trim() != name || name.Any(char.IsControl) => "a name of one line, without a colon and without blanks around it",
        _ when OfOurOwn.Contains(name) => "another name: Territory writes this one for itself",
        Admin when roles?.Contains(Roles.Admin) != true => "another name, or the role admin: this is the name of who has the admin key, and of all that is his",
        _ => null,
    };
}

/// <summary>What the document says of the body that asks for a key.</summary>
/// <param name="Name">
/// Whose it is; without a colon. Keys of one name are one person's: each sees, changes and deletes the subscriptions of the others, and
/// together they count as one who decides or reviews. Give everybody a name of his own; make a second key of a name to replace the first.
/// </param>
/// <param name="Roles">reporter, reader, analyst, operator or admin.</param>
internal sealed record KeyAsked(string Name, IReadOnlyList<string> Roles);

/// <summary>A key that was made.</summary>
/// <param name="Key">The key itself, shown this once.</param>
/// <param name="SameName">Ids of the keys of this name that stand beside it, and may do with its subscriptions what it may.</param>
internal sealed record KeyCreated(string Id, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, string Key, IReadOnlyList<string> SameName);
