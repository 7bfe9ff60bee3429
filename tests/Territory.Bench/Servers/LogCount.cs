using System.Diagnostics;
using Npgsql;

namespace Territory.Bench.Servers;

/// <summary>Counts the claims committed to a log, each look only from where the last one ended.</summary>
internal sealed class LogCount(NpgsqlDataSource database, string schema)
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
        await using var read = database.CreateCommand($"select count(*) filter (where type = 'claim_recorded.v1'), coalesce(max(seq_id), $1) from {schema}.mt_events where seq_id > $1");
        read.Parameters.Add(new() { Value = position });
        await using var row = await read.ExecuteReaderAsync();
        await row.ReadAsync();
        (claims, position) = (claims + row.GetInt64(0), row.GetInt64(1));
        return claims;
    }
}
