using Npgsql;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Ledger.Changes;
using Territory.Ledger.Checks;
using Territory.Ledger.Views;

namespace Territory.Ledger.Integrity;

/// <summary>That streams have no holes, and that views and public log have what each event means for them. What is not sealed yet is looked at too.</summary>
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
            select theatre, area, coalesce(s.version, 0), coalesce(c.version, 0) from {Schema}.{ControlNowTable.Name} c
            full join (select split_part(id, '/', 2) as theatre, split_part(id, '/', 3) as area, version from {Schema}.mt_streams where starts_with(id, 'area/')) s using (theatre, area)
            where s.version is distinct from c.version order by 1, 2 limit {Findings.MostKept}
            """, row => Unseen(ControlNowTable.View, row.GetString(0), row.GetString(1), null, $"has seen {row.GetInt32(3)} of the {row.GetInt64(2)} events of area {row.GetString(1)}"), [], cancellation),
        .. await AskAsync(connection, $"""
            select split_part(e.stream_id, '/', 2), split_part(e.stream_id, '/', 3), e.seq_id from {Schema}.mt_events e
            left join {Schema}.{TimelineTable.Standings} s on s.position = e.seq_id where e.type = any ($1) and s.position is null order by 3 limit {Findings.MostKept}
            """, row => Unseen(TimelineTable.View, row.GetString(0), row.GetString(1), row.GetInt64(2), $"has not seen the decision at position {row.GetInt64(2)}"), NamesOf(typeof(ChangeDecided), typeof(ChangeCorrected)), cancellation),
        .. await AskAsync(connection, $"""
            select coalesce(e.seq_id, p.position), e.seq_id is null from {Schema}.mt_events e
            full join {PublicLog.Table} p on p.position = e.seq_id where e.seq_id is null or (p.position is null and e.type = any ($1)) order by 1 limit {Findings.MostKept}
            """, row => new(row.GetBoolean(1) ? "foreignChange" : "untoldChange", "public log",
                row.GetBoolean(1) ? $"The public log tells of position {row.GetInt64(0)}, where the event log holds nothing. {CheckSeals.Restore}" : $"The public event at position {row.GetInt64(0)} is not in the public log. {CheckSeals.Restore}")
            { Position = row.GetInt64(0) }, NamesOf(typeof(ChangeDecided), typeof(ChangeCorrected), typeof(ChangeRetracted), typeof(ActorSucceeded)), cancellation),
    ];

    private static Found Unseen(LedgerView view, string theatre, string area, long? position, string what) =>
        new("unseenByView", view.Name, $"The view {view.Name} {what}. 'territory check --area {area}' shows the difference, POST /api/views/{view.Name}/repair mends it.") { View = view.Name, Theatre = theatre, Area = area, Position = position };

    private string[] NamesOf(params Type[] events) => [.. store.Documents.Options.Events.AllKnownEventTypes().Where(known => events.Contains(known.EventType)).Select(known => known.EventTypeName)];

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
