using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Chronology;

/// <summary>A row with its date read.</summary>
internal sealed record DatedRow(ChronologyRow Row, EffectiveTime Effective);

/// <summary>What happened at one instant: what was held passes on first, then the areas change hands.</summary>
internal sealed record ChronologyDay(IReadOnlyList<Succession> Successions, IReadOnlyList<DatedRow> Rows);

/// <summary>A pack's history in the order of its days.</summary>
internal static class ChronologyDays
{
    /// <param name="theatre">The pack.</param>
    /// <param name="until">The last local day wanted.</param>
    public static IEnumerable<ChronologyDay> Of(Theatre theatre, DateOnly until)
    {
        var end = LocalTime.StartOf(until.AddDays(1), theatre.Zone);
        var rows = theatre.Chronology.Select(row => new DatedRow(row, Effective(row, theatre))).ToLookup(r => r.Effective.From);
        var successions = theatre.Successions.ToLookup(s => LocalTime.StartOf(s.On, theatre.Zone));
        return rows.Select(r => r.Key).Union(successions.Select(s => s.Key)).Where(at => at < end).Order().Select(at => new ChronologyDay([.. successions[at]], [.. rows[at]]));
    }

    private static EffectiveTime Effective(ChronologyRow row, Theatre theatre) => LocalTime.TryParse(row.EffectiveAt, theatre.Zone, DateBasis.Analyst, out var time)
        ? time
        : throw new InvalidOperationException($"The chronology row {row.Id} of {theatre.Id} has the date '{row.EffectiveAt}'; expected {LocalTime.Expected}.");
}
