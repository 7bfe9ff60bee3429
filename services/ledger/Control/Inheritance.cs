using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>What holds in an area at an instant: its own decision, or a later one for the whole of an area above it.</summary>
/// <param name="Standing">The decision; null when nothing was decided, or what was is superseded and the area above no longer held as a whole.</param>
/// <param name="InheritedFrom">Code of the area above whose decision it is; null when it is the area's own.</param>
public sealed record Held(Standing? Standing, string? InheritedFrom)
{
    /// <param name="area">The area asked for.</param>
    /// <param name="instant">The instant of the world.</param>
    /// <param name="state">What is known of an area by code; null when nothing is.</param>
    public static Held At(Area area, DateTimeOffset instant, Func<string, AreaState?> state)
    {
        ArgumentNullException.ThrowIfNull(area);
        var (held, since) = (new Held(state(area.Code)?.At(instant), null), DateTimeOffset.MinValue);
        if (held.Standing is { } own) since = own.Ruling.HeldFrom;
        // A whole change above supersedes what was before it here, for good; an own one of the same time is the closer word.
        foreach (var above in area.Path.Reverse().Skip(1))
        {
            var timeline = state(above)?.Timeline.Where(s => s.Ruling.Effective.From <= instant).ToArray() ?? [];
            if (Array.FindLast(timeline, s => Inheritance.ReachesDown(s.Ruling)) is not { } whole || whole.Ruling.HeldFrom <= since) continue;
            (held, since) = (new Held(timeline[^1] == whole ? whole : null, timeline[^1] == whole ? above : null), whole.Ruling.HeldFrom);
        }
        return held;
    }
}

public static class Inheritance
{
    /// <summary>Who held an area at an instant by what is decided above it alone, as far as that still reaches down.</summary>
    public static Func<DateTimeOffset, Ruling?> Above(Area area, Func<string, AreaState?> state) =>
        instant => Held.At(area, instant, code => code == area.Code ? null : state(code)).Standing?.Ruling;

    /// <summary>Only a sole holder of the whole reaches down; contested or partial states say nothing of the parts.</summary>
    public static bool ReachesDown(Ruling? ruling) => ruling is { Status: ControlStatus.Controlled, Extent: Extent.Whole };
}
