using Territory.Ledger.Areas;

namespace Territory.Ledger.Control;

/// <summary>
/// A stretch of an area's own timeline: the decision that holds from <paramref name="From"/> until <paramref name="To"/>,
/// half-open, UTC. The last one goes on to <see cref="DateTimeOffset.MaxValue"/>.
/// </summary>
/// <param name="Controller">The sole holder, if there is one.</param>
/// <param name="WholeSince">When the last decision at or before it that reaches down began; null when there is none.</param>
/// <param name="ReachesDown">It is that decision itself.</param>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To, string ChangeId, string? Controller, DateTimeOffset? WholeSince, bool ReachesDown)
{
    /// <summary>The stretch that an instant lies in; null before the first.</summary>
    public static Stretch? At(Timeline timeline, DateTimeOffset instant)
    {
        var last = timeline.Before(instant) - 1;
        return last < 0 ? null : Of(timeline, last, WholeBefore(timeline, last));
    }

    /// <summary>All stretches of a timeline, in order. A decision overtaken at its own first instant has none.</summary>
    public static IReadOnlyList<Stretch> Cut(Timeline timeline) => Cut(timeline, 0, timeline.Length);

    /// <summary>What one timeline no longer has and what the other has instead.</summary>
    public static (IReadOnlyList<Stretch> Gone, IReadOnlyList<Stretch> Come) Difference(Timeline before, Timeline after)
    {
        var same = Timeline.SharedStart(before, after);
        var (oldEnd, nowEnd) = Parting(before, after, same);
        // The last that both begin with may end elsewhere now; whatever is before it cannot have changed.
        var (old, now) = (Cut(before, Math.Max(0, same - 1), oldEnd), Cut(after, Math.Max(0, same - 1), nowEnd));
        var tail = 0;
        while (tail < old.Count && tail < now.Count && old[^(tail + 1)] == now[^(tail + 1)]) tail++;
        var kept = now.Take(now.Count - tail).ToHashSet();
        kept.IntersectWith(old);
        return ([.. old.Take(old.Count - tail).Where(s => !kept.Contains(s))], [.. now.Take(now.Count - tail).Where(s => !kept.Contains(s))]);
    }

    /// <summary>Where what both end with begins in each: there both are cut alike, once the last decision that reaches down is the same.</summary>
    private static (int Old, int Now) Parting(Timeline before, Timeline after, int same)
    {
        var shared = Timeline.SharedEnd(before, after, same);
        var (old, now) = (before.Length - shared, after.Length - shared);
        if (shared == 0 || SinceOf(before, WholeBefore(before, old - 1)) == SinceOf(after, WholeBefore(after, now - 1))) return (old, now);
        for (; old < before.Length && !Inheritance.ReachesDown(before[old].Ruling); old++) now++;
        return (old, now);
    }

    private static List<Stretch> Cut(Timeline timeline, int first, int end)
    {
        var stretches = new List<Stretch>();
        var whole = WholeBefore(timeline, first - 1);
        for (var i = first; i < end; i++)
        {
            if (Inheritance.ReachesDown(timeline[i].Ruling)) whole = i;
            var stretch = Of(timeline, i, whole);
            if (stretch.From < stretch.To) stretches.Add(stretch);
        }
        return stretches;
    }

    private static Stretch Of(Timeline timeline, int index, int whole)
    {
        var (ruling, next) = (timeline[index].Ruling, index + 1);
        return new(ruling.Effective.From, next < timeline.Length ? timeline[next].Ruling.Effective.From : DateTimeOffset.MaxValue,
            timeline[index].ChangeId, ruling.Controller, SinceOf(timeline, whole), whole == index);
    }

    private static DateTimeOffset? SinceOf(Timeline timeline, int whole) => whole < 0 ? null : timeline[whole].Ruling.HeldFrom;

    /// <summary>Place of the last decision up to this one that reaches down; -1 when none does.</summary>
    private static int WholeBefore(Timeline timeline, int index)
    {
        while (index >= 0 && !Inheritance.ReachesDown(timeline[index].Ruling)) index--;
        return index;
    }
}
