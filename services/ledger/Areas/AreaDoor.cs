using JasperFx.Events;
using Marten;
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
    /// <summary>The steps taken, in order of position; none when nothing was to be done.</summary>
    public async Task<IReadOnlyList<AreaStep>> DecideAsync(Theatre theatre, IReadOnlyCollection<string> areas, Func<AreaInView, IReadOnlyList<object>> decide, CancellationToken cancellation)
    {
        var states = new Dictionary<string, AreaState>();
        var steps = new List<AreaStep>();
        await store.Door.EnterAsync(async (door, ct) =>
        {
            await LoadAsync(door.Session, theatre, areas, states, ct);
            foreach (var code in areas)
            {
                var area = theatre.FindArea(code)!;
                door.Append(AreaState.Stream(theatre.Id, area.Code), decide(new(area, states[area.Code], Inheritance.Above(area, states.GetValueOrDefault))));
            }
            return 0;
        },
        async (door, ct) =>
        {
            steps.AddRange(Fold(theatre, door.Appended, states));
            await LedgerViews.WriteAsync(door.Connection, theatre, steps, ct);
            await PublicLog.WriteAsync(door.Connection, theatre, steps, ct);
        }, cancellation);
        return steps;
    }

    private static async Task LoadAsync(IQuerySession session, Theatre theatre, IEnumerable<string> areas, Dictionary<string, AreaState> states, CancellationToken cancellation)
    {
        foreach (var code in areas.SelectMany(a => theatre.FindArea(a)!.Path).Distinct()) states[code] = new AreaState(code);
        var streams = states.Keys.Select(code => AreaState.Stream(theatre.Id, code)).ToArray();
        foreach (var e in await session.Events.QueryAllRawEvents().Where(e => e.StreamKey!.IsOneOf(streams)).OrderBy(e => e.Sequence).ToListAsync(cancellation))
        {
            var code = e.StreamKey![(e.StreamKey!.LastIndexOf('/') + 1)..];
            states[code] = states[code].Fold(e.Data, e.Sequence, e.Timestamp);
        }
    }

    private static IEnumerable<AreaStep> Fold(Theatre theatre, IReadOnlyList<IEvent> appended, Dictionary<string, AreaState> states)
    {
        foreach (var e in appended.OrderBy(e => e.Sequence))
        {
            var code = e.StreamKey![(e.StreamKey!.LastIndexOf('/') + 1)..];
            var before = states[code];
            states[code] = before.Fold(e.Data, e.Sequence, e.Timestamp);
            yield return new AreaStep(theatre.FindArea(code)!, before, e, states[code]);
        }
    }
}
