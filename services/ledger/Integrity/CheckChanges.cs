using System.Globalization;
using System.Text.Json;
using Npgsql;
using Territory.Ledger.Changes;
using Territory.Ledger.Checks;

namespace Territory.Ledger.Integrity;

/// <summary>The public log beside its chain, and each of its entries beside the event it tells of.</summary>
internal sealed class CheckChanges(LedgerStore store, NpgsqlConnection connection, Kept kept)
{
    private const int Page = 1000;
    internal const string Log = "public log";
    private readonly CheckTold events = new(store, connection);

    /// <summary>Everything up to where sealing had come to.</summary>
    public async Task RunAsync(long sealedTo, CancellationToken cancellation)
    {
        foreach (var theatre in await TheatresAsync(cancellation)) await WalkAsync(theatre, sealedTo, cancellation);
    }

    internal sealed record Entry(long Position, string? Told, long? Number, byte[]? Hash);

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
            found.AddRange(await events.CompareAsync(theatre, page.Where(entry => entry.Told is not null).ToDictionary(entry => entry.Position, entry => entry.Told!), cancellation));
            await kept.AddAsync(found, cancellation);
            await kept.TellAsync(page.Count);
        }
    }

    internal static IEnumerable<Found> Judge(string theatre, Entry entry, byte[] previous, long previousTold, long number)
    {
        Found Of(string kind, string what) => new(kind, Log, $"{what} {CheckSeals.Restore}") { Theatre = theatre, Position = entry.Position };
        if (entry.Told is not { } json) yield return Of("missingChange", $"The entry at position {entry.Position} of the public log was sealed and is gone.");
        else if (entry.Hash is not { } hash) yield return Of("foreignChange", $"The entry at position {entry.Position} of the public log was not there when what lies around it was sealed.");
        else if (entry.Number != number + 1) yield return Of("brokenChain", $"The chain of the public log jumps from number {number} to {entry.Number} at position {entry.Position}: entries of it were deleted.");
        else if (HashOf(previous, json) is var stands && !hash.AsSpan().SequenceEqual(stands)) yield return Of("alteredChange", $"The entry at position {entry.Position} of the public log is not the one that was sealed{(stands is null ? ": it is no JSON" : "")}.") with { Is = stands is null ? null : CheckSeals.Json(stands), ShouldBe = CheckSeals.Json(hash) };
        else if (PreviousOf(json) != previousTold.ToString(CultureInfo.InvariantCulture)) yield return Of("brokenChain", $"The entry at position {entry.Position} names {PreviousOf(json)} as the one before it, which is {previousTold}.");
    }

    /// <summary>Null when it is no JSON.</summary>
    private static byte[]? HashOf(byte[] previous, string json)
    {
        try { return SealedChange.HashOf(previous, json); }
        catch (JsonException) { return null; }
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

    private async Task<IReadOnlyList<string>> TheatresAsync(CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select distinct theatre from {PublicLog.Table} union select distinct theatre from {Seals.Changes} order by 1", connection);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var all = new List<string>();
        while (await row.ReadAsync(cancellation)) all.Add(row.GetString(0));
        return all;
    }
}
