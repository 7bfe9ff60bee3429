using System.Globalization;
using Territory.Client;
using Territory.Scenarios.Subscriptions;

namespace Territory.Scenarios.Feeds;

/// <summary>A subscriber with a filter and a cursor in a file, who takes some changes, goes, and comes back, through whatever happens to the server.</summary>
internal sealed class ComingAndGoing(Uri address, string key, ChangeFilter filter, string file, int seed) : IAsyncDisposable
{
    private readonly List<Received> received = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Random random = new(seed);
    private Task following = Task.CompletedTask;

    public ChangeFilter Filter => filter;

    /// <summary>How often it left without acknowledging the last one.</summary>
    public int Leavings { get; private set; }

    public IReadOnlyList<Received> Received
    {
        get
        {
            lock (received) return [.. received];
        }
    }

    public void Start() => following = FollowAsync();

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        try { await following; }
        catch (OperationCanceledException) { /* as asked */ }
    }

    private async Task FollowAsync()
    {
        var options = new TerritoryClientOptions { FirstDelay = TimeSpan.FromMilliseconds(50), LongestDelay = TimeSpan.FromSeconds(1) };
        while (true)
        {
            using var client = TerritoryClient.Connect(address, key, options);
            var left = random.Next(5, 200);
            await foreach (var change in client.Changes(new FileCursorStore(file), startAfter: 0, filter, stop.Token))
            {
                lock (received) received.Add(new(change.Id, long.Parse(change.Position, CultureInfo.InvariantCulture)));
                if (--left == 0) break;
            }
            Leavings++;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }
}
