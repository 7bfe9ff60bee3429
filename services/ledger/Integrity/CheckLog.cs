using Npgsql;
using Territory.Ledger.Checks;

namespace Territory.Ledger.Integrity;

/// <summary>
/// Proves both logs against what was sealed, what was signed, and what came of them: no event is missing, altered or
/// foreign, every hole is explained, and views and relay have seen everything up to where the log ended when it began.
/// </summary>
internal sealed class CheckLog(LedgerStore store, SigningKey key, Findings findings, TimeProvider clock)
{
    /// <param name="onPage">Told how many records are done, of how many, and how much was found.</param>
    /// <returns>What was looked at.</returns>
    public async Task<object> RunAsync(CheckRun run, Func<long, long, long, Task> onPage, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(store.Database.LongLived);
        await connection.OpenAsync(cancellation);
        var (head, events, changes) = await CountAsync(connection, cancellation);
        var kept = new Kept(run.Id, findings, onPage, events + changes);
        await kept.TellAsync();
        await kept.AddAsync(await new CheckFollowers(store, clock).RunAsync(head, cancellation), cancellation);
        var (sealedTo, _) = await Seals.EndAsync(connection, cancellation);
        var skips = await new CheckSeals(connection, kept).RunAsync(sealedTo, cancellation);
        await kept.AddAsync(await new CheckStreams(store).RunAsync(connection, cancellation), cancellation);
        await new CheckSeen(store, connection, kept).RunAsync(head, cancellation);
        await new CheckChanges(store, connection, kept).RunAsync(sealedTo, cancellation);
        var points = await new CheckCheckpoints(connection, key, kept).RunAsync(cancellation);
        return new { Head = Text(head), SealedTo = Text(sealedTo), Events = events, Changes = changes, Checkpoints = points, Skips = new { skips.Ranges, skips.Positions } };
    }

    private static async Task<(long Head, long Events, long Changes)> CountAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand($"select (select coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events), (select count(*) from {LedgerStore.Schema}.mt_events), (select count(*) from {Territory.Ledger.Changes.PublicLog.Table})", connection);
        await using var row = await count.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    private static string Text(long position) => position.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Keeps what one run finds, counts it, and tells how far it is.</summary>
internal sealed class Kept(string run, Findings findings, Func<long, long, long, Task> onPage, long total)
{
    private long done, found;

    /// <summary>Counts records looked at.</summary>
    public Task TellAsync(long records = 0)
    {
        done += records;
        return onPage(done, Math.Max(done, total), found);
    }

    public async Task AddAsync(IReadOnlyCollection<Found> more, CancellationToken cancellation)
    {
        if (more.Count == 0) return;
        await findings.AddAsync(run, [.. more.Take((int)Math.Max(0, Findings.MostKept - found))], cancellation);
        found += more.Count;
        await TellAsync();
    }
}
