using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Territory.Scenarios.Intake;

/// <summary>A web site on loopback: a page for each path, which a test may change.</summary>
internal sealed class ASite : IAsyncDisposable
{
    private readonly WebApplication app;

    private ASite(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentDictionary<string, RequestDelegate> Pages { get; } = new();

    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<ASite> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = new ASite(builder.Build());
        site.app.Run(context =>
        {
            site.Requests.Enqueue(context.Request.Path.Value!);
            if (site.Pages.TryGetValue(context.Request.Path.Value!, out var page)) return page(context);
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        await site.app.StartAsync();
        site.Address = new Uri(site.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return site;
    }

    /// <summary>A page with an ETag, which answers 304 to whoever has it.</summary>
    public void Put(string path, string text, string type = "application/rss+xml; charset=utf-8", string? etag = null) => Pages[path] = async context =>
    {
        if (etag is not null && context.Request.Headers.IfNoneMatch == etag)
        {
            context.Response.StatusCode = 304;
            return;
        }
        context.Response.ContentType = type;
        if (etag is not null) context.Response.Headers.ETag = etag;
        await context.Response.WriteAsync(text);
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
