using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Territory.Contracts;
using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.Theatres;

namespace Territory.OperationsConsole.Api;

/// <summary>
/// Listens to the feed once for the whole process and tells every open page. Resumes where it stopped, so a page that
/// stays open misses nothing; a page that opens asks the API first.
/// </summary>
public sealed partial class LiveFeed(
    IHttpClientFactory clients, ServiceAddresses addresses, ServiceTokens tokens, TheatreRegister theatres, IHostApplicationLifetime lifetime, ILogger<LiveFeed> logger) : BackgroundService
{
    public const string Name = "territory-feed";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    // Three heartbeats missed: nobody is there any more, whatever the socket says.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(50);

    private readonly ConcurrentDictionary<Guid, Listener> listeners = new();
    private readonly ConcurrentDictionary<string, bool> live = new();

    /// <summary>Whether the theatre's stream is open.</summary>
    public bool IsLive(string theatre) => live.GetValueOrDefault(theatre);

    /// <summary>Calls back for every change of a theatre, and whenever the stream opens or breaks, until disposed.</summary>
    public IDisposable Listen(string theatre, Action<CloudEvent> changed, Action stateChanged)
    {
        var id = Guid.CreateVersion7();
        listeners[id] = new(theatre, changed, stateChanged);
        return new Ending(() => listeners.TryRemove(id, out _));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var waiting = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await Task.WhenAll(theatres.All.Select(theatre => FollowAsync(theatre.Id, stoppingToken)));
    }

    private async Task FollowAsync(string theatre, CancellationToken stopping)
    {
        var isTold = false;
        for (string? position = null; !stopping.IsCancellationRequested;)
        {
            try
            {
                position ??= await HeadAsync(theatre, stopping);
                await foreach (var change in StreamAsync(theatre, position, stopping))
                {
                    position = change.Position;
                    Tell(theatre, listener => listener.Changed(change));
                }
            }
            catch (Exception broken) when (!stopping.IsCancellationRequested && broken is HttpRequestException or IOException or JsonException or OperationCanceledException)
            {
                // Once each time it breaks, not every two seconds while it is away.
                if (IsLive(theatre) || !isTold) LogBroken(theatre, position, broken.Message);
                isTold = true;
            }
            SetLive(theatre, false);
            await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The last position told before we listen.</summary>
    private async Task<string> HeadAsync(string theatre, CancellationToken stopping)
    {
        using var request = Request(Services.Of("/api/changes").Address(addresses), "/api/changes" + QueryText.Of(("theatre", theatre), ("order", "desc"), ("limit", "1")));
        using var response = await clients.CreateClient(ApiClient.Name).SendAsync(request, stopping);
        response.EnsureSuccessStatusCode();
        var page = await response.Content.ReadFromJsonAsync<ListPage<CloudEvent>>(ContractJson.Options, stopping);
        return page!.Items is [var last] ? last.Position : "0";
    }

    private async IAsyncEnumerable<CloudEvent> StreamAsync(string theatre, string position, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        using var request = Request(Services.Of("/api/feed").Address(addresses), "/api/feed" + QueryText.Of(("theatre", theatre), ("after", position)));
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await clients.CreateClient(Name).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
        response.EnsureSuccessStatusCode();
        SetLive(theatre, true);
        await using var stream = new AliveStream(await response.Content.ReadAsStreamAsync(stopping), Silence);
        await foreach (var item in SseParser.Create(stream, (_, bytes) => bytes.Length == 0 ? null : JsonSerializer.Deserialize<CloudEvent>(bytes, ContractJson.Options)).EnumerateAsync(stopping))
            if (item.Data is { } told) yield return told;
    }

    private HttpRequestMessage Request(Uri service, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, path));
        request.Headers.Authorization = new("Bearer", tokens.ForService("console"));
        return request;
    }

    private void SetLive(string theatre, bool now)
    {
        if (live.GetValueOrDefault(theatre) == now) return;
        live[theatre] = now;
        Tell(theatre, listener => listener.StateChanged());
    }

    private void Tell(string theatre, Action<Listener> tell)
    {
        foreach (var listener in listeners.Values.Where(l => l.Theatre == theatre)) tell(listener);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed of {Theatre} does not answer after position {Position}; it is asked again every two seconds: {Reason}")]
    private partial void LogBroken(string theatre, string? position, string reason);

    private sealed record Listener(string Theatre, Action<CloudEvent> Changed, Action StateChanged);

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
