using System.Diagnostics;
using System.Text.Json;
using JasperFx;
using JasperFx.Events;
using Marten;
using Territory.Bench.Servers;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Bench.Import;

/// <summary>
/// Rows per second of a CSV file into the ledger: checked, staged, appended with its views and its public log. Beside it a
/// live writer; behind it, in the same run, the event store's own bulk insert of the same events without anything else: no
/// file, no check, no lock, no views, no public log. Both are measured after a history of other days went the same way.
/// </summary>
internal static class Importing
{
    private const int WarmUp = 40_000;

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var rows = Bench.Number(options, "rows", 200_000);
        var theatre = TheatrePacks.LoadAll()[0];
        await using var servers = await DurableServers.StartAsync();
        var (before, history) = (new InventedHistory(theatre, WarmUp, new(2005, 1, 1)), new InventedHistory(theatre, rows, new(2011, 1, 1)));
        await ImportAsync(servers, theatre, before, history, rows);
        var bulk = await BulkInsertAsync(servers, before, history, rows);
        Bench.Row("import.bulk_insert", bulk, "rows/s");
    }

    private static async Task ImportAsync(DurableServers servers, Theatre theatre, InventedHistory before, InventedHistory history, int rows)
    {
        var database = await servers.NewDatabaseAsync();
        await using var ledger = await LedgerProcess.StartAsync(servers, database);
        await SendAsync(servers, ledger, before);
        using var ended = new CancellationTokenSource();
        var writing = new LiveWriter(database, theatre).WriteAsync(ended.Token);
        var (run, staged, total) = await SendAsync(servers, ledger, history);
        await ended.CancelAsync();
        var waits = await writing;
        Bench.Row("import.staged", rows / staged.TotalSeconds, "rows/s");
        Bench.Row("import.appended", run.GetProperty("rate").GetDouble(), "rows/s");
        Bench.Row("import.total", rows / total.TotalSeconds, "rows/s");
        Bench.Row("import.peak_memory", ledger.PeakMemory / 1024.0 / 1024.0, "MiB");
        Bench.Row("import.live_writer.writes", waits.Count, "");
        Bench.Row("import.live_writer.longest_wait", waits.Max(), "ms");
        Bench.Row("import.live_writer.median_wait", waits.Order().ElementAt(waits.Count / 2), "ms");
    }

    /// <summary>Sends a history and waits for its end; how long the staging took, and all of it.</summary>
    private static async Task<(JsonElement Run, TimeSpan Staged, TimeSpan Total)> SendAsync(DurableServers servers, LedgerProcess ledger, InventedHistory history)
    {
        var file = Path.Combine(servers.Folder, "history.csv");
        history.WriteTo(file);
        var watch = Stopwatch.StartNew();
        JsonElement run;
        await using (var csv = File.OpenRead(file)) run = await ledger.SendAsync("/api/imports?as=decisions", csv, "text/csv");
        var staged = watch.Elapsed;
        while (run.GetProperty("endedAt").ValueKind == JsonValueKind.Null)
        {
            await Task.Delay(50);
            run = await ledger.GetAsync("/api/imports/" + run.GetProperty("id").GetString());
        }
        return run.GetProperty("state").GetString() == "done" ? (run, staged, watch.Elapsed) : throw new InvalidOperationException($"The import ended as {run}");
    }

    private static async Task<double> BulkInsertAsync(DurableServers servers, InventedHistory before, InventedHistory history, int rows)
    {
        var database = await servers.NewDatabaseAsync();
        using var store = DocumentStore.For(options =>
        {
            options.Connection(database);
            options.DatabaseSchemaName = "bulk";
            options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.EnableUniqueIndexOnEventId = true;
            options.Events.MapEventType<ChangeDecided>("change_decided.v1");
            options.UseSystemTextJsonForSerialization(configure: json => ContractJson.Apply(json));
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.BulkInsertEventsAsync([.. before.Streams().Select(s => StreamAction.Start(store.Events, "before/" + s.Stream, s.Events))], 2000, CancellationToken.None);
        StreamAction[] streams = [.. history.Streams().Select(s => StreamAction.Start(store.Events, s.Stream, s.Events))];
        var watch = Stopwatch.StartNew();
        await store.BulkInsertEventsAsync(streams, 2000, CancellationToken.None);
        return rows / watch.Elapsed.TotalSeconds;
    }
}
