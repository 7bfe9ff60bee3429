using System.Security.Claims;

namespace Territory.Hosting.Access;

/// <summary>What a key or a session may do. Each role of the ladder includes the ones below it; <see cref="Reporter"/> stands beside it.</summary>
public static class Roles
{
    public const string Reporter = "reporter";
    public const string Reader = "reader";
    public const string Analyst = "analyst";
    public const string Operator = "operator";
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Reporter, Reader, Analyst, Operator, Admin];

    /// <summary>The roles that satisfy a demand for <paramref name="role"/>.</summary>
    public static IReadOnlyList<string> Satisfying(string role) => role switch
    {
        Reporter => [Reporter, Analyst, Operator, Admin],
        Reader => [Reader, Analyst, Operator, Admin],
        Analyst => [Analyst, Operator, Admin],
        Operator => [Operator, Admin],
        _ => [Admin],
    };

    /// <summary>Whether the person may do what <paramref name="role"/> may.</summary>
    public static bool May(this ClaimsPrincipal person, string role) => Satisfying(role).Any(person.IsInRole);

    internal static ClaimsIdentity Identity(string scheme, string name, IEnumerable<string> roles) =>
        new([new Claim(ClaimTypes.Name, name), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], scheme);
}
