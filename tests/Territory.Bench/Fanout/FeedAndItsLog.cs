using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Territory.Bench.Servers;
using Territory.Feed;
using Territory.Hosting.Settings;
using Territory.Scenarios.Subscriptions;

namespace Territory.Bench.Fanout;

/// <summary>A feed process and the log it keeps: what is told here is committed as the feed itself commits it.</summary>
internal sealed class FeedAndItsLog : IAsyncDisposable
{
    private readonly FeedProcess process;
    private readonly FeedStore store;

    private FeedAndItsLog(FeedProcess process, FeedStore store) => (this.process, this.store, Log) = (process, store, new InventedLog(store));

    public Uri Address => process.Address;

    public InventedLog Log { get; }

    /// <summary>Bytes of memory the process holds now.</summary>
    public long Memory => 1024 * long.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    public static async Task<FeedAndItsLog> StartAsync(DurableServers servers)
    {
        var database = await servers.NewDatabaseAsync();
        var process = await FeedProcess.StartAsync(servers, database, null, null, ("TERRITORY_WEBHOOK_ALLOW", "loopback"));
        var settings = new Dictionary<string, string?> { ["POSTGRES"] = database, ["KEY_FILE"] = LedgerProcess.KeyFile(servers) };
        return new(process, new FeedStore(TerritorySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()), NullLoggerFactory.Instance));
    }

    public HttpClient Client() => process.Client();

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await store.DisposeAsync();
    }
}
