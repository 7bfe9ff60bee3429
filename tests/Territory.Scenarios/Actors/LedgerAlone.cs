using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Actors;

/// <summary>The ledger by itself on a database of its own, with the theatre's history up to a day.</summary>
internal sealed class LedgerAlone(string database, string until) : IAsyncDisposable
{
    private ALedger? ledger;
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
        ledger = await ALedger.StartAsync(database, settings: ("CHRONOLOGY_UNTIL", until));
        client = ledger.Client();
    }

    public async Task StopAsync()
    {
        client?.Dispose();
        if (ledger is not null) await ledger.DisposeAsync();
        ledger = null;
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    public async Task<(int Status, JsonElement Answer)> PostAsync(string path, object body, string? idempotencyKey = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
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

    public async ValueTask DisposeAsync() => await StopAsync();
}
