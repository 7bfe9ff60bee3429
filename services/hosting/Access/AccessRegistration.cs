using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Territory.Hosting.Settings;

namespace Territory.Hosting.Access;

/// <summary>Three ways in (a key, a token, the console's cookie), one ladder of roles, and everything closed unless it says otherwise.</summary>
internal static class AccessRegistration
{
    public const string Session = "Session";
    /// <summary>Claim of a session: the id of the key it was opened with.</summary>
    public const string KeyId = "territory:key";

    public static void AddAccess(this IServiceCollection services, TerritorySettings settings)
    {
        services.AddSingleton<Keys>().AddSingleton<ServiceTokens>().AddSingleton<SignInLinks>();
        services.AddDataProtection().SetApplicationName("territory").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(settings.Data, "protection")));
        services.AddAuthentication("Territory")
            .AddPolicyScheme("Territory", null, options => options.ForwardDefaultSelector = Choose)
            .AddScheme<AuthenticationSchemeOptions, KeyScheme>(KeyScheme.Name, null)
            .AddJwtBearer()
            .AddCookie(Session, ConfigureCookie);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<ServiceTokens>((options, tokens) =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = tokens.Validation;
        });
        var authorization = services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var role in Roles.All) authorization.AddPolicy(role, policy => policy.RequireRole(Roles.Satisfying(role)));
    }

    private static string Choose(HttpContext context) => Bearer.Of(context.Request) switch
    {
        null => Session,
        var bearer when Bearer.IsToken(bearer) => JwtBearerDefaults.AuthenticationScheme,
        _ => KeyScheme.Name,
    };

    private static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "territory";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.LoginPath = "/sign-in";
        cookie.Events.OnValidatePrincipal = EndWithTheKeyAsync;
        cookie.Events.OnRedirectToLogin = context => RedirectPages(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => RedirectPages(context, StatusCodes.Status403Forbidden);
    }

    private static async Task EndWithTheKeyAsync(CookieValidatePrincipalContext context)
    {
        var keys = context.HttpContext.RequestServices.GetRequiredService<Keys>();
        if (!await keys.StandsAsync(context.Principal?.FindFirst(KeyId)?.Value, context.HttpContext.RequestAborted)) context.RejectPrincipal();
    }

    /// <summary>A person's page goes to the sign-in page; a machine's call gets the bare status, which becomes a problem.</summary>
    private static Task RedirectPages(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var isPage = HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api") && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        if (isPage && status == StatusCodes.Status401Unauthorized) context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
