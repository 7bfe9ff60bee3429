using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Territory.Hosting.Access;

/// <summary><c>Authorization: Bearer &lt;key&gt;</c>.</summary>
internal sealed class KeyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Keys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Bearer.Of(Request) is not { } key) return AuthenticateResult.NoResult();
        return await keys.FindAsync(key, Context.RequestAborted) is { } entry
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(Of(entry)), Name))
            : AuthenticateResult.Fail("Nobody's key.");
    }

    private static ClaimsIdentity Of(KeyEntry entry)
    {
        var identity = Roles.Identity(Name, entry.Name, entry.Roles);
        identity.AddClaim(new(AccessRegistration.KeyId, entry.Id));
        return identity;
    }
}
