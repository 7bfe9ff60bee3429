namespace Territory.Intake.Reading;

// What those who speak leave unsaid, promise, or tell a day late.
internal sealed partial class EnglishMood
{
    // "did not acknowledge losing it", "has not confirmed that it fell": no denial.
    private bool Unsaid(int neg) =>
        s[neg + 1].Is(Sense.Say) && (s[neg + 1].Word.StartsWith("acknowledg", StringComparison.Ordinal) || s[neg + 1].Word.StartsWith("confirm", StringComparison.Ordinal) || s[neg + 1].Word.StartsWith("report", StringComparison.Ordinal) || s[neg + 1].Word.StartsWith("admit", StringComparison.Ordinal))
        || s[neg + 1].Says(Cue.MentionVerb);

    // "has vowed will bring it back", "pledged they would retake it".
    private bool Vowed(int may) =>
        s[may].Word is "will" or "would" && Stretch.Of(may - 4, 4).LastOrDefault(i => s[i].Is(Sense.Attempt) && (s[i].Word.StartsWith("vow", StringComparison.Ordinal) || s[i].Word.StartsWith("pledg", StringComparison.Ordinal) || s[i].Word.StartsWith("promis", StringComparison.Ordinal)), -1) is >= 0 and var vow
        && !Stretch.Of(vow - 2, may - vow + 2).Any(i => s[i].Is(Sense.Neg | Sense.Never | Sense.If));

    // "said they had captured it a day earlier": news that is told late.
    private bool DayOld(int at, int unit) =>
        s[unit].Is(Hint.DayUnit) && s[unit + 1].Word is "earlier" && s[unit - 1].Word is "a" or "one" or "two"
        && Stretch.Of(at - 2, 2).LastOrDefault(i => s[i].Is(Hint.Had), -1) is >= 0 and var had && Stretch.Of(s.ClauseStart(at), Math.Max(0, had - s.ClauseStart(at))).Any(i => s[i].Is(Sense.Say));

    // "since August 2014, when rebels took it", "back in July 2012, when": the day before it is the day of what follows.
    private bool When(int clause) =>
        s[clause].Word is "when" && Stretch.Of(clause - 6, 6).Any(i => i >= 0 && (s[i].Is(Hint.Since) || dates.Any(d => d.At == i && d.Distant)) && Stretch.Of(i + 1, clause - i - 1).All(j => s[j].Kind is TokenKind.Comma or TokenKind.Number || s[j].Is(Hint.Month | Hint.Year | Hint.YearUnit | Hint.MonthUnit) || s[j].Says(Cue.EarlyOrLateOf)));

    // "rejecting the rebels' claim to have taken it", "denying reports that they had".
    private bool Claim(int denial, int at) => Stretch.Of(denial + 1, 5).FirstOrDefault(i => s[i].Says(Cue.AllegationNoun), -1) is >= 0 and var claim && claim < at && Stretch.Of(claim + 1, at - claim - 1).All(i => s[i].Kind != TokenKind.Comma);

    // "will withdraw from X under a deal", "are to leave X under the agreement": a plan.
    public bool Agreed(int at) => s[at].Form == Form.Base && s[at].Is(Sense.Withdraw | Sense.Leave) && !Conditional(at) && (s[at - 1].Word is "will" || Announces(at) || s[at - 1].Word is "to"
        && s[at - 2].Is(Hint.Be) || s[at - 1].Tail is "to" && s[at - 1].Says(Cue.DueOrAgreed))
        && (Announces(at) || dates.Any(d => d.At > at && d.At <= at + Reach) || s.Items.Any(i => i.Is(Sense.Say) && s[at - 1].Word is "will"
            || i.Says(Cue.TruceOrDeal))) && !s.Items.Any(i => i.Is(Sense.Neg | Sense.Never | Sense.If) || i.Says(Cue.OnceOrProvided));

    // "said it would withdraw from X", "announced its fighters would leave X": its own plan.
    private bool Announces(int at) => s[at - 1].Word is "would" && (s[at - 2].Word is "it" or "they" or "he" || s[at - 2].Is(Sense.OwnForces))
        && Stretch.Of(at - 6, 4).Any(i => s[i].Is(Sense.Say) && !s[i].Says(Cue.WarnVerb));

    // "tried twice to take X before they succeeded": they did.
    private bool Succeeds(int at) => Stretch.Of(at + 1, 14).FirstOrDefault(i => s[i].Is(Sense.Before) || s[i].Word is "before" or "until", -1) is >= 0 and var before
        && Stretch.Of(before + 1, 4).Any(i => s[i].Word.StartsWith("succe", StringComparison.Ordinal) || s[i].Word.StartsWith("manag", StringComparison.Ordinal)) && !Stretch.Of(before + 1, 4).Any(i => s[i].Is(Sense.Neg));

    // "launched an assault with tanks and artillery on three fronts to capture X"
    private bool Launched(int at) => Stretch.Of(at - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].Says(Cue.LaunchForms), -1) is >= 0 and var launch
        && s.SameClause(launch, at) && Stretch.Of(launch + 1, at - launch - 1).Any(i => s[i].Is(Tie.Assault) || s[i].Is(Sense.Attack) || s[i].Says(Cue.CampaignNoun)) && !Stretch.Of(launch + 1, at - launch - 2).Any(i => s[i].Word is "to" || s[i].Is(Sense.May | Sense.Neg));

    // "Army to enter X under agreement", "Syria says forces to enter X": a headline tells what is planned.
    public bool Heads(int at)
    {
        if (s.Number > 0 || s[at - 1].Word is not "to" || !(s[at].Is(Sense.Enter | Sense.HandOver | Sense.Withdraw | Sense.Leave)) || !(s[at - 2].IsActor || s[at - 2].Is(Sense.People | Sense.OwnForces))) return false;
        var i = at - 2;
        while (s[i].IsActor || s[i].Is(Sense.People | Sense.OwnForces | Sense.Direction) || s[i].Is(Hint.Article)) i--;
        return s[i].Kind is TokenKind.Stop or TokenKind.Colon || s[i].Is(Sense.Say) && s[i].Form is Form.Present;
    }

    // "The rebels could take control of X after fierce clashes", as monitors write it: they did.
    private bool Could(int may, int at) =>
        s[at].Form == Form.Base && !s.Items.Take(may).Any(i => i.Is(Sense.If) || i.Is(Sense.May) && i.Word is not "could") && !s[may + 1].Is(Sense.Neg)
        && Stretch.Of(0, s.Count).Any(i => (i > at || i < may) && s[i].Is(Sense.After) && Stretch.Of(i + 1, 2).Any(j => s[j].Says(Cue.Clashes)));

    // "would neither confirm nor deny that", "did not deny that", "declined to deny": nothing is told.
    private bool Undenied(int at) => Stretch.Of(at - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].Is(Sense.Deny) && s[i].Form == Form.Base, -1) is >= 0 and var deny
        && (s[deny - 1].Is(Sense.Neg | Sense.Never) || s[deny - 1].Word is "to" && s[deny - 2].Says(Cue.DeclinedOrRefused));

    // "withdrew a report that the rebels had taken X", "announced it had captured X, then clarified that it meant Y".
    private bool TakenBack(int at) => Stretch.Of(at - 12, 12).LastOrDefault(i => s[i].Says(Cue.RetractVerb), -1) is >= 0 and var back && Stretch.Of(back + 1, 3).Any(i => i < at && s[i].Says(Cue.AllegationNoun))
        || Stretch.Of(at + 1, 12).Any(i => s[i].Says(Cue.Clarified) && s[i - 1].Word is "then" or "later" or "before");

    // "The announcement comes hours after the army took X", "hardly a day after": news all the same.
    private bool Fresh(int after) => (s[after - 1].Is(Tie.HourUnit) || s[after - 1].Is(Hint.DayUnit) && s[after - 2].Word is "a" or "one") && Stretch.Of(after - 6, 5).Any(i => s[i].Says(Cue.ComeVerb)) && !Stretch.Of(0, Math.Max(0, after - 6)).Any(i => s[i].IsActor);

    // "X, which the rebels had seized in 2014, fell": the date of the clause between the commas.
    private bool InAside(int at, int date) => date < at && Stretch.Of(date + 1, 3).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1) is >= 0 and var close && close < at && close >= at - 3
        && Stretch.Of(date - 14, 14).LastOrDefault(i => s[i].Kind == TokenKind.Comma, -1) is > 0 and var open && Stretch.Of(open + 1, date - open - 1).Any(i => s[i].Is(Sense.Rel) || s[i].Is(Sense.That) || s[i].Is(Hint.Since) || s[i].Form == Form.Participle || s[i].Is(Sense.Hold));

    // "the second town to fall to the rebels after they took X": before that.
    private bool Second(int after) => Stretch.Of(after - 10, 10).FirstOrDefault(i => s[i].Is(Tie.Rank), -1) is >= 0 and var rank && Stretch.Of(rank + 1, after - rank - 1).Any(i => s[i].Is(Sense.Fall | Sense.Become | Sense.Exit) && s[i - 1].Word is "to");

    // "nearly lost X", "has all but captured X": it did not come to that.
    private bool Nearly(int at) => s[at].Form is Form.Past or Form.Participle && (s[at - 1].Says(Cue.AlmostAdverb) && s[at - 1].EndsIn(Cue.AlmostAdverb) || s[at - 1].Tail is "but" && (s[at - 2].Word is "all" || s[at - 1].Word is "all"));

    // "Had the rebels taken X", "would be open had the rebels taken X": they have not.
    private bool Inverted(int at) => s[at].Word is "had" or "were" && (s[at + 1].Is(Hint.Article) || s[at + 1].IsActor) && (at == 0 || s[at].Word is "had" && !s[at - 1].IsActor && Stretch.Of(at - Reach, Reach).Any(i => s[i].Word is "would" or "could" or "might"));

    // "after troops had taken X": no comma or relative clause stands between.
    private bool Follows(int had) => Stretch.Of(had - 7, 7).LastOrDefault(i => s[i].Is(Sense.After), -1) is >= 0 and var after && !Stretch.Of(after, had - after).Any(i => s[i].Kind == TokenKind.Comma || s[i].Is(Sense.Rel));

    // "rebels who took X pushed south on Sunday": the day is the other verb's.
    private bool Resumes(int at, int date) => s[at - 1].Word is "who" && Stretch.Of(at + 1, date - at - 1).Any(i => s[i].Form is Form.Past && !s[i].Is(Sense.Say) && s[i - 1].Word is not "and" and not "they" && !s[i - 1].IsActor);

    // "The rebels say they took it, but the army denied this": each stands by its word.
    private bool Contradicted(int at, int denial) =>
        !s.SameClause(at, denial) && !Hedged(at) && Stretch.Of(0, at + 1).Any(i => s[i].Is(Sense.Say))
        && Stretch.Of(s.ClauseStart(denial), denial - s.ClauseStart(denial)).Any(i => s[i].IsActor);

    /// <summary>Nothing but the year of publication is named: news or history, it may be either.</summary>
    public bool YearOnly(int at) => dates.Any(d => d is { Distant: false, Coming: false, Time.Precision: Contracts.Precision.Year } && s.ClauseOf(d.At) <= s.ClauseOf(at));
}
