using JasperFx.Events;
using Territory.Hosting.Store;
using Territory.Ledger.Changes;
using Territory.Ledger.Control;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>What a decision may look at: the area, what is known of it, and who held it by what is decided above it.</summary>
public sealed record AreaInView(Area Area, AreaState State, Func<DateTimeOffset, Ruling?> Above);

/// <summary>An event with the state before and after it.</summary>
public sealed record AreaStep(Area Area, AreaState Before, IEvent Event, AreaState After);

/// <summary>
/// The ledger's only way of recording: under the append lock it loads the areas, asks a pure decision for each, appends
/// what it wants and writes the views in the same transaction.
/// </summary>
public sealed class AreaDoor(LedgerStore store)
{
    private readonly FoldedStates folded = new();

    /// <summary>The steps taken, in order of position; none when nothing was to be done. What is above is decided before what is below.</summary>
    /// <param name="first">Runs under the append lock before anything is decided, in the same transaction: for a caller's own mark of how far it came.</param>
    public async Task<IReadOnlyList<AreaStep>> DecideAsync(
        Theatre theatre, IReadOnlyCollection<string> areas, Func<AreaInView, IReadOnlyList<object>> decide, CancellationToken cancellation, Func<OpenDoor, CancellationToken, Task>? first = null)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        var asked = areas.Select(code => theatre.FindArea(code)!).OrderBy(a => a.Path.Count).ToArray();
        var streams = asked.SelectMany(a => a.Path).Distinct().ToDictionary(code => AreaState.Stream(theatre.Id, code));
        var (steps, told) = (new List<AreaStep>(), (PublicLogEnd?)null);
        var states = await store.Door.EnterAsync(async (door, ct) =>
        {
            if (first is not null) await first(door, ct);
            var states = await folded.LoadAsync(door, streams, ct);
            foreach (var area in asked) steps.AddRange(Decide(theatre, area, states, decide, door));
            if (steps.Count > 0) told = await PublicLog.EndAsync(door.Connection, theatre, ct);
            return states;
        },
        appended =>
        {
            // Every event is a step, and positions follow each other.
            var some = steps.GetRange((int)(appended[0].Sequence - steps[0].Event.Sequence), appended.Count);
            return [.. LedgerViews.Write(theatre, some), .. told!.Tell(some)];
        }, cancellation);
        folded.Keep(states.Values);
        return steps;
    }

    private static IEnumerable<AreaStep> Decide(Theatre theatre, Area area, Dictionary<string, Folded> states, Func<AreaInView, IReadOnlyList<object>> decide, OpenDoor door)
    {
        var stream = AreaState.Stream(theatre.Id, area.Code);
        var view = new AreaInView(area, states[stream].State, Inheritance.Above(area, code => states.GetValueOrDefault(AreaState.Stream(theatre.Id, code))?.State));
        foreach (var e in door.Append(stream, decide(view)))
        {
            var before = states[stream];
            states[stream] = before.Fold(e);
            yield return new AreaStep(area, before.State, e, states[stream].State);
        }
    }
}
