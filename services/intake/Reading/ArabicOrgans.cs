namespace Territory.Intake.Reading;

/// <summary>«القيادة العامة لوحدات X», «قوى الأمن الداخلي التابعة لـ X»: an organ acts for whoever is named as its owner.</summary>
internal static class ArabicOrgans
{
    public static void Recall(Sentence s)
    {
        for (var i = 0; i < s.Count; i++)
        {
            if (s[i].IsPlain) continue;
            // «الجيش العراقي», «السلطات اللبنانية»: none of the theatre's.
            if (s[i].IsActor && s[i + 1].Is(Tie.Foreign) && s[i].Tail.StartsWith("ال", StringComparison.Ordinal) && s[i].Meaning.Actors.TrueForAll(a => a.Common || a.Form.Speaker is not null)) s.Items[i] = s[i].Unknown();
            if (s[i].IsActor && Bound(s, i) is { } lord) s.Items[i] = s[i].Called(lord);
            if (Unit(s, i) is { } army) s.Items[i] = s[i].Called(army);
            if (!s[i].Is(Tie.Organ) || !s[i].IsActor) continue;
            if (Owner(s, i) is { } owner) s.Items[i] = s[i].Called(owner);
            // «القيادة العامة لفيلق كذا»: of somebody nobody knows.
            else if (s[i].Says(Cue.TheCommand) && s[i + 1] is { IsWord: true, Word: ['ل', _, _, _, ..] } && s[i + 1].Meaning == Item.Nothing) s.Items[i] = s[i].Unknown();
        }
    }

    // «فصائل متشددة مرتبطة بتنظيم X», «مسلحون محليون تابعون للنظام»: they act for whom they belong to.
    private static List<ActorWording>? Bound(Sentence s, int at)
    {
        if (!s[at].SaysCut(Cue.FactionNoun) || !s[at].Meaning.Actors.TrueForAll(a => a.Common)) return null;
        var bond = Stretch.Of(at + 1, 3).TakeWhile(i => s[i].IsWord && !s[i].HasConjunction).FirstOrDefault(i => s[i].Is(Tie.Affiliated), -1);
        return bond >= 0 && s[bond + 1] is { IsActor: true, IsArea: false, HasConjunction: false, Prepositional: true } lord && !lord.Meaning.Actors.TrueForAll(a => a.Metonym) ? lord.Meaning.Actors : null;
    }

    // «اللواء الثاني في جيش X», «الفوج 51 التابع لـ X»: a unit acts for the army it belongs to, unless it is the place where that stands.
    private static List<ActorWording>? Unit(Sentence s, int at)
    {
        if (s[at].IsActor || s[at].Prefix.Length > 1 || !s[at].SaysCut(Cue.TheUnit) || s[at - 1].Is(Sense.On | Sense.In | Sense.To | Sense.From | Sense.Near) || s[at - 1].Is(Hint.CueSite)) return null;
        var of = at + 1;
        while (of <= at + 3 && (s[of].Kind == TokenKind.Number || s[of].Is(Tie.Ordinal) || s[of].IsWord && (s[of].Word.StartsWith("ال", StringComparison.Ordinal) || s[of].Word.StartsWith("وال", StringComparison.Ordinal)) && !s[of].Is(Tie.Affiliated))) of++;
        var lord = s[of].Is(Tie.Affiliated) && s[of + 1].HasPreposition('ل') || s[of].Word is "في" or "من" && of > at + 1 ? s[of + 1] : Item.Beyond;
        return lord is { IsActor: true, IsArea: false, HasConjunction: false } && !lord.Meaning.Actors.TrueForAll(a => a.Metonym) ? lord.Meaning.Actors : null;
    }

    private static List<ActorWording>? Owner(Sentence s, int organ)
    {
        // «عناصر الأمن الداخلي (الأسايش)»
        if (s[organ + 1].Kind == TokenKind.Open && s[organ + 2] is { IsActor: true, IsArea: false } named && s[organ + 3].Kind == TokenKind.Close) return named.Meaning.Actors;
        var at = s[organ + 1].Is(Tie.Affiliated) || s[organ + 1].Word is "في" ? organ + 2 : organ + 1;
        var owner = s[at];
        return owner is { IsActor: true, IsArea: false, HasConjunction: false } && (owner.HasPreposition('ل') || s[at - 1].Word is "في") && !owner.Meaning.Actors.TrueForAll(a => a.Metonym) ? owner.Meaning.Actors : null;
    }
}
