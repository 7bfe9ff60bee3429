using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Territory.Hosting;
using Territory.OperationsConsole.Api;
using Territory.OperationsConsole.Layout;
using Territory.OperationsConsole.Map;
using Territory.Theatres;

namespace Territory.OperationsConsole;

/// <summary>The console: pages that talk to nothing but the HTTP API, as the person who is signed in.</summary>
public static class ConsoleService
{
    // Blazor needs no inline script or style as long as we write none; colours are SVG attributes.
    private const string ContentPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void AddOperationsConsole(this TerritoryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Else whatever runs from a build looks for files at every path, and a path of the API that wants another method would not be found.
        builder.Web.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddHttpClient(ApiClient.Name, client => client.Timeout = TimeSpan.FromSeconds(60));
        builder.Services.AddHttpClient(LiveFeed.Name, client => client.Timeout = Timeout.InfiniteTimeSpan);
        builder.Services.TryAddSingleton(_ => new TheatreRegister(TheatrePacks.LoadAll()));
        builder.Services.AddSingleton<Drawings>().AddSingleton<LiveFeed>().AddHostedService(services => services.GetRequiredService<LiveFeed>());
        builder.Services.AddScoped<ApiClient>();
    }

    public static void MapOperationsConsole(this TerritoryApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // Not a path of its own that takes the rest: it would answer for paths of the API that want another method.
        app.Web.UseStatusCodePages(ShowNotFoundAsync);
        app.Web.Use(SetHeadersAsync);
        app.Web.UseAntiforgery();
        // The sign-in page has a style sheet too.
        app.Web.MapStaticAssets().AllowAnonymous();
        app.MapApiReference();
        app.Web.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = "'none'");
    }

    /// <summary>The API, whoever answers it, says itself what it has not.</summary>
    private static Task ShowNotFoundAsync(StatusCodeContext context) =>
        context.HttpContext is { Response.StatusCode: StatusCodes.Status404NotFound } http && !http.Request.Path.StartsWithSegments("/api") && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? new RazorComponentResult<NotFoundDocument> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(http)
            : Task.CompletedTask;

    private static Task SetHeadersAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null) return next(context);
        // The brief is a page of the ledger's, with a stricter policy of its own.
        if (!context.Request.Path.StartsWithSegments("/api/brief")) context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }
}
