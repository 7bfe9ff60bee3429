using System.Net;
using Microsoft.AspNetCore.Mvc;
using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.Hosting.Http;
using Territory.OperationsConsole.Api;
using Yarp.ReverseProxy.Forwarder;

namespace Territory.OperationsConsole.FrontDoor;

/// <summary>
/// One origin over split services: forwards the API by path. Whoever came with a key or a token keeps it; whoever came
/// with the console's cookie is given a short-lived token in its place.
/// </summary>
public static class FrontDoorService
{
    private static readonly string[] Forwarded = ["/api/{**rest}", "/asyncapi.json", "/schemas/{**rest}", "/jobs/{**rest}"];

    public static void AddFrontDoor(this TerritoryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHttpForwarder();
        // It tells of every request, and of a service that is away with a stack trace; we do in a line.
        builder.Web.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Services.AddSingleton<Forwarding>().AddSingleton<DocumentOfAll>();
    }

    /// <summary>Not for the all-in-one, whose API is in the same process.</summary>
    public static void MapFrontDoor(this TerritoryApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        foreach (var path in Forwarded)
            app.Web.Map(path, (HttpContext context, Forwarding forwarding) => forwarding.SendAsync(context))
                // Its owner bounds what a request may carry.
                .WithMetadata(new DisableRequestSizeLimitAttribute()).ExcludeFromDescription();
        // Our own document knows none of the API but the sessions.
        app.Web.MapGet("/openapi/v1.json", (HttpContext context, DocumentOfAll documents, CancellationToken cancellation) => documents.ReadAsync(context, cancellation))
            .RequireAuthorization(Roles.Reader).WithOrder(-1).ExcludeFromDescription();
    }
}

internal sealed partial class Forwarding(IHttpForwarder forwarder, ServiceAddresses addresses, ServiceTokens tokens, IHostApplicationLifetime lifetime, ILogger<Forwarding> logger) : IDisposable
{
    // An open stream is quiet for 15 s at most: heartbeats.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(100), AllowResponseBuffering = false };

    private readonly PassOn passOn = new(tokens);
    private readonly HttpMessageInvoker http = new(new EndOfStreams(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    }, lifetime.ApplicationStopping));

    public async Task SendAsync(HttpContext context)
    {
        var service = Services.Of(context.Request.Path);
        var error = await forwarder.SendAsync(context, service.Address(addresses).AbsoluteUri, http, Config, passOn);
        if (error is ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
        LogAway(service.Name, context.Request.Path, error);
        context.Response.Headers.RetryAfter = "5";
        await Refusal.Of(StatusCodes.Status503ServiceUnavailable, "Not available just now", $"The {service.Name} service does not answer. Try again in a few seconds.", []).ExecuteAsync(context);
    }

    public void Dispose() => http.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Service} service did not answer {Path}: {Error}")]
    private partial void LogAway(string service, string path, ForwarderError error);

    private sealed class PassOn(ServiceTokens tokens) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            // The dashboard's antiforgery travels in a cookie; the API has no use for any.
            if (!httpContext.Request.Path.StartsWithSegments("/jobs")) proxyRequest.Headers.Remove("Cookie");
            if (proxyRequest.Headers.Authorization is null && httpContext.User.Identity is { IsAuthenticated: true })
                proxyRequest.Headers.Authorization = new("Bearer", tokens.For(httpContext.User));
        }
    }
}
