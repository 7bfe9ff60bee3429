namespace Territory.Intake.Reading;

/// <summary>Settles what letters alone leave open: many a verbal noun is written like its verb («طرد», «تقدم», «استعادتها»).</summary>
internal static class ArabicHomographs
{
    public static void Settle(Sentence s)
    {
        for (var i = 0; i < s.Count; i++)
        {
            if (s[i].IsPlain) continue;
            // «كفر داعل»: a longer name the theatre does not know, not the shorter one in it.
            if (s[i].IsArea && s[i] is { Prefix: "", IsActor: false } && s[i - 1] is { IsWord: true } head && head.Is(Tie.NameHead)) s.Items[i] = s[i].Unknown();
            // «وضعت القوات X يدها على Y»: the subject parts the verb and its hand.
            else if (Hand(s, i)) s.Items[i] = s[i].Told(Sense.TakeOn, s[i].Word.TrimStart('و', 'ف')[0] is 'ت' or 'ي' ? Form.Imperfect : Form.Perfect);
            // «خلت X من A وحل الجيش محلها»: the subject parts the verb and its object.
            else if (s[i] is { Kind: TokenKind.Word, IsActor: false } && s[i].SaysBare(Cue.SteppedIn) && Stretch.Of(i + 2, 3).Any(k => s[k].Says(Cue.ItsStead) && Stretch.Of(i + 1, k - i - 1).All(p => s[p].IsActor || s[p].Is(Sense.People)))) s.Items[i] = s[i].Told(Sense.Enter, Form.Perfect);
            // «لم يستعد النظام مدينة X»: he has not taken it back, rather than not made ready.
            else if (s[i].Form == Form.Imperfect && s[i].Says(Cue.RegainsOrReadies) && s[i - 1].Word is "لم" or "ولم" && !s[i + 1].HasPreposition('ل') && !s[i + 2].HasPreposition('ل')) s.Items[i] = s[i].Told(Sense.Take, Form.Imperfect);
            // «بسطت A سلطتها على X»: her control of it.
            else if (s[i].IsWord && s[i].Says(Cue.OwnPower) && s[i + 1].Is(Sense.On | Sense.Whole)) s.Items[i] = s[i].Told(Sense.TakeOn, Form.Noun, pronoun: true);
            // «إلى سيطرة الدولة»: the government; otherwise a state like another, or the one of the organisation.
            else if (s[i].IsActor && s[i].Tail.EndsWith("دوله", StringComparison.Ordinal) && s[i].Word.EndsWith("دوله", StringComparison.Ordinal) && !(s[i - 1].Is(Sense.Hold | Sense.Grip) && !s.Items.Any(other => other.IsActor && other.EndsIn(Cue.StateWord) && !other.Says(Cue.StateWord)))) s.Items[i] = s[i].Unknown();
            // «جبل الأكراد»: where they live, not they.
            else if (s[i].IsActor && s[i].EndsIn(Cue.EthnicName) && s[i - 1].EndsIn(Cue.MountainOrQuarter)) s.Items[i] = s[i].Unknown();
            // «المعروفة بكوباني لدى الأكراد»: those who call it so do nothing.
            else if (s[i].IsActor && s[i - 1].Word is "لدي") s.Items[i] = s[i].Unknown();
            // «إلا» is no dual of «آل».
            else if (s[i].Finite && s[i].Is(Tie.Only)) s.Items[i] = s[i].Unknown(Tie.Only);
            // «20 آلية»: vehicles, and no «إليه».
            else if (s[i].Word is "اليه" && !s[i].HamzaBelow && (s[i - 1].Kind == TokenKind.Number || s[i + 1].Is(Tie.Affiliated) || s[i + 1].Word.StartsWith("عسكري", StringComparison.Ordinal))) s.Items[i] = s[i].Unknown();
            // «إنها استعادتها»: after the particle with its pronoun stands a verb.
            // «فصائل تابعة للجيش» is no «تابع».
            else if (s[i].Finite && s[i].Is(Tie.Affiliated) && s[i + 1].HasPreposition('ل')) s.Items[i] = s[i].Unknown(Tie.Affiliated);
            // «بعد أيام من سيطرة الجيش على X»: he took it, nobody lost it to another.
            // «أدت المعارك إلى سيطرة الجيش على X»
            else if (s[i].Is(Sense.Grip | Sense.Hold) && s[i].EndsIn(Cue.ControlNoun) && Taking(s, i)) s.Items[i] = s[i].Told(Sense.TakeOn, Form.Noun);
            else if (s[i].Pronoun && s[i].Form == Form.Noun && s[i - 1].Is(Sense.That) && s[i - 1].Word.Length > 2 && s[i].Is(Sense.Take | Sense.Enter | Sense.Receive)) s.Items[i] = s[i].As(Form.Perfect);
            // «لكن قوات النظام استعادتها», «التي استعادتها», «ثم استعادتها قوات النظام»
            else if (s[i].Pronoun && s[i].Form == Form.Noun && s[i] is { Prefix: "" } && s[i].Is(Sense.Take) && s[i].Tail.EndsWith("تها", StringComparison.Ordinal) && Did(s, i)) s.Items[i] = s[i].As(Form.Perfect);
            else if (s[i].Form == Form.Perfect && s[i].Meaning.AlsoNoun && !s[i].HasConjunction && Noun(s, i)) s.Items[i] = s[i].As(Form.Noun);
        }
        ArabicCapitals.Recall(s);
    }

    private static bool Hand(Sentence s, int at) => s[at] is { Kind: TokenKind.Word, IsActor: false } && s[at].SaysBare(Cue.PutVerb)
        && Stretch.Of(at + 2, 6).TakeWhile(i => !s[i].Finite && s[i].Kind == TokenKind.Word).Any(i => s[i].Says(Cue.ItsHand) && s[i + 1].Is(Sense.On));

    private static bool Did(Sentence s, int at) => s[at - 1].Is(Sense.Rel) || s[at - 1].Is(Hint.Latter) && s[at - 2].Is(Sense.Clause | Sense.That) || s[at - 1].Word is "ثم" && s[at + 1].IsActor || s[at - 1] is { IsActor: true, Prepositional: false } && (s[at - 2].Is(Sense.That) && s[at - 2].Word is not "عن" || s[at - 2].Is(Sense.Clause) || s[at - 2].Kind == TokenKind.Comma);

    private static bool Taking(Sentence s, int control)
    {
        var on = Stretch.Of(control + 1, 8).FirstOrDefault(i => s[i].Is(Sense.On) || !(s[i].IsWord || s[i].IsActor || s[i].Is(Sense.Adverb | Sense.People)), -1);
        return on > control + 1 && s[on].Is(Sense.On) && Stretch.Of(control + 1, on - control - 1).Any(i => s[i].IsActor);
    }

    private static bool Noun(Sentence s, int at) => s[at].Prepositional || s[at].Is(Sense.Advance) && s[at + 1].IsActor && s[at + 1].HasPreposition('ل') || Governs(s[at - 1]) || UnderVerb(s, at);

    // «بعد طرد», «محاولة تقدم»; a verb follows «بعد أن» and «بعدما».
    private static bool Governs(Item before) =>
        (before.Is(Sense.After) && !before.Tail.EndsWith("ان", StringComparison.Ordinal) && !before.Tail.EndsWith("ما", StringComparison.Ordinal))
        || before.Is(Tie.Amounts)
        || before.Is(Sense.On | Sense.From | Sense.To | Sense.In | Sense.Before | Sense.Against | Sense.Purpose | Sense.Attack | Sense.Fight)
        || (before is { Form: Form.Noun, Definite: false, Pronoun: false });

    // «يواصل التنظيم فرض سيطرته»: two finite verbs never share a clause, unless the first is one of being.
    private static bool UnderVerb(Sentence s, int at)
    {
        for (var i = at - 1; i >= 0 && s[i].Kind == TokenKind.Word; i--)
        {
            if (s[i].Is(Sense.That | Sense.Rel | Sense.Clause | Sense.Was | Sense.Become)) return false;
            if (s[i].Finite) return true;
        }
        return false;
    }
}
