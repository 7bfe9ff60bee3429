namespace Territory.Intake.Reading;

// What failed long before it is named, what had been said before the news, what a place once was.
internal sealed partial class ArabicMood
{
    // The verb of failing that the «في» or «عن» before a verbal noun belongs to.
    private int FailedAt(int at)
    {
        if (s[at - 1].Word is not ("في" or "عن")) return -1;
        var failed = Stretch.Of(at - 2 * Reach, 2 * Reach - 1).LastOrDefault(i => s[i].Finite && (s[i].Is(Sense.Attempt | Sense.Manage | Sense.Say | Sense.Become) || s[i].Is(ArabicRules.Triggers)), -1);
        return failed >= 0 && s[failed].Is(Sense.Attempt) && Failing(s[failed].Word) && s.ClauseOf(at) - s.ClauseOf(failed) <= (s[at - 2].Kind == TokenKind.Comma ? 2 : 1) ? failed : -1;
    }

    private const Sense GivingWay = Sense.Withdraw | Sense.Pull | Sense.Leave | Sense.Exit | Sense.HandOver;

    // «أرجأت A انسحابها من X», «رفض المقاتلون الخروج من X وتسليمها», «تأخر دخول الجيش X»: not done; «علق على سيطرة A» only speaks of it.
    private bool PutOff(int at)
    {
        var off = s[at].HasPreposition('ب') || s[at - 1].Is(Sense.On) ? -1 : Stretch.Of(at - Reach, Reach).LastOrDefault(i => s[i].Is(Tie.PutOff), -1);
        return off >= 0 && s.SameClause(off, at) && Negation(off) is null && !Stretch.Of(off + 1, at - off - 1).Any(i => s[i].Finite || s[i].Kind == TokenKind.Comma || s[i].Is(Sense.After | Sense.Before));
    }

    // «حال القصف دون دخول A بلدة X», «دون وصول A إلى X ودخولها»: meant, and kept from it.
    private bool Prevented(int at) => Stretch.Of(at - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].Word is "دون", -1) is >= 0 and var kept && s.SameClause(kept, at)
        && Stretch.Of(kept - 6, 6).Any(i => s[i].SaysBare(Cue.Prevented) && s[i - 1].Word is not "في") && (kept == at - 1 || !Stretch.Of(kept + 1, at - kept - 1).Any(i => s[i].Finite || s[i].Is(Sense.After)));

    // «تراجعت A عن قرار انسحابها من X»: she stays.
    private bool Renounced(int at) => s[at].Is(GivingWay) && Stretch.Of(at - 5, 5).LastOrDefault(i => s[i].Word is "عن", -1) is >= 0 and var of && Stretch.Of(of - 3, 3).Any(i => Recants(i)) && !Stretch.Of(of + 1, at - of - 1).Any(i => s[i].IsArea || s[i].Is(Hint.Cue));

    // «ستسلم المدينة للجيش بعد استكمال انسحاب A منها»: as far off as what is to follow it, unless its day is told.
    private bool Pending(int at)
    {
        var after = s[at].Is(GivingWay) ? Stretch.Of(at - 4, 4).LastOrDefault(i => s[i].Is(Sense.After), -1) : -1;
        var verb = after < 0 ? -1 : Stretch.Of(s.ClauseStart(after), after - s.ClauseStart(after)).LastOrDefault(i => s[i].Finite, -1);
        return verb >= 0 && s[verb].Form == Form.Future && !dates.Any(d => !d.Coming && d.At > at && d.At <= at + Reach);
    }

    private bool Recants(int at) => s[at].Is(Sense.Withdraw) && s[at].Is(Tie.Ended) || s[at].SaysBare(Cue.Recanted);

    /// <summary>«تراجعت A عن قرار سحب قواتها من X»: from what she meant to do, and from no place.</summary>
    public bool Recanted(int t, int place) => Recants(t) && Stretch.Of(t + 1, Math.Max(0, place - t - 1)).Any(i => s[i].Form == Form.Noun && s[i].Is(GivingWay));

    // «كادت X تسقط بيد A لولا وصول B», «لكن B صدت الهجوم»: it was tried and failed; without it, it is only said to be near.
    private Mood Nearly(int at) => Stretch.Of(at + 1, Math.Max(0, s.Count - at - 1)).Any(i => s[i].Word is "لولا" || s[i].Is(Sense.Clause) && s[i].Says(Cue.However) || s[i].Is(Sense.Repel) && (s[i].Finite || s[i - 1].Is(Sense.From | Sense.In))) ? Mood.Attempted : Mood.Unreal;

    private static bool Failing(string verb) => verb.Contains("فشل", StringComparison.Ordinal) || verb.Contains("خفق", StringComparison.Ordinal) || verb.Contains("عجز", StringComparison.Ordinal);

    // «وكان ناطق باسم A قد أعلن أن قواته سيطرت على X»: what was said before the news.
    private bool SaidBefore(int at)
    {
        if (s[at].Form != Form.Perfect) return false;
        var said = Stretch.Of(at - Reach, Reach).LastOrDefault(i => s[i].Is(Sense.That) && s[i].Word is "ان" or "انه" or "انها" or "انهم", -1);
        if (said < 0 || Stretch.Of(said + 1, at - said - 1).Any(i => s[i].Is(Sense.Clause | Sense.Rel) || s[i].Finite)) return false;
        var had = Stretch.Of(said - 4, 4).LastOrDefault(i => s[i].Word is "قد" && s[i + 1].Form == Form.Perfect && s[i + 1].Is(Sense.Say), -1);
        return had >= 0 && Stretch.Of(had - 8, 8).Any(i => s[i].Is(Sense.Was)) && !Stretch.Of(had, at - had + Reach).Any(i => s[i].Is(Hint.Today));
    }

    // «بعدما كانت أولى البلدات التي سقطت بيد A»: what it once was.
    private bool OnceAmong(int at) => s[at].Form == Form.Perfect && s[at - 1].Is(Sense.Rel)
        && Stretch.Of(at - 7, 6).LastOrDefault(i => s[i].Is(Sense.Was), -1) is >= 0 and var once && Stretch.Of(once - 2, 2).Any(i => s[i].Is(Sense.After)) && !Stretch.Of(once + 1, at - once - 1).Any(i => s[i].Finite || s[i].Kind == TokenKind.Comma);

    // «استعاد A القرى، بعد أن كانت B قد سيطرت عليها في وقت سابق اليوم»: before the news, however short a time.
    private bool HadBefore(int at)
    {
        var had = s[at].Form == Form.Perfect ? Stretch.Of(at - Reach, Reach).LastOrDefault(i => s[i].Is(Sense.Was), -1) : -1;
        return had >= 0 && Stretch.Of(had - 2, 2).Any(i => s[i].Is(Sense.After)) && Stretch.Of(had + 1, at - had - 1).Any(i => s[i].Word is "قد") && !Stretch.Of(had + 1, at - had - 1).Any(i => s[i].Finite || s[i].Kind == TokenKind.Comma || s[i].Is(Sense.That));
    }

    // «عشر سنوات مضت على سيطرة A على X», «مرور عام على دخول A»: an anniversary.
    private bool Anniversary(int at) => s[at - 1].Is(Sense.On) && Stretch.Of(at - 5, 4).Any(i => s[i].SaysBare(Cue.Elapsed))
        && Stretch.Of(at - 7, 6).Any(i => s[i].Is(Hint.YearUnit | Hint.MonthUnit | Hint.WeekUnit | Hint.DayUnit));

    // «بعد أيام من سيطرة الجيش على X»: told as what came before the news.
    private bool DaysAfter(int after, int at) => s[after].Is(Sense.After) && (Stretch.Of(after + 1, at - after - 1).Any(i => s[i].Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit | Hint.YearUnit)) || Eve(after, at));

    // «غداة سحب القوات من X»: of the day before, unless it is how the place told of changed hands.
    private bool Eve(int after, int at) => s[after].Says(Cue.MorrowOf) && after == at - 1 && s[at].Is(Sense.Withdraw | Sense.Pull | Sense.Leave) && !s[at].Pronoun && !Stretch.Of(at + 1, Reach).Any(i => s[i].Is(Sense.FromIt) && s.SameClause(i, at));

    // «كانت قد سيطرت عليها عقب انسحاب التنظيم»: as old as what it goes with.
    private bool Earlier(int after) => Stretch.Of(after - Reach, Reach).Any(i => s[i].Is(Sense.Was) && s.SameClause(i, after) && Stretch.Of(i + 1, 3).Any(next => s[next].Form == Form.Perfect));

    // «هيئة تحرير الشام (جبهة النصرة سابقا)», «المعروفة سابقا باسم كذا»: what a party was called, and not when it acted.
    private bool FormerName(int past) => s[past].Says(Cue.Formerly) && (s[past - 1].IsActor && s[past - 2].Kind is TokenKind.Dash or TokenKind.Open || s[past - 1].Says(Cue.KnownAs) || s[past + 1].Kind == TokenKind.Close
        && Stretch.Of(past - 6, 6).LastOrDefault(i => s[i].Kind == TokenKind.Open, -1) is >= 0 and var open && !Stretch.Of(open, past - open).Any(i => s[i].Finite || s[i].Is(ArabicRules.Triggers)));

    // «انسحبت A من X قبل سيطرة B عليها», «قبل ساعات من استعادة B لها»: B came after her.
    private bool AfterLeaving(int before, int at)
    {
        if (!s[at].Is(Sense.TakeOn | Sense.Take) || before < at - 4 || before != at - 1 && !(s[at - 1].Is(Sense.From) && Stretch.Of(before + 1, at - before - 1).Any(i => s[i].Is(Hint.DayUnit) || s[i].Says(Cue.BriefTime)))) return false;
        var gone = Stretch.Of(0, before).LastOrDefault(i => s[i].Finite && s[i].Is(ArabicRules.Triggers | Sense.Attack), -1);
        return gone >= 0 && s[gone].Form == Form.Perfect && s[gone].Is(Sense.Withdraw | Sense.Leave | Sense.Pull) && !s[gone].Is(Sense.Say) && Negation(gone) is null && !Conditional(gone) && !Stretch.Of(gone - 4, 4).Any(i => s[i].Is(Sense.Was))
            && Stretch.Of(at + 1, 6).TakeWhile(i => !s[i].Finite && s[i].Kind == TokenKind.Word).Any(i => s[i].Is(Sense.OnIt) || s[i].Word is "لها" or "له");
    }

    // «استعاد X من التنظيم الذي كان قد سيطر عليها العام الماضي», «بعد أن خسرها قبل أشهر»: the past of another deed.
    private bool OfAnother(int at, int past) => past > at && Stretch.Of(at + 1, past - at - 1).Any(i => Deed(i) && i + 1 < past || s[i].Is(Sense.Rel) && (s[i + 1].Is(Sense.Was) || s[i + 1].Form == Form.Perfect) || s[at].Finite && (s[i].Is(Sense.After) && (s[i + 1].Form == Form.Perfect || s[i + 1].Is(Sense.Was))));

    // «على بلدة X، بعد سيطرته في وقت سابق على Y»
    private bool Deed(int after) => s[after].Is(Sense.After) && s[after - 1].Kind == TokenKind.Comma && s[after + 1] is { Form: Form.Noun, Pronoun: true } deed && deed.Is(Sense.TakeOn | Sense.Take | Sense.Enter | Sense.Lose | Sense.Withdraw);
}
