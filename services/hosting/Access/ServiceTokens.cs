using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Territory.Hosting.Settings;

namespace Territory.Hosting.Access;

/// <summary>
/// Short-lived tokens with which the front door and the services speak for a person or for themselves, signed with a key
/// derived from the admin key that all services of an installation share.
/// </summary>
public sealed class ServiceTokens(TerritorySettings settings, TimeProvider clock)
{
    public const string Issuer = "territory";
    internal const string ServicePrefix = "service:";
    private readonly SymmetricSecurityKey key = new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(settings.AdminKey), 32, info: Encoding.UTF8.GetBytes("territory:tokens:v1")));

    /// <summary>A token for five minutes with the person's name and roles.</summary>
    public string For(ClaimsPrincipal person) => Create(person.Identity?.Name ?? "somebody", person.FindAll(ClaimTypes.Role).Select(c => c.Value));

    /// <summary>A token for five minutes in the name of a service.</summary>
    public string ForService(string service) => Create(ServicePrefix + service, [Roles.Admin]);

    private string Create(string name, IEnumerable<string> roles)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now.AddSeconds(-30),
            Expires = now.AddMinutes(5),
            Subject = Roles.Identity("token", name, roles),
            SigningCredentials = new(key, SecurityAlgorithms.HmacSha256),
        });
    }

    internal TokenValidationParameters Validation => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        IssuerSigningKey = key,
        ClockSkew = TimeSpan.FromSeconds(60),
        NameClaimType = ClaimTypes.Name,
        RoleClaimType = ClaimTypes.Role,
    };
}
