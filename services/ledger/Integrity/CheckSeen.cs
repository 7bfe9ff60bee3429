using Npgsql;
using Territory.Ledger.Areas;
using Territory.Ledger.Checks;
using Territory.Ledger.Views;

namespace Territory.Ledger.Integrity;

/// <summary>That every view has its tables, and has seen every event that means something for it, whether it is sealed yet or not.</summary>
internal sealed class CheckSeen(LedgerStore store, NpgsqlConnection connection, Kept kept)
{
    private const int Page = 50_000;
    private const string Schema = LedgerStore.Schema;

    /// <summary>What views lack of one page of the log: each question selects theatre, area and position.</summary>
    private sealed record Question(LedgerView View, string What, string Sql, Type[] Events);

    private static readonly Question[] Questions =
    [
        new(TimelineTable.View, "decision", $"left join {Schema}.{TimelineTable.Standings} v on v.theatre = e.theatre and v.change_id = e.data ->> 'changeId' and v.position = e.seq_id where v.position is null", [typeof(ChangeDecided), typeof(ChangeCorrected)]),
        new(ClaimsTable.View, "claim", $"left join {Schema}.{ClaimsTable.Name} v on v.theatre = e.theatre and v.claim_id = e.data #>> '{{claim,id}}' and v.area = e.area where v.claim_id is null", [typeof(ClaimRecorded)]),
        // A review stands as its last event left it: where it was raised, or where it ended.
        new(ReviewsTable.View, "review", $"left join {Schema}.{ReviewsTable.Name} v on v.theatre = e.theatre and v.review_id = e.data ->> 'reviewId' where v.review_id is null or greatest(v.position, v.ended_at) < e.seq_id", [typeof(ReviewRaised), typeof(ReviewSettled), typeof(ReviewDismissed)]),
    ];

    /// <summary>Everything up to a position. Each question is one statement, so of one moment, whoever appends meanwhile.</summary>
    public async Task RunAsync(long head, CancellationToken cancellation)
    {
        var views = new HashSet<LedgerView>();
        foreach (var view in LedgerViews.All)
            if (await ViewShape.LackingAsync(store, view, cancellation) is { Count: > 0 } lacking) await kept.AddAsync([.. lacking.Select(table => Missing(view, table.Key, table.Value))], cancellation);
            else views.Add(view);
        if (views.Contains(ControlNowTable.View)) await kept.AddAsync(await VersionsAsync(cancellation), cancellation);
        foreach (var question in Questions.Where(question => views.Contains(question.View)))
            for (var after = 0L; after < head; after += Page) await kept.AddAsync(await UnseenAsync(question, after, Math.Min(head, after + Page), cancellation), cancellation);
    }

    private static Found Missing(LedgerView view, string table, string what) =>
        new("missingTable", table, $"{what} Nothing can be recorded without it. 'territory rebuild {view.Name} --approve' makes it anew from the log, and so does a start of the ledger.") { View = view.Name };

    private Task<IReadOnlyList<Found>> VersionsAsync(CancellationToken cancellation) => AskAsync($"""
        select theatre, area, coalesce(s.version, 0), coalesce(c.version, 0) from {Schema}.{ControlNowTable.Name} c
        full join (select split_part(id, '/', 2) as theatre, split_part(id, '/', 3) as area, version from {Schema}.mt_streams where starts_with(id, 'area/')) s using (theatre, area)
        where s.version is distinct from c.version order by 1, 2 limit {Findings.MostKept}
        """, [], row => Unseen(ControlNowTable.View, row.GetString(0), row.GetString(1), null, $"has seen {row.GetInt32(3)} of the {row.GetInt64(2)} events of area {row.GetString(1)}"), cancellation);

    private Task<IReadOnlyList<Found>> UnseenAsync(Question question, long after, long until, CancellationToken cancellation) => AskAsync($"""
        select e.theatre, e.area, e.seq_id from (
          select seq_id, data, split_part(stream_id, '/', 2) as theatre, split_part(stream_id, '/', 3) as area from {Schema}.mt_events where seq_id > $1 and seq_id <= $2 and type = any ($3)) e
        {question.Sql} order by 3 limit {Findings.MostKept}
        """, [after, until, store.NamesOf(question.Events)],
        row => Unseen(question.View, row.GetString(0), row.GetString(1), row.GetInt64(2), $"has not seen the {question.What} at position {row.GetInt64(2)}"), cancellation);

    private static Found Unseen(LedgerView view, string theatre, string area, long? position, string what) =>
        new("unseenByView", view.Name, $"The view {view.Name} {what}. 'territory check --area {area}' shows the difference, POST /api/views/{view.Name}/repair mends it.") { View = view.Name, Theatre = theatre, Area = area, Position = position };

    private async Task<IReadOnlyList<T>> AskAsync<T>(string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) ask.Parameters.Add(new() { Value = value });
        await using var row = await ask.ExecuteReaderAsync(cancellation);
        var all = new List<T>();
        while (await row.ReadAsync(cancellation)) all.Add(read(row));
        return all;
    }
}
