using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Installations;

namespace Territory.Bench.Servers;

/// <summary>The ledger's own executable, as it is deployed.</summary>
internal sealed class LedgerProcess : IAsyncDisposable
{
    public const string AdminKey = "tk_a-key-for-benches-only-0123456789abcdef";
    private readonly ServiceProcess process;

    private LedgerProcess(ServiceProcess process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }
    public string Output => process.Output;

    /// <summary>The most memory it has had, in bytes.</summary>
    public long PeakMemory => process.PeakMemory;

    /// <summary>Starts one on a database and a broker, or a bus in memory; several on the same are several instances.</summary>
    public static async Task<LedgerProcess> StartAsync(DurableServers servers, string database, Uri? broker = null)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        var started = new LedgerProcess(ServiceProcess.Start("Territory.Ledger", [], new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = database,
            ["TERRITORY_RABBITMQ"] = broker?.ToString() ?? "",
            ["TERRITORY_KEY_FILE"] = KeyFile(servers),
            ["TERRITORY_DATA"] = Path.Combine(servers.Folder, $"ledger-{address.Port}"),
            ["TERRITORY_URLS"] = address.ToString(),
            // As docker-compose.yml starts it.
            ["DOTNET_GCgen0size"] = "0x8000000",
        }), address);
        await started.process.UntilReadyAsync(address, TimeSpan.FromMinutes(2));
        return started;
    }

    /// <summary>The file with the key all services of the bench share.</summary>
    public static string KeyFile(DurableServers servers)
    {
        var file = Path.Combine(servers.Folder, "key");
        if (!File.Exists(file)) File.WriteAllText(file, AdminKey);
        return file;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        return await client.GetFromJsonAsync<JsonElement>(path);
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        using var answer = await client.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Sends a file and returns the answer.</summary>
    public async Task<JsonElement> SendAsync(string path, Stream file, string mediaType)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        using var content = new StreamContent(file) { Headers = { ContentType = new(mediaType) } };
        using var answer = await client.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
