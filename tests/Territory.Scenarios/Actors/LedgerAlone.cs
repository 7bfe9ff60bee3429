using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Actors;

/// <summary>The ledger by itself on a database of its own, with the theatre's history up to a day.</summary>
internal sealed class LedgerAlone(string database, string until) : IAsyncDisposable
{
    private const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private readonly ScratchFolder folder = new();
    private ServiceProcess? process;
    private HttpClient? client;

    public HttpClient Client => client!;

    public static async Task<LedgerAlone> StartAsync(PostgresPart postgres, string until)
    {
        var ledger = new LedgerAlone(await postgres.NewDatabaseAsync(), until);
        await ledger.StartAsync();
        return ledger;
    }

    public async Task StartAsync()
    {
        var (address, key) = (new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"), Path.Combine(folder.Path, "key"));
        await File.WriteAllTextAsync(key, AdminKey);
        process = ServiceProcess.Start("Territory.Ledger", [], new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = database,
            ["TERRITORY_KEY_FILE"] = key,
            ["TERRITORY_DATA"] = folder.Path,
            ["TERRITORY_URLS"] = address.ToString(),
            ["TERRITORY_CHRONOLOGY_UNTIL"] = until,
        });
        await process.UntilReadyAsync(address, TimeSpan.FromMinutes(1));
        client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public async Task StopAsync()
    {
        client?.Dispose();
        if (process is not null) await process.DisposeAsync();
        process = null;
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    public async Task<(int Status, JsonElement Answer)> PostAsync(string path, object body, string? idempotencyKey = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await Client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task<object?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }
}
