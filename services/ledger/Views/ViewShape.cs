using Npgsql;

namespace Territory.Ledger.Views;

/// <summary>What the live tables of a view lack of what its definition makes: a table, or columns of one. What is there besides is in nobody's way.</summary>
internal static class ViewShape
{
    private const string Live = LedgerStore.Schema, OfThisConnection = "pg_temp";

    /// <summary>In a sentence for each table that lacks something, by its name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> LackingAsync(LedgerStore store, LedgerView view, CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        // Never committed: nothing of the pattern stays.
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var make = new NpgsqlCommand(view.Create(OfThisConnection), connection)) await make.ExecuteNonQueryAsync(cancellation);
        return await LackingAsync(connection, view, OfThisConnection, cancellation);
    }

    /// <param name="pattern">A schema in which the tables are as they should be.</param>
    public static async Task<IReadOnlyDictionary<string, string>> LackingAsync(NpgsqlConnection connection, LedgerView view, string pattern, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"""
            select t.name, to_regclass('{Live}.' || t.name) is null, string_agg(p.attname || ' ' || format_type(p.atttypid, p.atttypmod), ', ' order by p.attnum)
            from unnest($1) t (name) join pg_attribute p on p.attrelid = ('{pattern}.' || t.name)::regclass and p.attnum > 0 and not p.attisdropped
            where not exists (select from pg_attribute l where l.attrelid = to_regclass('{Live}.' || t.name) and not l.attisdropped and l.attname = p.attname and l.atttypid = p.atttypid and l.attgenerated = p.attgenerated)
            group by t.name
            """, connection);
        read.Parameters.Add(new() { Value = view.Tables.Select(table => table.Name).ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var lacking = new Dictionary<string, string>();
        while (await row.ReadAsync(cancellation)) lacking[row.GetString(0)] = row.GetBoolean(1) ? $"The live table {Live}.{row.GetString(0)} is missing." : $"The live table {Live}.{row.GetString(0)} has no {row.GetString(2)}.";
        return lacking;
    }
}
