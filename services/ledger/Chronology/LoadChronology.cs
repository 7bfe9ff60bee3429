using System.Globalization;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Chronology;

/// <summary>
/// Loads a theatre's imported history once, up to a local day, as decisions of <see cref="ChronologyRow.DecidedBy"/>, day
/// by day, so that positions follow history. Cut off half-way, it goes on with what is missing; once complete it is never
/// loaded again, whatever became of it since.
/// </summary>
public sealed class LoadChronology(AreaDoor door, LedgerStore store)
{
    public const string Marks = $"create table if not exists {LedgerStore.Schema}.chronology_loaded (theatre text primary key, decided_by text not null, until text not null);";

    /// <summary>How many changes were loaded now.</summary>
    public async Task<int> RunAsync(Theatre theatre, DateOnly until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        if (await IsCompleteAsync(theatre, cancellation)) return 0;
        var (end, loaded) = (LocalTime.StartOf(until.AddDays(1), theatre.Zone), 0);
        var days = theatre.Chronology.Where(row => !row.Observation).Select(row => (Row: row, Effective: Effective(row, theatre)))
            .Where(r => r.Effective.From < end).GroupBy(r => r.Effective.From).OrderBy(g => g.Key);
        foreach (var day in days)
        {
            var areas = day.ToLookup(r => theatre.FindArea(r.Row.Area)!.Code);
            var steps = await door.DecideAsync(theatre, [.. areas.Select(a => a.Key)], view =>
                [.. areas[view.Area.Code].Where(r => view.State.Timeline.All(s => s.ChangeId != Id(r.Row))).Select(r => new ChangeDecided(theatre.Id, Id(r.Row), Ruling(r.Row, r.Effective)))], cancellation);
            loaded += steps.Count;
        }
        await MarkAsync(theatre, until, cancellation);
        return loaded;
    }

    private async Task<bool> IsCompleteAsync(Theatre theatre, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select exists (select from {LedgerStore.Schema}.chronology_loaded where theatre = $1)");
        read.Parameters.Add(new() { Value = theatre.Id });
        return await read.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task MarkAsync(Theatre theatre, DateOnly until, CancellationToken cancellation)
    {
        await using var mark = store.Database.Pool.CreateCommand($"insert into {LedgerStore.Schema}.chronology_loaded values ($1, $2, $3) on conflict do nothing");
        foreach (var value in new[] { theatre.Id, ChronologyRow.DecidedBy, until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }) mark.Parameters.Add(new() { Value = value });
        await mark.ExecuteNonQueryAsync(cancellation);
    }

    private static EffectiveTime Effective(ChronologyRow row, Theatre theatre) => LocalTime.TryParse(row.EffectiveAt, theatre.Zone, DateBasis.Analyst, out var time)
        ? time
        : throw new InvalidOperationException($"The chronology row {row.Id} of {theatre.Id} has the date '{row.EffectiveAt}'; expected {LocalTime.Expected}.");

    private static string Id(ChronologyRow row) => $"{ChronologyRow.DecidedBy}:{row.Id}";

    /// <summary>History was recorded today but reported then.</summary>
    private static Ruling Ruling(ChronologyRow row, EffectiveTime effective) => new(
        row.Status, [.. row.Controllers], [.. row.Challengers], row.From, row.From, row.Extent, row.Manner, effective, effective.From, row.Grade, "import", ChronologyRow.DecidedBy, [], [], null, Demonstration: false);
}
