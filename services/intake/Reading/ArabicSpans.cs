namespace Territory.Intake.Reading;

// What is meant to be, and a time that began long ago or is over.
internal sealed partial class ArabicMood
{
    // «الغاية من الهجوم الذي بدأته A هي الاستيلاء على X»: what it is for; -1 for none.
    private int Meant(int at) => s[at - 1].Word is not ("هو" or "هي") || s[at].Form != Form.Noun ? -1
        : Stretch.Of(s.ClauseStart(at), at - s.ClauseStart(at)).FirstOrDefault(i => s[i].Is(Sense.Purpose) && s[i].SaysCut(Cue.AimNoun), -1) is >= 0 and var aim && Negation(at) is null ? aim : -1;

    // «سيطر التنظيم منذ عام 2015 على X», «سيطر على X منذ أشهر»: what the time is counted from is no news.
    private bool SinceLong(int at)
    {
        if (s[at].Form != Form.Perfect || !s[at].Is(Sense.TakeOn | Sense.Take)) return false;
        var since = Stretch.Of(at + 1, Reach).TakeWhile(i => s.SameClause(i, at) && !s[i].Finite && !s[i].Is(Sense.Rel | Sense.After | Sense.Was | Sense.Hold)).FirstOrDefault(i => s[i].Is(Hint.Since), -1);
        return since >= 0 && (s[since - 1].IsActor || s[since - 1].IsArea || s[since - 1].Is(Hint.Itself) || s[since - 1].Is(Sense.OnIt)) && Stretch.Of(since + 1, 2).Any(i => s[i].Is(Hint.YearUnit | Hint.MonthUnit | Hint.Year) || Year(i));
    }

    // «خلال الفترة من 2012 إلى 2018», «بين عامي 2013 و2017»: a time with a beginning and an end is over.
    private bool Spanned(int at)
    {
        var first = Stretch.Of(at + 1, 2 * Reach).FirstOrDefault(i => Year(i) && s.SameClause(i, at), -1);
        if (first < 0 || !Stretch.Of(first - 3, 3).Any(i => s[i].Is(Sense.From | Sense.Between) || s[i].Is(Hint.Since))) return false;
        var second = Stretch.Of(first + 1, 4).FirstOrDefault(Year, -1);
        return second >= 0 && !Stretch.Of(at + 1, first - at - 1).Any(i => s[i].Is(Sense.Rel | Sense.After | Sense.Was | Sense.Fight | Sense.That)) && Stretch.Of(first + 1, second - first - 1).All(i => s[i].Is(Sense.To) || s[i].Is(Hint.YearUnit) || s[i].Says(Cue.UntilYear));
    }

    private bool Year(int at) => s[at].Word.TrimStart('و') is [('1' or '2'), ('9' or '0'), >= '0' and <= '9', >= '0' and <= '9'];

    // «منذ سقوط النظام تسيطر قسد على X», «تسيطر قسد على X منذ هزيمة التنظيم»: what has stood ever since, unless it is hours.
    public bool EverSince(int at) => Stretch.Of(at - 2 * Reach, 4 * Reach).Any(i => s[i].Is(Hint.Since) && !Novel(i) && (i < 2 && s.ClauseOf(i) >= s.ClauseOf(at) - 1 || i >= 0 && s.SameClause(i, at))
        && !Stretch.Of(i + 1, 3).Any(next => s[next].Is(RecentDay | Hint.Night) || s[next].Is(Sense.Adverb) && !s[next].Is(Sense.OwnForces) || s[next].Is(Tie.HourUnit) || s[next].Word.StartsWith("ساع", StringComparison.Ordinal)));
}
