using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Checks;

/// <summary>A row of a view that is not what the fold of its stream says; null where there is none.</summary>
internal sealed record RowDifference(LedgerView View, string Table, string Area, string Key, string? Live, string? Folded);

/// <summary>
/// The rows that streams fold to, written by the production writer into tables of the same shape that only this connection
/// sees, to be held beside the live ones or put in their place.
/// </summary>
internal sealed class FoldedRows(NpgsqlConnection connection, IReadOnlyList<LedgerView> views)
{
    private const string Live = LedgerStore.Schema;
    private const string Own = "pg_temp";

    public Task CreateAsync(CancellationToken cancellation) => ExecuteAsync(string.Concat(views.Select(view => view.Create(Own))), cancellation);

    public Task ClearAsync(CancellationToken cancellation) => ExecuteAsync($"truncate {string.Join(", ", Tables.Select(t => $"{Own}.{t.Table.Name}"))}", cancellation);

    /// <summary>Folds and writes what is not yet.</summary>
    public async Task FoldAsync(StreamsOfAreas streams, CancellationToken cancellation)
    {
        while (await streams.NextAsync(connection, cancellation) is { Count: > 0 } steps)
            foreach (var view in views) await view.WriteAsync(connection, Own, streams.Theatre, steps, cancellation);
    }

    /// <summary>Row by row, for some areas of a theatre, in the caller's snapshot.</summary>
    public async Task<IReadOnlyList<RowDifference>> CompareAsync(string theatre, IReadOnlyCollection<string> areas, CancellationToken cancellation)
    {
        var different = new List<RowDifference>();
        foreach (var (view, table) in Tables)
        {
            var key = string.Join(", ", table.Key);
            await using var compare = new NpgsqlBatch(connection)
            {
                Timeout = 0,
                BatchCommands =
                {
                    new NpgsqlBatchCommand($"""
                        select coalesce(l.row, f.row) ->> 'area', concat_ws('/', {key}), l.row::text, f.row::text
                        from (select {key}, to_jsonb(t) - 'span' as row from {Live}.{table.Name} t where t.theatre = $1 and t.area = any ($2)) l
                        full join (select {key}, to_jsonb(t) - 'span' as row from {Own}.{table.Name} t) f using ({key})
                        where l.row is distinct from f.row order by {key}
                        """).With(theatre).With<string>(areas),
                },
            };
            await using var row = await compare.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                different.Add(new(view, table.Name, row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)));
        }
        return different;
    }

    /// <summary>Puts them in the place of the live rows of an area, in the caller's transaction; a row of another area that has one of their keys goes too.</summary>
    public async Task<int> ReplaceAsync(string theatre, string area, CancellationToken cancellation)
    {
        var written = 0;
        foreach (var (_, table) in Tables)
        {
            var (key, columns) = (string.Join(", ", table.Key), await ColumnsAsync(table.Name, cancellation));
            await using var replace = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    // In two: for either of both a planner reads the whole table, while writers wait.
                    new NpgsqlBatchCommand($"delete from {Live}.{table.Name} where theatre = $1 and area = $2").With(theatre).With(area),
                    new NpgsqlBatchCommand($"delete from {Live}.{table.Name} where theatre = $1 and ({key}) in (select {key} from {Own}.{table.Name})").With(theatre),
                    new NpgsqlBatchCommand($"insert into {Live}.{table.Name} ({columns}) select {columns} from {Own}.{table.Name}"),
                },
            };
            await replace.ExecuteNonQueryAsync(cancellation);
            written += (int)replace.BatchCommands[^1].RecordsAffected;
        }
        return written;
    }

    private IEnumerable<(LedgerView View, ViewTable Table)> Tables => views.SelectMany(view => view.Tables.Select(table => (view, table)));

    /// <summary>Those that do not make themselves.</summary>
    private async Task<string> ColumnsAsync(string table, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand("select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''", connection);
        read.Parameters.Add(new() { Value = $"{Live}.{table}" });
        return (string)(await read.ExecuteScalarAsync(cancellation))!;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
