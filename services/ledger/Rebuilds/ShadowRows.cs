using Npgsql;
using NpgsqlTypes;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// The rows of a view that some steps lead to. From the first event of their streams they are whole and are written by
/// COPY; of later steps they tell which rows to look at again.
/// </summary>
internal abstract class ShadowRows
{
    public abstract void Add(string theatre, ViewStep step);

    /// <summary>Writes them all; the streams were added from their first event on.</summary>
    public abstract Task CopyAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation);

    /// <summary>Which rows the steps wrote, by the first columns of each table's key.</summary>
    public abstract IEnumerable<TouchedRow> Touched();

    protected static async Task CopyAsync<T>(NpgsqlConnection connection, string table, string columns, IEnumerable<T> rows, Func<NpgsqlBinaryImporter, T, Task> write, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} ({columns}) from stdin (format binary)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            await write(copy, row);
        }
        await copy.CompleteAsync(cancellation);
    }

    protected static Task WriteAsync(NpgsqlBinaryImporter copy, string? text) => text is null ? copy.WriteNullAsync() : copy.WriteAsync(text, NpgsqlDbType.Text);

    protected static Task WriteAsync(NpgsqlBinaryImporter copy, DateTimeOffset? instant) => instant is null ? copy.WriteNullAsync() : copy.WriteAsync(instant.Value.UtcDateTime, NpgsqlDbType.TimestampTz);

    protected static Task WriteAsync(NpgsqlBinaryImporter copy, long? number) => number is null ? copy.WriteNullAsync() : copy.WriteAsync(number.Value, NpgsqlDbType.Bigint);
}

/// <summary>Rows of a table by the values, as text, of the first columns of its key.</summary>
internal readonly record struct TouchedRow(string Table, string Theatre, string Second, string? Third = null);
