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
    /// <param name="claims">All claims known of it.</param>
    /// <param name="given">Decisions of persons and imports, which hold until a claim effective later satisfies the policy.</param>
    /// <param name="overruled">What persons said was wrong: its claims are set aside, and so is what is claimed for its very time.</param>
    /// <param name="above">The last change of the whole of an area above it at an instant: what was so before that is superseded.</param>
    /// <param name="theatre">Supplies the numbers.</param>
    public static Assessment Assess(Area area, KnownClaims claims, Timeline given, IReadOnlyCollection<Overruled> overruled, Func<DateTimeOffset, WideChange?> above, Theatre theatre) =>
        Assess(area, Scope.Everything(claims, theatre.Policy), new Course(given, above, theatre), overruled, theatre);

    /// <summary>Of a part of what is known: the walk goes from episode to episode.</summary>
    internal static Assessment Assess(Area area, Scope scope, Course course, IReadOnlyCollection<Overruled> overruled, Theatre theatre)
    {
        var setAside = overruled.SelectMany(o => o.Claims.Select(claim => (claim, o))).ToLookup(x => x.claim, x => x.o);
        var weights = new Weights(area, theatre);
        var walk = new Walk(weights, new Denials(scope.Denials, theatre), course, new Rulings(area, theatre), overruled, theatre);
        foreach (var claim in scope.Claims.Where(c => setAside.Contains(c.Id))) walk.SetAside(claim.Id, setAside[claim.Id].Last());
        foreach (var episode in scope.Episodes)
        {
            var (from, to) = scope.TimeOf(episode);
            var decided = course.GivenWithin(from, to).Concat(overruled.Select(o => o.At).Where(at => at >= from && at <= to)).Distinct().Order().ToArray();
            foreach (var telling in Tellings.Of(scope.ToldIn(episode).Where(c => !setAside.Contains(c.Id)), decided, weights, theatre.Policy)) walk.Meet(telling);
        }
        return walk.End();
    }
}
