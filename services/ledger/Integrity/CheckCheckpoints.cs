using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Territory.Ledger.Checks;

namespace Territory.Ledger.Integrity;

/// <summary>The signed checkpoints: each bears its signature and says what the chain has there, none is missing, and no key signed that is not this installation's.</summary>
internal sealed class CheckCheckpoints(NpgsqlConnection connection, SigningKey own, Kept kept)
{
    private const int Page = 1000;
    private const string Log = "checkpoints";

    /// <summary>Returns how many there are.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        await kept.AddAsync(await MissingAsync(cancellation), cancellation);
        var known = own.Known.Read();
        await kept.AddAsync([.. (await SignersAsync(cancellation)).Select(signer => Judge(signer, own.Id, known)).OfType<Found>()], cancellation);
        var (keys, count) = (await KeysAsync(cancellation), 0L);
        foreach (var theatre in await ReadAsync($"select distinct theatre from {Seals.Checkpoints} order by 1", row => row.GetString(0), cancellation))
            for (var after = 0L; await Seals.CheckpointsAsync(connection, theatre, after, newestFirst: false, Page, cancellation) is { Count: > 0 } page; after = Number(page[^1].Position))
            {
                var chain = await ChainAsync(theatre, page, cancellation);
                await kept.AddAsync([.. page.Select(point => Judge(point, keys.GetValueOrDefault(point.KeyId), chain.GetValueOrDefault(point.Position))).OfType<Found>()], cancellation);
                count += page.Count;
            }
        return count;
    }

    /// <summary>
    /// Whatever one seal chains of a theatre ends in a checkpoint, and both are one transaction: where there is none, it was deleted. What
    /// is chained behind the last seal counts as one more.
    /// </summary>
    private Task<List<Found>> MissingAsync(CancellationToken cancellation) => ReadAsync($"""
        with ends as (
          select c.theatre, max(c.position) as position from {Seals.Changes} c
          left join lateral (select s.last from {Seals.Table} s where s.last >= c.position order by s.last limit 1) s on true group by c.theatre, s.last)
        select theatre, position from ends e where not exists (select from {Seals.Checkpoints} p where p.theatre = e.theatre and p.position = e.position) order by 1, 2 limit {Findings.MostKept}
        """,
        row => new Found("missingCheckpoint", Log, $"The chain of the public log was signed at position {row.GetInt64(1)}, and the checkpoint is gone: it was deleted, and what it covered may have been chained anew. Hold a checkpoint you kept beside it (territory verify --checkpoint FILE). {CheckSeals.Restore}")
        { Theatre = row.GetString(0), Position = row.GetInt64(1) }, cancellation);

    /// <summary>What a key signed of a theatre.</summary>
    /// <param name="NewestAt">When it signed the newest checkpoint of the theatre; null when another key did.</param>
    internal sealed record Signer(string Theatre, string KeyId, long First, long Last, DateTimeOffset? NewestAt);

    private Task<List<Signer>> SignersAsync(CancellationToken cancellation) => ReadAsync($"""
        select c.theatre, c.key_id, min(c.position), max(c.position), max(c.at) filter (where c.position = n.position)
        from {Seals.Checkpoints} c join (select theatre, max(position) as position from {Seals.Checkpoints} group by theatre) n using (theatre) group by 1, 2 order by 1, 3
        """, row => new Signer(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)), cancellation);

    internal static Found? Judge(Signer signer, string own, IReadOnlyDictionary<string, DateTimeOffset> known)
    {
        var wrong = !known.ContainsKey(signer.KeyId) ? $"The checkpoints from position {signer.First} to {signer.Last} that name the key {signer.KeyId} bear a key that this installation never used. If it is yours (another ledger's, or from before a restore), add its line to the list of keys"
            : signer.NewestAt is { } at && signer.KeyId != own && known.TryGetValue(own, out var since) && at > since ? $"The newest checkpoint, at position {signer.Last}, is signed with the earlier key {signer.KeyId} although this ledger has signed with {own} since {since:u}. If another ledger still signs with it, give all of them the same TERRITORY_SIGNING_KEY_FILE"
            : null;
        return wrong is null ? null : new("foreignKey", Log, $"{wrong} (docs/integrity.md, Keys). If it is not: {CheckSeals.Restore}") { Theatre = signer.Theatre, Position = signer.Last, Key = signer.KeyId };
    }

    internal static Found? Judge(Checkpoint point, string? publicKey, (long Number, string Hash, string? Private) chained)
    {
        var wrong = publicKey is null ? $"is signed with the key {point.KeyId}, which nobody knows"
            : !point.SaysWhatIsSigned || !Signed(point, publicKey) ? "does not bear its signature: it was altered, or its key was"
            : (point.Count, point.Hash) != (chained.Number, chained.Hash) ? "says another hash than the chain has there: the chain was altered"
            : point.PrivateHash is { } sealedThen && sealedThen != chained.Private ? "says another hash of the private log than its seals have there: it was sealed anew"
            : null;
        return wrong is null ? null : new("brokenCheckpoint", Log, $"The checkpoint at position {point.Position} {wrong}. {CheckSeals.Restore}") { Theatre = point.Theatre, Position = Number(point.Position) };
    }

    /// <summary>By the key it names: an id is a hash of its key, so that nobody can put another key under it.</summary>
    private static bool Signed(Checkpoint point, string publicKey)
    {
        try { return SigningKey.IdOf(publicKey) == point.KeyId && SigningKey.Verify(publicKey, point.Text, point.Signature); }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException) { return false; }
    }

    private async Task<Dictionary<string, (long, string, string?)>> ChainAsync(string theatre, IReadOnlyList<Checkpoint> page, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select c.position, c.number, c.hash, (select s.hash from {Seals.Table} s where s.last >= c.position order by s.last limit 1) from {Seals.Changes} c where c.theatre = $1 and c.position = any ($2)", connection);
        read.Parameters.Add(new() { Value = theatre });
        read.Parameters.Add(new() { Value = page.Select(point => Number(point.Position)).ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var chain = new Dictionary<string, (long, string, string?)>();
        while (await row.ReadAsync(cancellation))
            chain.Add(row.GetInt64(0).ToString(CultureInfo.InvariantCulture), (row.GetInt64(1), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(2)), row.IsDBNull(3) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(3))));
        return chain;
    }

    private async Task<Dictionary<string, string>> KeysAsync(CancellationToken cancellation) =>
        (await ReadAsync($"select id, public_key from {SigningKey.Table}", row => (Id: row.GetString(0), Key: row.GetString(1)), cancellation)).ToDictionary(key => key.Id, key => key.Key);

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> of, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var all = new List<T>();
        while (await row.ReadAsync(cancellation)) all.Add(of(row));
        return all;
    }

    private static long Number(string position) => long.Parse(position, CultureInfo.InvariantCulture);
}
