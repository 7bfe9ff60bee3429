using Territory.Contracts;
using Territory.Ledger.Policy;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>What the policy wants of an area once something more is known: claims, or a person's word.</summary>
public static class Reassess
{
    /// <summary>The decisions that the policy takes as they are.</summary>
    public static IEnumerable<Standing> Given(AreaState state) => state.Timeline.Where(s => s.Ruling.DecidedBy != Ruling.ByPolicy);

    /// <summary>The events for the fresh claims, the decisions of the policy that change, and the claims whose answer changes.</summary>
    public static IReadOnlyList<object> Decide(
        AreaState state, Area area, IReadOnlyList<KnownClaim> fresh, IEnumerable<Standing> given, IReadOnlyCollection<Overruled> overruled, Func<DateTimeOffset, WideChange?> above, Theatre theatre)
    {
        var standing = given.ToArray();
        var assessment = AssessmentPolicy.Assess(area, state.Claims.Values.Concat(fresh), standing, overruled, above, theatre);
        var named = Reconcile.Decide(state, assessment, fresh.Count, standing, theatre);

        ClaimDecision AnswerOf(KnownClaim claim)
        {
            var answer = assessment.Answers[claim.Id];
            return new(answer.Outcome, answer.Rule, answer.Missing, answer.Standing ?? (answer.Finding is { } i ? named.ChangeIds[i] : null), ActorValidity.Warning(claim, theatre));
        }

        var recorded = fresh.Select(c => (object)new ClaimRecorded(theatre.Id, c, AnswerOf(c)));
        var reassessed = state.Claims.Values
            .Select(c => (Claim: c, Answer: AnswerOf(c))).Where(x => x.Answer != state.Answers[x.Claim.Id].Decision).OrderBy(x => x.Claim.Id, StringComparer.Ordinal)
            .Select(x => (object)new ClaimReassessed(theatre.Id, x.Claim.Id, x.Claim.ReportId, x.Answer));
        return [.. recorded, .. named.Events, .. reassessed];
    }
}

/// <summary>Wanted timeline minus decided timeline: the decisions to append.</summary>
internal static class Reconcile
{
    /// <param name="state">What was decided so far.</param>
    /// <param name="assessment">What the policy wants to stand.</param>
    /// <param name="ahead">How many events the caller puts before these; ids follow from the stream's version.</param>
    /// <param name="given">Decisions of persons and imports, to which the policy's yield.</param>
    /// <param name="theatre">For the events.</param>
    public static (IReadOnlyList<object> Events, string[] ChangeIds) Decide(AreaState state, Assessment assessment, int ahead, IReadOnlyCollection<Standing> given, Theatre theatre)
    {
        var wanted = assessment.Wanted;
        var standing = state.Timeline.Where(s => s.Ruling.DecidedBy == Ruling.ByPolicy).ToList();
        var matches = wanted.Select(f => Match(f.Ruling, standing)).ToArray();
        var (events, ids) = (new List<object>(), new string[wanted.Length]);
        string NextId() => RecordClaim.ChangeId(theatre.Id, state.Area, state.Version + ahead + events.Count);

        foreach (var gone in standing)
            events.Add(new ChangeRetracted(theatre.Id, NextId(), gone.ChangeId, Ruling.ByPolicy, LatestReport(state, gone),
                given.Any(g => g.Ruling.Effective.From == gone.Ruling.Effective.From) ? "A decision of a person or an import stands for the same time." : "What is known now no longer supports it."));
        for (var i = 0; i < wanted.Length; i++)
        {
            var (ruling, old) = (wanted[i].Ruling, matches[i]);
            ids[i] = old?.ChangeId ?? "";
            if (old is not null && old.Ruling.SaysTheSameAs(ruling))
            {
                if (!old.Ruling.RestsOn(ruling) || CitesMore(old.Ruling, ruling, assessment, i)) events.Add(new ChangeSupported(theatre.Id, old.ChangeId, ruling));
                continue;
            }
            ids[i] = NextId();
            events.Add(old is null
                ? new ChangeDecided(theatre.Id, ids[i], ruling)
                : new ChangeCorrected(theatre.Id, ids[i], old.ChangeId, ruling, Reason(old.Ruling, ruling)));
        }
        return (events, ids);
    }

    /// <summary>What a claim's own answer does not lead to is cited by the decision: a denial may stand against several.</summary>
    private static bool CitesMore(Ruling old, Ruling now, Assessment assessment, int finding) =>
        now.ClaimsAgainst.Except(old.ClaimsAgainst).Concat(now.ClaimsFor.Except(old.ClaimsFor)).Any(claim => assessment.Answers[claim].Finding != finding);

    /// <summary>The decision this one continues: a claim in common, else the same said within the same time. It is taken out of the list.</summary>
    private static Standing? Match(Ruling ruling, List<Standing> standing)
    {
        var match = standing.Find(s => s.Ruling.ClaimsFor.Intersect(ruling.ClaimsFor).Any());
        if (match is not null) standing.Remove(match);
        return match;
    }

    private static DateTimeOffset LatestReport(AreaState state, Standing gone) =>
        state.Claims.Values.Select(c => c.ReportedAt).Append(gone.Ruling.ReportedAt).Max();

    private static string Reason(Ruling old, Ruling now) => (old, now) switch
    {
        _ when now.Rule == "v1/denied" => "A denial of equal or better grade is known now.",
        _ when now.Rule == "v1/equal-claims" => "Another claim of equal grade names another holder for the same time.",
        _ when old.Effective != now.Effective => "A better claim dates it otherwise.",
        _ when old.Status != now.Status => $"It was {old.Status} by what was known; now it is {now.Status}.".ToLowerInvariant(),
        _ => "A better claim is known now.",
    };
}
