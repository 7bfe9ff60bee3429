using Npgsql;

namespace Territory.Cli.Backups;

/// <summary>What is in a database of ours, as PostgreSQL knows it: every schema but those of jobs and of rebuilds under way.</summary>
internal static class Catalog
{
    private const string Ours = "n.nspname !~ '^(pg_|information_schema$|public$|hangfire|shadow_reb_)'";

    /// <summary>All tables; one that others refer to comes before them.</summary>
    public static async Task<IReadOnlyList<TableShape>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var columns = await ReadAsync(connection, $"""
            select n.nspname, c.relname, coalesce(array_agg(a.attname::text order by a.attnum), '{"{}"}'), coalesce(array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum), '{"{}"}')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            where c.relkind = 'r' and {Ours} group by 1, 2
            """, row => new TableShape(row.GetString(0), row.GetString(1), [.. row.GetFieldValue<string[]>(2).Zip(row.GetFieldValue<string[]>(3), (name, type) => new ColumnShape(name, type)).OrderBy(c => c.Name, StringComparer.Ordinal)]), cancellation);
        var references = await ReadAsync(connection, $"""
            select n.nspname || '.' || c.relname, m.nspname || '.' || r.relname from pg_constraint k
            join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_class r on r.oid = k.confrelid join pg_namespace m on m.oid = r.relnamespace
            where k.contype = 'f' and k.conrelid <> k.confrelid and {Ours}
            """, row => (From: row.GetString(0), To: row.GetString(1)), cancellation);
        return InOrder(columns, references.ToLookup(r => r.From, r => r.To));
    }

    public static Task<IReadOnlyList<SequenceValue>> SequencesAsync(NpgsqlConnection connection, CancellationToken cancellation) => ReadAsync(connection,
        $"select n.schemaname, n.sequencename, coalesce(n.last_value, 0) from (select *, schemaname as nspname from pg_sequences) n where {Ours} order by 1, 2",
        row => new SequenceValue(row.GetString(0), row.GetString(1), row.GetInt64(2)), cancellation);

    /// <summary>Where each log ends, by schema.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> PositionsAsync(NpgsqlConnection connection, IEnumerable<TableShape> tables, CancellationToken cancellation)
    {
        var positions = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var log in tables.Where(t => t.Name == "mt_events"))
            positions[log.Schema] = (await ReadAsync(connection, $"select coalesce(max(seq_id), 0) from {log.Quoted}", row => row.GetInt64(0), cancellation))[0];
        return positions;
    }

    /// <summary>Processes of ours on this database, besides this one.</summary>
    public static Task<IReadOnlyList<string>> RunningAsync(NpgsqlConnection connection, CancellationToken cancellation) => ReadAsync(connection,
        "select distinct application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'territory-%' order by 1", row => row.GetString(0), cancellation);

    public static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var all = new List<T>();
        while (await row.ReadAsync(cancellation)) all.Add(read(row));
        return all;
    }

    private static List<TableShape> InOrder(IEnumerable<TableShape> tables, ILookup<string, string> references)
    {
        var (waiting, ordered) = (tables.OrderBy(t => t.ToString(), StringComparer.Ordinal).ToList(), new List<TableShape>());
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(t => !references[t.ToString()].Any(to => waiting.Any(w => w.ToString() == to))) ?? waiting[0];
            waiting.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }
}
