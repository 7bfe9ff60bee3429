using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>«خسر X وY …، ودخل الجيش الأولى»: of two towns named before, the first or the second.</summary>
internal static class ArabicOrdinals
{
    private const Sense Governing = Sense.TakeOn | Sense.Take | Sense.Receive | Sense.Enter | Sense.Leave | Sense.Lose;
    private const int MostOfSubject = 3;

    public static void Recall(Sentence s, Scene scene)
    {
        var told = (List<Area>?)null;
        for (var i = 1; i < s.Count; i++)
        {
            if (Rank(s[i].Word) is not (>= 0 and var rank)) continue;
            // «دخل الأولى فجرا والثانية ظهرا»
            if (s[i].Prefix == "و" || s[i].Word[0] == 'و') { if (told is not null) s.Items[i] = s[i].Called(told[rank], "و"); }
            else if (s[i].Prefix == "" && Governed(s, i) && (told ?? Two(s, i, scene)) is { } two) s.Items[i] = s[i].Called((told = two)[rank]);
        }
    }

    private static int Rank(string word) => word switch { "الاولي" => 0, "الثانيه" or "والثانيه" => 1, _ => -1 };

    // «سيطر على الأولى», «دخلت طلائعه الثانية»; not «للمرة الأولى», «الدفعة الأولى», «الثانية عشرة».
    private static bool Governed(Sentence s, int at)
    {
        if (s[at + 1].Says(Cue.TenNumeral) || s[at + 1].IsArea) return false;
        if (s[at - 1].Is(Sense.On | Sense.From | Sense.To)) return true;
        for (var i = at - 1; i >= at - 1 - MostOfSubject; i--)
        {
            if (s[i].Finite && s[i].Is(Governing)) return true;
            var subject = s[i].IsActor && !s[i].IsArea || s[i].Is(Sense.OwnForces | Sense.People) || s[i].IsWord && s[i].Word[^1] is 'ه' or 'ا';
            if (!subject || !s[i].IsActor && s[i].Word.StartsWith("ال", StringComparison.Ordinal)) return false;
        }
        return false;
    }

    // The two towns of the sentence so far, else the two last named together; where they lie is none of them.
    private static List<Area>? Two(Sentence s, int before, Scene scene)
    {
        var towns = Stretch.Of(0, before).Where(i => s[i].IsArea && !s[i].IsActor && !Landmark(s, i)).Select(i => AreaChoice.Of(s[i].Meaning.Areas, Hint.None, scene))
            .Select(areas => areas is [{ Level: AreaLevel.Place or AreaLevel.Site } town] ? town : null).Distinct().ToList();
        if (towns is [{ } first, { } second]) return [first, second];
        return towns.Count == 0 && scene.LastCouple is [{ Ambiguous: false } one, { Ambiguous: false } other] ? [one.Area, other.Area] : null;
    }

    private static bool Landmark(Sentence s, int at) => Stretch.Of(at - 2, 2).Any(i => s[i].Is(Hint.CueCountry | Hint.CueGovernorate | Hint.CueFeature) || s[i].Is(Sense.Direction | Sense.Near));
}
