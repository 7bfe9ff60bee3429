using Territory.Bench.Servers;

namespace Territory.Bench.Fanout;

/// <summary>
/// One feed process and everybody who listens to it: two thousand streams that each get each of a hundred changes, beside a
/// bare server that writes the same bytes; and 450 webhooks that answer, alone and beside fifty that hang.
/// </summary>
internal static class FanoutBench
{
    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var (streams, changes) = (Bench.Number(options, "streams", 2000), Bench.Number(options, "changes", 100));
        var (webhooks, hanging, told) = (Bench.Number(options, "webhooks", 450), Bench.Number(options, "hanging", 50), Bench.Number(options, "told", 15));
        await using var servers = await DurableServers.StartAsync();
        await using var feed = await FeedAndItsLog.StartAsync(servers);
        await Streams.MeasureAsync(feed, streams, changes);
        await Webhooks.MeasureAsync(feed, webhooks, hanging, told);
    }
}
