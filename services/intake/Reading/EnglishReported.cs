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
}
