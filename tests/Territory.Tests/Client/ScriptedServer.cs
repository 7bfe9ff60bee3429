using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Territory.Tests.Client;

/// <summary>A real HTTP server on loopback that answers each path by a script: the n-th request by the n-th answer, the last answer for all that follow.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, (RequestDelegate[] Answers, int Asked)> scripts = new();
    private readonly CancellationTokenSource ending = new();

    private ScriptedServer(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Method, path and query of every request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The Authorization header of every request, in order.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new ScriptedServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        server.Address = new Uri(server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    /// <summary>Scripts a path, with the method when it is not GET: <c>POST /api/reports</c>.</summary>
    public ScriptedServer On(string path, params RequestDelegate[] answers)
    {
        scripts[path.StartsWith('/') ? "GET " + path : path] = (answers, 0);
        return this;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = $"{context.Request.Method} {context.Request.Path.Value}";
        Requests.Enqueue(path + context.Request.QueryString);
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        var script = scripts.AddOrUpdate(path, _ => ([Answers.Problem(404, "There is no such path")], 1), (_, s) => (s.Answers, s.Asked + 1));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending.Token);
        context.RequestAborted = either.Token;
        try
        {
            await script.Answers[Math.Min(script.Asked, script.Answers.Length) - 1](context);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client went away, or the test is over: an open feed ends so.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await app.DisposeAsync();
        ending.Dispose();
    }
}
