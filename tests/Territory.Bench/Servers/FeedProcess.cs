using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Installations;

namespace Territory.Bench.Servers;

/// <summary>The feed's own executable, as it is deployed.</summary>
internal sealed class FeedProcess : IAsyncDisposable
{
    private readonly ServiceProcess process;

    private FeedProcess(ServiceProcess process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }
    public string Output => process.Output;

    public int Id => process.Id;

    /// <param name="ledger">Where the ledger answers; null when nobody does, and the log is what the bench wrote.</param>
    public static async Task<FeedProcess> StartAsync(DurableServers servers, string database, Uri? broker, Uri? ledger, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        var environment = new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = database,
            ["TERRITORY_RABBITMQ"] = broker?.ToString() ?? "",
            ["TERRITORY_KEY_FILE"] = LedgerProcess.KeyFile(servers),
            ["TERRITORY_DATA"] = Path.Combine(servers.Folder, $"feed-{address.Port}"),
            ["TERRITORY_URLS"] = address.ToString(),
            ["TERRITORY_LEDGER_URL"] = (ledger ?? new Uri("http://127.0.0.1:9")).ToString(),
        };
        foreach (var (name, value) in settings) environment[name] = value;
        var started = new FeedProcess(ServiceProcess.Start("Territory.Feed", [], environment), address);
        await started.process.UntilReadyAsync(address, TimeSpan.FromMinutes(2));
        return started;
    }

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LedgerProcess.AdminKey);
        return client;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = Client();
        return await client.GetFromJsonAsync<JsonElement>(path);
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var client = Client();
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new InvalidOperationException(text);
    }

    public async ValueTask DisposeAsync()
    {
        await process.StopAsync();
        await process.DisposeAsync();
    }
}
