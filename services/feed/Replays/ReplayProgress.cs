using Territory.Feed.Log;
using Territory.Feed.Subscriptions;

namespace Territory.Feed.Replays;

/// <summary>An event looked at, whether it is wanted, and what a filtered reader is told it had before.</summary>
internal readonly record struct LookedAt(KeptChange Change, bool Wanted, long? PreviousDelivered, WantedChanges WantedAfter, DateTimeOffset? DueAt);

/// <summary>What is due now, or how long until the next one is.</summary>
internal readonly record struct DueNow(IReadOnlyList<LookedAt> Events, TimeSpan? Wait);

/// <summary>Where a replay stands while it runs, and what comes next. Asks no clock and touches nothing: the runner does.</summary>
/// <param name="replay">As it is kept.</param>
/// <param name="wanted">Its filter, with the successions told up to its position.</param>
/// <param name="recorded">When the event at its position was recorded; null at the beginning.</param>
internal sealed class ReplayProgress(Replay replay, WantedChanges wanted, DateTimeOffset? recorded)
{
    private WantedChanges wanted = wanted;
    private DateTimeOffset? recorded = recorded;

    public Replay Replay { get; private set; } = replay;

    /// <summary>Everything at once: nothing of an event has to be known.</summary>
    public bool IsPlain => wanted.IsEmpty && Replay.Speed == 0;

    /// <summary>So many events up to a position were told, all of them.</summary>
    public void Copied(long position, int count) => Replay = Replay with { Position = position, LastDelivered = position, Processed = Replay.Processed + count, Delivered = Replay.Delivered + count };

    /// <summary>Of the events that follow, those that are due, with at most so many wanted ones among them.</summary>
    public DueNow Due(IReadOnlyList<KeptChange> following, int together, DateTimeOffset now)
    {
        var (events, filter, delivered, due, last, wantedOnes) = (new List<LookedAt>(), wanted, Replay.LastDelivered, Replay.DueAt, recorded, 0);
        foreach (var change in following)
        {
            if (Replay.Speed > 0)
            {
                var next = Pace.Next(due, last is { } before ? change.Event.Time - before : TimeSpan.Zero, Replay.Speed, now);
                if (next > now) return events.Count > 0 ? new(events, null) : new([], next - now);
                (due, last) = (next, change.Event.Time);
            }
            if (!filter.IsEmpty) filter = filter.After(change);
            var isWanted = filter.IsEmpty || filter.Wants(change);
            events.Add(new(change, isWanted, filter.IsEmpty ? null : delivered, filter, due));
            if (!isWanted) continue;
            delivered = change.Position;
            if (++wantedOnes == together) break;
        }
        return new(events, null);
    }

    /// <summary>The target has so many of the wanted ones.</summary>
    public void Handed(IReadOnlyList<LookedAt> events, int handed)
    {
        foreach (var e in events)
        {
            if (e.Wanted && handed-- <= 0) return;
            (wanted, recorded) = (e.WantedAfter, Replay.Speed > 0 ? e.Change.Event.Time : recorded);
            Replay = Replay with
            {
                Position = e.Change.Position,
                Processed = Replay.Processed + 1,
                Delivered = Replay.Delivered + (e.Wanted ? 1 : 0),
                LastDelivered = e.Wanted ? e.Change.Position : Replay.LastDelivered,
                DueAt = e.DueAt,
            };
        }
    }
}
