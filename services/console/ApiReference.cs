using System.Security.Cryptography;
using Scalar.AspNetCore;
using Territory.Hosting;
using Territory.Hosting.Access;

namespace Territory.OperationsConsole;

/// <summary><c>/api/reference</c>: the document of the API as a page to browse and try calls from, with the session one has. It loads nothing from elsewhere.</summary>
internal static class ApiReference
{
    public const string Path = "/api/reference";

    public static void MapApiReference(this TerritoryApp app) =>
        app.Web.MapScalarApiReference(Path, (options, context) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            // The page styles itself as it draws; only its own scripts run.
            context.Response.Headers.ContentSecurityPolicy = $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            options.WithTitle("Territory: the API").WithOpenApiRoutePattern("/openapi/v1.json").WithNonce(nonce).DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton();
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        }).RequireAuthorization(Roles.Reader).ExcludeFromDescription();
}
