using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Checks;

/// <summary>A view and how it stands.</summary>
/// <param name="Version">The shape of its tables; 0 while it is to be rebuilt.</param>
/// <param name="Rows">Of all its tables.</param>
/// <param name="Position">As of which position it answers: views are written in the transaction that appends.</param>
/// <param name="LastWritten">The last position that changed it; null of a view whose rows do not say.</param>
/// <param name="LastCheckedAt">When a share of it was last held beside the log.</param>
/// <param name="CheckedSince">Since then every area was looked at; null when some never was.</param>
/// <param name="FindingsOpen">Differences found that no repair and no later look has ended.</param>
public sealed record ViewStatus(string View, int Version, IReadOnlyList<string> Tables, long Rows, string Position, string? LastWritten, DateTimeOffset? LastCheckedAt, DateTimeOffset? CheckedSince, long FindingsOpen);

/// <summary>When which share of which view was last looked at (table <c>ledger.checked_views</c>).</summary>
public sealed class CheckedViews(LedgerStore store, TimeProvider clock)
{
    private const string Schema = LedgerStore.Schema;
    private const string Table = Schema + ".checked_views";

    public const string Create = $"create table if not exists {Table} (view text not null, share int not null, checked_at timestamptz not null, primary key (view, share));";

    /// <summary>A share of the views was looked at, or all of them.</summary>
    internal async Task MarkAsync(IEnumerable<LedgerView> views, int? share, CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand($"""
                    insert into {Table} select view, share, $3 from unnest($1) as v (view), unnest($2) as s (share)
                    on conflict (view, share) do update set checked_at = excluded.checked_at
                    """).With(views.Select(view => view.Name)).With(share is { } one ? [one] : Enumerable.Range(0, CheckShares.All)).With(clock.GetUtcNow().UtcDateTime),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// The share of all views that was not looked at for longest, and when it was; the beginning of time where some view never was. One
    /// that the schedule tried and could not end counts as of then, so that it is in no other's way.
    /// </summary>
    internal async Task<(int Share, DateTimeOffset LookedAt)> LongestAgoAsync(CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"""
            select s.share, greatest(min(coalesce(checked_at, '-infinity')), (select max(requested_at) from {CheckRuns.Table} c where c.share = s.share and c.started_by = '{CheckRuns.Schedule}' and c.ended_at is not null)) as looked
            from unnest($1) as v (view) cross join generate_series(0, {CheckShares.All - 1}) as s (share) left join {Table} t on t.view = v.view and t.share = s.share
            group by s.share order by looked, s.share limit 1
            """);
        read.Parameters.Add(new() { Value = LedgerViews.All.Select(view => view.Name).ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt32(0), row.GetFieldValue<DateTimeOffset>(1));
    }

    public async Task<IReadOnlyList<ViewStatus>> ListAsync(CancellationToken cancellation)
    {
        var views = new List<ViewStatus>();
        foreach (var view in LedgerViews.All) views.Add(await ReadAsync(view, cancellation));
        return views;
    }

    private async Task<ViewStatus> ReadAsync(LedgerView view, CancellationToken cancellation)
    {
        var rows = string.Join(" + ", view.Tables.Select(table => $"(select count(*) from {Schema}.{table.Name})"));
        var positions = await PositionsAsync(view, cancellation);
        var written = positions.Count == 0 ? "null" : $"greatest(0, {string.Join(", ", positions.Select(position => $"(select max({position.Column}) from {Schema}.{position.Table})"))})";
        await using var read = store.Database.Pool.CreateCommand($"""
            select coalesce((select version from {Schema}.views where name = $1), 0), {rows}, (select coalesce(max(seq_id), 0) from {Schema}.mt_events), ({written})::bigint,
              (select max(checked_at) from {Table} where view = $1), (select min(checked_at) from {Table} where view = $1 having count(*) = {CheckShares.All}),
              (select count(*) from {Schema}.findings where view = $1 and closed_at is null)
            """);
        read.Parameters.Add(new() { Value = view.Name });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new(view.Name, row.GetInt32(0), [.. view.Tables.Select(table => table.Name)], row.GetInt64(1), Text(row.GetInt64(2)), row.IsDBNull(3) ? null : Text(row.GetInt64(3)), Time(row, 4), Time(row, 5), row.GetInt64(6));
    }

    /// <summary>Which column of a table tells of positions; not every table has one.</summary>
    private async Task<IReadOnlyList<(string Table, string Column)>> PositionsAsync(LedgerView view, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand("select table_name::text, min(column_name::text) from information_schema.columns where table_schema = $1 and table_name = any ($2) and column_name in ('position', 'known_from') group by 1");
        read.Parameters.Add(new() { Value = Schema });
        read.Parameters.Add(new() { Value = view.Tables.Select(table => table.Name).ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var positions = new List<(string, string)>();
        while (await row.ReadAsync(cancellation)) positions.Add((row.GetString(0), row.GetString(1)));
        return positions;
    }

    private static string Text(long position) => position.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
