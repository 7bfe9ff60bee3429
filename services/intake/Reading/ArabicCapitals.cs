namespace Territory.Intake.Reading;

/// <summary>«انتزاع دمشق بلدة X», «من قبضة دمشق», «تستعد أنقرة لاقتحام X»: a capital that takes, loses, holds or means to is its government.</summary>
internal static class ArabicCapitals
{
    public static void Recall(Sentence s)
    {
        for (var i = 0; i < s.Count; i++)
            if (!s[i].HasPreposition('ب') && s[i].Meaning.Actors.Exists(Named) && s[i].Meaning.Actors.TrueForAll(a => a.Metonym) && (Owns(s, i) || Does(s, i) || Leads(s, i) || Receives(s, i)))
                s.Items[i] = s[i].Called([.. s[i].Meaning.Actors.Where(Named).Select(a => a with { Metonym = false })]);
    }

    private static bool Named(ActorWording wording) => wording is { Metonym: true, Voice: false };

    // «تحت سيطرة دمشق», «من قبضة دمشق», «خارج سلطة دمشق», «لمصلحة دمشق», «خاضعة لدمشق»
    private static bool Owns(Sentence s, int at)
    {
        var before = s[at - 1];
        if (s[at].HasPreposition('ل')) return before.Is(Hint.Held) || before.Is(Tie.Affiliated) && s[at - 2].IsArea;
        if (before.Is(Sense.Favour)) return before.Word is not "امام";
        var control = before.EndsIn(Cue.HandOrControl);
        return control && (before.Is(Sense.Hold | Sense.Grip) || before.Is(Hint.Outside) || before.Is(Sense.TakeOn) && s[at - 2].Says(Cue.FromUnderOrTo));
    }

    // «انتزاع دمشق مدينة X», «خسرت دمشق بلدة X», «سيطرت أنقرة على X», «انسحبت موسكو من X»
    private static bool Does(Sentence s, int at)
    {
        if (s[at].Prefix != "") return false;
        var (deed, next) = (s[at - 1], s[at + 1]);
        var town = Town(next);
        if (deed is { Form: Form.Noun, Pronoun: false, Definite: false }) return deed.Is(Sense.Take | Sense.Receive | Sense.Lose) && (town || next.HasPreposition('ل') && next.Is(Hint.CuePlace)) || deed.Is(Sense.TakeOn) && next.Is(Sense.On) || deed.Says(Cue.PlanNoun) && Aims(s, at + 1);
        if (deed.Is(Sense.Purpose) && deed.Says(Cue.PlanNoun)) return Aims(s, at + 1);
        return Feminine(deed) && Governs(s, deed, at + 1, town);
    }

    // «دمشق تسيطر على X», «بغداد: دمشق تستعيد X»
    private static bool Leads(Sentence s, int at) =>
        s[at].Prefix is "" or "و" && (at == 0 || s[at - 1].Kind is TokenKind.Colon or TokenKind.Dash || s[at - 1].Is(Sense.That) && s[at - 1].Word is not "عن")
        && Feminine(s[at + 1]) && !s[at + 1].HasConjunction && Governs(s, s[at + 1], at + 2, Town(s[at + 2]));

    // «سلمت قسد مدينة X إلى دمشق», «تسليمها لدمشق»
    private static bool Receives(Sentence s, int at) => (s[at].HasPreposition('ل') || s[at - 1].Is(Sense.To) && s[at - 1].Word is "الي")
        && (s[at - 1].Is(Sense.To) ? at - 2 : at - 1) is var given && Stretch.Of(given - 5, 6).Any(i => s[i].Is(Sense.HandOver) && !s[i].Is(Sense.Impose) && (s[i].Pronoun && i == given || i < given && s[given].IsArea));

    private static bool Governs(Sentence s, Item verb, int after, bool town) =>
        verb.Is(Sense.Take | Sense.Receive | Sense.Lose) && (town || s[after].Is(Sense.From) && s[after].Word is "من") || verb.Is(Sense.TakeOn) && s[after].Is(Sense.On) || verb.Is(Sense.Take | Sense.Impose | Sense.Lose) && s[after].Is(Sense.TakeOn)
        || verb.Is(Sense.Withdraw) && s[after].Is(Sense.From) && Town(s[after + 1]) || verb.Is(Sense.Attempt) && Aims(s, after);

    // «لاقتحام X», «باستعادة X», «أن تستعيد X», «إلى انتزاع X»
    private static bool Aims(Sentence s, int at)
    {
        var deed = s[at].Is(Sense.That) || s[at].Is(Sense.To | Sense.On) || s[at].Says(Cue.OperationNoun) ? s[at + 1] : s[at];
        return deed.Is(Sense.Take | Sense.TakeOn | Sense.Enter | Sense.Expel | Sense.Receive | Sense.Impose) && (deed.Finite || deed.Form == Form.Noun);
    }


    private static bool Town(Item item) => item is { HasConjunction: false, Prepositional: false } && (item.Is(Hint.CuePlace | Hint.CueGovernorate) || item is { IsArea: true, IsActor: false });

    // A capital is feminine: «استعادت», «تستعيد», «ستستعيد».
    private static bool Feminine(Item verb) => verb.Finite && verb.Word[verb.Prefix.Length..] is var word && (verb.Form == Form.Perfect ? word.EndsWith('ت') : word.StartsWith('ت') || word.StartsWith("ست", StringComparison.Ordinal)) && !word.EndsWith("ون", StringComparison.Ordinal);
}
