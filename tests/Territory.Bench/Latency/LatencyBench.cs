using System.Globalization;
using System.Net.ServerSentEvents;
using Npgsql;
using Territory.Bench.Servers;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Bench.Latency;

/// <summary>
/// From the commit of a change in the ledger, by PostgreSQL's own note of it, to the event at a subscriber of the feed: split services,
/// RabbitMQ, PostgreSQL. Beside it the same path with Marten's own daemon, as it comes, in place of the ledger's relay.
/// </summary>
internal static class LatencyBench
{
    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        var (idle, rate, seconds) = (Bench.Number(options, "idle", 60), Bench.Number(options, "rate", 500), Bench.Number(options, "seconds", 20));
        await using var servers = await DurableServers.StartAsync();
        var ours = await MeasureAsync(servers, "latency", marten: false, idle, rate, seconds);
        var polling = await MeasureAsync(servers, "latency.marten_default", marten: true, idle, rate, seconds);
        Bench.Row("latency.idle.better", polling.Idle / ours.Idle, "times");
        Bench.Row("latency.load.better", polling.Load / ours.Load, "times");
    }

    private static async Task<(double Idle, double Load)> MeasureAsync(DurableServers servers, string name, bool marten, int idle, int rate, int seconds)
    {
        var (database, broker) = (await servers.NewDatabaseAsync(), await servers.BrokerAsync());
        await using var relay = marten ? await MartenRelay.HoldTheLeadAsync(database) : null;
        await using var ledger = await LedgerProcess.StartAsync(servers, database, broker);
        if (relay is not null) await relay.StartAsync(servers, broker);
        await using var feed = await FeedProcess.StartAsync(servers, database, broker, ledger.Address);
        await using var sender = await ClaimSender.StartAsync(broker);
        var claims = new AlternatingClaims(TheatrePacks.LoadAll()[0]);
        using var stop = new CancellationTokenSource();
        var arrivals = new Arrivals();
        var listening = arrivals.ListenAsync(feed, stop.Token);

        await arrivals.OfAsync(100, () => SendAsync(sender, claims, 100, TimeSpan.FromMilliseconds(5)));
        var alone = await arrivals.OfAsync(idle, () => SendAsync(sender, claims, idle, TimeSpan.FromMilliseconds(217)));
        var loaded = await arrivals.OfAsync(rate * seconds, () => SendAsync(sender, claims, rate * seconds, TimeSpan.FromSeconds(1.0 / rate)));
        await stop.CancelAsync();
        await listening;
        return (await TellAsync(name + ".idle", alone, database), await TellAsync(name + ".load", loaded, database));
    }

    private static async Task<double> TellAsync(string name, List<Arrival> arrived, string database)
    {
        var commits = await CommitsAsync(arrived, database);
        var times = arrived.Select(a => (a.At - commits[a.Position]).TotalMilliseconds).Order().ToArray();
        Bench.Row(name + ".p50", times[times.Length / 2], "ms");
        Bench.Row(name + ".p99", times[(int)(times.Length * 0.99)], "ms");
        Bench.Row(name + ".changes", times.Length, "");
        return times[times.Length / 2];
    }

    /// <summary>When each position was committed; the log of a ledger is never updated, so a row is as old as its transaction.</summary>
    private static async Task<Dictionary<long, DateTimeOffset>> CommitsAsync(IEnumerable<Arrival> arrived, string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var read = source.CreateCommand("select seq_id, pg_xact_commit_timestamp(xmin) from ledger.mt_events where seq_id = any ($1)");
        read.Parameters.Add(new() { Value = arrived.Select(a => a.Position).ToArray() });
        await using var row = await read.ExecuteReaderAsync();
        var commits = new Dictionary<long, DateTimeOffset>();
        while (await row.ReadAsync()) commits[row.GetInt64(0)] = row.GetFieldValue<DateTimeOffset>(1);
        return commits;
    }

    /// <summary>One claim a message, each at its own time.</summary>
    private static async Task SendAsync(ClaimSender sender, AlternatingClaims claims, int count, TimeSpan apart)
    {
        var (begin, sending) = (TimeProvider.System.GetTimestamp(), new List<Task>());
        for (var i = 0; i < count; i++)
        {
            var early = (apart * i) - TimeProvider.System.GetElapsedTime(begin);
            if (early > TimeSpan.FromMilliseconds(1)) await Task.Delay(early);
            sending.Add(sender.SendAsync([claims.Next()]));
        }
        await Task.WhenAll(sending);
    }

    /// <summary>When the subscriber had what stands at a position.</summary>
    private sealed record Arrival(long Position, DateTimeOffset At);

    /// <summary>What a subscriber was told and when, by the one clock of this machine.</summary>
    private sealed class Arrivals
    {
        private readonly List<Arrival> all = [];

        public async Task ListenAsync(FeedProcess feed, CancellationToken stop)
        {
            using var client = feed.Client();
            try
            {
                await using var stream = await client.GetStreamAsync("/api/feed?after=0", stop);
                await foreach (var item in SseParser.Create(stream).EnumerateAsync(stop))
                    lock (all) all.Add(new(long.Parse(item.EventId!, CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow()));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Enough heard.
            }
        }

        /// <summary>So many changes that something brings about.</summary>
        public async Task<List<Arrival>> OfAsync(int count, Func<Task> something)
        {
            var before = Count;
            await something();
            for (var begin = TimeProvider.System.GetTimestamp(); Count < before + count; await Task.Delay(20))
                if (TimeProvider.System.GetElapsedTime(begin) > TimeSpan.FromMinutes(2)) throw new TimeoutException($"{Count - before} of {count} changes arrived.");
            lock (all) return all[before..(before + count)];
        }

        private int Count
        {
            get
            {
                lock (all) return all.Count;
            }
        }
    }
}

/// <summary>Claims good enough to decide alone, each of which changes who holds an area.</summary>
internal sealed class AlternatingClaims(Theatre theatre)
{
    private readonly Area[] areas = [.. theatre.Areas.Where(a => a.Level == AreaLevel.Place).Take(300)];
    private readonly string[] actors = [.. theatre.Actors.Take(2).Select(a => a.Code)];
    private int made;

    public RecordClaims Next()
    {
        var (round, area) = (made / areas.Length, areas[made % areas.Length]);
        var (id, day) = ($"latency-{++made}", new DateTimeOffset(2012, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(round * 3));
        var effective = new EffectiveTime(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Precision.Day, day, day.AddDays(1), DateBasis.Text);
        var claim = new Claim(id, area.Code, actors[round % 2], actors[(round + 1) % 2], ClaimKind.Change, ControlStatus.Controlled, Extent.Whole, Manner.Force, effective, day.AddHours(12), null, [], Hedged: false, 0.9, "bench",
            LevelStated: true, new Grade('A', 1), new("Bench", "Bench", Registered: true, Restricted: false), "report-" + id, []);
        return new RecordClaims(theatre.Id, claim.ReportId, [claim]);
    }
}
