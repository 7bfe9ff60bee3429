using System.Diagnostics;
using Npgsql;

namespace Territory.Bench.Servers;

/// <summary>Counts the claims committed to a log.</summary>
/// <param name="database">Where it is.</param>
/// <param name="schema">The schema of the log.</param>
/// <param name="onwards">Each look only from where the last one ended: where position order is commit order, nothing is missed.</param>
internal sealed class LogCount(NpgsqlDataSource database, string schema, bool onwards)
{
    private long position, claims;

    public async Task UntilAsync(long wanted, TimeSpan most)
    {
        for (var watch = Stopwatch.StartNew(); await CountAsync() < wanted; await Task.Delay(20))
            if (watch.Elapsed > most) throw new TimeoutException($"{claims} of {wanted} claims were in the log of {schema} after {most}.");
    }

    /// <summary>How many claims are in the log now.</summary>
    public async Task<long> CountAsync()
    {
        await using var look = database.CreateBatch();
        // Of a table that grows the server's statistics are of yesterday, and it would go through all of it, on both processors, fifty times a second.
        look.BatchCommands.Add(new("set enable_seqscan = off"));
        look.BatchCommands.Add(new($"select count(*) filter (where type = 'claim_recorded.v1'), coalesce(max(seq_id), $1) from {schema}.mt_events where seq_id > $1") { Parameters = { new() { Value = position } } });
        await using var row = await look.ExecuteReaderAsync();
        await row.ReadAsync();
        var seen = row.GetInt64(0);
        if (!onwards) return claims = seen;
        position = row.GetInt64(1);
        return claims += seen;
    }
}
