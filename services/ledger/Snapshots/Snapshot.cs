using System.IO.Compression;
using Npgsql;
using Territory.Hosting.Http;
using Territory.Ledger.Views;

namespace Territory.Ledger.Snapshots;

/// <summary>The state of all areas of a theatre as it was once told, pinned: it never changes.</summary>
/// <param name="At">The instant of the world, UTC.</param>
/// <param name="Position">By what was recorded up to it, a decimal string.</param>
/// <param name="Checksum">SHA-256 over codes, statuses and times, as in <c>/api/control</c>.</param>
/// <param name="Areas">How many there are.</param>
public sealed record Snapshot(
    string Id, string Theatre, DateTimeOffset At, string Position, string Checksum, string PackVersion, int Areas, SnapshotFile Json, SnapshotFile Geojson, string TakenBy, string? Reason, DateTimeOffset TakenAt);

/// <summary>One of a snapshot's files.</summary>
/// <param name="Sha256">Of its bytes, hexadecimal; the <c>ETag</c> too.</param>
/// <param name="Bytes">How long it is.</param>
public sealed record SnapshotFile(string Sha256, long Bytes);

/// <summary>The snapshots (table <c>ledger.snapshots</c>): added, read, and never altered.</summary>
public sealed class PinnedSnapshots(LedgerStore store)
{
    private const string Table = LedgerStore.Schema + ".snapshots";
    public const string Create = $"""
        create table if not exists {Table} (
          id text primary key, theatre text not null, at timestamptz not null, position bigint not null, checksum text not null, pack_version text not null, areas int not null,
          json bytea not null, json_sha256 text not null, json_bytes bigint not null, geojson bytea not null, geojson_sha256 text not null, geojson_bytes bigint not null,
          taken_by text not null, reason text, taken_at timestamptz not null);
        """;

    private const string Columns = "id, theatre, at, position, checksum, pack_version, areas, json_sha256, json_bytes, geojson_sha256, geojson_bytes, taken_by, reason, taken_at";

    /// <summary>Its files are kept packed: states repeat themselves.</summary>
    internal async Task AddAsync(Snapshot snapshot, byte[] json, byte[] geojson, CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var add = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand($"insert into {Table} ({Columns}, json, geojson) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)")
                    .With(snapshot.Id).With(snapshot.Theatre).With(snapshot.At.UtcDateTime).With(long.Parse(snapshot.Position, System.Globalization.CultureInfo.InvariantCulture)).With(snapshot.Checksum).With(snapshot.PackVersion).With(snapshot.Areas)
                    .With(snapshot.Json.Sha256).With(snapshot.Json.Bytes).With(snapshot.Geojson.Sha256).With(snapshot.Geojson.Bytes).With(snapshot.TakenBy).With(snapshot.Reason).With(snapshot.TakenAt.UtcDateTime).With(Pack(json)).With(Pack(geojson)),
            },
        };
        await add.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<Snapshot?> FindAsync(string id, CancellationToken cancellation) => (await ReadAsync("where id = $1 and $2::text is null", id, null, 1, cancellation)).SingleOrDefault();

    /// <summary>A page of them and one more; ids of version 7 order by time.</summary>
    public Task<IReadOnlyList<Snapshot>> ListAsync(string? theatre, Listing asked, CancellationToken cancellation) => ReadAsync($"where {asked.Behind("$1")} and ($2::text is null or theatre = $2) {asked.Order}", asked.From, theatre, asked.Looked, cancellation);

    /// <summary>The bytes of one of its files; null when there is no such snapshot.</summary>
    public async Task<byte[]?> FileAsync(string id, bool geojson, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select {(geojson ? "geojson" : "json")} from {Table} where id = $1");
        read.Parameters.Add(new() { Value = id });
        return await read.ExecuteScalarAsync(cancellation) is byte[] packed ? Unpack(packed) : null;
    }

    private async Task<IReadOnlyList<Snapshot>> ReadAsync(string where, string first, string? second, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var read = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand($"select {Columns} from {Table} {where} limit $3").With(first).With(second).With(limit) } };
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var found = new List<Snapshot>();
        while (await row.ReadAsync(cancellation))
            found.Add(new(row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetInt64(3).ToString(System.Globalization.CultureInfo.InvariantCulture), row.GetString(4), row.GetString(5), row.GetInt32(6),
                new(row.GetString(7), row.GetInt64(8)), new(row.GetString(9), row.GetInt64(10)), row.GetString(11), row.IsDBNull(12) ? null : row.GetString(12), row.GetFieldValue<DateTimeOffset>(13)));
        return found;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)) gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
