using JasperFx.Events;
using Territory.Hosting.Store;
using Territory.Ledger.Actors;
using Territory.Ledger.Changes;
using Territory.Ledger.Control;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>What a decision may look at: the area, what is known of it, and what was decided above it.</summary>
public sealed record AreaInView(Area Area, AreaState State, Func<DateTimeOffset, WideChange?> Above)
{
    /// <summary>With the successions that are in the log before what is decided now.</summary>
    public required Theatre Theatre { get; init; }

    /// <summary>What stands of the area is what the policy made of all that was known of it, by this theatre and by what was above: only what is new since need be assessed.</summary>
    public bool IsAssessed { get; init; }

    /// <summary>What lies above it is held otherwise than before.</summary>
    internal IReadOnlyList<ChangedAbove> Concerned { get; init; } = [];

    /// <summary>The claims that may meet something else above them than when they were assessed. What follows a decision of the area's own that stands against it meets that, as before.</summary>
    internal IEnumerable<KnownClaim> Met => Concerned.SelectMany(above => State.Claims.Within(above.From, IsAssessed && OwnAgainst(above) is { } own ? own.Ruling.Effective.From : above.To));

    private Standing? OwnAgainst(ChangedAbove above) => State.Timeline.Within(above.Since > above.From ? above.Since : above.From, above.To).FirstOrDefault();
}

/// <summary>A piece of the world's time, both ends within, in which what lies above an area is held otherwise than before.</summary>
/// <param name="Since">When what holds in it began, or began before: a decision of the area's own as late stands against it.</param>
internal readonly record struct ChangedAbove(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Since);

/// <summary>An event with the state before and after it.</summary>
/// <param name="Held">What holds in the area now, after an event the public is told: its own decision or one above it; null when none does.</param>
/// <param name="HeldBefore">What held in it now by what was known before that event.</param>
public sealed record AreaStep(Area Area, AreaState Before, IEvent Event, AreaState After, Ruling? Held, Ruling? HeldBefore);

/// <summary>
/// The ledger's only way of recording: under the append lock it loads the areas, asks a pure decision for each, appends
/// what it wants and writes the views in the same transaction.
/// </summary>
public sealed class AreaDoor(LedgerStore store)
{
    private readonly FoldedStates folded = new(store);
    private readonly KnownSuccessions successions = new(store);

    /// <summary>
    /// The steps taken, in order of position; none when nothing was to be done. What is above is decided before what is below,
    /// and what was known below it is assessed anew: see <see cref="Descent"/>.
    /// </summary>
    /// <param name="first">Runs under the append lock before anything is decided, in the same transaction: for a caller's own mark of how far it came. Like the decision, it is asked again when the connection was lost before the commit.</param>
    public Task<IReadOnlyList<AreaStep>> DecideAsync(
        Theatre theatre, IReadOnlyCollection<string> areas, Func<AreaInView, IReadOnlyList<object>> decide, CancellationToken cancellation, Func<OpenDoor, CancellationToken, Task>? first = null) =>
        store.Door.AgainAsync(() => DecideOnceAsync(theatre, areas, decide, first, cancellation), cancellation);

    private async Task<IReadOnlyList<AreaStep>> DecideOnceAsync(
        Theatre theatre, IReadOnlyCollection<string> areas, Func<AreaInView, IReadOnlyList<object>> decide, Func<OpenDoor, CancellationToken, Task>? first, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        var asked = areas.Select(code => theatre.FindArea(code)!).ToArray();
        var (steps, told) = (new List<AreaStep>(), (PublicLogEnd?)null);
        await folded.PrepareAsync(Streams(theatre, asked.SelectMany(a => a.Path)), cancellation);
        var states = await store.Door.EnterAsync(async (door, ct) =>
        {
            if (first is not null) await first(door, ct);
            // Read under the lock: a succession recorded meanwhile must not be missed by who decides after it.
            theatre = await successions.ApplyAsync(theatre, door, ct);
            var states = await LoadAsync(door, theatre, asked.SelectMany(a => a.Path), ct);
            told = await PublicLog.EndAsync(door.Connection, theatre, ct);
            await new Descent(theatre, code => states[code].State, Append, LoadMoreAsync, code => ReferenceEquals(states[code].AssessedBy, theatre)).RunAsync(asked, decide);
            return states;

            void Append(Area area, IReadOnlyList<object> events)
            {
                Ruling? HeldAt(DateTimeOffset now) => Held.RulingAt(area, code => states.GetValueOrDefault(code)?.State, now);
                foreach (var e in door.Append(AreaState.Stream(theatre.Id, area.Code), events))
                {
                    var (before, isTold) = (states[area.Code], Publishing.Tells(e.Data));
                    var was = isTold ? HeldAt(e.Timestamp) : null;
                    states[area.Code] = before.Fold(e.Data, e.Sequence, e.Timestamp);
                    steps.Add(new AreaStep(area, before.State, e, states[area.Code].State, isTold ? HeldAt(e.Timestamp) : null, was));
                }
                states[area.Code] = states[area.Code] with { AssessedBy = Reassess.AssessedBy(events, theatre, states[area.Code].AssessedBy) };
                door.WriteOn();
            }

            async Task LoadMoreAsync(IReadOnlyList<Area> more)
            {
                var unknown = more.Select(a => a.Code).Where(code => !states.ContainsKey(code)).ToArray();
                if (unknown.Length == 0) return;
                await door.WrittenAsync();
                foreach (var (code, loaded) in await LoadAsync(door, theatre, unknown, ct)) states[code] = loaded;
            }
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

    /// <summary>By code.</summary>
    private async Task<Dictionary<string, Folded>> LoadAsync(OpenDoor door, Theatre theatre, IEnumerable<string> codes, CancellationToken cancellation)
    {
        var streams = Streams(theatre, codes);
        return streams.Count == 0 ? [] : (await folded.LoadAsync(door, streams, cancellation)).Values.ToDictionary(f => f.State.Area);
    }

    private static Dictionary<string, string> Streams(Theatre theatre, IEnumerable<string> codes) => codes.Distinct().ToDictionary(code => AreaState.Stream(theatre.Id, code));
}
