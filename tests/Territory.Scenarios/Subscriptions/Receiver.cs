using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Territory.Scenarios.Subscriptions;

/// <summary>A request that reached an endpoint.</summary>
internal sealed record Hit(string Path, string Id, long Timestamp, string Signature, string? ContentType, string Body)
{
    public JsonElement Event { get; } = JsonDocument.Parse(Body).RootElement;

    public Received Received => new(Id, long.Parse(Event.GetProperty("position").GetString()!, CultureInfo.InvariantCulture));

    public bool IsSignedBy(string secret) => Signature.Split(' ').Contains(Feed.Webhooks.Signature.Of(Id, Timestamp, System.Text.Encoding.UTF8.GetBytes(Body), [Feed.Webhooks.Signature.Bytes(secret)!]));
}

/// <summary>Endpoints of subscribers on loopback, one for each path; all answer 204 until told otherwise.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Hit> hits = new();
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> answers = new();
    private int underWay;

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(TakeAsync);
    }

    public string Url(string path) => app.Urls.First().TrimEnd('/') + path;

    public object Target(string path) => new { type = "webhook", url = Url(path) };

    public IReadOnlyList<Hit> Hits(string path) => [.. hits.Where(h => h.Path == path)];

    /// <summary>Requests that have no answer yet.</summary>
    public int UnderWay => Volatile.Read(ref underWay);

    /// <summary>From now on the path answers so.</summary>
    public void Answer(string path, int status, params (string Name, string Value)[] headers) => answers[path] = context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    /// <summary>From now on the path answers nothing until the sender gives up.</summary>
    public void Hang(string path) => answers[path] = context => Task.WhenAny(Task.Delay(Timeout.Infinite, context.RequestAborted));

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    private async Task TakeAsync(HttpContext context)
    {
        Interlocked.Increment(ref underWay);
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var (body, header) = (await reader.ReadToEndAsync(context.RequestAborted), context.Request.Headers);
            hits.Enqueue(new(context.Request.Path, header["webhook-id"]!, long.Parse(header["webhook-timestamp"]!, CultureInfo.InvariantCulture), header["webhook-signature"]!, context.Request.ContentType, body));
            if (answers.TryGetValue(context.Request.Path, out var answer)) await answer(context);
            else context.Response.StatusCode = 204;
        }
        catch (Exception cut) when (cut is OperationCanceledException or IOException)
        {
            // The sender was killed or gave up.
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
