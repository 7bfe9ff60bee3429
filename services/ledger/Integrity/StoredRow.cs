using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Territory.Ledger.Integrity;

/// <summary>An event as its row stands in the log.</summary>
/// <param name="Json">The body, in the form in which PostgreSQL prints <c>jsonb</c>.</param>
internal sealed record StoredRow(long Position, Guid Id, string Stream, long Version, string Type, DateTimeOffset RecordedAt, string Json)
{
    /// <summary>What SHA-256 makes of every column that means something.</summary>
    public byte[] Digest()
    {
        var microseconds = (RecordedAt.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Position}\n{Id}\n{Stream}\n{Version}\n{Type}\n{microseconds}\n{Json}")));
    }

    /// <summary>The rows behind a position, in order.</summary>
    public static async Task<IReadOnlyList<StoredRow>> ReadAsync(NpgsqlConnection connection, long after, long until, int limit, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select seq_id, id, stream_id, version, type, timestamp, data::text from {LedgerStore.Schema}.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id limit $3", connection);
        foreach (var value in new object[] { after, until, limit }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var rows = new List<StoredRow>();
        while (await row.ReadAsync(cancellation))
            rows.Add(new(row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), row.GetString(6)));
        return rows;
    }
}
