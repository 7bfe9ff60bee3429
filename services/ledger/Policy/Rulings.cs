using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>What a telling that is enough makes of what held before it.</summary>
internal sealed class Rulings(Area area, Theatre theatre)
{
    /// <summary>It is so already, as far as the telling goes.</summary>
    public bool SaysNothingNew(Telling telling, Ruling? held)
    {
        var plot = telling.Plot;
        if (held is null) return plot is { Partial: false, Status: ControlStatus.Unknown };
        var takers = TakersOf(telling);
        var parties = held.Controllers.Concat(held.Challengers);
        return plot switch
        {
            { Left: { } left } => !parties.Any(p => theatre.SameSide(p, left)) && (held.Status != ControlStatus.Unknown || plot.Status != ControlStatus.Withdrawn),
            { Partial: true } => takers.Length > 0 && takers.All(held.Status == ControlStatus.Contested ? parties.Contains : held.Controllers.Contains),
            { Status: ControlStatus.Contested } => held.Status == ControlStatus.Contested && takers.All(parties.Contains),
            _ => held.Status == plot.Status && AreTheSame(held.Controllers, takers) && !(telling.Best.Extent == Extent.Whole && IsLess(held.Extent)),
        };
    }

    public Ruling Of(Telling telling, Sufficiency sufficiency, Ruling? held, IReadOnlyList<KnownClaim> against)
    {
        var best = telling.Best;
        var (status, controllers, challengers) = telling.Plot.Partial || against.Count > 0 ? Contested(telling, held) : Uncontested(telling, held);
        var ruling = new Ruling(
            status, controllers, challengers, held?.Controller ?? best.From, best.From, best.Extent, best.Manner, best.Effective,
            against.Select(d => d.ReportedAt).Append(sufficiency.ReportedAt).Max(), best.Grade,
            against.Count > 0 ? "v1/denied" : telling.Plot.Partial ? "v1/partial" : sufficiency.Rule, Ruling.ByPolicy,
            telling.Ids, [.. against.Select(d => d.Id).Order(StringComparer.Ordinal)], telling.ClaimedBy, telling.Demonstration);
        return ruling with { BesiegedBy = Sieges.GoingOn(held, ruling) };
    }

    /// <summary>A second telling of the same instant joins the first: what both say cannot be had, so it is contested.</summary>
    public Ruling Joined(Ruling standing, Telling telling, Sufficiency sufficiency, Ruling? held, bool against)
    {
        var last = held is { Controllers.IsEmpty: false } ? held.Controllers : standing.Status == ControlStatus.Contested ? standing.Controllers : [];
        var joined = standing with
        {
            Status = ControlStatus.Contested,
            Controllers = last,
            Challengers = Challengers(standing.Controllers.Concat(standing.Challengers).Concat(TakersOf(telling)), last),
            Rule = against ? "v1/equal-claims" : standing.Rule,
            ReportedAt = standing.ReportedAt > sufficiency.ReportedAt ? standing.ReportedAt : sufficiency.ReportedAt,
            ClaimsFor = against ? standing.ClaimsFor : [.. standing.ClaimsFor.Concat(telling.Ids).Order(StringComparer.Ordinal)],
            ClaimsAgainst = against ? [.. standing.ClaimsAgainst.Concat(telling.Ids).Order(StringComparer.Ordinal)] : standing.ClaimsAgainst,
            Demonstration = standing.Demonstration || telling.Demonstration,
        };
        return joined with { BesiegedBy = Sieges.GoingOn(held, joined) };
    }

    private (ControlStatus, ImmutableArray<string> Controllers, ImmutableArray<string> Challengers) Uncontested(Telling telling, Ruling? held) => telling.Plot switch
    {
        { Status: ControlStatus.Contested } => Contested(telling, held),
        { Status: ControlStatus.Controlled or ControlStatus.Shared } => (telling.Plot.Status, [.. TakersOf(telling).Order(StringComparer.Ordinal)], []),
        { Left: { } left } when held is not null => Without(left, telling.Plot.Status, held),
        _ => (telling.Plot.Status, [], []),
    };

    private (ControlStatus, ImmutableArray<string>, ImmutableArray<string>) Contested(Telling telling, Ruling? held)
    {
        // Where nothing is decided, the last holder is whom the claim names as such.
        var last = held is null or { Status: ControlStatus.Unknown } ? telling.Best.From is { } from ? [OnDayOf(telling, from)] : [] : held.Controllers;
        return (ControlStatus.Contested, last, Challengers((held?.Challengers ?? []).Concat(TakersOf(telling)), last));
    }

    /// <summary>Somebody left or lost it: whoever is still there holds on.</summary>
    private (ControlStatus, ImmutableArray<string>, ImmutableArray<string>) Without(string left, ControlStatus status, Ruling held)
    {
        var (staying, challengers) = (held.Controllers.RemoveAll(Left), held.Challengers.RemoveAll(Left));
        return staying.Length switch
        {
            0 => (status, [], status == ControlStatus.Withdrawn ? challengers : []),
            _ when challengers.Length > 0 => (ControlStatus.Contested, staying, challengers),
            1 => (ControlStatus.Controlled, staying, []),
            _ => (ControlStatus.Shared, staying, []),
        };

        bool Left(string actor) => theatre.SameSide(actor, left);
    }

    /// <summary>A whole that was only most, a part or unsaid before is news; a place is whole unless somebody says otherwise.</summary>
    private bool IsLess(Extent extent) => extent != Extent.Whole && (extent != Extent.Unstated || area.Level is not (AreaLevel.Place or AreaLevel.Site));

    private static bool AreTheSame(ImmutableArray<string> some, ImmutableArray<string> others) => some.Length == others.Length && some.All(others.Contains);

    private ImmutableArray<string> TakersOf(Telling telling) => telling.Takers.Any(theatre.GoesOn) ? [.. telling.Takers.Select(a => OnDayOf(telling, a)).Distinct()] : telling.Takers;

    private string OnDayOf(Telling telling, string actor) => theatre.GoesOn(actor) ? theatre.OnDay(actor, LocalTime.DayOf(telling.At, theatre.Zone)) : actor;

    private static ImmutableArray<string> Challengers(IEnumerable<string> parties, ImmutableArray<string> last) => [.. parties.Except(last).Distinct().Order(StringComparer.Ordinal)];
}
