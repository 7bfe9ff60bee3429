using Territory.Contracts;

namespace Territory.Intake.Reading;

// What one word says of several places: a part of each, the list before, the governorate behind the comma.
internal sealed partial class EnglishPlaces
{
    // "positions in the towns of A, B and C": a part of each.
    private bool SharedPart(Place place)
    {
        var noun = Stretch.Of(place.First, Math.Max(0, place.Last - place.First)).LastOrDefault(i => s[i].Is(Hint.CuePlace) && s[i].Tail.EndsWith('s') && s[i + 1].Is(Hint.Of), -1);
        return place.Partly && noun > 0 && Stretch.Of(place.First, noun - place.First).Any(i => s[i].Is(Sense.In | Sense.Near) && Stretch.Of(place.First, i - place.First).Any(j => s[j].Is(Sense.Part) || s[j].Is(Hint.CueSite)));
    }

    // "regime forces recaptured town 19 Feb": the one that was told of.
    private bool Telegraphic(int at) =>
        s[at].Is(Hint.CuePlace) && !s[at].Tail.EndsWith('s') && scene.LastTown is not null && s[at - 1].Is(Sense.Take) && s[at - 1].Says(Cue.Retaking)
        && (at + 1 >= s.Count || s[at + 1].Kind is TokenKind.Number or TokenKind.Comma or TokenKind.Stop || s[at + 1].Is(Hint.Month | Hint.Weekday | Hint.Today) || s[at + 1].Word is "on" && s[at + 2].Is(Hint.Weekday));

    // "these towns", "the aforementioned villages", "all three towns", "took control of both".
    private static bool Listing(Sentence s, int at)
    {
        if (s[at].Word is "both") return at + 1 >= s.Count || s[at + 1].Kind is TokenKind.Comma or TokenKind.Stop || s[at + 1].Is(Hint.Weekday | Hint.Today) || s[at + 1].Word is "on" or "within" or "by" or "after" or "in" or "before";
        if (!(s[at].Is(Hint.CuePlace) && s[at].Tail.EndsWith('s') || s[at].Says(Cue.PlacesAndAreas)) || s[at + 1].Is(Hint.Of) || s[at + 1].IsArea) return false;
        var i = at - 1;
        if (s[i].Word is "three" or "four" or "five") i--;
        return s[i].Word is "these" || s[i].Says(Cue.Aforementioned) && s[i - 1].Word is "the" || i < at - 1 && s[i].Word is "all" || i < at - 1 && s[i].Word is "the" && s[i - 1].Word is "all";
    }

    // What such words mean: the places told of, else those that were named in one list.
    private IReadOnlyList<Place> Listed()
    {
        if (Stretch.Of(0, so.First).Any(i => IsName(s, i))) return [];
        var told = scene.LastTold.Select(f => f.Place).DistinctBy(p => p.Area).ToList();
        return told.Count < 2 ? scene.LastList : told.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Ambiguous: false, Stranger: false }) ? told : [];
    }

    private static List<Place> Longest(Sentence s, List<int> names, Scene scene)
    {
        List<Place> longest = [];
        for (var n = 0; n < names.Count; n++)
        {
            if (s[names[n] - 1].Is(Sense.Between) || n > 0 && names[n] < names[n - 1] + 2) continue;
            var list = Named(s, names[n], scene);
            if (list.Count > Math.Max(1, longest.Count) && list.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Ambiguous: false, Stranger: false })) longest = list;
        }
        return longest;
    }

    // "Hama, the province that links", "Idlib, a province which": the governorate, and not its seat.
    private void Provinces()
    {
        for (var i = 0; i < found.Count; i++)
        {
            var comma = found[i].Last + 1;
            if (found[i].Cued || s[comma].Kind != TokenKind.Comma || s[comma + 1].Word is not ("a" or "the")) continue;
            var noun = Stretch.Of(comma + 2, 3).FirstOrDefault(j => s[j].Is(Hint.CueGovernorate), -1);
            if (noun < 0 || !Stretch.Of(comma + 2, noun - comma - 2).All(j => s[j].Is(Sense.Direction) || s[j].IsWord || s[j].IsActor) || !s[noun + 1].Says(Cue.BorderingOrRelative)) continue;
            if (AreaChoice.Of(s[found[i].Last].Meaning.Areas, Hint.CueGovernorate, scene) is { Count: > 0 } raised) found[i] = found[i] with { Areas = raised, Extent = found[i].Extent, Cued = true };
        }
    }
}
