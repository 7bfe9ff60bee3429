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
        var setAside = overruled.SelectMany(o => o.Claims.Select(claim => (claim, o))).GroupBy(x => x.claim).ToDictionary(x => x.Key, x => x.Last().o);
        var weights = new Weights(area, theatre);
        var walk = new Walk(weights, new Denials(scope.Denials, theatre), course, new Rulings(area, theatre), overruled, theatre);
        if (setAside.Count > 0)
            foreach (var claim in scope.Claims)
                if (setAside.TryGetValue(claim.Id, out var no)) walk.SetAside(claim.Id, no);
        foreach (var episode in scope.Episodes)
        {
            var told = scope.ToldIn(episode);
            if (setAside.Count > 0) told = told.Where(c => !setAside.ContainsKey(c.Id));
            foreach (var telling in Tellings.Of(told, DecidedIn(scope.TimeOf(episode), course, overruled), weights, theatre.Policy)) walk.Meet(telling);
        }
        return walk.End();
    }

    /// <summary>When persons and imports had a say within an episode; hardly ever.</summary>
    private static DateTimeOffset[] DecidedIn((DateTimeOffset From, DateTimeOffset To) time, Course course, IReadOnlyCollection<Overruled> overruled)
    {
        DateTimeOffset[] decided = [.. course.GivenWithin(time.From, time.To)];
        return overruled.Count == 0 && decided.Length < 2 ? decided : [.. decided.Concat(overruled.Select(o => o.At).Where(at => at >= time.From && at <= time.To)).Distinct().Order()];
    }
}
