using Territory.Feed.Log;
using Territory.Feed.Subscriptions;

namespace Territory.Feed.Replays;

/// <summary>An event that follows, and what it stands in the place of when it is a correction or retraction.</summary>
internal readonly record struct Following(KeptChange Change, IReadOnlyList<KeptChange> Revised);

/// <summary>An event looked at, whether it is wanted, and what a filtered reader is told it had before.</summary>
internal readonly record struct LookedAt(KeptChange Change, bool Wanted, long? PreviousDelivered, DateTimeOffset? DueAt);

/// <summary>What is due now, or how long until the next one is.</summary>
internal readonly record struct DueNow(IReadOnlyList<LookedAt> Events, TimeSpan? Wait);

/// <summary>
/// Where a replay stands while it runs, and what comes next; the two lie apart by what is on its way. Asks no clock and touches
/// nothing: the runner does.
/// </summary>
/// <param name="replay">As it is kept.</param>
/// <param name="wanted">Its filter, with the successions told up to its position.</param>
/// <param name="recorded">When the event at its position was recorded; null at the beginning.</param>
internal sealed class ReplayProgress(Replay replay, WantedChanges wanted, DateTimeOffset? recorded)
{
    // Of the last event that was due.
    private WantedChanges wanted = wanted;
    private DateTimeOffset? recorded = recorded, due = replay.DueAt;
    private long delivered = replay.LastDelivered;

    /// <summary>As the target has it for certain.</summary>
    public Replay Replay { get; private set; } = replay;

    /// <summary>Everything at once: nothing of an event has to be known.</summary>
    public bool IsPlain => wanted.IsEmpty && Replay.Speed == 0;

    /// <summary>So many events up to a position were told, all of them.</summary>
    public void Copied(long position, int count) => Replay = Replay with { Position = position, LastDelivered = position, Processed = Replay.Processed + count, Delivered = Replay.Delivered + count };

    /// <summary>Of the events that follow those that were due before, the ones that are due now, with at most so many wanted ones among them.</summary>
    public DueNow Due(IReadOnlyList<Following> following, int together, DateTimeOffset now)
    {
        var (events, wantedOnes) = (new List<LookedAt>(), 0);
        foreach (var (change, revised) in following)
        {
            if (Replay.Speed > 0)
            {
                var next = Pace.Next(due, recorded is { } before ? change.Event.Time - before : TimeSpan.Zero, Replay.Speed, now);
                if (next > now) return events.Count > 0 ? new(events, null) : new([], next - now);
                (due, recorded) = (next, change.Event.Time);
            }
            if (!wanted.IsEmpty) wanted = wanted.After(change);
            // Whoever is told a change is told of its correction, whatever the filter says of that.
            var isWanted = wanted.IsEmpty || wanted.Wants(change) || revised.Any(wanted.Wants);
            events.Add(new(change, isWanted, wanted.IsEmpty ? null : delivered, due));
            if (!isWanted) continue;
            delivered = change.Position;
            if (++wantedOnes == together) break;
        }
        return new(events, null);
    }

    /// <summary>The target has so many of the wanted ones.</summary>
    public void Handed(IReadOnlyList<LookedAt> events, int handed)
    {
        var (processed, told, lastTold) = (0, 0, Replay.LastDelivered);
        foreach (var e in events)
        {
            if (e.Wanted && told == handed) break;
            if (e.Wanted) (told, lastTold) = (told + 1, e.Change.Position);
            processed++;
        }
        if (processed == 0) return;
        var last = events[processed - 1];
        Replay = Replay with { Position = last.Change.Position, Processed = Replay.Processed + processed, Delivered = Replay.Delivered + told, LastDelivered = lastTold, DueAt = last.DueAt };
    }
}
