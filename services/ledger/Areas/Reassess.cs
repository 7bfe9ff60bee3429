using Territory.Contracts;
using Territory.Ledger.Policy;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>What the policy wants of an area once something more is known: claims, or a person's word.</summary>
public static class Reassess
{
    /// <summary>The decisions that the policy takes as they are.</summary>
    public static IEnumerable<Standing> Given(AreaState state) => state.Timeline.Where(s => s.Ruling.DecidedBy != Ruling.ByPolicy);

    /// <summary>
    /// The theatre by which all that is known of an area was assessed, once these events of it are recorded; null when that is not sure.
    /// Events of the policy alone come of assessing everything, or of what is new where the rest was assessed.
    /// </summary>
    internal static Theatre? AssessedBy(IReadOnlyList<object> events, Theatre theatre, Theatre? before) =>
        events.Any(e => e is ClaimRecorded) ? theatre : events.All(DecidesNothing) ? before : events.All(e => DecidesNothing(e) || SaysThePolicy(e)) ? theatre : null;

    private static bool DecidesNothing(object e) => e is ObservationRecorded or ReviewRaised or ReviewSettled or ReviewDismissed;

    private static bool SaysThePolicy(object e) => e is ClaimReassessed or ChangeSupported or ChangeRetracted { DecidedBy: Ruling.ByPolicy } or ChangeDecided { Ruling.DecidedBy: Ruling.ByPolicy } or ChangeCorrected { Ruling.DecidedBy: Ruling.ByPolicy };

    /// <summary>The decisions of the policy that change once a person or an import has had a say, and the claims whose answer changes.</summary>
    public static IReadOnlyList<object> Decide(AreaState state, Area area, IEnumerable<Standing> given, IReadOnlyCollection<Overruled> overruled, Func<DateTimeOffset, WideChange?> above, Theatre theatre) =>
        Everything(state, area, [], given, overruled, above, theatre);

    /// <summary>The events for fresh claims, the decisions of the policy that change, and the claims whose answer changes.</summary>
    public static IReadOnlyList<object> Decide(AreaInView view, IReadOnlyList<KnownClaim> fresh)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(fresh);
        return view.IsAssessed ? WhatIsNew(view, fresh) : Everything(view.State, view.Area, fresh, Given(view.State), view.State.Overruled, view.Above, view.Theatre);
    }

    private static IReadOnlyList<object> Everything(
        AreaState state, Area area, IReadOnlyList<KnownClaim> fresh, IEnumerable<Standing> given, IReadOnlyCollection<Overruled> overruled, Func<DateTimeOffset, WideChange?> above, Theatre theatre)
    {
        var scope = Scope.Everything(state.Claims.With(fresh), theatre.Policy);
        Timeline standing = [.. given.OrderBy(s => s.Ruling.Effective.From).ThenBy(s => s.Position)];
        var assessment = AssessmentPolicy.Assess(area, scope, new Course(standing, above, theatre), overruled, theatre);
        var named = Reconcile.Decide(state, [.. state.Timeline.Where(IsPolicys)], assessment, fresh.Count, standing, theatre);
        return Events(state, fresh, scope, assessment, named, theatre);
    }

    /// <summary>
    /// The same events as if everything was assessed, at the cost of the episodes that the fresh claims bear on, or another holder above:
    /// they are assessed among what stands around them, and what comes after one only if another decision than before is the last at its end.
    /// </summary>
    private static IReadOnlyList<object> WhatIsNew(AreaInView view, IReadOnlyList<KnownClaim> fresh)
    {
        var (state, theatre) = (view.State, view.Theatre);
        var scope = Scope.Of(state.Claims.With(fresh), fresh.Concat(view.Met), theatre.Policy);
        // Twice as far each time: what ripples through the whole history costs little more than everything.
        for (var ahead = 1; !scope.IsMost; ahead *= 2)
        {
            var times = scope.Episodes.Select(scope.TimeOf).ToArray();
            var open = times.SelectMany(time => state.Timeline.Within(time.From, time.To)).Where(IsPolicys).ToArray();
            var course = new Course(times.Aggregate(state.Timeline, (standing, time) => standing.Without(time.From, time.To, IsPolicys)), view.Above, theatre);
            var assessment = AssessmentPolicy.Assess(view.Area, scope, course, state.Overruled, theatre);
            var named = Reconcile.Decide(state, open, assessment, fresh.Count, state.Timeline, theatre);
            var unlike = scope.Ends.Where(next => scope.EffectiveAt(next).AddTicks(-1) is var end && LastOf(course, end, named.ChangeIds) != state.Timeline.At(end)?.ChangeId).ToArray();
            if (unlike.Length == 0) return Events(state, fresh, scope, assessment, named, theatre);
            foreach (var next in unlike) scope.AddFrom(next, ahead);
        }
        return Everything(state, view.Area, fresh, Given(state), state.Overruled, view.Above, theatre);
    }

    private static bool IsPolicys(Standing standing) => standing.Ruling.DecidedBy == Ruling.ByPolicy;

    /// <summary>The id of the decision that is the last one at an instant.</summary>
    private static string? LastOf(Course course, DateTimeOffset at, string[] changeIds) => course.LastOwn(at) is { Finding: { } finding } ? changeIds[finding] : course.LastOwn(at).Standing;

    private static IReadOnlyList<object> Events(AreaState state, IReadOnlyList<KnownClaim> fresh, Scope scope, Assessment assessment, (IReadOnlyList<object> Events, string[] ChangeIds) named, Theatre theatre)
    {
        var recorded = fresh.Select(c => (object)new ClaimRecorded(theatre.Id, c, AnswerOf(c)));
        var reassessed = scope.Claims.Select(Anew).OfType<ClaimReassessed>().OrderBy(e => e.ClaimId, StringComparer.Ordinal);
        return [.. recorded, .. named.Events, .. reassessed];

        // What was not answered before is fresh.
        ClaimReassessed? Anew(KnownClaim claim) =>
            state.Answers.TryGetValue(claim.Id, out var before) && AnswerOf(claim) is var answer && answer != before.Decision ? new(theatre.Id, claim.Id, claim.ReportId, answer) : null;

        ClaimDecision AnswerOf(KnownClaim claim)
        {
            var answer = assessment.Answers[claim.Id];
            return new(answer.Outcome, answer.Rule, answer.Missing, answer.Standing ?? (answer.Finding is { } i ? named.ChangeIds[i] : null), ActorValidity.Warning(claim, theatre));
        }
    }
}

/// <summary>Wanted timeline minus decided timeline: the decisions to append.</summary>
internal static class Reconcile
{
    /// <param name="state">What was decided so far.</param>
    /// <param name="assessed">The policy's decisions among that which are assessed anew.</param>
    /// <param name="assessment">What the policy wants to stand in their place.</param>
    /// <param name="ahead">How many events the caller puts before these; ids follow from the stream's version.</param>
    /// <param name="given">Decisions of persons and imports among others, to which the policy's yield.</param>
    /// <param name="theatre">For the events.</param>
    public static (IReadOnlyList<object> Events, string[] ChangeIds) Decide(AreaState state, IEnumerable<Standing> assessed, Assessment assessment, int ahead, Timeline given, Theatre theatre)
    {
        var (wanted, standing) = (assessment.Wanted, assessed.ToList());
        var matches = wanted.Select(f => Match(f.Ruling, standing)).ToArray();
        var (events, ids) = (new List<object>(), new string[wanted.Length]);
        string NextId() => RecordClaim.ChangeId(theatre.Id, state.Area, state.Version + ahead + events.Count);

        var lastReport = new Lazy<DateTimeOffset>(() => state.Claims.Values.Select(c => c.ReportedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max());
        foreach (var gone in standing)
            events.Add(new ChangeRetracted(theatre.Id, NextId(), gone.ChangeId, Ruling.ByPolicy, lastReport.Value > gone.Ruling.ReportedAt ? lastReport.Value : gone.Ruling.ReportedAt,
                given.Within(gone.Ruling.Effective.From, gone.Ruling.Effective.From).Any(g => g.Ruling.DecidedBy != Ruling.ByPolicy) ? "A decision of a person or an import stands for the same time." : "What is known now no longer supports it."));
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

    /// <summary>The decision this one continues: it has a claim in common. It is taken out of the list.</summary>
    private static Standing? Match(Ruling ruling, List<Standing> standing)
    {
        var match = standing.Find(s => s.Ruling.ClaimsFor.Intersect(ruling.ClaimsFor).Any());
        if (match is not null) standing.Remove(match);
        return match;
    }

    private static string Reason(Ruling old, Ruling now) => (old, now) switch
    {
        _ when now.Rule == "v1/denied" => "A denial of equal or better grade is known now.",
        _ when now.Rule == "v1/equal-claims" => "Another claim of equal grade names another holder for the same time.",
        _ when old.Effective != now.Effective => "A better claim dates it otherwise.",
        _ when old.Status != now.Status => $"It was {old.Status} by what was known; now it is {now.Status}.".ToLowerInvariant(),
        _ => "A better claim is known now.",
    };
}
