using Npgsql;
using NpgsqlTypes;

namespace Territory.Ledger.Control;

/// <summary>Where a moment of the audit axis lies in the log.</summary>
internal static class LogPosition
{
    /// <summary>Serves the question for a moment: the event store itself has no index on recorded times.</summary>
    public const string Index = "mt_events_recorded";
    public const string CreateIndex = $"create index if not exists {Index} on {LedgerStore.Schema}.mt_events (timestamp, seq_id);";

    /// <summary>The last position recorded at or before the moment, when it was recorded, and whether the log has come as far as was asked.</summary>
    public static async Task<(long Position, DateTimeOffset RecordedAt, bool Reached)> ResolveAsync(NpgsqlConnection connection, Knowledge? known, CancellationToken cancellation)
    {
        var found = known switch
        {
            null => "order by seq_id desc",
            { Instant: not null } => "where timestamp <= $1 order by timestamp desc, seq_id desc",
            _ => "where seq_id <= $1 order by seq_id desc",
        };
        await using var find = new NpgsqlCommand($"select seq_id, timestamp, (select max(seq_id) from {LedgerStore.Schema}.mt_events) from {LedgerStore.Schema}.mt_events {found} limit 1", connection);
        if (known?.Instant is { } instant) find.Parameters.Add(new() { Value = instant.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        else if (known?.Position is { } position) find.Parameters.Add(new() { Value = position });
        await find.PrepareAsync(cancellation);
        await using var row = await find.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation)) return (0, DateTimeOffset.UnixEpoch, known?.Position is not > 0);
        return (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), known?.Position is not { } asked || asked <= row.GetInt64(2));
    }
}
