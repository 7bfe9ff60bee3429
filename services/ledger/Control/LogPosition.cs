using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Control;

/// <summary>Where a moment of the audit axis lies in the log.</summary>
internal static class LogPosition
{
    /// <summary>Serves the question for a moment: the event store itself has no index on recorded times.</summary>
    public const string Index = "mt_events_recorded";
    public const string CreateIndex = $"create index if not exists {Index} on {LedgerStore.Schema}.mt_events (timestamp, seq_id);";

    /// <summary>
    /// The first statements of a reader's transaction: they hold the views before the snapshot is taken, and look for the
    /// position in it. Prepared before the transaction begins, since the parsing of a question takes a snapshot too.
    /// </summary>
    public static async Task<NpgsqlBatch> PrepareAsync(NpgsqlConnection connection, Knowledge? known, CancellationToken cancellation)
    {
        var found = known switch
        {
            null => "order by seq_id desc",
            { Instant: not null } => "where timestamp <= $1 order by timestamp desc, seq_id desc",
            _ => "where seq_id <= $1 order by seq_id desc",
        };
        var find = new NpgsqlBatchCommand($"select seq_id, timestamp, (select max(seq_id) from {LedgerStore.Schema}.mt_events) from {LedgerStore.Schema}.mt_events {found} limit 1");
        if (known?.Instant is { } instant) find.With(instant.UtcDateTime);
        else if (known?.Position is { } position) find.With(position);
        var prepared = new NpgsqlBatch(connection) { BatchCommands = { LedgerViews.Hold(), find } };
        await prepared.PrepareAsync(cancellation);
        return prepared;
    }

    /// <summary>The last position recorded at or before the moment, when it was recorded, and whether the log has come as far as was asked.</summary>
    public static async Task<(long Position, DateTimeOffset RecordedAt, bool Reached)> ResolveAsync(NpgsqlBatch prepared, Knowledge? known, CancellationToken cancellation)
    {
        await using var row = await prepared.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation)) return (0, DateTimeOffset.UnixEpoch, known?.Position is not > 0);
        return (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), known?.Position is not { } asked || asked <= row.GetInt64(2));
    }
}
