namespace Territory.Intake.Reading;

// What is the first of its kind for long, and what stands whatever is said first.
internal sealed partial class ArabicMood
{
    // «في أول اختراق تحققه منذ بدء الهدنة», «للمرة الأولى منذ أشهر»: how long it had not been, and not since when it is.
    private bool Novel(int since) => s[since].Word is "منذ" && Stretch.Of(since - 8, 8).LastOrDefault(i => s[i].Is(Hint.FirstTime) || Unheard(s[i]), -1) is >= 0 and var first && !Stretch.Of(first + 1, since - first - 1).Any(i => s[i].Kind is TokenKind.Comma or TokenKind.Colon);

    private static bool Unheard(Item item) => item.Says(Cue.FirstOfItsKind);

    private bool NotYetSaid(int yet) => Stretch.Of(yet - 4, 4).LastOrDefault(i => s[i].Finite && s[i].Is(Sense.Say), -1) is >= 0 and var say && s[say - 1].Word is "لم" or "ولم" or "فلم" && s.SameClause(say, yet);

    // A date that such a time begins with.
    private bool OfNovelty(DateMention date) => Stretch.Of(date.At - 6, 6).Any(i => Novel(i) && !Stretch.Of(i + 1, date.At - i - 1).Any(k => s[k].Kind == TokenKind.Comma));

    // «مدينتا X وY تسيطر عليهما A»: the place is what the sentence is of.
    private bool Topical(int at) => s[at].Is(Sense.TakeOn) && s[at].Says(Cue.SoControls) && s[at + 1].Is(Sense.OnIt) && s[at - 1] is { Finite: false } && !s[at - 1].Is(Tie.Ordinal) && !s[at - 1].Is(Hint.BeforeThat | Hint.NoLonger) && !s[at - 1].Is(Sense.That | Sense.Become)
        && Stretch.Of(s.ClauseStart(at), at - s.ClauseStart(at)).Any(i => s[i].IsArea && !s[i].IsActor) && !Stretch.Of(s.ClauseStart(at), at - s.ClauseStart(at)).Any(i => s[i].Finite);

    // «في وقت سابق اليوم»: earlier, and still the news of the day.
    private bool EarlierToday(int at)
    {
        for (var i = at - 3; i <= at + Reach; i++) if (s[i].Is(Sense.Past) && (s[i + 1].Is(Hint.Today) || s[i + 2].Is(Hint.Today))) return true;
        return false;
    }

    private bool NearerRecent(DateMention distant, int at) => dates.Any(d => !d.Distant && !d.Coming && Math.Abs(d.At - at) < Math.Abs(distant.At - at));
}
