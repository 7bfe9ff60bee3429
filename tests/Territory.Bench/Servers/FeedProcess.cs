using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Territory.Feed;
using Territory.Hosting.Settings;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Subscriptions;

namespace Territory.Bench.Servers;

/// <summary>The feed's own executable, as it is deployed, and the log it keeps.</summary>
internal sealed class FeedProcess : IAsyncDisposable
{
    private readonly ServiceProcess process;
    private readonly FeedStore store;

    private FeedProcess(ServiceProcess process, FeedStore store, Uri address) => (this.process, this.store, Address, Log) = (process, store, address, new InventedLog(store));

    public Uri Address { get; }

    /// <summary>What is told here is committed as the feed itself commits it.</summary>
    public InventedLog Log { get; }

    /// <summary>Bytes of memory it holds now.</summary>
    public long Memory => long.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;

    public static async Task<FeedProcess> StartAsync(DurableServers servers, string database)
    {
        var key = Path.Combine(servers.Folder, "feed-key");
        await File.WriteAllTextAsync(key, AFeed.AdminKey);
        var address = new Uri($"http://127.0.0.1:{AllInOne.Embedded.LoopbackPort.Free()}");
        var process = ServiceProcess.Start("Territory.Feed", [], new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = database,
            ["TERRITORY_KEY_FILE"] = key,
            ["TERRITORY_DATA"] = Path.Combine(servers.Folder, "feed"),
            ["TERRITORY_URLS"] = address.ToString(),
            ["TERRITORY_WEBHOOK_ALLOW"] = "loopback",
        });
        await process.UntilReadyAsync(address, TimeSpan.FromMinutes(2));
        var settings = TerritorySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["POSTGRES"] = database, ["KEY_FILE"] = key }).Build());
        return new(process, new FeedStore(settings, NullLoggerFactory.Instance), address);
    }

    public HttpClient Client() => new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", AFeed.AdminKey) } };

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await store.DisposeAsync();
    }
}
