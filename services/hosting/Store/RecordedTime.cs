using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// When the ledger of a store recorded something: a time that rises with every transaction, whatever the clocks of the
/// machines do, and that never falls on or before a moment already called settled.
/// </summary>
public static class RecordedTime
{
    /// <summary>One row: the latest moment a reader was told is settled while no event was as late.</summary>
    public static string Table(string schema) =>
        $"create table if not exists {schema}.settled (one boolean primary key default true check (one), until timestamptz not null);";

    /// <summary>The clock's time, but always after what was recorded last and after what is settled. Microseconds: a finer time would not come back from PostgreSQL equal.</summary>
    public static DateTimeOffset Next(DateTimeOffset clock, DateTimeOffset last, DateTimeOffset settled)
    {
        var least = (last > settled ? last : settled).AddTicks(TimeSpan.TicksPerMicrosecond);
        var now = clock > least ? clock : least;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>Nothing will ever be recorded at or before the settled moment.</summary>
    internal static async Task SettleAsync(NpgsqlConnection connection, string schema, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var settle = new NpgsqlCommand($"""
            insert into {schema}.settled as s (until) values ($1) on conflict (one) do update set until = greatest(s.until, excluded.until)
            """, connection);
        settle.Parameters.Add(new() { Value = until.UtcDateTime });
        await settle.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>Where a log ends, and what time it is there.</summary>
/// <param name="Position">The last position given out; also one that was burned.</param>
/// <param name="RecordedAt">The last recorded time; the beginning of time when nothing is recorded.</param>
/// <param name="Settled">The latest settled moment that had to be kept.</param>
/// <param name="Clock">The database's clock.</param>
internal sealed record LogEnd(long Position, DateTimeOffset RecordedAt, DateTimeOffset Settled, DateTimeOffset Clock)
{
    /// <summary>Every event recorded up to the moment is committed, and none will follow.</summary>
    public bool Covers(DateTimeOffset moment) => moment <= RecordedAt || moment <= Settled;

    public static NpgsqlBatchCommand Question(string schema) => new($"""
        select greatest((select max(seq_id) from {schema}.mt_events), (select case when is_called then last_value else last_value - 1 end from {schema}.mt_events_sequence)),
          (select timestamp from {schema}.mt_events order by seq_id desc limit 1), (select until from {schema}.settled), clock_timestamp()
        """);

    public static async Task<LogEnd> ReadAsync(NpgsqlDataReader row, CancellationToken cancellation)
    {
        await row.ReadAsync(cancellation);
        return new(row.GetInt64(0), Time(row, 1), Time(row, 2), Time(row, 3));
    }

    private static DateTimeOffset Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? DateTimeOffset.UnixEpoch : row.GetFieldValue<DateTimeOffset>(column);
}
