using System.Net.Http.Json;
using System.Text.Json;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Installations;

/// <summary>The ledger's own executable on a database, with the bus in memory.</summary>
internal sealed class ALedgerProcess : IAsyncDisposable
{
    private const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private readonly ScratchFolder folder = new();
    private readonly Uri address = new($"http://127.0.0.1:{LoopbackPort.Free()}");
    private readonly ServiceProcess process;

    private ALedgerProcess(string database)
    {
        var key = Path.Combine(folder.Path, "key");
        File.WriteAllText(key, AdminKey);
        process = ServiceProcess.Start("Territory.Ledger", [], new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = database,
            ["TERRITORY_RABBITMQ"] = "",
            ["TERRITORY_KEY_FILE"] = key,
            ["TERRITORY_DATA"] = folder.Path,
            ["TERRITORY_URLS"] = address.ToString(),
        });
    }

    public static async Task<ALedgerProcess> StartAsync(string database)
    {
        var started = new ALedgerProcess(database);
        try
        {
            await started.process.UntilReadyAsync(started.address, Eventually.Most);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public HttpClient Client() => new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", AdminKey) } };

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var client = Client();
        using var answer = await client.PostAsJsonAsync(path, body);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>SIGKILL, and until it is gone.</summary>
    public Task KillAsync() => process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }
}
