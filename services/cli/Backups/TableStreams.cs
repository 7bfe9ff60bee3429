using System.Security.Cryptography;
using Npgsql;

namespace Territory.Cli.Backups;

/// <summary>Tables as streams of PostgreSQL's binary COPY format, each with the hash of its bytes.</summary>
internal static class TableStreams
{
    /// <summary>Copies a table out, in the order in which its rows lie.</summary>
    public static async Task<TableCopied> OutAsync(NpgsqlConnection connection, TableShape table, Stream to, CancellationToken cancellation)
    {
        var rows = (await Catalog.ReadAsync(connection, $"select count(*) from {table.Quoted}", row => row.GetInt64(0), cancellation))[0];
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table.Quoted} ({table.QuotedColumns}) to stdout (format binary)", cancellation);
        var (bytes, sha256) = await HashedAsync(copy, to, cancellation);
        return new(table, rows, bytes, sha256);
    }

    /// <summary>Copies a table in; false when the bytes are not the ones of the manifest.</summary>
    public static async Task<bool> InAsync(NpgsqlConnection connection, TableCopied table, Stream from, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table.Table.Quoted} ({table.Table.QuotedColumns}) from stdin (format binary)", cancellation);
        return (await HashedAsync(from, copy, cancellation)).Sha256 == table.Sha256;
    }

    public static async Task<(long Bytes, string Sha256)> HashedAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, bytes) = (new byte[128 * 1024], 0L);
        for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0; bytes += read)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
