using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Views;

namespace Territory.Ledger.Imports;

/// <summary>A row as it waits: its place in the file and its cells.</summary>
internal readonly record struct StagedRow(long Row, long Line, string[] Cells);

/// <summary>
/// The rows of imports (table <c>ledger.import_rows</c>), staged as a whole before anything is appended: the sound ones until
/// they are recorded, the bad ones with their errors for good.
/// </summary>
internal sealed class StagedRows(LedgerStore store)
{
    private const string Table = LedgerStore.Schema + ".import_rows";

    public const string Create = $"""
        create table if not exists {Table} (
          import text not null, row bigint not null, line bigint not null, depth smallint not null, area text collate "C", effective timestamptz, own_id text, cells text[] not null, errors jsonb, primary key (import, row));
        create index if not exists import_rows_bad on {Table} (import, row) where errors is not null;
        """;

    /// <summary>Opens the stream into the table; the rows are there when its caller's transaction commits.</summary>
    public static async Task<NpgsqlBinaryImporter> OpenAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var copy = await connection.BeginBinaryImportAsync($"copy {Table} (import, row, line, depth, area, effective, own_id, cells, errors) from stdin (format binary)", cancellation);
        copy.Timeout = TimeSpan.FromMinutes(30);
        return copy;
    }

    public static async Task WriteAsync(NpgsqlBinaryImporter copy, string import, StagedRow staged, ImportRow read, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(import, NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(staged.Row, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(staged.Line, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync((short)(read.Content?.Area.Path.Count ?? 0), NpgsqlDbType.Smallint, cancellation);
        await NullableAsync(read.Content?.Area.Code, NpgsqlDbType.Text);
        if (read.Content is { } content) await copy.WriteAsync(content.Effective.From.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
        else await copy.WriteNullAsync(cancellation);
        await NullableAsync(read.OwnId, NpgsqlDbType.Text);
        await copy.WriteAsync(staged.Cells.Any(c => c.Contains('\0')) ? [] : staged.Cells, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellation);
        await NullableAsync(read.Errors.Count == 0 ? null : JsonSerializer.Serialize(read.Errors, ContractJson.Options), NpgsqlDbType.Jsonb);

        Task NullableAsync(string? value, NpgsqlDbType type) => value is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(value, type, cancellation);
    }

    /// <summary>Marks rows of one area that bear the same id; returns how many rows are bad by it.</summary>
    public static async Task<long> MarkRepeatedIdsAsync(NpgsqlConnection connection, string import, bool idsCountInTheirArea, CancellationToken cancellation)
    {
        await using var mark = new NpgsqlCommand($"""
            with first as (select own_id, {(idsCountInTheirArea ? "area" : "null")} as within, min(row) as row from {Table} where import = $1 and own_id is not null group by 1, 2 having count(*) > 1)
            update {Table} r set errors = coalesce(r.errors, '[]') || jsonb_build_array(jsonb_build_object('field', 'id', 'found', r.own_id, 'expected', 'an id no other row has; row ' || first.row || ' has it'))
            from first where r.import = $1 and r.own_id = first.own_id and ({(idsCountInTheirArea ? "r.area = first.within" : "true")}) and r.row > first.row and r.errors is null
            """, connection)
        { CommandTimeout = 600 };
        mark.Parameters.Add(new() { Value = import });
        return await mark.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Marks claims whose id is recorded of another area; returns how many rows are bad by it.</summary>
    public static async Task<long> MarkIdsOfOtherAreasAsync(NpgsqlConnection connection, string import, string theatre, CancellationToken cancellation)
    {
        await using var mark = new NpgsqlCommand($"""
            update {Table} r set errors = jsonb_build_array(jsonb_build_object('field', 'id', 'found', r.own_id, 'expected', 'an id of its own: it is that of a claim of ' || c.area || ', and a claim''s id is one in the whole theatre'))
            from {LedgerStore.Schema}.{ClaimsTable.Name} c where r.import = $1 and r.errors is null and c.theatre = $2 and c.claim_id = r.own_id and c.area <> r.area
            """, connection)
        { CommandTimeout = 600 };
        mark.Parameters.Add(new() { Value = import });
        mark.Parameters.Add(new() { Value = theatre });
        return await mark.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whether a row's own id is that of a claim recorded before: then what it says has to be compared.</summary>
    public async Task<bool> RepeatsClaimsAsync(string import, string theatre, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select exists (select from {Table} r join {LedgerStore.Schema}.{ClaimsTable.Name} c on c.theatre = $2 and c.claim_id = r.own_id where r.import = $1)");
        read.CommandTimeout = 600;
        read.Parameters.Add(new() { Value = import });
        read.Parameters.Add(new() { Value = theatre });
        return await read.ExecuteScalarAsync(cancellation) is true;
    }

    public async Task RefuseAsync(string import, long row, FieldError error, CancellationToken cancellation)
    {
        await using var refuse = store.Database.Pool.CreateCommand($"""
            with refused as (update {Table} set errors = $3::jsonb where import = $1 and row = $2 and errors is null returning 1)
            update {ImportRuns.Table} set bad_rows = bad_rows + (select count(*) from refused) where id = $1
            """);
        foreach (var value in new object[] { import, row, JsonSerializer.Serialize(new[] { error }, ContractJson.Options) }) refuse.Parameters.Add(new() { Value = value });
        await refuse.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Sound rows in the order of appending: what lies above first, then by area and effective time, so that few areas are touched at once.</summary>
    public async IAsyncEnumerable<StagedRow> ReadAsync(string import, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select row, line, cells from {Table} where import = $1 and errors is null order by depth, area, effective, row offset $2");
        read.CommandTimeout = 600;
        read.Parameters.Add(new() { Value = import });
        read.Parameters.Add(new() { Value = skip });
        await using var row = await read.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellation);
        while (await row.ReadAsync(cancellation)) yield return new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<string[]>(2));
    }

    public async Task<bool> HasOwnIdsAsync(string import, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select exists (select from {Table} where import = $1 and own_id is not null)");
        read.Parameters.Add(new() { Value = import });
        return await read.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Errors of at most <paramref name="rows"/> bad rows, in the order of the file.</summary>
    public async Task<IReadOnlyList<RowError>> ErrorsAsync(string import, long after, int rows, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select row, line, errors::text from {Table} where import = $1 and row > $2 and errors is not null order by row limit $3");
        foreach (var value in new object[] { import, after, rows }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var errors = new List<RowError>();
        while (await row.ReadAsync(cancellation))
            errors.AddRange(JsonSerializer.Deserialize<FieldError[]>(row.GetString(2), ContractJson.Options)!.Select(e => new RowError(row.GetInt64(0), row.GetInt64(1), e.Field, e.Found, e.Expected)));
        return errors;
    }

    /// <summary>Sound rows are of no use once their import has ended.</summary>
    public async Task ForgetAsync(string import, CancellationToken cancellation)
    {
        await using var forget = store.Database.Pool.CreateCommand($"delete from {Table} where import = $1 and errors is null");
        forget.CommandTimeout = 600;
        forget.Parameters.Add(new() { Value = import });
        await forget.ExecuteNonQueryAsync(cancellation);
    }
}
