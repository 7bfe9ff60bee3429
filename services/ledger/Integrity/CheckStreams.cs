using Npgsql;
using Territory.Ledger.Changes;
using Territory.Ledger.Checks;

namespace Territory.Ledger.Integrity;

/// <summary>That streams have no holes, and that the public log has an entry for each event it tells of, and no other. What is not sealed yet is looked at too.</summary>
internal sealed class CheckStreams(LedgerStore store)
{
    private const string Schema = LedgerStore.Schema;

    /// <summary>Each question is one statement, so of one moment, whoever appends meanwhile.</summary>
    public async Task<IReadOnlyList<Found>> RunAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
    [
        .. await AskAsync(connection, $"""
            select coalesce(s.id, e.stream_id), coalesce(s.version, 0), coalesce(e.events, 0), coalesce(e.last, 0) from {Schema}.mt_streams s
            full join (select stream_id, count(*) as events, max(version) as last from {Schema}.mt_events group by stream_id) e on e.stream_id = s.id
            where s.version is distinct from e.last or e.events is distinct from e.last order by 1 limit {Findings.MostKept}
            """, row => new("brokenStream", "event log", $"Stream {row.GetString(0)} is at version {row.GetInt64(1)}, and has {row.GetInt64(2)} events up to version {row.GetInt64(3)}: events were deleted or added. {CheckSeals.Restore}") { Key = row.GetString(0) }, [], cancellation),
        .. await AskAsync(connection, $"""
            select coalesce(e.seq_id, p.position), e.seq_id is null from (select seq_id from {Schema}.mt_events where type = any ($1)) e
            full join {PublicLog.Table} p on p.position = e.seq_id where e.seq_id is null or p.position is null order by 1 limit {Findings.MostKept}
            """, row => new(row.GetBoolean(1) ? "foreignChange" : "untoldChange", CheckChanges.Log,
                row.GetBoolean(1) ? $"The public log tells of position {row.GetInt64(0)}, where the event log holds nothing that the public is told. {CheckSeals.Restore}" : $"The public event at position {row.GetInt64(0)} is not in the public log. {CheckSeals.Restore}")
            { Position = row.GetInt64(0) }, store.NamesOf(CheckTold.Told), cancellation),
    ];

    private static async Task<IReadOnlyList<Found>> AskAsync(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, Found> read, string[] types, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (types.Length > 0) ask.Parameters.Add(new() { Value = types });
        await using var row = await ask.ExecuteReaderAsync(cancellation);
        var found = new List<Found>();
        while (await row.ReadAsync(cancellation)) found.Add(read(row));
        return found;
    }
}
