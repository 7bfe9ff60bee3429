using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Territory.Bench.Import;
using Territory.Bench.Servers;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;
using Territory.Ledger;
using Territory.Theatres;

namespace Territory.Bench.Rebuild;

/// <summary>
/// A view rebuilt from start to swapped, comparison included, with a reader and a writer beside it; in the same run a plain
/// read of the whole log with its JSON, and the event store's own rebuild of a tenth of it.
/// </summary>
internal static class Rebuilding
{
    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var events = Bench.Number(options, "events", 1_000_000);
        await using var servers = await DurableServers.StartAsync();
        foreach (var areas in options.Contains("--areas") ? [Bench.Number(options, "areas", 33_000)] : new[] { 33_000, 14 }) await MeasureAsync(servers, areas, events);
    }

    private static async Task MeasureAsync(DurableServers servers, int areas, int events)
    {
        var (database, theatre) = (await servers.NewDatabaseAsync(), TheatrePacks.LoadAll()[0]);
        // Once for its tables, and again when there is a log: what is in it then counts as published.
        await using (await LedgerProcess.StartAsync(servers, database)) { }
        await using var store = new LedgerStore(new TerritorySettings { Postgres = database, AdminKey = new string('-', 32), Data = servers.Folder }, TimeProvider.System, NullLoggerFactory.Instance);
        var log = new InventedLog(store, theatre, areas, events);
        await log.WriteAsync();
        await using var ledger = await LedgerProcess.StartAsync(servers, database);
        foreach (var view in new[] { "control_now", "timeline" }) await RebuildAsync(ledger, view, approve: true);

        var name = $"rebuild.{areas}";
        var scan = await ScanAsync(store, events);
        Bench.Row($"{name}.plain_scan", scan, "events/s");
        var marten = await MartensOwn.RunAsync(store, events / 10);
        Bench.Row($"{name}.marten", marten, "events/s");
        foreach (var view in new[] { "control_now", "timeline" })
        {
            using var ended = new CancellationTokenSource();
            var onlooker = new Onlooker(database, theatre.Id, log.FirstArea);
            var writer = new LiveWriter(database, theatre, everyMilliseconds: 50, view);
            var writing = writer.WriteAsync(ended.Token);
            await Task.WhenAny(writer.Begun, writing);
            var looking = onlooker.LookAsync(ended.Token);
            var stages = new Dictionary<string, double>();
            var took = await RebuildAsync(ledger, view, approve: false, stages);
            await ended.CancelAsync();
            await looking;
            var waits = await writing;
            Bench.Row($"{name}.{view}", events / took, "events/s");
            foreach (var (stage, seconds) in stages) Bench.Row($"{name}.{view}.stage.{stage.Replace(' ', '_')}", seconds, "s");
            Bench.Row($"{name}.{view}.of_scan", events / took / scan, "times");
            if (view == "control_now") Bench.Row($"{name}.{view}.of_marten", events / took / marten, "times");
            Bench.Row($"{name}.{view}.reader.looks", onlooker.Looks, "");
            Bench.Row($"{name}.{view}.reader.wrong_or_missing", onlooker.Wrong, "");
            Bench.Row($"{name}.{view}.reader.longest", onlooker.Longest, "ms");
            Bench.Row($"{name}.{view}.writer.longest_wait", waits.Max(), "ms");
        }
        Bench.Row($"{name}.peak_memory", ledger.PeakMemory / 1024.0 / 1024.0, "MiB");
    }

    private static async Task<double> ScanAsync(LedgerStore store, int events)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync();
        var (read, watch) = (0, Stopwatch.StartNew());
        await foreach (var e in new StoredEvents(store.Documents, LedgerStore.Schema).ReadAsync(connection, "order by seq_id", [], CancellationToken.None)) read += e.Data is null ? 0 : 1;
        return read >= events ? read / watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{read} of {events} events were read.");
    }

    /// <summary>Seconds from the request to the swap.</summary>
    /// <param name="stages">Filled with about how many of them each stage took.</param>
    private static async Task<double> RebuildAsync(LedgerProcess ledger, string view, bool approve, Dictionary<string, double>? stages = null)
    {
        var run = await ledger.PostAsync("/api/rebuilds", new { view, approve, reason = "bench" });
        while (run.GetProperty("endedAt").ValueKind == JsonValueKind.Null)
        {
            if (run.GetProperty("state").GetString() == "awaitingApproval") break;
            var (stage, since) = (run.GetProperty("stage").GetString() ?? "", Stopwatch.GetTimestamp());
            await Task.Delay(50);
            run = await ledger.GetAsync("/api/rebuilds/" + run.GetProperty("id").GetString());
            if (stages is not null) stages[stage] = stages.GetValueOrDefault(stage) + Stopwatch.GetElapsedTime(since).TotalSeconds;
        }
        if (run.GetProperty("state").GetString() != "done") throw new InvalidOperationException($"The rebuild ended as {run}");
        return (run.GetProperty("endedAt").GetDateTimeOffset() - run.GetProperty("requestedAt").GetDateTimeOffset()).TotalSeconds;
    }
}
