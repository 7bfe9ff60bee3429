using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>
/// A siege stands beside who holds an area and changes neither holder nor status. It ends when it is lifted, when the
/// besieger comes to hold the area, and when whoever it was laid on holds nothing of it any more.
/// </summary>
internal static class Sieges
{
    /// <summary>The sieges that go on under a new ruling.</summary>
    public static ImmutableArray<string> GoingOn(Ruling? held, Ruling next)
    {
        if (held is null || held.BesiegedBy.IsEmpty) return [];
        var stillThere = held.Controllers.Intersect(next.Controllers).Any() || (held.Controllers.IsEmpty && next.Controllers.IsEmpty);
        return stillThere ? [.. held.BesiegedBy.Except(next.Controllers)] : [];
    }

    /// <summary>Who lies before the area once this siege was laid or lifted.</summary>
    public static ImmutableArray<string> After(SiegeTold siege, Ruling? held)
    {
        var before = held?.BesiegedBy ?? [];
        return siege switch
        {
            { Lifted: true, By: null } => [],
            { Lifted: true } => before.Remove(siege.By),
            _ => [.. before.Append(siege.By!).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Nobody lies before what he holds himself.</summary>
    public static bool HoldsItHimself(SiegeTold siege, Ruling? held, Theatre theatre) => siege is { Lifted: false, By: { } by } && held is not null && held.Controllers.Any(h => theatre.SameSide(h, by));

    /// <summary>The same holder and status as before, with another siege beside it.</summary>
    public static Ruling Of(Telling telling, ImmutableArray<string> besiegers, Ruling? held, DateTimeOffset reportedAt)
    {
        var (best, siege) = (telling.Best, telling.Plot.Siege!);
        return new(
            held?.Status ?? ControlStatus.Unknown, held?.Controllers ?? [], held?.Challengers ?? [], held?.Controller, null, held?.Extent ?? Extent.Unstated, Manner.Unknown, best.Effective, reportedAt,
            best.Grade, siege.Lifted ? "v1/siege-lifted" : "v1/siege", Ruling.ByPolicy, telling.Ids, [], telling.ClaimedBy, telling.Demonstration)
        {
            BesiegedBy = besiegers,
            Since = held is null ? null : held.Since ?? held.Effective,
        };
    }
}
