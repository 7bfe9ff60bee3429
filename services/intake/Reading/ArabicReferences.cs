using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

// What «المدينة», «المحافظة» and «عدة أحياء» mean: what was named before.
internal sealed partial class ArabicPlaces
{
    // «وصلت إلى حمص وسيطرت على عدة أحياء»: whose quarters they are was said before.
    private void OfTownBefore(int start, int end)
    {
        if (end < s.Count && s[end].Is(Sense.In | Sense.From | Sense.Near)) return;
        var town = Stretch.Of(0, start).LastOrDefault(i => s[i].IsArea && !s[i].IsActor && !s[i - 1].Is(Hint.CueFeature | Hint.CueCountry | Hint.CueGovernorate), -1);
        var areas = town >= 0 ? AreaChoice.Of(s[town].Meaning.Areas, Hint.CuePlace, scene) : (scene.LastPlace ?? scene.LastNamed) is { Area.Level: AreaLevel.Place } before ? before.Areas : [];
        if (areas.Count == 0) return;
        part = true;
        found.Add(Sized(areas, start, Math.Max(start, end - 1), true));
    }

    // The one area named before in the sentence, else the last of that level governed.
    private IReadOnlyList<Area>? Meant(int at)
    {
        var governorate = s[at].Word.EndsWith("محافظه", StringComparison.Ordinal);
        // «على الغوطة … لم تدخل المدينة»: a region is no town.
        if (scene is { LastPlace.Area.Level: AreaLevel.Region, LastTown: { } recent } && s[at].Word.EndsWith("مدينه", StringComparison.Ordinal)) return recent.Areas;
        if (!s[at].Is(Hint.Itself) && Whose(at) is { } own) return own;
        if (!s[at].Is(Hint.Itself) && scene.LastPlace is { } any) return any.Areas;
        // «خرجوا من مدينة X، وانتشر الأمن في Y …. ولم يدخل الجيش المدينة»: the one called so, not the village.
        if (s[at].Word.EndsWith("المدينه", StringComparison.Ordinal) && scene is { LastPlace.Area: { Kind: "town", SeatOf: null } village, City: { } city } && city != village) return [city];
        // «على قرى X في ريف مدينة Y …، ولم يدخلوا المدينة»: what was called so, not the villages.
        if (scene.LastPlace is { Cued: true } && Called(at) is { } town) return town;
        if (Surrounded(at) is { } seat) return seat;
        if (scene.Meant(governorate) is { } last) return last;
        // «مدينة السويداء ومعظم المحافظة»
        if (governorate && (most || part) && cue is Hint.None or Hint.CuePlace && found.Count > 0 && scene.GovernorateOf(found[^1].Area) is { } above && scene.Theatre.FindArea(above) is { } around) return [around];
        var names = Stretch.Of(0, at).Where(i => s[i].IsArea && !s[i].IsActor).ToList();
        if (names.TrueForAll(i => AreaChoice.Of(s[i].Meaning.Areas, Hint.CuePlace, scene).Count == 0) && !governorate && scene.LastPlace is null && scene.LastNamed is { Area.Level: AreaLevel.Place } named) return named.Areas;
        if (names.Count == 0 && scene is { LastPlace: null, LastCalled: { } one } && s[at].Word.StartsWith("ال", StringComparison.Ordinal) && s[at].Word.AsSpan(2).SequenceEqual(one.Kind)) return one.Areas;
        // «على بلدات في ريف X …، غداة سحب القوات من المحافظة»
        if (governorate && (cue != Hint.CueCountry || found.Count == 0) && Governorate(names) is { } over) return [over];
        // «على أطراف بلدة X في ريف Y …، للسيطرة على البلدة»
        if (names.Count > 1 && Called(at) is { } called) return called;
        // «بلدة X (كذا)»: one town by two names.
        names.RemoveAll(i => names.Exists(k => k < i && i <= k + 2 && s[k].Meaning.Areas.Intersect(s[i].Meaning.Areas).Any()));
        // «لو تمكن الجيش من X لانقطع الطريق نحو Y، غير أن البلدة …»: not where the road leads.
        if (names.Count > 1 && s[at].Says(Cue.TheTown)) names.RemoveAll(i => s[i].HasPreposition('ب') || Stretch.Of(i - 2, 2).Any(k => s[k].Is(Hint.CueCountry | Hint.CueFeature | Hint.CueGovernorate) || k == i - 1 && s[k].Is(Sense.To | Sense.Near | Sense.Direction)));
        return names is [var only] && !governorate && !s[only - 1].Is(Hint.CueCountry) && AreaChoice.Of(s[only].Meaning.Areas, Hint.CuePlace, scene) is { Count: > 0 } areas ? areas : null;
    }

    // «دخلت بلدة X وسيطرت على معظم أجزائها»: of the town last named here, unless another of its names was told of.
    private IReadOnlyList<Area>? Whose(int at)
    {
        var names = Stretch.Of(0, at).Where(i => s[i].IsArea && !s[i].IsActor && !s[i - 1].Is(Sense.Direction | Sense.Near) && !s[i - 1].Is(Hint.CueCountry | Hint.CueGovernorate | Hint.CueFeature)).ToList();
        if (names.Count == 0) return null;
        var areas = AreaChoice.Of(s[names[^1]].Meaning.Areas, Hint.None, scene);
        // «سيطر على X، مع تقدم داخل مدينة Y وسيطرة على أحياء فيها»
        var inside = s[names[^1] - 1].Is(Hint.CuePlace) && s[names[^1] - 2].Word is "داخل";
        return areas.Count == 0 || areas[0].Level is not (AreaLevel.Place or AreaLevel.Site) || !inside && scene.LastPlace is { } told && names.Exists(i => s[i].Meaning.Areas.Contains(told.Area)) ? null : areas;
    }

    // «على قريتي X في الريف الغربي للسويداء، وباتوا على تخوم المدينة»: the town in whose countryside the villages lie.
    private IReadOnlyList<Area>? Surrounded(int at)
    {
        if (!s[at].Word.EndsWith("المدينه", StringComparison.Ordinal) || scene.LastPlace is { Area.Kind: "city" } || scene.LastPlace is { Area.Kind: "town" } && !Stretch.Of(0, at).Any(i => s[i].Is(Hint.CuePlace) && s[i].Word.Contains("قري", StringComparison.Ordinal)) || Stretch.Of(0, at).Any(i => s[i].Is(Hint.CuePlace) && s[i].Word.Contains("مدين", StringComparison.Ordinal))) return null;
        var around = Stretch.Of(1, Math.Max(0, at - 1)).Where(i => s[i].IsArea && Stretch.Of(i - 3, 3).Any(c => s[c].Is(Hint.CueCountry) && Stretch.Of(c + 1, i - c - 1).All(between => s[between].Is(Hint.Compass))))
            .Select(i => AreaChoice.Of(s[i].Meaning.Areas, Hint.CuePlace, scene)).Where(towns => towns is [{ SeatOf: 1 or 2 }]).ToList();
        return around is [var only] ? only : null;
    }

    // The one governorate that the names before are called to be or to lie in; for a part of it any name of it will do.
    private Area? Governorate(List<int> names) =>
        names.Where(i => part || s[i - 1].Is(Hint.CueCountry | Hint.CueGovernorate)).SelectMany(i => AreaChoice.Of(s[i].Meaning.Areas, Hint.CueGovernorate, scene)).Distinct().ToList() is [var only] ? only : null;

    // The one name of the sentence that stands with the same word for its kind.
    private IReadOnlyList<Area>? Called(int at) => at > 1 && s[at].Word is ['ا', 'ل', _, _, ..] &&
        Stretch.Of(1, at - 1).Where(i => s[i].IsArea && s[i - 1].Is(Hint.CuePlace) && s[at].Word.AsSpan(2).SequenceEqual(s[i - 1].Word.AsSpan(s[i - 1].Prefix.Length))).ToList() is [var called]
        && AreaChoice.Of(s[called].Meaning.Areas, Hint.CuePlace, scene) is { Count: > 0 } alike ? alike : null;
}
