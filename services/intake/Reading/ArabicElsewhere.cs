using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>
/// A village of the same name: «قريتي X وY بريف حلب» are not the X of Hama, where nothing else in the report lies in Hama.
/// </summary>
internal sealed class ArabicElsewhere(Sentence s, Scene scene)
{
    private const int Reach = 14;

    public bool Of(Place place)
    {
        if (CityOfThatName(place) || LongerMountain(place.Last)) return true;
        if (place.Ambiguous || place.Area.Level is not (AreaLevel.Place or AreaLevel.Site) || place.Area.SeatOf is 1 or 2 || !s[place.Last].IsArea) return false;
        if (scene.Elsewhere.Contains(place.Area)) return true;
        if (scene.GovernorateOf(place.Area) is not { } own || !Longer(place.Last, own) && !Nearby(place.Last, own) && !Paired(place.Last, own) && (After(place.Last, own) is not { } told || told == own)) return false;
        return !scene.Named.Any(bearers => !bearers.Contains(place.Area) && bearers.All(a => a.Code == own || scene.GovernorateOf(a) == own)) && scene.Elsewhere.Add(place.Area);
    }

    // «جبل الشيخ بركات» is another than «جبل الشيخ».
    private bool LongerMountain(int last) => s[last].IsArea && s[last].Says(Cue.MountainNoun) && s[last + 1] is { IsWord: true, Word: { Length: > 3 } next } && next[0] is not 'و' && !next.StartsWith("ال", StringComparison.Ordinal) && Ends(last + 2);

    // A name is over, rather than a clause begun: «جبل الشيخ نتيجة هجوم» goes on.
    private bool Ends(int at) => at >= s.Count || s[at].Kind is not (TokenKind.Word or TokenKind.Number) || s[at].Is(Sense.In | Sense.From | Sense.After | Sense.Near);

    // «قرى رأس العين وكذا جنوب شرق إدلب»: a village, and not the city of another governorate.
    private bool CityOfThatName(Place place)
    {
        if (place.Ambiguous || place.Area.SeatOf is not (1 or 2) || !s[place.Last - 1].SaysBare(Cue.VillageNoun) || scene.GovernorateOf(place.Area) is not { } own) return false;
        for (var i = place.Last + 1; i <= place.Last + Reach && i < s.Count && !s[i].Finite && !s[i].Is(Sense.Clause | Sense.After | Sense.Rel); i++)
            if (s[i].IsArea && (s[i - 1].Is(Hint.CueCountry | Hint.CueGovernorate) || s[i - 1].Is(Sense.Direction))) return s[i].Meaning.Areas.Find(a => a.Level == AreaLevel.Governorate) is { } told && told.Code != own;
        return false;
    }

    // «استولوا كذلك على بلدة X المجاورة»: near the town just told of, not the X of another governorate.
    private bool Nearby(int at, string own) =>
        s[at + 1].Says(Cue.Neighbouring) && scene.LastTown is { } told && scene.GovernorateOf(told.Area) is { } there && there != own;

    // «X وY المتجاورتان»: two that lie side by side lie in one governorate.
    private bool Paired(int at, string own)
    {
        var second = s[at + 1].HasConjunction && s[at + 1].IsArea ? at + 1 : at;
        var other = second == at ? at - 1 : at + 1;
        return s[second].HasConjunction && s[other].IsArea && s[second + 1].Is(Sense.Near) && s[second + 1].Word is { Length: > 6 } word && (word.EndsWith("تان", StringComparison.Ordinal) || word.EndsWith("تين", StringComparison.Ordinal))
            && s[other].Meaning.Areas.TrueForAll(a => a.Level != AreaLevel.Governorate && scene.GovernorateOf(a) != own);
    }

    // «صوران إعزاز»: the X of another town.
    private bool Longer(int at, string own) =>
        s[at + 1] is { IsArea: true, IsActor: false, HasConjunction: false, Prepositional: false } next && next.Meaning.Areas.TrueForAll(a => a.Level != AreaLevel.Governorate && scene.GovernorateOf(a) != own);

    // The countryside that a list ends with; another preposition or verb begins something else.
    private string? After(int at, string own)
    {
        for (var i = at + 1; i <= at + Reach && i < s.Count; i++)
        {
            // «بلدة X وقرية Y بريف Z», where Y lies in Z indeed.
            if (s[i].HasConjunction && s[i].Is(Hint.CuePlace) && s[i + 1].IsArea && s[i + 1].Meaning.Areas.TrueForAll(a => scene.GovernorateOf(a) != own)) continue;
            if (s[i].Finite || s[i].Is(Sense.From | Sense.On | Sense.To | Sense.Clause | Sense.Rel) || s[i].HasConjunction && (s[i].Is(Hint.Cue) || s[i].Is(Sense.Part | Sense.Most))) return null;
            // «قريتي X وY بناحية Z»: in the governorate in which Z lies.
            if (s[i].IsArea && s[i - 1].HasPreposition('ب') && s[i - 1].Is(Hint.CueSubdistrict) && s[i].Meaning.Areas.Select(scene.GovernorateOf).Distinct().ToList() is [{ } around]) return around;
            if (s[i].IsArea && s[i - 1].Is(Hint.CueCountry | Hint.CueGovernorate)) return s[i].Meaning.Areas.Find(a => a.Level == AreaLevel.Governorate)?.Code;
        }
        return null;
    }
}
