using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>
/// Version 1 of the assessment policy: a pure function of the <em>set</em> of claims known of an area and the decisions
/// of persons, so that arrival order cannot matter. It walks through effective time and asks at each telling of an event
/// whether what is known is enough, who denies it, and whether it was so already.
/// </summary>
/// <remarks>
/// One file per family of rules: which claims tell of one event (<see cref="Telling"/>), whether they are enough
/// (<see cref="Sufficiency"/>), which claim is the better (<see cref="Ranking"/>), who denies it (<see cref="Denials"/>), what
/// it makes of what held before (<see cref="Rulings"/>, <see cref="Sieges"/>), and the walk that asks them (<see cref="Walk"/>).
/// </remarks>
public static class AssessmentPolicy
{
    /// <param name="area">The area the claims speak of.</param>
    /// <param name="claims">All claims known of it, in any order.</param>
    /// <param name="given">Decisions of persons and imports, which hold until a claim effective later satisfies the policy.</param>
    /// <param name="overruled">What persons said was wrong: its claims are set aside, and so is what is claimed for its very time.</param>
    /// <param name="above">The last change of the whole of an area above it at an instant: what was so before that is superseded.</param>
    /// <param name="theatre">Supplies the numbers.</param>
    public static Assessment Assess(Area area, IEnumerable<KnownClaim> claims, IEnumerable<Standing> given, IReadOnlyCollection<Overruled> overruled, Func<DateTimeOffset, WideChange?> above, Theatre theatre)
    {
        var ordered = claims.OrderBy(c => c.Effective.From).ThenBy(c => c, Ranking.BestFirst).ToArray();
        var standing = given.ToArray();
        var setAside = overruled.SelectMany(o => o.Claims.Select(claim => (claim, o))).ToLookup(x => x.claim, x => x.o);
        var weights = new Weights(area, theatre);
        var walk = new Walk(weights, new Denials(ordered, theatre), new Course(standing, above, theatre), new Rulings(area, theatre), overruled, theatre);
        foreach (var claim in ordered.Where(c => setAside.Contains(c.Id))) walk.SetAside(claim.Id, setAside[claim.Id].Last());
        var decided = standing.Select(s => s.Ruling.Effective.From).Concat(overruled.Select(o => o.At)).Distinct().Order().ToArray();
        foreach (var telling in Tellings.Of(ordered.Where(c => c.Kind is ClaimKind.Change or ClaimKind.Partial && !setAside.Contains(c.Id)), decided, weights, theatre.Policy)) walk.Meet(telling);
        return walk.End();
    }
}
