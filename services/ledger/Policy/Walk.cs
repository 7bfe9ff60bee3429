using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>The walk through effective time: meets each telling once and says what it leads to.</summary>
internal sealed class Walk(Weights weights, Denials denials, Course course, Rulings rulings, IReadOnlyCollection<Overruled> overruled, Theatre theatre)
{
    /// <summary>The rule by which a claim leads to nothing, since a person said otherwise.</summary>
    public const string PersonOverruled = "v1/person-overruled";
    private readonly Dictionary<string, Answer> answers = [];
    /// <summary>Those of one instant that say that it was held on, the whole of it.</summary>
    private readonly List<(Telling Telling, Sufficiency Sufficiency)> confirming = [];

    public void Meet(Telling telling)
    {
        var (sufficiency, at) = (Sufficiency.Of(telling, weights), telling.At);
        if (!sufficiency.Enough) Tell(telling, new("waits", sufficiency.Rule, sufficiency.Missing));
        else if (course.GivenAt(at) is { } person) MeetPerson(telling, person);
        else if (overruled.LastOrDefault(o => o.At == at) is { } no) foreach (var claim in telling.Claims) SetAside(claim.Id, no);
        else if (telling.Plot.Siege is { } siege) MeetSiege(telling, siege, sufficiency, course.HeldAt(at));
        else if (course.HeldAt(at) is var held && rulings.SaysNothingNew(telling, held.Ruling)) Confirm(telling, sufficiency, held);
        else if (course.FindingAt(at) is { } rival) MeetRival(telling, sufficiency, rival);
        else if (confirming is [var one, ..] && one.Telling.At == at) MeetConfirmed(telling, sufficiency, held);
        else Decide(telling, sufficiency, held.Ruling);
    }

    private void Confirm(Telling telling, Sufficiency sufficiency, Holding held)
    {
        Tell(telling, new("corroborates", "v1/held-already", Finding: held.Finding, Standing: held.Standing));
        if (confirming is [var one, ..] && one.Telling.At != telling.At) confirming.Clear();
        // Who is said to have left, or to hold a part, excludes nobody else.
        if (telling.Plot is { Partial: false, Left: null, Status: ControlStatus.Controlled or ControlStatus.Shared } && course.FindingAt(telling.At) is null) confirming.Add((telling, sufficiency));
    }

    /// <summary>Others say of the same time that it was held on: which of the two is met first must not matter, so they stand against each other as rivals do.</summary>
    private void MeetConfirmed(Telling telling, Sufficiency sufficiency, Holding held)
    {
        var best = confirming.Select(c => c.Telling.Best.Grade).MinBy(Ranking.Rank);
        if (telling.Plot is { Status: ControlStatus.Unknown, Left: null })
            Tell(telling, new("superseded", "v1/somebody-knows", SomebodyKnows, held.Finding, held.Standing));
        else if (Ranking.Rank(telling.Best.Grade) > Ranking.Rank(best))
            Tell(telling, new("superseded", "v1/better-grade", BetterGrade(best), held.Finding, held.Standing));
        else
        {
            Decide(telling, sufficiency, held.Ruling);
            foreach (var (other, enough) in confirming) MeetRival(other, enough, course.FindingAt(telling.At)!.Value);
            confirming.Clear();
        }
    }

    public void SetAside(string claim, Overruled no) =>
        answers[claim] = new("superseded", PersonOverruled, "A person corrected or retracted the decision that claims of this time led to; a claim effective later would be heard.", Standing: no.ChangeId);

    public Assessment End()
    {
        foreach (var (claim, answer) in denials.Idle(answers)) answers.Add(claim, answer);
        return new(course.Findings, answers);
    }

    private void MeetPerson(Telling telling, Standing person)
    {
        var agrees = telling.Plot.Siege is { } siege ? Sieges.After(siege, person.Ruling).SequenceEqual(person.Ruling.BesiegedBy) : rulings.SaysNothingNew(telling, person.Ruling);
        Tell(telling, new(agrees ? "corroborates" : "superseded", "v1/person-decided", agrees ? null : "A decision of a person or an import of the same time stands; a claim effective later would be heard.", Standing: person.ChangeId));
    }

    /// <summary>Two tellings of the same effective time: parts go together; of what excludes the other the better grade stands; equals make contested.</summary>
    private void MeetRival(Telling telling, Sufficiency sufficiency, int rival)
    {
        var standing = course[rival];
        var before = course.HeldBefore(telling.At);
        if (telling.Plot is { Status: ControlStatus.Unknown, Left: null })
            Tell(telling, new("superseded", "v1/somebody-knows", SomebodyKnows, rival));
        else if (standing.Status == ControlStatus.Contested && (telling.Plot.Partial || telling.Plot.Status == ControlStatus.Contested))
        {
            course[rival] = rulings.Joined(standing, telling, sufficiency, before, against: false);
            Tell(telling, new("supports", standing.Rule, Outlook(standing.Rule, telling), rival));
        }
        else if (Ranking.Rank(telling.Best.Grade) > Ranking.Rank(standing.Grade))
            Tell(telling, new("superseded", "v1/better-grade", BetterGrade(standing.Grade), rival));
        else
        {
            course[rival] = rulings.Joined(standing, telling, sufficiency, before, against: true);
            Tell(telling, new("contests", "v1/equal-claims", Outlook("v1/equal-claims", telling), rival));
            foreach (var claim in standing.ClaimsFor) answers[claim] = answers[claim] with { Rule = "v1/equal-claims", Missing = Outlook("v1/equal-claims", telling) };
        }
    }

    private void Decide(Telling telling, Sufficiency sufficiency, Ruling? held)
    {
        var against = denials.Against(telling);
        var ruling = rulings.Of(telling, sufficiency, held, against);
        var finding = course.Add(ruling);
        Tell(telling, new(telling.Claims.Count == 1 ? "decided" : "supports", ruling.Rule, Outlook(ruling.Rule, telling), finding));
        foreach (var denial in against) answers[denial.Id] = new("contests", "v1/denied", Finding: finding);
    }

    private void MeetSiege(Telling telling, SiegeTold siege, Sufficiency sufficiency, Holding held)
    {
        siege = siege with { By = siege.By is { } by ? theatre.OnDay(by, LocalTime.DayOf(telling.At, theatre.Zone)) : null };
        var (after, against) = (Sieges.After(siege, held.Ruling), denials.Against(telling));
        foreach (var denial in against) answers[denial.Id] = new("contests", "v1/denied");
        if (against.Count > 0)
            Tell(telling, new("waits", "v1/denied", Outlook("v1/denied", telling)));
        else if (Sieges.HoldsItHimself(siege, held.Ruling, theatre))
            Tell(telling, new("waits", "v1/siege", $"{siege.By} holds it by what is decided; a claim that it no longer held it then would let the siege count."));
        else if (after.SequenceEqual(held.Ruling?.BesiegedBy ?? []))
            Tell(telling, new("corroborates", "v1/held-already", Finding: held.Finding, Standing: held.Standing));
        else
        {
            var ruling = Sieges.Of(telling, after, held.Ruling, sufficiency.ReportedAt);
            var finding = course.FindingAt(telling.At) is { } same ? Beside(same, ruling) : course.Add(ruling);
            Tell(telling, new(telling.Claims.Count == 1 ? "decided" : "supports", ruling.Rule, Finding: finding));
        }
    }

    /// <summary>At the instant at which somebody came to hold it, the siege is told with that.</summary>
    private int Beside(int finding, Ruling siege)
    {
        var ruling = course[finding];
        course[finding] = ruling with
        {
            BesiegedBy = siege.BesiegedBy,
            ReportedAt = ruling.ReportedAt > siege.ReportedAt ? ruling.ReportedAt : siege.ReportedAt,
            ClaimsFor = [.. ruling.ClaimsFor.Concat(siege.ClaimsFor).Order(StringComparer.Ordinal)],
            Demonstration = ruling.Demonstration || siege.Demonstration,
        };
        return finding;
    }

    private void Tell(Telling telling, Answer answer)
    {
        foreach (var claim in telling.Claims)
            answers[claim.Id] = answer.Outcome == "supports" && claim.Hedged ? answer with { Outcome = "corroborates" } : answer;
    }

    private const string SomebodyKnows = "Another claim of the same time says how it is held; a claim effective later would be heard.";

    private static string BetterGrade(Grade standing) => $"A claim of grade {standing} says otherwise for the same time; a better one, or one effective later, would be heard.";

    /// <summary>What would still settle it, where what was decided is that it is contested.</summary>
    private static string? Outlook(string rule, Telling telling) => rule switch
    {
        "v1/partial" => "Only part of it is claimed; a claim of the whole that is enough by itself would change who holds it.",
        "v1/denied" => $"A denial no worse than {telling.Best.Grade} stands against it; a better claim, or one effective later, would decide.",
        "v1/equal-claims" => $"Claims of equal grade exclude each other; one better than {telling.Best.Grade}, or one effective later, would decide.",
        _ => null,
    };
}
