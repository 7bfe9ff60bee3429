using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>What holds in an area at an instant: its own decision, or a later one for the whole of an area above it.</summary>
/// <param name="Stretch">The stretch that holds; null when nothing was decided, or what was is superseded and the area above no longer held as a whole.</param>
/// <param name="InheritedFrom">Code of the area above whose decision it is; null when it is the area's own.</param>
public readonly record struct Held(Stretch? Stretch, string? InheritedFrom)
{
    /// <param name="area">The area asked for.</param>
    /// <param name="own">An area's own stretch at the instant asked for, by code; null when nothing was decided for it.</param>
    public static Held At(Area area, Func<string, Stretch?> own) => At(area, own, out _);

    /// <param name="since">From when on it holds, by the area's own decision or the change above that supersedes it; the beginning of time where there is neither.</param>
    internal static Held At(Area area, Func<string, Stretch?> own, out DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(area);
        ArgumentNullException.ThrowIfNull(own);
        var held = new Held(own(area.Code), null);
        since = held.Stretch?.From ?? DateTimeOffset.MinValue;
        // A whole change above supersedes what was before it here, for good; an own one of the same time is the closer word.
        foreach (var above in area.Path.Reverse().Skip(1))
        {
            if (own(above) is not { WholeSince: { } whole } stretch || whole <= since) continue;
            (held, since) = (stretch.ReachesDown ? new Held(stretch, above) : default, whole);
        }
        return held;
    }

    /// <summary>The decision that holds in an area at an instant, its own or one above it; null when none does.</summary>
    internal static Ruling? RulingAt(Area area, Func<string, AreaState?> state, DateTimeOffset instant)
    {
        var held = At(area, code => state(code) is { } known ? Control.Stretch.At(known.Timeline, instant) : null);
        return held.Stretch is not null ? state(held.InheritedFrom ?? area.Code)!.At(instant)!.Ruling : null;
    }
}

public static class Inheritance
{
    /// <summary>The last change, up to an instant, of the whole of an area above this one; null when there was none.</summary>
    public static Func<DateTimeOffset, WideChange?> Above(Area area, Func<string, AreaState?> state) => instant =>
    {
        var held = Held.At(area, code => code == area.Code || state(code) is not { } above ? null : Stretch.At(above.Timeline, instant), out var since);
        return since == DateTimeOffset.MinValue ? null : new(since, held.InheritedFrom is { } from ? state(from)!.Timeline.Find(held.Stretch!.Value.ChangeId)!.Ruling : null);
    };

    /// <summary>Only a sole holder of the whole reaches down; contested or partial states say nothing of the parts.</summary>
    public static bool ReachesDown(Ruling? ruling) => ruling is { Status: ControlStatus.Controlled, Extent: Extent.Whole };
}
