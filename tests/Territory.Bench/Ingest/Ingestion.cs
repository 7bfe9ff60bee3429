using System.Diagnostics;
using Npgsql;
using Territory.Bench.Servers;
using Territory.Theatres;

namespace Territory.Bench.Ingest;

/// <summary>
/// Claims per second through RabbitMQ into the ledger: a claim counts once its transaction is committed, which holds the
/// decisions it led to and the views that show them. Beside it, in the same run, a plain consumer of the same claims. Both are
/// measured warm: after half as many claims about other areas.
/// </summary>
internal static class Ingestion
{
    private const int Seed = 20241207;

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var (count, each) = (Bench.Number(options, "claims", 40_000), Bench.Number(options, "each", 100));
        var theatre = TheatrePacks.LoadAll()[0];
        await using var servers = await DurableServers.StartAsync();
        var ledger = await MeasureAsync(servers, theatre, count, each);
        Bench.Row("ingest.ledger", ledger.PerSecond, "claims/s");
        Bench.Row("ingest.ledger.events", ledger.Events / (double)count, "events/claim");
        Bench.Row("ingest.ledger.decisions", ledger.Decisions / (double)count, "decisions/claim");
        var baseline = await PlainBaseline.MeasureAsync(servers, new InventedClaims(theatre, Seed), Before(theatre), Math.Max(count / 10, 100));
        Bench.Row("ingest.baseline", baseline, "claims/s");
        Bench.Row("ingest.ratio", ledger.PerSecond / baseline, "times");
    }

    private static async Task<Measured> MeasureAsync(DurableServers servers, Theatre theatre, int count, int each)
    {
        var (connection, broker) = (await servers.NewDatabaseAsync(), await servers.BrokerAsync());
        await using var ledger = await LedgerProcess.StartAsync(servers, connection, broker);
        await using var sender = await ClaimSender.StartAsync(broker);
        await using var database = NpgsqlDataSource.Create(connection);
        var (claims, log, warm) = (new InventedClaims(theatre, Seed), new LogCount(database, "ledger", onwards: true), count / 2);
        await sender.SendAsync(Before(theatre).Messages(warm, each));
        await log.UntilAsync(warm, TimeSpan.FromMinutes(2));
        var before = await StoredAsync(database);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(sender.SendAsync(claims.Messages(count, each)), log.UntilAsync(warm + count, TimeSpan.FromMinutes(10)));
        var elapsed = watch.Elapsed;
        var after = await StoredAsync(database);
        await VisibleAsync(ledger, after.Position);
        return new(count / elapsed.TotalSeconds, after.Events - before.Events, after.Decisions - before.Decisions);
    }

    private static InventedClaims Before(Theatre theatre) => new(theatre, Seed + 1, beyond: InventedClaims.Areas);

    /// <summary>The claims in the log are what the views answer from, at once.</summary>
    private static async Task VisibleAsync(LedgerProcess ledger, long position)
    {
        var answered = (await ledger.GetAsync("/api/control")).GetProperty("position").GetString();
        if (long.Parse(answered!, System.Globalization.CultureInfo.InvariantCulture) < position)
            throw new InvalidOperationException($"The views answer as of position {answered}, and the log has come to {position}.");
    }

    private static async Task<(long Position, long Events, long Decisions)> StoredAsync(NpgsqlDataSource database)
    {
        await using var read = database.CreateCommand("select coalesce(max(seq_id), 0), count(*), count(*) filter (where type like 'change%') from ledger.mt_events");
        await using var row = await read.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    private sealed record Measured(double PerSecond, long Events, long Decisions);
}
