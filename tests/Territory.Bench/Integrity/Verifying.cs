using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Territory.Bench.Import;
using Territory.Bench.Servers;
using Territory.Theatres;

namespace Territory.Bench.Integrity;

/// <summary>
/// Events per second that are sealed, proven, and held beside the views; behind them, in the same run, a plain read of the
/// same rows in order. Sealing follows the writers: what it costs is time of this machine, not of a transaction.
/// </summary>
internal static class Verifying
{
    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var rows = Bench.Number(options, "rows", 100_000);
        await using var servers = await DurableServers.StartAsync();
        var (database, file) = (await servers.NewDatabaseAsync(), Path.Combine(servers.Folder, "history.csv"));
        new InventedHistory(TheatrePacks.LoadAll()[0], rows, new(2011, 1, 1)).WriteTo(file);
        await using var ledger = await LedgerProcess.StartAsync(servers, database);
        await using var store = NpgsqlDataSource.Create(database);
        await ImportAsync(ledger, file);
        var lag = Stopwatch.StartNew();
        await SealedAsync(ledger);
        Bench.Row("verify.seal.behind_an_import", lag.Elapsed.TotalMilliseconds, "ms");

        await using (var forget = store.CreateCommand("truncate ledger.seals, ledger.skips, ledger.sealed_changes, ledger.checkpoints")) await forget.ExecuteNonQueryAsync();
        var sealing = Stopwatch.StartNew();
        await SealedAsync(ledger);
        Bench.Row("verify.seal", rows / sealing.Elapsed.TotalSeconds, "events/s");
        Bench.Row("verify.seal.cost", sealing.Elapsed.TotalMicroseconds / rows, "us/event");
        Bench.Row("verify.log", rows / await CheckAsync(ledger, "/api/verify"), "events/s");
        Bench.Row("verify.views", rows / await CheckAsync(ledger, "/api/checks"), "events/s");
        Bench.Row("verify.baseline.plain_read", rows / await ReadAsync(store), "events/s");
    }

    private static async Task ImportAsync(LedgerProcess ledger, string file)
    {
        JsonElement run;
        await using (var csv = File.OpenRead(file)) run = await ledger.SendAsync("/api/imports?as=decisions", csv, "text/csv");
        await UntilAsync(async () => (run = await ledger.GetAsync("/api/imports/" + run.GetProperty("id").GetString())).GetProperty("endedAt").ValueKind != JsonValueKind.Null);
        if (run.GetProperty("state").GetString() != "done") throw new InvalidOperationException($"The import ended as {run}");
    }

    private static Task SealedAsync(LedgerProcess ledger) =>
        UntilAsync(async () => await ledger.GetAsync("/api/verify") is var verify && verify.GetProperty("sealedTo").GetString() == verify.GetProperty("head").GetString());

    /// <summary>Seconds.</summary>
    private static async Task<double> CheckAsync(LedgerProcess ledger, string path)
    {
        using var content = JsonContent.Create(new { reason = "bench" });
        var watch = Stopwatch.StartNew();
        var run = await ledger.SendAsync(path, await content.ReadAsStreamAsync(), "application/json");
        await UntilAsync(async () => (run = await ledger.GetAsync("/api/checks/" + run.GetProperty("id").GetString())).GetProperty("endedAt").ValueKind != JsonValueKind.Null);
        if (run.GetProperty("state").GetString() != "done" || run.GetProperty("findings").GetInt64() != 0) throw new InvalidOperationException($"The check ended as {run}");
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> ReadAsync(NpgsqlDataSource store)
    {
        var watch = Stopwatch.StartNew();
        await using var read = store.CreateCommand("select seq_id, id, stream_id, version, type, timestamp, data::text from ledger.mt_events order by seq_id");
        await using var row = await read.ExecuteReaderAsync();
        while (await row.ReadAsync()) JsonDocument.Parse(row.GetString(6)).Dispose();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task UntilAsync(Func<Task<bool>> so)
    {
        for (var watch = Stopwatch.StartNew(); !await so(); await Task.Delay(20))
            if (watch.Elapsed > TimeSpan.FromMinutes(4)) throw new TimeoutException("It did not come to that within four minutes.");
    }
}
