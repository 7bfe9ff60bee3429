using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

// What "the city", "it" and "several quarters" mean: what was named before.
internal sealed partial class EnglishPlaces
{
    // "the city" without a name, "it".
    private bool Refers(int at) =>
        s[at].Is(Hint.Itself) || ((s[at].Is(Hint.CuePlace | Hint.CueGovernorate | Hint.CueQuarter | Hint.CueDistrict) || s[at].Is(Tie.Suburb)) && Definite(at) && !s[at + 1].Is(Hint.Of | Hint.CueSite) && !s[at + 1].IsArea && (!s[at + 1].Is(Hint.Cue) || s[at + 1].Is(Sense.Part)));

    // "the town", "the whole town", "the border town", "the Damascus suburb", but "the nearby town" is another.
    private bool Definite(int at)
    {
        var i = at - 1;
        // "the modern town"
        if (s[at].Is(Hint.CuePlace) && s[i].IsWord && !s[i].Capital && !s[i].Is(Tie.Another) && s[i - 1].Word is "the" or "this") i--;
        while ((s[i].Is(Hint.Article) || s[i].Is(Sense.Whole | Sense.Direction) || (s[i].IsArea && s[at].Is(Tie.Suburb))) && !s[i].Is(Tie.Another) && s[i].Word is not "the" and not "a" and not "an") i--;
        return s[i].Word is "the" or "this" || Seated(at) || Telegraphic(at);
    }

    // "the provincial capital", "its provincial capital", "the government-held provincial capital"
    private bool Seated(int at) => s[at].Says(Cue.CapitalNoun) && s[at - 1].Says(Cue.ProvincialOrRegional) && (HeldBy(at - 3) ? s[at - 4] : s[at - 2]).Word is "the" or "its" or "their";

    // The city that a governorate is governed from.
    private IReadOnlyList<Area>? Seat(int at) =>
        Around(at) is [var governorate] && scene.Theatre.Below(governorate.Code).FirstOrDefault(a => a is { Level: AreaLevel.Place, SeatOf: 1 }) is { } seat ? [seat] : null;

    // "an attack on X, capturing parts of it"
    private IReadOnlyList<Area>? NamedBefore(int at) =>
        Stretch.Of(0, at).LastOrDefault(i => IsName(s, i) && !Landmark(i), -1) is >= 0 and var name && AreaChoice.Of(s[name].Meaning.Areas, Hint.None, scene) is { Count: > 0 } areas && areas[0] != scene.LastPlace?.Area ? areas : null;

    /// <summary>"its": of the place told of here, else of the one named last.</summary>
    public static List<Place> Its(Sentence s, int at, Scene scene) =>
        scene.PlaceHere is { } here ? [here] : new EnglishPlaces(s, scene).NamedBefore(at) is { } areas ? [new Place(areas, at, at, s[at].Span, Extent.Unstated, Cued: false)] : [];

    /// <summary>The one town a sentence names, before an item and apart from it: in another clause, or ahead of "after".</summary>
    public static List<Place> Sole(Sentence s, int at, Scene scene)
    {
        if (Stretch.Of(0, s.Count).Where(i => IsName(s, i)).ToList() is not [var name] || name > at || (s.SameClause(name, at) && !Stretch.Of(name, at - name).Any(i => s[i].Is(Sense.After)))) return [];
        while (name > 0 && Introduces(s[name - 1])) name--;
        return From(s, name, scene, out _) is [{ Area.Level: AreaLevel.Place } town] ? [town] : [];
    }

    private bool Landmark(int name)
    {
        var i = name - 1;
        while (i >= 0 && Introduces(s[i])) i--;
        return i >= 0 && s[i].Is(Sense.Near | Sense.From | Sense.To | Sense.Between);
    }

    // The last of that level governed, else the one place the sentence has named.
    private IReadOnlyList<Area>? Meant(int at)
    {
        // "the town, also known as X"
        if (s[at + 1].Kind == TokenKind.Comma && Stretch.Of(at + 2, 4).FirstOrDefault(i => IsName(s, i), -1) is >= 0 and var alias && Stretch.Of(at + 2, alias - at - 2).Any(i => s[i].Says(Cue.DescribedAs)))
            return AreaChoice.Of(s[alias].Meaning.Areas, s[at].Meaning.Hints & Hint.Cue, scene);
        // "had lost the town, X, to the army"
        if (s[at].Is(Hint.CuePlace) && s[at + 1].Kind == TokenKind.Comma && IsName(s, at + 2) && s[at + 3].Kind == TokenKind.Comma && AreaChoice.Of(s[at + 2].Meaning.Areas, Hint.CuePlace, scene) is [{ Level: AreaLevel.Place }] called) return called;
        if (Seated(at)) return Seat(at);
        if (s[at].Is(Hint.CuePlace) && scene.PlaceHere is null && Theirs(at) is { Count: > 0 } own) return own;
        if (OfItsCountryside(at) is { } seat) return seat;
        if (OfItsSize(at) is { } sized) return sized;
        if (scene.Meant(s[at].Is(Hint.CueGovernorate)) is { } last) return last;
        if (s[at].Is(Hint.CueGovernorate)) return Around(at);
        if (s[at].Is(Hint.CuePlace) && scene.LastPlace is null && scene.LastNamed is { Area.Level: AreaLevel.Place } named && !Stretch.Of(0, at).Any(i => IsName(s, i))) return named.Areas;
        var names = Stretch.Of(0, at).Where(i => IsName(s, i)).ToList();
        return names is [var only] && !s[at].Is(Hint.CueGovernorate) && AreaChoice.Of(s[only].Meaning.Areas, Hint.CuePlace, scene) is { Count: > 0 } areas ? areas : null;
    }

    // "captured the village of A and entered the city of B. They lost the village": A, though B was told of last.
    private IReadOnlyList<Area>? OfItsSize(int at)
    {
        // "captured A and pushed into the provincial capital. The town was lost again": no seat of a governorate is a town.
        if (s[at].Says(Cue.Town) && s[at - 1].Word is "the" && scene is { PlaceHere: null, LastPlace.Area.SeatOf: 1 } && scene.LastTold.Select(f => f.Place).Where(p => p is { Area: { Level: AreaLevel.Place, SeatOf: not 1 }, Ambiguous: false }).DistinctBy(p => p.Area).ToList() is [var town]) return town.Areas;
        if (!s[at].Says(Cue.CityOrVillage) || s[at - 1].Word is not "the" || scene.PlaceHere is not null) return null;
        var told = scene.LastTold.Select(f => f.Place).Where(p => p.Area.Level == AreaLevel.Place).DistinctBy(p => p.Area).ToList();
        if (told.Count < 2 || told.Exists(p => p.Ambiguous)) return null;
        var city = s[at].Says(Cue.City);
        return told.Where(p => p.Area.Kind == "city" == city).ToList() is [var one] ? one.Areas : city && !told.Exists(p => p.Area.Kind == "city") ? scene.Landmark?.Areas : null;
    }

    // "seized villages in the western countryside of Suwayda. They stand at the edge of the city": its seat.
    private IReadOnlyList<Area>? OfItsCountryside(int at) =>
        s[at].Says(Cue.City) && s[at - 1].Word is "the" && scene is { PlaceHere: null, LastPlace.Area: { Level: AreaLevel.Place, Kind: not "city" } last } && scene.Countryside is { } seat && scene.GovernorateOf(seat) == scene.GovernorateOf(last) ? [seat] : null;

    // "at the edge of the city but have not entered it"
    private IReadOnlyList<Area>? CityHere(int at) => scene.PlaceHere is null && Stretch.Of(0, at).LastOrDefault(i => s[i].Says(Cue.City) && s[i - 1].Word is "the", -1) is >= 0 and var city ? OfItsCountryside(city) : null;

    // "The rebels in X handed the town over": X, whatever the sentence before told of.
    private IReadOnlyList<Area>? Theirs(int at)
    {
        if (Stretch.Of(0, at).Where(i => IsName(s, i)).ToList() is not [var name]) return null;
        var i = name - 1;
        while (i >= 0 && Introduces(s[i])) i--;
        var held = i > 0 && (s[i].Word is "in" or "inside" && s[i - 1].IsActor || s[i].Form == Form.Past && s[i].Is(Sense.Attack) || s[name - 1].Is(Hint.Of) && s[name - 2].Says(Cue.DefendersOrGarrison));
        return held ? [.. AreaChoice.Of(s[name].Meaning.Areas, Hint.CuePlace, scene).Where(a => a.Level == AreaLevel.Place)] : null;
    }

    // "the province": the one in which lies what was named last.
    private IReadOnlyList<Area>? Around(int at)
    {
        var name = Stretch.Of(0, at).LastOrDefault(i => IsName(s, i) && !Landmark(i), -1);
        var area = name >= 0 ? AreaChoice.Of(s[name].Meaning.Areas, Hint.None, scene) is [var named] ? named : null : (scene.LastPlace ?? scene.LastNamed)?.Area;
        return area is not null && scene.GovernorateOf(area) is { } code ? [scene.Theatre.FindArea(code)!] : null;
    }

    // "both towns", "the two villages": the two this sentence has joined, else those told of or joined in the one before.
    private IReadOnlyList<Place> Couple(int at)
    {
        if (Listing(s, at)) return Listed();
        if (!Paired(s, at)) return [];
        if (Joined(s, at, scene) is { Count: 2 } here) return here;
        var told = scene.LastTold.Select(f => f.Place).DistinctBy(p => p.Area).ToList();
        return told.Count == 0 ? scene.LastCouple : told.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Ambiguous: false, Stranger: false }) ? told : [];
    }

    private static bool Paired(Sentence s, int at) =>
        (s[at].Is(Hint.CuePlace) && s[at].Word.EndsWith('s') || s[at].Says(Cue.PlacesWord)) && !s[at + 1].Is(Hint.Of) && !s[at + 1].IsArea && s[at - 1].Word == s[at - 1].Tail && (s[at - 1].Word is "both" || s[at - 1].Word is "two" && s[at - 2].Word is "the");

    // The only two towns named before an item, with nothing but "and" between.
    private static IReadOnlyList<Place> Joined(Sentence s, int before, Scene scene)
    {
        var names = Stretch.Of(0, before).Where(i => IsName(s, i)).ToList();
        if (names is not [var first, var second] || s[first + 1].Word is not "and" || s[first - 1].Is(Sense.Between) || !Stretch.Of(first + 2, Math.Max(0, second - first - 2)).All(i => Introduces(s[i]) || s[i].Word is "from" && s[first - 1].Word is "from")) return [];
        return [.. names.Select(i => (At: i, Areas: AreaChoice.Of(s[i].Meaning.Areas, Hint.CuePlace, scene))).Where(n => n.Areas is [{ Level: AreaLevel.Place }]).Select(n => new Place(n.Areas, n.At, n.At, s[n.At].Span, Extent.Unstated, Cued: true))];
    }

    /// <summary>What "it" in the next sentence may mean, when this one told nothing, and "both towns".</summary>
    public static void Remember(Sentence s, Scene scene)
    {
        var names = Stretch.Of(0, s.Count).Where(i => IsName(s, i)).ToList();
        scene.LastList = Longest(s, names, scene);
        scene.LastCouple = Joined(s, s.Count, scene) is { Count: 2 } couple ? couple : [];
        scene.Countryside = names.Where(i => s[i].Meaning.Areas.Exists(a => a.Level == AreaLevel.Governorate) && (s[i + 1].Is(Hint.CueCountry) || Stretch.Of(i - 3, 3).Any(j => s[j].Is(Hint.CueCountry)))).Select(i => s[i].Meaning.Areas.Find(a => a is { Level: AreaLevel.Place, SeatOf: 1 })).FirstOrDefault(a => a is not null);
        scene.Landmark = names.Where(i => new EnglishPlaces(s, scene).Landmark(i)).Select(i => From(s, i, scene, out _)).FirstOrDefault(p => p is [{ Area: { Level: AreaLevel.Place, Kind: "city" }, Ambiguous: false }])?[0];
        // "the crossing into X" is not X.
        if (names.Count > 0) scene.LastNamed = names.Count > 1 || scene.Unnamed is not null && new EnglishPlaces(s, scene).Landmark(names[0]) || Stretch.Of(names[0] - 4, 4).Any(i => s[i].Says(Cue.CrossingNoun) && s[i].Tail is "into" || s[i].Tail is "into" or "with" && s[i - 1].Is(Hint.CueSite)) ? null : From(s, names[0], scene, out _).FirstOrDefault();
    }
}
