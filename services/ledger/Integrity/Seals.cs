using Npgsql;
using NpgsqlTypes;
using Territory.Ledger.Views;

namespace Territory.Ledger.Integrity;

/// <summary>
/// What was sealed (tables <c>seals</c>, <c>skips</c>, <c>sealed_changes</c>, <c>checkpoints</c>): written once, in order, and
/// never again. The keys let nobody seal behind the same end twice, whoever froze and thawed.
/// </summary>
internal static class Seals
{
    private const string Schema = LedgerStore.Schema;
    public const string Table = Schema + ".seals";
    public const string Skips = Schema + ".skips";
    public const string Changes = Schema + ".sealed_changes";
    public const string Checkpoints = Schema + ".checkpoints";

    public const string Create = $"""
        create table if not exists {Table} (after bigint primary key, last bigint not null unique, positions bigint[] not null, digests bytea not null, previous bytea not null, hash bytea not null, sealed_at timestamptz not null);
        create table if not exists {Skips} (first bigint primary key, last bigint not null, explained text not null, found_at timestamptz not null);
        create table if not exists {Changes} (theatre text not null, position bigint not null, number bigint not null, hash bytea not null, primary key (theatre, position), unique (theatre, number));
        create table if not exists {Checkpoints} (
          theatre text not null, position bigint not null, count bigint not null, hash text not null, at timestamptz not null, key_id text not null, text text not null, signature text not null, primary key (theatre, position));
        """;

    /// <summary>Where sealing has come to: the last position, and the hash to go on from.</summary>
    public static async Task<(long Last, byte[] Hash)> EndAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select last, hash from {Table} order by after desc limit 1", connection);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : (0, new byte[Seal.Length]);
    }

    /// <summary>The seals behind a position, in order.</summary>
    public static async Task<IReadOnlyList<Seal>> ReadAsync(NpgsqlConnection connection, long after, int limit, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select after, last, positions, digests, previous, hash from {Table} where after >= $1 order by after limit $2", connection);
        foreach (var value in new object[] { after, limit }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var seals = new List<Seal>();
        while (await row.ReadAsync(cancellation)) seals.Add(new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<long[]>(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5)));
        return seals;
    }

    /// <summary>The ends of theatres' chains, of those that have one.</summary>
    public static async Task<Dictionary<string, SealedChange>> ChainsAsync(NpgsqlConnection connection, IEnumerable<string> theatres, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select c.* from unnest($1) t (theatre) cross join lateral (select theatre, position, number, hash from {Changes} where theatre = t.theatre order by position desc limit 1) c", connection);
        read.Parameters.Add(new() { Value = theatres.ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var chains = new Dictionary<string, SealedChange>();
        while (await row.ReadAsync(cancellation)) chains.Add(row.GetString(0), new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)));
        return chains;
    }

    /// <summary>A page of checkpoints by position.</summary>
    /// <param name="theatre">Null: of all of them.</param>
    public static async Task<IReadOnlyList<Checkpoint>> CheckpointsAsync(NpgsqlConnection connection, string? theatre, long after, bool newestFirst, int limit, CancellationToken cancellation)
    {
        var (beyond, order) = newestFirst ? ("<", "desc") : (">", "asc");
        await using var read = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand($"select theatre, position, count, hash, at, key_id, text, signature from {Checkpoints} where ($1::text is null or theatre = $1) and position {beyond} $2 order by position {order} limit $3")
                    .With(theatre).With(newestFirst && after == 0 ? long.MaxValue : after).With(limit),
            },
        };
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var points = new List<Checkpoint>();
        while (await row.ReadAsync(cancellation))
            points.Add(new(row.GetString(0), row.GetInt64(1).ToString(System.Globalization.CultureInfo.InvariantCulture), row.GetInt64(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetString(5), row.GetString(6), row.GetString(7)));
        return points;
    }

    /// <summary>Adds a seal with the skips it explains, the changes it chains and the checkpoints on them.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, Seal seal, IReadOnlyList<SealedChange> changes, IReadOnlyList<Checkpoint> points, DateTimeOffset at, CancellationToken cancellation)
    {
        var (skips, now) = (seal.Skips().ToArray(), at.UtcDateTime);
        await using var add = new NpgsqlBatch(connection);
        add.BatchCommands.Add(new NpgsqlBatchCommand($"insert into {Table} values ($1, $2, $3, $4, $5, $6, $7)").With(seal.After).With(seal.Last).With(seal.Positions).With(seal.Digests).With(seal.Previous).With(seal.Hash).With(now));
        if (skips.Length > 0)
            add.BatchCommands.Add(new NpgsqlBatchCommand($"insert into {Skips} select first, last, 'given out to an append that was rolled back', $3 from unnest($1, $2) as s (first, last)").With(skips.Select(s => s.First)).With(skips.Select(s => s.Last)).With(now));
        if (changes.Count > 0)
            add.BatchCommands.Add(new NpgsqlBatchCommand($"insert into {Changes} select * from unnest($1, $2, $3, $4)").With(changes.Select(c => c.Theatre)).With(changes.Select(c => c.Position)).With(changes.Select(c => c.Number)).With(changes.Select(c => c.Hash), NpgsqlDbType.Bytea));
        foreach (var point in points)
            add.BatchCommands.Add(new NpgsqlBatchCommand($"insert into {Checkpoints} values ($1, $2, $3, $4, $5, $6, $7, $8)").With(point.Theatre).With(long.Parse(point.Position, System.Globalization.CultureInfo.InvariantCulture))
                .With(point.Count).With(point.Hash).With(point.At.UtcDateTime).With(point.KeyId).With(point.Text).With(point.Signature));
        await add.ExecuteNonQueryAsync(cancellation);
    }
}
