using System.Globalization;
using System.Text.Json;
using Npgsql;
using Territory.Ledger.Changes;
using Territory.Ledger.Checks;

namespace Territory.Ledger.Integrity;

/// <summary>The public log beside its chain, and the signed checkpoints on it.</summary>
internal sealed class CheckChanges(NpgsqlConnection connection, Kept kept)
{
    private const int Page = 1000;
    private const string Log = "public log";

    /// <summary>Everything up to where sealing had come to; returns how many checkpoints there are.</summary>
    public async Task<long> RunAsync(long sealedTo, CancellationToken cancellation)
    {
        foreach (var theatre in await TheatresAsync(cancellation)) await WalkAsync(theatre, sealedTo, cancellation);
        return await CheckpointsAsync(cancellation);
    }

    private sealed record Entry(long Position, string? Told, long? Number, byte[]? Hash);

    private async Task WalkAsync(string theatre, long sealedTo, CancellationToken cancellation)
    {
        var (last, told, number) = (new byte[Seal.Length], 0L, 0L);
        for (var after = 0L; await ReadAsync(theatre, after, sealedTo, cancellation) is { Count: > 0 } page; after = page[^1].Position)
        {
            var found = new List<Found>();
            foreach (var entry in page)
            {
                found.AddRange(Judge(theatre, entry, last, told, number));
                // The chain goes on from what was sealed: one altered entry is one finding.
                if (entry is { Hash: { } hash, Number: { } sealedNumber }) (last, number) = (hash, sealedNumber);
                told = entry.Position;
            }
            await kept.AddAsync(found, cancellation);
            await kept.TellAsync(page.Count);
        }
    }

    private static IEnumerable<Found> Judge(string theatre, Entry entry, byte[] previous, long previousTold, long number)
    {
        Found Of(string kind, string what) => new(kind, Log, $"{what} {CheckSeals.Restore}") { Theatre = theatre, Position = entry.Position };
        if (entry.Told is not { } json) yield return Of("missingChange", $"The entry at position {entry.Position} of the public log was sealed and is gone.");
        else if (entry.Hash is not { } hash) yield return Of("foreignChange", $"The entry at position {entry.Position} of the public log was not there when what lies around it was sealed.");
        else if (entry.Number != number + 1) yield return Of("brokenChain", $"The chain of the public log jumps from number {number} to {entry.Number} at position {entry.Position}: entries of it were deleted.");
        else if (!Matches(previous, json, hash)) yield return Of("alteredChange", $"The entry at position {entry.Position} of the public log is not the one that was sealed.") with { ShouldBe = CheckSeals.Json(hash) };
        else if (PreviousOf(json) != previousTold.ToString(CultureInfo.InvariantCulture)) yield return Of("brokenChain", $"The entry at position {entry.Position} names {PreviousOf(json)} as the one before it, which is {previousTold}.");
    }

    private static bool Matches(byte[] previous, string json, byte[] hash)
    {
        try { return hash.AsSpan().SequenceEqual(SealedChange.HashOf(previous, json)); }
        catch (JsonException) { return false; }
    }

    private static string? PreviousOf(string json)
    {
        using var told = JsonDocument.Parse(json);
        return told.RootElement.TryGetProperty("previousposition", out var previous) ? previous.GetString() : null;
    }

    private async Task<IReadOnlyList<Entry>> ReadAsync(string theatre, long after, long until, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"""
            select coalesce(p.position, s.position), p.event, s.number, s.hash
            from (select position, event from {PublicLog.Table} where theatre = $1 and position > $2 and position <= $3 order by position limit {Page}) p
            full join (select position, number, hash from {Seals.Changes} where theatre = $1 and position > $2 and position <= $3 order by position limit {Page}) s on s.position = p.position
            order by 1 limit {Page}
            """, connection);
        foreach (var value in new object[] { theatre, after, until }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var page = new List<Entry>();
        while (await row.ReadAsync(cancellation)) page.Add(new(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)));
        return page;
    }

    private async Task<long> CheckpointsAsync(CancellationToken cancellation)
    {
        var (keys, count) = (await KeysAsync(cancellation), 0L);
        foreach (var theatre in await TheatresAsync(cancellation))
            for (var after = 0L; await Seals.CheckpointsAsync(connection, theatre, after, newestFirst: false, Page, cancellation) is { Count: > 0 } page; after = long.Parse(page[^1].Position, CultureInfo.InvariantCulture))
            {
                var chain = await ChainAsync(theatre, page, cancellation);
                await kept.AddAsync([.. page.Select(point => Judge(point, keys.GetValueOrDefault(point.KeyId), chain.GetValueOrDefault(point.Position))).OfType<Found>()], cancellation);
                count += page.Count;
            }
        return count;
    }

    internal static Found? Judge(Checkpoint point, string? publicKey, (long Number, string Hash) chained)
    {
        var wrong = publicKey is null ? $"is signed with the key {point.KeyId}, which nobody knows"
            : !point.SaysWhatIsSigned || !Signed(point, publicKey) ? "does not bear its signature: it was altered, or its key was"
            : (point.Count, point.Hash) != chained ? "says another hash than the chain has there: the chain was altered"
            : null;
        return wrong is null ? null : new("brokenCheckpoint", "checkpoints", $"The checkpoint at position {point.Position} {wrong}. {CheckSeals.Restore}") { Theatre = point.Theatre, Position = long.Parse(point.Position, CultureInfo.InvariantCulture) };
    }

    private static bool Signed(Checkpoint point, string publicKey)
    {
        try { return SigningKey.Verify(publicKey, point.Text, point.Signature); }
        catch (Exception unreadable) when (unreadable is ArgumentException or System.Security.Cryptography.CryptographicException) { return false; }
    }

    private async Task<Dictionary<string, (long, string)>> ChainAsync(string theatre, IReadOnlyList<Checkpoint> page, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select position, number, hash from {Seals.Changes} where theatre = $1 and position = any ($2)", connection);
        read.Parameters.Add(new() { Value = theatre });
        read.Parameters.Add(new() { Value = page.Select(point => long.Parse(point.Position, CultureInfo.InvariantCulture)).ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var chain = new Dictionary<string, (long, string)>();
        while (await row.ReadAsync(cancellation)) chain.Add(row.GetInt64(0).ToString(CultureInfo.InvariantCulture), (row.GetInt64(1), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(2))));
        return chain;
    }

    private Task<List<string>> TheatresAsync(CancellationToken cancellation) =>
        ReadAsync($"select distinct theatre from {PublicLog.Table} union select distinct theatre from {Seals.Changes} union select distinct theatre from {Seals.Checkpoints} order by 1", row => row.GetString(0), cancellation);

    private async Task<Dictionary<string, string>> KeysAsync(CancellationToken cancellation) =>
        (await ReadAsync($"select id, public_key from {SigningKey.Table}", row => (Id: row.GetString(0), Key: row.GetString(1)), cancellation)).ToDictionary(key => key.Id, key => key.Key);

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> of, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand(sql, connection);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var all = new List<T>();
        while (await row.ReadAsync(cancellation)) all.Add(of(row));
        return all;
    }
}
