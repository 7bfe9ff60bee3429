using System.Text.Json;
using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// Compares a shadow with the live view, row by row, as both were at a position of the log. Rows that are true from one
/// position to another are taken back to that position; a row that only has its last position is left for later when it
/// has moved on since. So writers need not wait for it. A live table that is missing or lacks columns differs as a whole.
/// </summary>
internal sealed class Comparison(Shadow shadow, Approval approval)
{
    private const int MostSamples = 10;
    private const string Live = LedgerStore.Schema;
    private readonly List<Difference> unapproved = [], approved = [];
    private readonly HashSet<long> different = [];
    private IReadOnlyDictionary<string, string> lacking = new Dictionary<string, string>();
    private readonly Dictionary<string, IReadOnlyList<(string Name, string Type)>> columns = [];
    private int compared;

    /// <summary>What nobody has approved of comes first.</summary>
    public Verification Found => new(compared, different.Count, [.. unapproved.Concat(approved).Take(MostSamples)]);

    /// <summary>Every difference, by its digest.</summary>
    public IReadOnlyCollection<long> Different => different;

    /// <summary>How many of them nobody has approved of.</summary>
    public int Unapproved { get; private set; }

    /// <summary>Everything, in the caller's snapshot. Row is held against row only where the sums of a table differ.</summary>
    public async Task AllAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        lacking = await ViewShape.LackingAsync(connection, shadow.View, shadow.Schema, cancellation);
        foreach (var sentence in lacking.Values) Note(DifferenceDigest.Of(sentence), new(null, null, null, null, sentence));
        foreach (var table in Comparable)
        {
            var (live, made) = (await SumAsync(connection, Live, table, position, cancellation), await SumAsync(connection, shadow.Schema, table, position, cancellation));
            if (live == made) compared += (int)live.Rows;
            else await CompareAsync(connection, table, position, null, cancellation);
        }
    }

    /// <summary>Some rows, in the caller's snapshot.</summary>
    public async Task SomeAsync(NpgsqlConnection connection, long position, IReadOnlyCollection<TouchedRow> rows, CancellationToken cancellation)
    {
        foreach (var table in Comparable)
            if (rows.Where(r => r.Table == table.Name).ToArray() is { Length: > 0 } own) await CompareAsync(connection, table, position, own, cancellation);
    }

    /// <summary>
    /// How many rows a side has, and the 64-bit hashes of them all in one. A row is there once, by its key, so two sides that
    /// differ have the same by a chance of one in 2^64.
    /// </summary>
    private async Task<(long Rows, long Hashes)> SumAsync(NpgsqlConnection connection, string schema, ViewTable table, long position, CancellationToken cancellation)
    {
        var side = Side(schema, table, await ColumnsAsync(connection, table.Name, cancellation), position, null);
        await using var sum = new NpgsqlCommand($"select count(*), coalesce(bit_xor(hash_record_extended(r, 0)), 0) from ({side}) r", connection) { CommandTimeout = 0 };
        await using var row = await sum.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private async Task CompareAsync(NpgsqlConnection connection, ViewTable table, long position, TouchedRow[]? rows, CancellationToken cancellation)
    {
        var shape = await ColumnsAsync(connection, table.Name, cancellation);
        await using var compare = new NpgsqlCommand(Question(table, shape, position, rows), connection) { CommandTimeout = 0 };
        foreach (var values in rows is null ? [] : Values(rows)) compare.Parameters.Add(new() { Value = values });
        await using var row = await compare.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            if (row.IsDBNull(0)) compared += (int)row.GetInt64(3);
            else Note(table, row.GetString(0), Json(row, 1), Json(row, 2));
        }
    }

    private IEnumerable<ViewTable> Comparable => shadow.View.Tables.Where(table => !lacking.ContainsKey(table.Name));

    private void Note(ViewTable table, string theatre, JsonElement? live, JsonElement? rebuilt) =>
        Note(DifferenceDigest.Of(table, live, rebuilt), new(theatre, (live ?? rebuilt)!.Value.GetProperty("area").GetString(), live, rebuilt));

    /// <summary>A row looked at again is no other difference.</summary>
    private void Note(long digest, Difference found)
    {
        if (!different.Add(digest)) return;
        var covered = approval.Covers(digest);
        if (!covered) Unapproved++;
        var samples = covered ? approved : unapproved;
        if (samples.Count < MostSamples) samples.Add(found);
    }

    /// <summary>One row for each difference, and one without a theatre that counts.</summary>
    private string Question(ViewTable table, IReadOnlyList<(string Name, string Type)> shape, long position, TouchedRow[]? rows)
    {
        var (live, made) = (Side(Live, table, shape, position, rows), Side(shadow.Schema, table, shape, position, rows));
        var (ofLive, ofMade) = (string.Join(", ", shape.Select(c => "l." + c.Name)), string.Join(", ", shape.Select(c => "s." + c.Name)));
        return $"""
            with l as not materialized ({live}), s as not materialized ({made}),
            j as (select theatre, case when l.theatre is not null then to_jsonb(l)::text end as live, case when s.theatre is not null then to_jsonb(s)::text end as made from l full join s using ({string.Join(", ", table.Key)}) where row({ofLive}) is distinct from row({ofMade}))
            select theatre, live, made, null::bigint from j
            union all select null, null, null, greatest((select count(*) from l), (select count(*) from s))
            """;
    }

    private static string Side(string schema, ViewTable table, IReadOnlyList<(string Name, string Type)> shape, long position, TouchedRow[]? rows)
    {
        var names = shape.Select(c => c.Name).ToHashSet();
        var selected = shape.Select(c => c.Name == "known_to" ? $"case when known_to > {position} then {TimelineTable.Open} else known_to end as known_to" : c.Name);
        var conditions = new List<string>();
        conditions.Add(names.Contains("known_from")
            ? $"known_from <= {position}"
            : $"'area/' || theatre || '/' || area not in (select stream_id from {Live}.mt_events where seq_id > {position})");
        if (rows is not null)
        {
            var third = rows[0].Third is null ? "" : $", $3::{shape.Single(c => c.Name == table.Key[2]).Type}[]";
            conditions.Add($"({string.Join(", ", table.Key.Take(rows[0].Third is null ? 2 : 3))}) in (select * from unnest($1::text[], $2::text[]{third}))");
        }
        return $"select {string.Join(", ", selected)} from {schema}.{table.Name} where {string.Join(" and ", conditions)}";
    }

    private static IEnumerable<string[]> Values(TouchedRow[] rows)
    {
        yield return [.. rows.Select(r => r.Theatre)];
        yield return [.. rows.Select(r => r.Second)];
        if (rows[0].Third is not null) yield return [.. rows.Select(r => r.Third!)];
    }

    /// <summary>The columns of a table that are written; what is generated follows from them.</summary>
    private async Task<IReadOnlyList<(string Name, string Type)>> ColumnsAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        if (columns.TryGetValue(table, out var known)) return known;
        await using var read = new NpgsqlCommand($"select attname, format_type(atttypid, atttypmod) from pg_attribute where attrelid = '{shadow.Schema}.{table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum", connection);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var found = new List<(string, string)>();
        while (await row.ReadAsync(cancellation)) found.Add((row.GetString(0), row.GetString(1)));
        return columns[table] = found;
    }

    private static JsonElement? Json(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : JsonDocument.Parse(row.GetString(column)).RootElement.Clone();
}
