using System.Globalization;
using System.Text.Json;
using Npgsql;
using Territory.Ledger.Checks;

namespace Territory.Ledger.Integrity;

/// <summary>The rows of the private log beside the digests sealed of them, and the chain of seals itself.</summary>
internal sealed class CheckSeals(NpgsqlConnection connection, Kept kept)
{
    private const int SealsAtOnce = 20;
    private const string Log = "event log";

    /// <summary>Everything up to where sealing had come to; returns how many holes are explained.</summary>
    public async Task<(long Ranges, long Positions)> RunAsync(long sealedTo, CancellationToken cancellation)
    {
        var (last, hash, ranges, positions) = (0L, new byte[Seal.Length], 0L, 0L);
        while (last < sealedTo && await Seals.ReadAsync(connection, last, SealsAtOnce, cancellation) is { Count: > 0 } seals)
            foreach (var seal in seals)
            {
                await kept.AddAsync([.. Chain(last, hash, seal)], cancellation);
                await kept.AddAsync(await CompareAsync(seal, cancellation), cancellation);
                (long First, long Last)[] holes = [.. seal.Skips()];
                await kept.AddAsync(await UnexplainedAsync(seal, holes, cancellation), cancellation);
                (last, hash, ranges, positions) = (seal.Last, seal.Hash, ranges + holes.Length, positions + holes.Sum(h => h.Last - h.First + 1));
                await kept.TellAsync(seal.Positions.Length);
            }
        return (ranges, positions);
    }

    private static IEnumerable<Found> Chain(long last, byte[] hash, Seal seal)
    {
        if (seal.After != last) yield return new("missingSeal", "seals", $"What was sealed of positions {last + 1} to {seal.After} is gone: seals were deleted, and the events there cannot be proven. {Restore}") { Position = last + 1 };
        else if (!seal.Previous.AsSpan().SequenceEqual(hash)) yield return new("brokenSeal", "seals", $"The seal behind position {seal.After} does not follow the one before it: one of the two was altered. {Restore}") { Position = seal.After };
        if (!seal.IsWhole) yield return new("brokenSeal", "seals", $"The seal of positions {seal.After + 1} to {seal.Last} does not add up: it was altered. {Restore}") { Position = seal.Last };
    }

    private async Task<IReadOnlyList<Found>> CompareAsync(Seal seal, CancellationToken cancellation)
    {
        var rows = (await StoredRow.ReadAsync(connection, seal.After, seal.Last, int.MaxValue, cancellation)).ToDictionary(row => row.Position);
        var found = new List<Found>();
        for (var i = 0; i < seal.Positions.Length && (i + 1) * Seal.Length <= seal.Digests.Length; i++)
        {
            var position = seal.Positions[i];
            var digest = seal.DigestOf(i);
            if (!rows.Remove(position, out var row)) found.Add(new("missingEvent", Log, $"The event at position {position} was sealed and is gone: its row was deleted. {Restore}") { Position = position, ShouldBe = Json(digest) });
            else if (!digest.SequenceEqual(row.Digest())) found.Add(new("alteredEvent", Log, $"The event at position {position} of stream {row.Stream} is not the one that was sealed: its row was altered. {Restore}") { Position = position, Key = row.Stream, Is = Json(row.Digest()), ShouldBe = Json(digest) });
        }
        found.AddRange(rows.Values.Select(row => new Found("foreignEvent", Log, $"The event at position {row.Position} of stream {row.Stream} was not there when what lies around it was sealed: it was not appended through the door. {Restore}") { Position = row.Position, Key = row.Stream, Is = Json(row.Digest()) }));
        return found;
    }

    /// <summary>Holes that no recorded skip covers.</summary>
    private async Task<IReadOnlyList<Found>> UnexplainedAsync(Seal seal, (long First, long Last)[] holes, CancellationToken cancellation)
    {
        if (holes.Length == 0) return [];
        await using var read = new NpgsqlCommand($"select first, last from {Seals.Skips} where last > $1 and first <= $2", connection);
        foreach (var value in new[] { seal.After, seal.Last }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var explained = new HashSet<(long, long)>();
        while (await row.ReadAsync(cancellation)) explained.Add((row.GetInt64(0), row.GetInt64(1)));
        return [.. holes.Where(hole => !explained.Contains(hole)).Select(hole => new Found("unexplainedHole", Log, $"Positions {hole.First} to {hole.Last} hold no event, and no skip explains it. {Restore}") { Position = hole.First })];
    }

    internal const string Restore = "Find out who wrote to the database, and restore a backup of before it (territory restore).";

    internal static string Json(ReadOnlySpan<byte> digest) => JsonSerializer.Serialize(string.Create(CultureInfo.InvariantCulture, $"sha256:{Convert.ToHexStringLower(digest)}"));
}
