using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using Territory.Contracts;
using Territory.Scenarios.Installations;

namespace Territory.Scenarios.Pipe;

/// <summary>A subscriber over the bare SSE protocol.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly HttpClient client;
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<CloudEvent> received = Channel.CreateUnbounded<CloudEvent>();
    private readonly Task reading;

    private Listener(HttpClient client, Stream stream)
    {
        this.client = client;
        reading = ReadAsync(stream);
    }

    public static async Task<Listener> ConnectAsync(Installation installation, string query = "", string? lastEventId = null)
    {
        var client = installation.Client();
        if (lastEventId is not null) client.DefaultRequestHeaders.Add("Last-Event-ID", lastEventId);
        client.Timeout = Timeout.InfiniteTimeSpan;
        var answer = await client.GetAsync("/api/feed" + query, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new Listener(client, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; fails when none comes in time.</summary>
    public async Task<CloudEvent> NextAsync(TimeSpan most)
    {
        using var patience = new CancellationTokenSource(most);
        return await received.Reader.ReadAsync(patience.Token);
    }

    private async Task ReadAsync(Stream stream)
    {
        try
        {
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(stop.Token))
                received.Writer.TryWrite(JsonSerializer.Deserialize<CloudEvent>(item.Data, ContractJson.Options)!);
            received.Writer.TryComplete();
        }
        catch (Exception ended)
        {
            received.Writer.TryComplete(ended);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await reading;
        client.Dispose();
        stop.Dispose();
    }
}
