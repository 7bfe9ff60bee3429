namespace Territory.Intake.Reading;

/// <summary>«القيادة العامة لوحدات X», «قوى الأمن الداخلي التابعة لـ X»: an organ acts for whoever is named as its owner.</summary>
internal static class ArabicOrgans
{
    public static void Recall(Sentence s)
    {
        for (var i = 0; i < s.Count; i++)
        {
            // «الجيش العراقي», «السلطات اللبنانية»: none of the theatre's.
            if (s[i].IsActor && s[i + 1].Is(Tie.Foreign) && s[i].Tail.StartsWith("ال", StringComparison.Ordinal) && s[i].Meaning.Actors.TrueForAll(a => a.Common || a.Form.Speaker is not null)) s.Items[i] = s[i].Unknown();
            if (!s[i].Is(Tie.Organ) || !s[i].IsActor) continue;
            if (Owner(s, i) is { } owner) s.Items[i] = s[i].Called(owner);
            // «القيادة العامة لفيلق كذا»: of somebody nobody knows.
            else if (s[i].Word is "القياده" && s[i + 1] is { IsWord: true, Word: ['ل', _, _, _, ..] } && s[i + 1].Meaning == Item.Nothing) s.Items[i] = s[i].Unknown();
        }
    }

    private static List<ActorWording>? Owner(Sentence s, int organ)
    {
        var at = s[organ + 1].Is(Tie.Affiliated) || s[organ + 1].Word is "في" ? organ + 2 : organ + 1;
        var owner = s[at];
        return owner is { IsActor: true, IsArea: false, HasConjunction: false } && (owner.HasPreposition('ل') || s[at - 1].Word is "في") && !owner.Meaning.Actors.TrueForAll(a => a.Metonym) ? owner.Meaning.Actors : null;
    }
}
