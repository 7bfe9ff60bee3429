using Territory.Contracts;

namespace Territory.Intake.Reading;

// A place that somebody names as his next aim.
internal sealed partial class ArabicRules
{
    // «مدينة X ستكون الهدف المقبل للعملية», «حدد A مدينتي X وY هدفا لعمليته», «الهدف التالي هو X»: what is meant to be taken.
    private bool Targeted(int at)
    {
        if (!(Aim(at) && Stretch.Of(at + 1, 2).Any(Next) || s[at].Says(Cue.AsGoal) && Namer(at) >= 0) || mood.Conditional(at) || mood.Historic(at) || mood.Refuted(at)) return false;
        var start = s[at].Says(Cue.AsGoal) ? Namer(at) : s.ClauseStart(s[at - 1].Kind == TokenKind.Comma ? at - 2 : at);
        if (Stretch.Of(start, at - start).Any(i => s[i].Is(Sense.Neg | Sense.Never | Sense.Deny))) return false;
        var places = Aimed(at, start);
        places.RemoveAll(p => p.Area.Level is not AreaLevel.Place || p.Partly);
        if (places.Count == 0) return false;
        var who = Stretch.Of(at + 1, 6).TakeWhile(i => !s[i].Is(Sense.After | Sense.Clause) && s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i] is { IsActor: true, IsArea: false } && s[i].HasPreposition('ل') && parties.Code(i) is not null, -1);
        var by = who >= 0 ? parties.Joint(who) : parties.Threatens(at) ?? parties.Speaker ?? (parties.AnyBefore(at) is >= 0 and var any ? parties.Joint(any) : null);
        if (by is null) return false;
        Emit(places, at, new Governed(Mood.Attempted, -1), "target", ClaimKind.Attempt, null, by, who, Manner.Unknown, 0.7);
        return true;
    }

    private bool Aim(int at) => s[at].Says(Cue.GoalNoun);

    private bool Next(int at) => s[at].Is(Hint.Next) || s[at].Says(Cue.Following);

    // «حدد», «جعل»: the verb by which it is made one; -1 for none.
    private int Namer(int at) => Stretch.Of(at - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].SaysBare(Cue.DesignatedAs), -1);

    private List<Place> Aimed(int at, int start)
    {
        // «الهدف المقبل هو مدينة X», «الهدف التالي لقواتنا سيكون X»
        var copula = Stretch.Of(at + 1, 8).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Is(Sense.Clause | Sense.After)).FirstOrDefault(i => s[i].Says(Cue.IsOrWillBe), -1);
        if (copula >= 0 && ArabicPlaces.From(s, copula + 1, scene, direct: false, out _) is { Count: > 0 } after) return after;
        var first = Stretch.Of(start, at - start).FirstOrDefault(i => (s[i].Is(Hint.CuePlace) || s[i] is { IsArea: true, IsActor: false }) && !s[i].Prepositional && !s[i - 1].Is(Sense.In | Sense.From | Sense.Near | Sense.To), -1);
        // «هدفنا التالي مدينة X»
        var next = Stretch.Of(at + 1, 2).FirstOrDefault(Next, -1) + 1;
        if (next > 0 && (s[next].Is(Hint.CuePlace) || s[next] is { IsArea: true, IsActor: false }) && s[next].Prefix == "") return ArabicPlaces.From(s, next, scene, direct: false, out _);
        // «تحرير X هدفنا المقبل»: a wish.
        return first < 0 || Stretch.Of(start, first - start).Any(i => s[i].Form == Form.Noun && s[i].Is(Triggers)) ? [] : ArabicPlaces.From(s, first, scene, direct: false, out _);
    }
}
