using System.Diagnostics;
using Npgsql;
using Territory.Bench.Servers;
using Territory.Ledger;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Scenarios.Ledger;
using Territory.Theatres;

namespace Territory.Bench.AsOf;

/// <summary>
/// What a question about a random time of the world, as known at a random moment, costs the ledger: from the question to
/// the finished answer with decisions, claims and breakdown, everything but HTTP. Beside it, in the same run and on the
/// same store, the event store's own way: the areas' streams folded up to that moment.
/// </summary>
internal static class AsOfBench
{
    private const int Seed = 20241208;

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var (changes, asked) = (Bench.Number(options, "changes", 100_000), Bench.Number(options, "questions", 2_000));
        var theatre = TheatrePacks.LoadAll()[0] with { Successions = [] };
        var governorates = theatre.Areas.Where(a => a.Level == Contracts.AreaLevel.Governorate).Select(a => a.Code).ToArray();
        var others = theatre.Areas.Select(a => a.Code).Except(governorates).Take(400).ToArray();
        await using var servers = await DurableServers.StartAsync();
        var clock = new HandClock(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var ledger = await ALedger.StartAsync(await servers.NewDatabaseAsync(), clock);
        var history = new RandomHistory(ledger.Get<AreaDoor>(), theatre, clock, Seed);

        await history.RecordAsync(governorates, changes);
        await TidyAsync(ledger);
        var alone = await MeasureAsync("asof.14", ledger, theatre, governorates, asked);
        var baseline = await BaselineAsync(ledger, theatre, governorates, Math.Max(asked / 200, 5));
        Bench.Row("asof.14.baseline.p50", baseline, "ms");
        Bench.Row("asof.14.ratio", baseline / alone, "times");
        await history.RecordAsync(others, changes);
        await TidyAsync(ledger);
        var beside = await MeasureAsync("asof.14.beside_others", ledger, theatre, governorates, asked);
        Bench.Row("asof.14.beside_others.ratio", beside / alone, "times");
        await MeasureAsync("asof.400", ledger, theatre, others, asked / 4);
    }

    /// <summary>The median, in milliseconds.</summary>
    private static async Task<double> MeasureAsync(string name, ALedger ledger, Theatre theatre, string[] areas, int asked)
    {
        var (control, times, random) = (ledger.Get<ControlQuery>(), new List<double>(), new Random(Seed));
        var head = await HeadAsync(ledger);
        for (var i = -asked / 5; i < asked; i++)
        {
            var (at, known) = (RandomHistory.ATime(random), random.NextInt64(1, head + 1));
            var watch = Stopwatch.StartNew();
            var picture = await control.AskAsync(new(theatre, at, new Knowledge(null, known), null, areas), CancellationToken.None);
            var told = areas.Select(area => AreaControl.Of(theatre.FindArea(area)!, picture, DateOnly.FromDateTime(at.Date))).ToArray();
            if (told.Length != areas.Length) throw new InvalidOperationException("An area is missing in the answer.");
            // The first fifth warms connections, statements and the compiler.
            if (i >= 0) times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Bench.Row(name + ".p50", times[times.Count / 2], "ms");
        Bench.Row(name + ".p99", times[(int)(times.Count * 0.99)], "ms");
        return times[times.Count / 2];
    }

    private static async Task<double> BaselineAsync(ALedger ledger, Theatre theatre, string[] areas, int asked)
    {
        var (times, random, head) = (new List<double>(), new Random(Seed), await HeadAsync(ledger));
        for (var i = 0; i < asked; i++)
        {
            var (at, known) = (RandomHistory.ATime(random), random.NextInt64(1, head + 1));
            var watch = Stopwatch.StartNew();
            await using var session = ledger.Get<LedgerStore>().Documents.QuerySession();
            foreach (var area in areas)
            {
                var state = new AreaState(area);
                foreach (var e in (await session.Events.FetchStreamAsync(AreaState.Stream(theatre.Id, area))).Where(e => e.Sequence <= known)) state = state.Fold(e.Data, e.Sequence, e.Timestamp);
                _ = state.At(at);
            }
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>The relay and who assesses areas anew have come to the end of the log, and it is sealed.</summary>
    private static async Task<bool> IsFollowedAsync(ALedger ledger)
    {
        await using var look = ledger.Get<LedgerStore>().Database.Pool.CreateCommand("select (select count(*) = 2 and min(position) >= e.head from ledger.cursors) and (select max(last) >= e.head from ledger.seals) from (select max(seq_id) as head from ledger.mt_events) e");
        return await look.ExecuteScalarAsync() is true;
    }

    private static async Task<long> HeadAsync(ALedger ledger)
    {
        await using var head = ledger.Get<LedgerStore>().Database.Pool.CreateCommand("select max(seq_id) from ledger.mt_events");
        return (long)(await head.ExecuteScalarAsync())!;
    }

    /// <summary>What the followers of the log and autovacuum do within minutes after so many changes at once.</summary>
    private static async Task TidyAsync(ALedger ledger)
    {
        for (var begin = Stopwatch.GetTimestamp(); !await IsFollowedAsync(ledger); await Task.Delay(100))
            if (Stopwatch.GetElapsedTime(begin) > TimeSpan.FromMinutes(10)) throw new TimeoutException("The followers of the log do not come to its end.");
        await using var connection = new NpgsqlConnection(ledger.Get<LedgerStore>().Database.LongLived);
        await connection.OpenAsync();
        foreach (var table in new[] { "timeline", "standings", "claim_answers", "observed" })
        {
            await using var vacuum = new NpgsqlCommand($"vacuum analyze ledger.{table}", connection) { CommandTimeout = 300 };
            await vacuum.ExecuteNonQueryAsync();
        }
    }
}
