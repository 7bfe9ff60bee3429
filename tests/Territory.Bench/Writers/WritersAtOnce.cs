using Territory.Bench.Servers;
using Territory.Scenarios.Writers;

namespace Territory.Bench.Writers;

/// <summary>Thirty-two writers on one area for a minute while two ledgers run; fails when a claim is lost, stored twice or out of its writer's order.</summary>
internal static class WritersAtOnce
{
    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var (writers, seconds) = (Bench.Number(options, "writers", 32), Bench.Number(options, "seconds", 60));
        await using var servers = await DurableServers.StartAsync();
        var broker = await servers.BrokerAsync();
        await using var ledgers = new TwoLedgers(await servers.NewDatabaseAsync(), broker);
        await ledgers.StartAsync();
        await using var area = new WritersOfOneArea(broker);
        await area.RunAsync(writers, TimeSpan.FromSeconds(seconds));
        await area.ShouldBeStoredOnceAsync(ledgers);
        Bench.Row("writers.acknowledged", area.Acknowledged.Values.Sum(said => said.Count), "claims");
        Bench.Row("writers.rate", area.Acknowledged.Values.Sum(said => said.Count) / (double)seconds, "claims/s");
        Bench.Row("writers.longest-pause", (await ledgers.LongestPauseAsync()).TotalMilliseconds, "ms");
    }
}
