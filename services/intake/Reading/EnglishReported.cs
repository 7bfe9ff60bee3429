namespace Territory.Intake.Reading;

// What those who speak leave unsaid, promise, or tell a day late.
internal sealed partial class EnglishMood
{
    // "did not acknowledge losing it", "has not confirmed that it fell": no denial.
    private bool Unsaid(int neg) =>
        s[neg + 1].Is(Sense.Say) && (s[neg + 1].Word.StartsWith("acknowledg", StringComparison.Ordinal) || s[neg + 1].Word.StartsWith("confirm", StringComparison.Ordinal) || s[neg + 1].Word.StartsWith("report", StringComparison.Ordinal) || s[neg + 1].Word.StartsWith("admit", StringComparison.Ordinal))
        || s[neg + 1].Word is "mention" or "mentioned" or "comment" or "commented" or "address" or "recognise" or "recognize";

    // "has vowed will bring it back", "pledged they would retake it".
    private bool Vowed(int may) =>
        s[may].Word is "will" or "would" && Enumerable.Range(may - 4, 4).LastOrDefault(i => s[i].Is(Sense.Attempt) && (s[i].Word.StartsWith("vow", StringComparison.Ordinal) || s[i].Word.StartsWith("pledg", StringComparison.Ordinal) || s[i].Word.StartsWith("promis", StringComparison.Ordinal)), -1) is >= 0 and var vow
        && !Enumerable.Range(vow - 2, may - vow + 2).Any(i => s[i].Is(Sense.Neg | Sense.Never | Sense.If));

    // "said they had captured it a day earlier": news that is told late.
    private bool DayOld(int at, int unit) =>
        s[unit].Is(Hint.DayUnit) && s[unit + 1].Word is "earlier" && s[unit - 1].Word is "a" or "one" or "two"
        && Enumerable.Range(at - 2, 2).LastOrDefault(i => s[i].Is(Hint.Had), -1) is >= 0 and var had && Enumerable.Range(s.ClauseStart(at), Math.Max(0, had - s.ClauseStart(at))).Any(i => s[i].Is(Sense.Say));

    // "since August 2014, when rebels took it", "back in July 2012, when": the day before it is the day of what follows.
    private bool When(int clause) =>
        s[clause].Word is "when" && Enumerable.Range(clause - 6, 6).Any(i => i >= 0 && (s[i].Is(Hint.Since) || dates.Any(d => d.At == i && d.Distant)) && Enumerable.Range(i + 1, clause - i - 1).All(j => s[j].Kind is TokenKind.Comma or TokenKind.Number || s[j].Is(Hint.Month | Hint.Year | Hint.YearUnit | Hint.MonthUnit) || s[j].Word is "late" or "early" or "mid" or "last" or "of"));

    // "rejecting the rebels' claim to have taken it", "denying reports that they had".
    private bool Claim(int denial, int at) => Enumerable.Range(denial + 1, 5).FirstOrDefault(i => s[i].Word is "claim" or "claims" or "report" or "reports" or "rumours" or "rumors" or "allegations" or "assertions" or "assertion", -1) is >= 0 and var claim && claim < at && Enumerable.Range(claim + 1, at - claim - 1).All(i => s[i].Kind != TokenKind.Comma);

    // "The rebels could take control of X after fierce clashes", as monitors write it: they did.
    private bool Could(int may, int at) =>
        s[at].Form == Form.Base && !s.Items.Take(may).Any(i => i.Is(Sense.If) || i.Is(Sense.May)) && !s[may + 1].Is(Sense.Neg)
        && Enumerable.Range(at + 1, 24).TakeWhile(i => i < s.Count).Any(i => s[i].Is(Sense.After) && Enumerable.Range(i + 1, 2).Any(j => s[j].Word is "clashes"));
}
