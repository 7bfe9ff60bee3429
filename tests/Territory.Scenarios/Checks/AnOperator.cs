using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Shouldly;
using Territory.Ledger;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;

namespace Territory.Scenarios.Checks;

/// <summary>Somebody who starts checks over HTTP and waits for their end; and the one who writes to the database behind everybody's back.</summary>
internal sealed class AnOperator(ALedger ledger) : IDisposable
{
    private static readonly TimeSpan Patience = Eventually.Most;
    private readonly HttpClient client = ledger.Client();

    public HttpClient Client => client;

    public async Task<JsonElement> CheckAsync(object? scope = null, string path = "/api/checks") => await EndAsync(await StartAsync(scope, path));

    public async Task<string> StartAsync(object? scope = null, string path = "/api/checks")
    {
        var (status, run) = await PostAsync(path, scope ?? new { });
        status.ShouldBe(202, run.ToString());
        return run.GetProperty("id").GetString()!;
    }

    /// <summary>The check once it is done.</summary>
    public async Task<JsonElement> EndAsync(string id)
    {
        JsonElement run = default;
        await Eventually.TrueAsync(async () => (run = await GetAsync("/api/checks/" + id)).GetProperty("endedAt").ValueKind != JsonValueKind.Null, Patience);
        run.GetProperty("state").GetString().ShouldBe("done", run.ToString());
        return run;
    }

    public async Task<JsonElement[]> FindingsAsync(JsonElement run) => [.. (await GetAsync($"/api/checks/{run.GetProperty("id").GetString()}/findings?limit=1000")).GetProperty("items").EnumerateArray()];

    public async Task<JsonElement> GetAsync(string path) => await client.GetFromJsonAsync<JsonElement>(path);

    public async Task<(int Status, JsonElement Answer)> PostAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>A problem with this status that names the field; returns what was expected there.</summary>
    public async Task<string> RefusedAsync(int status, string field, string path, object body)
    {
        var (refused, problem) = await PostAsync(path, body);
        refused.ShouldBe(status, $"{path}: {problem}");
        return problem.GetProperty("errors").EnumerateArray().Single(e => e.GetProperty("field").GetString() == field).GetProperty("expected").GetString()!;
    }

    /// <summary>Everything recorded is sealed.</summary>
    public Task SealedAsync() => Eventually.TrueAsync(async () => await GetAsync("/api/verify") is var verify && verify.GetProperty("sealedTo").GetString() == verify.GetProperty("head").GetString(), Patience);

    /// <summary>Writes to the database past the door; returns how many rows it touched.</summary>
    public async Task<int> TamperAsync(string sql)
    {
        await using var command = ledger.Get<LedgerStore>().Database.Pool.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = ledger.Get<LedgerStore>().Database.Pool.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>SQL for the position of the first, second, ... event: numbers an append gave back stay unused, so that it may be later than the count.</summary>
    public static string Nth(int count) => $"(select seq_id from ledger.mt_events order by seq_id offset {count - 1} limit 1)";

    /// <summary>The position of the first, second, ... event.</summary>
    public Task<long> PositionAsync(int count) => AskAsync<long>($"select {Nth(count)}");

    /// <summary>A transaction that is in everybody's way until it is disposed of.</summary>
    public async Task<NpgsqlConnection> BlockAsync(string table)
    {
        var connection = new NpgsqlConnection(ledger.Get<LedgerStore>().Database.LongLived);
        await connection.OpenAsync();
        await using var block = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", connection);
        await block.ExecuteNonQueryAsync();
        return connection;
    }

    public void Dispose() => client.Dispose();
}
