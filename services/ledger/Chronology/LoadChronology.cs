using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Chronology;

/// <summary>
/// Loads a theatre's imported history once, up to a local day, as decisions, observations and successions of
/// <see cref="ChronologyRow.DecidedBy"/>, day by day, so that positions follow history. Cut off half-way, it goes on with
/// what is missing; once complete it is never loaded again, whatever became of it since.
/// </summary>
public sealed class LoadChronology(AreaDoor areas, ActorDoor actors, ChronologyMarks marks)
{
    /// <summary>How many changes, observations and successions were loaded now.</summary>
    /// <param name="theatre">Its pack.</param>
    /// <param name="until">The last local day wanted; null: only complete what was loaded before.</param>
    /// <param name="cancellation">Stops between two days.</param>
    public async Task<int> RunAsync(Theatre theatre, DateOnly? until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        var mark = await marks.ReadAsync(theatre, cancellation);
        if (mark is { IsWhole: true } || (mark?.Until ?? until) is not { } last) return 0;
        // What was marked before observations and successions were loaded gets these, and none of its changes again.
        var loaded = 0;
        foreach (var day in ChronologyDays.Of(theatre, last))
        {
            loaded += await LoadAsync(theatre, day.Successions, cancellation);
            loaded += await LoadAsync(theatre, mark is null ? day.Rows : [.. day.Rows.Where(r => r.Row.Observation)], cancellation);
        }
        await marks.SetAsync(theatre, last, cancellation);
        return loaded;
    }

    private async Task<int> LoadAsync(Theatre theatre, IReadOnlyList<Succession> successions, CancellationToken cancellation)
    {
        if (successions.Count == 0) return 0;
        var loaded = 0;
        await actors.DecideAsync(theatre, state =>
        {
            ActorSucceeded[] missing = [.. successions.Where(s => state.All.All(known => known.From != s.From)).Select(s => new ActorSucceeded(theatre.Id, $"{ChronologyRow.DecidedBy}:{s.From}", s.From, s.To, s.On, s.Source, ChronologyRow.DecidedBy))];
            loaded = missing.Length;
            return missing;
        }, cancellation);
        return loaded;
    }

    private async Task<int> LoadAsync(Theatre theatre, IReadOnlyList<DatedRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0) return 0;
        var byArea = rows.ToLookup(r => theatre.FindArea(r.Row.Area)!.Code);
        var steps = await areas.DecideAsync(theatre, [.. byArea.Select(a => a.Key)], view => [.. byArea[view.Area.Code].Where(r => IsMissing(view.State, r.Row)).Select(r => Event(theatre, r))], cancellation);
        return steps.Count;
    }

    private static bool IsMissing(AreaState state, ChronologyRow row) => row.Observation ? !state.Observations.ContainsKey(Id(row)) : state.Timeline.Find(Id(row)) is null;

    private static string Id(ChronologyRow row) => $"{ChronologyRow.DecidedBy}:{row.Id}";

    /// <summary>History was recorded today but reported then.</summary>
    private static object Event(Theatre theatre, DatedRow dated)
    {
        var (row, effective) = dated;
        return row.Observation
            ? new ObservationRecorded(theatre.Id, new Observation(Id(row), effective, row.To, effective.From, row.Source, row.Grade, ChronologyRow.DecidedBy))
            : new ChangeDecided(theatre.Id, Id(row), new Ruling(
                row.Status, [.. row.Controllers], [.. row.Challengers], row.From, row.From, row.Extent, row.Manner, effective, effective.From, row.Grade, "import", ChronologyRow.DecidedBy, [], [], null, Demonstration: false));
    }
}
