using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>
/// Version 1 of the assessment policy: a pure function of the <em>set</em> of claims known of an area and the decisions
/// of persons, so that arrival order cannot matter. It walks through effective time and asks at each telling of an event
/// whether what is known is enough, who denies it, and whether it was so already.
/// </summary>
public static class AssessmentPolicy
{
    /// <param name="area">The area the claims speak of.</param>
    /// <param name="claims">All claims known of it, in any order.</param>
    /// <param name="given">Decisions of persons and imports, which hold until a claim effective later satisfies the policy.</param>
    /// <param name="before">Who held the area at an instant by what is decided above it; asked while nothing is decided for the area itself.</param>
    /// <param name="theatre">Supplies the numbers.</param>
    public static Assessment Assess(Area area, IEnumerable<KnownClaim> claims, IEnumerable<Standing> given, Func<DateTimeOffset, Ruling?> before, Theatre theatre)
    {
        var ordered = claims.OrderBy(c => c.Effective.From).ThenBy(c => c, Telling.BestFirst).ToArray();
        var denials = ordered.Where(c => c.Kind == ClaimKind.Denial).ToArray();
        var walk = new Walk(area, theatre, denials, [.. given.OrderBy(s => s.Ruling.Effective.From).ThenBy(s => s.Position)], before);
        foreach (var telling in Tellings(ordered.Where(c => c.Kind is ClaimKind.Change or ClaimKind.Partial), area, theatre)) walk.Meet(telling);
        return walk.End();
    }

    /// <summary>Groups claims that tell of the same event. Once an event is certain, what is effective later tells of another.</summary>
    private static IEnumerable<Telling> Tellings(IEnumerable<KnownClaim> claims, Area area, Theatre theatre)
    {
        var (all, open) = (new List<Telling>(), new List<Telling>());
        foreach (var claim in claims)
        {
            var telling = open.Find(t => t.TellsOf(claim, theatre.Policy));
            if (telling is not null) telling.Add(claim);
            else
            {
                telling = new Telling(claim);
                open.Add(telling);
                all.Add(telling);
            }
            if (!telling.IsPartial && Sufficiency.Of(telling, area, theatre).Enough)
                open.RemoveAll(t => t != telling && t.Claims[0].Effective.From < claim.Effective.From);
        }
        // The whole before a part: what is told of a part can only contest it.
        return all.OrderBy(t => t.Best.Effective.From).ThenBy(t => t.IsPartial).ThenBy(t => t.Best, Telling.BestFirst);
    }

    private sealed class Walk(Area area, Theatre theatre, KnownClaim[] denials, ImmutableArray<Standing> given, Func<DateTimeOffset, Ruling?> before)
    {
        private readonly List<Finding> findings = [];
        private readonly Dictionary<string, Answer> answers = [];

        public void Meet(Telling telling)
        {
            var sufficiency = Sufficiency.Of(telling, area, theatre);
            if (!sufficiency.Enough)
            {
                Tell(telling, new("waits", sufficiency.Rule, sufficiency.Missing));
                return;
            }
            var at = telling.Best.Effective.From;
            if (given.LastOrDefault(s => s.Ruling.Effective.From == at) is { } person)
            {
                var agrees = Agrees(telling, person.Ruling);
                Tell(telling, new(agrees ? "corroborates" : "superseded", "v1/person-decided", agrees ? null : "A decision of a person or an import of the same time stands; a claim effective later would be heard.", Standing: person.ChangeId));
                return;
            }
            var (held, heldFinding, heldStanding) = HeldAt(at);
            if (held is not null && Agrees(telling, held))
            {
                Tell(telling, new("corroborates", "v1/held-already", Finding: heldFinding, Standing: heldStanding));
                return;
            }
            if (heldFinding is { } rival && held!.Effective.From == at)
            {
                MeetRival(telling, sufficiency, rival);
                return;
            }
            Decide(telling, sufficiency, held);
        }

        /// <summary>Two takers at the same effective time: the better grade stands; equals make contested.</summary>
        private void MeetRival(Telling telling, Sufficiency sufficiency, int rival)
        {
            var standing = findings[rival].Ruling;
            if (Telling.Rank(telling.Best.Grade) > Telling.Rank(standing.Grade))
            {
                Tell(telling, new("superseded", "v1/better-grade", $"A claim of grade {standing.Grade} names another holder for the same time.", Finding: rival));
                return;
            }
            var lastHolders = HeldAt(standing.Effective.From.AddTicks(-1)).Held?.Controllers ?? [];
            findings[rival] = new(standing with
            {
                Status = ControlStatus.Contested,
                Controllers = lastHolders,
                Challengers = [.. standing.Controllers.Concat(standing.Challengers).Append(telling.To).OfType<string>().Except(lastHolders).Distinct().Order(StringComparer.Ordinal)],
                Rule = "v1/equal-claims",
                ReportedAt = Later(standing.ReportedAt, sufficiency.ReportedAt),
                ClaimsAgainst = [.. standing.ClaimsAgainst.Concat(telling.Ids).Order(StringComparer.Ordinal)],
                Demonstration = standing.Demonstration || telling.Claims.Any(c => c.Demonstration),
            });
            Tell(telling, new("contests", "v1/equal-claims", Finding: rival));
        }

        private void Decide(Telling telling, Sufficiency sufficiency, Ruling? held)
        {
            var best = telling.Best;
            var against = denials.Where(d => Denies(d, telling)).ToArray();
            var contested = telling.IsPartial || against.Length > 0;
            var rule = telling.IsPartial ? "v1/partial" : against.Length > 0 ? "v1/denied" : sufficiency.Rule;
            var lastHolders = held?.Controllers ?? [];
            var ruling = new Ruling(
                contested ? ControlStatus.Contested : telling.Status,
                contested ? lastHolders : telling.To is { } taker && telling.Status != ControlStatus.Withdrawn ? [taker] : [],
                contested && telling.To is { } challenger ? [.. (held?.Challengers ?? []).Append(challenger).Except(lastHolders).Distinct().Order(StringComparer.Ordinal)] : [],
                held?.Controller ?? best.From, best.From, best.Extent, best.Manner, best.Effective,
                against.Aggregate(sufficiency.ReportedAt, (latest, d) => Later(latest, d.ReportedAt)),
                best.Grade, rule, Ruling.ByPolicy, telling.Ids, [.. against.Select(d => d.Id).Order(StringComparer.Ordinal)], best.ClaimedBy, telling.Claims.Any(c => c.Demonstration));
            findings.Add(new(ruling));
            var index = findings.Count - 1;
            Tell(telling, new(contested ? "contests" : telling.Claims.Count == 1 ? "decided" : "supports", rule, Finding: index));
            foreach (var denial in against) answers[denial.Id] = new("contests", "v1/denied", Finding: index);
        }

        public Assessment End()
        {
            foreach (var denial in denials)
                answers.TryAdd(denial.Id, new("waits", "v1/denial", $"It denies nothing that was decided within {theatre.Policy.DenialHours} hours with a grade no better than {denial.Grade}."));
            return new([.. findings], answers.ToImmutableDictionary());
        }

        /// <summary>An equal or better denial of the same passing, within the policy's hours of the event or of its report.</summary>
        private bool Denies(KnownClaim denial, Telling telling)
        {
            var window = TimeSpan.FromHours(theatre.Policy.DenialHours);
            var near = (denial.Effective.From - telling.Best.Effective.From).Duration() <= window || (denial.ReportedAt - telling.Best.ReportedAt).Duration() <= window;
            var same = denial.To is null || (telling.To is { } to && theatre.SameSide(denial.To, to));
            return near && same && !denial.Hedged && Telling.Rank(denial.Grade) <= Telling.Rank(telling.Best.Grade);
        }

        private (Ruling? Held, int? Finding, string? Standing) HeldAt(DateTimeOffset at)
        {
            var person = given.LastOrDefault(s => s.Ruling.Effective.From <= at);
            var own = findings.FindLastIndex(f => f.Ruling.Effective.From <= at);
            if (own >= 0 && (person is null || findings[own].Ruling.Effective.From > person.Ruling.Effective.From)) return (ByNamesOf(at, findings[own].Ruling), own, null);
            return person is not null ? (ByNamesOf(at, person.Ruling), null, person.ChangeId) : (before(at) is { } above ? ByNamesOf(at, above) : null, null, null);
        }

        /// <summary>What an actor held, its successor holds: no change of control.</summary>
        private Ruling ByNamesOf(DateTimeOffset at, Ruling ruling)
        {
            var day = LocalTime.DayOf(at, theatre.Zone);
            return ruling with { Controllers = [.. ruling.Controllers.Select(a => theatre.OnDay(a, day)).Distinct()], Challengers = [.. ruling.Challengers.Select(a => theatre.OnDay(a, day)).Distinct()] };
        }

        private static bool Agrees(Telling telling, Ruling held) => telling.IsPartial
            ? held.Controller == telling.To || (held.Status == ControlStatus.Contested && (held.Challengers.Contains(telling.To ?? "") || held.Controllers.Contains(telling.To ?? "")))
            : held.Status == telling.Status && held.Controller == telling.To;

        private void Tell(Telling telling, Answer answer)
        {
            foreach (var claim in telling.Claims)
                answers[claim.Id] = answer.Outcome == "supports" && claim.Hedged ? answer with { Outcome = "corroborates" } : answer;
        }

        private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
    }
}
