using System.Collections.Concurrent;
using System.Globalization;
using Territory.Theatres;

namespace Territory.Ledger.Chronology;

/// <summary>
/// A theatre with those successions only that the ledger knows of: the ones up to the day its history was loaded to. A
/// ledger that was never told of a succession answers in the names it was given.
/// </summary>
public sealed class KnownSuccessions(LedgerStore store)
{
    private readonly ConcurrentDictionary<string, Theatre> told = new();

    public async Task<Theatre> ApplyAsync(Theatre theatre, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        if (told.TryGetValue(theatre.Id, out var known)) return known;
        await using var read = store.Database.Pool.CreateCommand($"select until from {LedgerStore.Schema}.chronology_loaded where theatre = $1");
        read.Parameters.Add(new() { Value = theatre.Id });
        if (await read.ExecuteScalarAsync(cancellation) is not string until) return theatre with { Successions = [] };
        var last = DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return told[theatre.Id] = theatre with { Successions = [.. theatre.Successions.Where(s => s.On <= last)] };
    }
}
