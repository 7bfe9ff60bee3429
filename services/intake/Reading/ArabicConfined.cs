using Territory.Contracts;

namespace Territory.Intake.Reading;

// The little that somebody still holds.
internal sealed partial class ArabicRules
{
    // «انحصر وجود التنظيم في بلدة X», «سيطرة الفصائل باتت تقتصر على X»: all that is left to him.
    private void Confined(int verb)
    {
        if (!s[verb].Finite || s[verb].Form == Form.Future || mood.Negation(verb) is not null || mood.Conditional(verb) || mood.Refuted(verb)) return;
        var pressed = s[verb].Tail.EndsWith("حصر", StringComparison.Ordinal) || s[verb].Tail.EndsWith("حصرت", StringComparison.Ordinal);
        // «لتحصر A التنظيم في بلدة X»: his, who is pressed together there.
        if ((pressed && Pressed(verb) is >= 0 and var cornered ? cornered : Presence(verb)) is not (>= 0 and var holder) || parties.Joint(holder) is not { } whose) return;
        var from = Math.Max(verb, holder) + 1;
        // «ينحصر وجوده في ريف X ببلدة Y»: the town, not where it lies.
        var town = Stretch.Of(from, 8).TakeWhile(i => !s[i].Finite && s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].HasPreposition('ب') && s[i].Is(Hint.CuePlace), -1);
        // «تنحصر سيطرته في ريف X على مدينتي Y وZ»: what is named, and not where it lies.
        if (town < 0 && Stretch.Of(from, 3).FirstOrDefault(i => s[i].Is(Sense.In) && s[i + 1].Is(Hint.CueCountry | Hint.CueGovernorate), -1) is >= 0 and var around) town = Stretch.Of(around + 2, 5).TakeWhile(i => !s[i].Finite && s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].Is(Sense.On) && s[i + 1].Is(Hint.CuePlace), -1);
        var at = town >= 0 ? town : Stretch.Of(from, 5).TakeWhile(i => !s[i].Finite && s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].Is(Sense.In | Sense.On) || s[i].HasPreposition('ب'), -1);
        if (at < 0) return;
        var places = ArabicPlaces.From(s, s[at].HasPreposition('ب') ? at : at + 1, scene, direct: false, out _);
        places.RemoveAll(p => p.Area.Level == AreaLevel.Governorate && !p.Partly);
        Emit(places, verb, new Governed(Mood.Background, -1), "confined", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.75);
    }

    // The last party named before «في»: «حصرت A تنظيم B في X».
    private int Pressed(int verb) => Stretch.Of(verb + 1, 5).FirstOrDefault(i => s[i].Is(Sense.In) || s[i].Finite || s[i].Kind != TokenKind.Word, -1) is >= 0 and var at && s[at].Is(Sense.In) && s[at - 1] is { IsActor: true, IsArea: false } ? at - 1 : -1;

    // «باتت سيطرة التنظيم تقتصر على X»: what is left of his control is nothing that he has taken.
    private bool Little(int t) => s[t] is { Form: Form.Noun } && s[t].Is(Sense.TakeOn | Sense.Deploy) && (Stretch.Of(t - 3, 3).Any(i => s[i].Is(Tie.Confine)) || Stretch.Of(t + 1, 6).TakeWhile(i => !s[i].Is(Sense.On | Sense.In | Sense.Clause)).Any(i => s[i].Is(Tie.Confine)));

    // Whose presence or control it is: the noun after the verb, or before it in the clause.
    private int Presence(int verb)
    {
        var noun = Stretch.Of(verb + 1, 2).FirstOrDefault(Present, -1);
        if (noun < 0) noun = Stretch.Of(Math.Max(s.ClauseStart(verb), verb - 12), Math.Min(12, verb - s.ClauseStart(verb))).LastOrDefault(Present, -1);
        // «خسرتها A وانحصرت سيطرتها في بلدة X»: hers, of whom it was told.
        return noun < 0 ? -1 : s[noun].Pronoun ? parties.Agreeing(noun) : parties.After(noun);
    }

    private bool Present(int at) => s[at] is { Form: Form.Noun } && s[at].Is(Sense.TakeOn) || s[at].EndsIn(Cue.OwnPresence) || s[at].EndsIn(Cue.PresenceOrSway) && s[at].Word.Length < 8;
}
