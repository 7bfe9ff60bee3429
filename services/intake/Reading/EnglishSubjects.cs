using Territory.Contracts;

namespace Territory.Intake.Reading;

// The places a verb has before it: as its subject, or as what its relative clause hangs on.
internal sealed partial class EnglishPlaces
{
    private const int LongestApposition = 16;
    private const int LongestRelative = 20;

    /// <summary>The names that end right before an item: the subject of "Hama fell", "Hama was captured".</summary>
    public static List<Place> Before(Sentence s, int at, Scene scene)
    {
        var preposed = false;
        for (var i = s.ClauseStart(at); i < at; i++)
        {
            if (!IsName(s, i) && !Subject(s, i) && !Strange(s, i)) continue;
            // "between Homs and Hama", but "In Daraa province, Tafas fell".
            preposed = Preposed(s, i) || (preposed && s[i - 1].Word is "and");
            if (preposed) continue;
            var from = i;
            while (from > 0 && Introduces(s[from - 1])) from--;
            var places = From(s, from, scene, out var end, at);
            if (places.Count == 0) continue;
            // "the east of the city"
            if (SideOf(s, from - 1)) places = [.. places.Select(p => p.Partly ? p : p with { Extent = Extent.Part })];
            // "X and Y, two army bases in Z, fell": sites of that name.
            if (s[end].Kind == TokenKind.Comma && (s[end + 1].Is(Hint.Article | Hint.Small) || s[end + 1].Is(Sense.Part) || s[end + 1].Kind == TokenKind.Number) && Stretch.Of(end + 1, 5).Any(i => i < at && (s[i].Is(Hint.CueSite) || s[i].Says(Cue.BasesOrCamps))) && !Stretch.Of(end + 1, 5).Any(i => s[i].Is(Hint.CuePlace) || s[i].Kind == TokenKind.Comma)) places = [.. places.Select(p => p.Area.Level == AreaLevel.Place ? p with { Extent = Extent.Part } : p)];
            end = PastApposition(s, PastOnceHeld(s, PastWhere(s, PastSurroundings(s, PastUnknown(s, end, at), at), at), at), at);
            if (!Stretch.Of(end, Math.Max(0, at - end)).All(j => Passes(s[j]) || Ranked(s, j))) { i = Math.Max(i, places[^1].Last); continue; }
            // "was almost entirely in the hands of"
            return Stretch.Of(end, Math.Max(0, at - end)).Any(j => s[j].Is(Sense.Most)) ? [.. places.Select(p => p with { Extent = Extent.Most })] : places;
        }
        return Resumed(s, at, scene) is { Count: > 0 } resumed ? resumed : Described(s, at, scene);
    }

    // "retook X, putting a town that fell to rebels in 2012 back in their hands": what was told of before.
    private static List<Place> Described(Sentence s, int at, Scene scene) =>
        scene.PlaceHere is { } here && s[at - 1].Word is "that" or "which" && s[at - 2].Is(Hint.CuePlace) && s[at - 3].Is(Hint.Article) ? [here] : [];

    // "Palmyra, which fell to the militants in May, was retaken": the subject stands before the relative clause.
    private static List<Place> Resumed(Sentence s, int at, Scene scene)
    {
        var start = s.ClauseStart(at);
        if (start < 3 || s[start - 1].Kind != TokenKind.Comma || !Stretch.Of(start, at - start).All(i => Passes(s[i]))) return [];
        var rel = Stretch.Of(Math.Max(1, start - LongestRelative), start - 1 - Math.Max(1, start - LongestRelative)).LastOrDefault(i => s[i].Is(Sense.Rel) && s[i - 1].Kind == TokenKind.Comma, -1);
        var name = rel < 2 ? -1 : s[rel - 2].Is(Hint.Cue) ? rel - 3 : rel - 2;
        if (name < 0 || !IsName(s, name)) return [];
        while (name > 0 && Introduces(s[name - 1])) name--;
        return From(s, name, scene, out _);
    }

    // "is to be handed over", "is the latest town to fall", "becomes the first province outside".
    private static bool Ranked(Sentence s, int at) =>
        s[at].Word is "latest" || s[at].Is(Tie.Rank) && Stretch.Of(at + 1, 2).Any(i => s[i].Is(Sense.Part)) || s[at].Is(Hint.Of) && s[at - 1].Is(Sense.Part) || s[at].Word is "one"
            && s[at + 1].Is(Hint.Of) || s[at].Is(Hint.Of) && s[at - 1].Word is "one" || s[at] is { IsWord: true, Capital: false } && s[at + 1].Is(Hint.CuePlace) && RankedPlace(s, at + 1)
            || s[at].Says(Cue.SoleOrOnly) && Stretch.Of(at + 1, 3).Any(i => RankedPlace(s, i)) || RankedPlace(s, at) || (s[at - 1].Is(Sense.In) && s[at].IsArea
            && RankedPlace(s, at - 2)) || (s[at].Is(Hint.CueGovernorate) && s[at - 2].Is(Sense.In) && RankedPlace(s, at - 3)) || (s[at].Word is "to" or "that"
            && s[at - 1].Is(Hint.CueGovernorate | Hint.CueCountry) | s[at - 1].IsArea && Stretch.Of(at - 5, 4).Any(i => RankedPlace(s, i))) || (s[at].Word is "that"
            && RankedPlace(s, at - 1)) || (s[at].Word is "to" && (RankedPlace(s, at - 1) || s[at + 1].Word is "be"));

    // "the second major city"
    private static bool RankedPlace(Sentence s, int at) =>
        s[at].Is(Hint.CueGovernorate | Hint.CuePlace) && Stretch.Of(at - 2, 2).Any(i => s[i].Is(Tie.Rank) && Stretch.Of(i + 1, at - i - 1).All(j => s[j].Is(Hint.Article) || s[j].IsWord && !s[j].Capital));

    // "it was captured", "the town fell".
    private static bool Subject(Sentence s, int at) => s[at].Is(Hint.Itself) || SiteOrShare(s, at) || Paired(s, at) || Listing(s, at) && s[at].Word is not "both" || (s[at].Is(Hint.CuePlace | Hint.CueQuarter | Hint.CueDistrict) && s[at - 1].Word is "the" && !s[at + 1].IsArea && !s[at + 1].Is(Hint.Of | Hint.CueSite));

    // "the base", "90 percent of the province".
    private static bool SiteOrShare(Sentence s, int at) =>
        s[at - 1].Word is "the" && !s[at + 1].IsArea && !s[at + 1].Is(Hint.Of | Hint.Cue | Hint.CueSite) && (s[at].Is(Hint.CueSite) || s[at].Is(Hint.CueGovernorate) && s[at - 2].Is(Hint.Of) && s[at - 3].Is(Sense.Part | Sense.Most));

    private static bool Passes(Item item) =>
        item.Is(Hint.Passive | Hint.Be | Hint.Had | Hint.NoLonger | Hint.Weekday | Hint.Article | Hint.Today | Hint.Yesterday | Hint.Month)
        || item.Is(Sense.Adverb | Sense.May | Sense.Neg | Sense.Still | Sense.Never | Sense.Part | Sense.Most | Sense.Whole | Sense.In)
            || item.Kind is TokenKind.Comma or TokenKind.Number or TokenKind.Dash
            || item.Says(Cue.HoweverOrSeem);

    /// <summary>What a relative clause without an object hangs on: "Hama, which the rebels still hold".</summary>
    public static List<Place> Relative(Sentence s, int verb, Scene scene)
    {
        if (s[verb].Form is not (Form.Past or Form.Present or Form.Base) && !(s[verb].Form == Form.Participle && s[verb - 1].Word is "had" or "has" or "have")) return [];
        if (Counted(s, verb) is > 0 and var be) return Before(s, be, scene);
        if (Cleft(s, verb) is > 0 and var stressed) return From(s, stressed, scene, out _);
        if (OfDescription(s, verb, scene) is { Count: > 0 } described) return described;
        var rel = Stretch.Of(Math.Max(0, verb - 7), Math.Min(verb, 7)).LastOrDefault(i => s[i].Is(Sense.Rel) && s[i].Word is "which" or "that", -1);
        if (rel < 1 || !Stretch.Of(rel + 1, verb - rel - 1).Any(i => s[i].IsActor || s[i].Word is "it" or "they" or "same") || Stretch.Of(rel + 1, verb - rel - 1).Any(i => s[i].Kind == TokenKind.Comma || s[i].IsArea)) return [];
        var name = Stretch.Of(Math.Max(0, rel - 4), Math.Min(rel, 4)).LastOrDefault(i => IsName(s, i), -1);
        // "the town, which the army had seized"
        if (name < 0 && s[rel - 1].Kind == TokenKind.Comma && s[rel - 2].Is(Hint.CuePlace) && s[rel - 3].Word is "the") return From(s, rel - 3, scene, out _);
        if (name < 0 || Stretch.Of(name + 1, rel - name - 1).Any(i => !(s[i].Is(Hint.Cue | Hint.CueSite) || s[i].Kind == TokenKind.Comma))) return [];
        while (name > 0 && Introduces(s[name - 1])) name--;
        return From(s, name, scene, out _) is { Count: > 0 } places ? [places[0]] : [];
    }

    // "shelled A and B, two towns which the rebels seized on Monday", "X, a town that the army lost": those that are described.
    private static List<Place> OfDescription(Sentence s, int verb, Scene scene)
    {
        var noun = Stretch.Of(Math.Max(0, verb - 6), Math.Min(verb, 6)).LastOrDefault(i => s[i].Is(Hint.CuePlace) && s[i + 1].Word is "which" or "that", -1);
        var comma = noun < 0 ? -1 : Stretch.Of(noun - 5, 5).LastOrDefault(i => s[i].Kind == TokenKind.Comma, -1);
        if (comma < 1 || !Stretch.Of(comma + 1, noun - comma - 1).All(i => s[i].Is(Hint.Article) || s[i].Kind == TokenKind.Number || s[i].Is(Hint.Small) || s[i].Is(Sense.Direction | Sense.Part) || s[i].Is(Tie.Rank) || s[i] is { IsWord: true, Capital: false }) || !Stretch.Of(noun + 2, verb - noun - 2).Any(i => s[i].IsActor)) return [];
        var name = s[comma - 1].Is(Hint.Cue) && !IsName(s, comma - 1) ? comma - 2 : comma - 1;
        if (!IsName(s, name)) return [];
        if (s[noun].Word.EndsWith('s')) while (name > 2 && Joins(s[name - 1]) && IsName(s, name - 2)) name -= 2;
        var places = Named(s, name, scene);
        return s[noun].Word.EndsWith('s') || places.Count == 0 ? places : [places[0]];
    }

    // "Hama is the second city the rebels have captured": the verb behind the name.
    private static int Counted(Sentence s, int verb)
    {
        var town = Stretch.Of(Math.Max(0, verb - 6), Math.Min(verb, 6)).LastOrDefault(i => RankedPlace(s, i), -1);
        if (town < 2 || !Stretch.Of(town + 1, verb - town - 1).Any(i => s[i].IsActor) || !Stretch.Of(town + 1, verb - town - 1).All(i => s[i].IsActor || s[i].Is(Hint.Article | Hint.Had) || s[i].Is(Sense.That | Sense.People | Sense.Adverb) || s[i].Word is "have" or "has")) return -1;
        return Stretch.Of(Math.Max(1, town - 6), town - Math.Max(1, town - 6)).LastOrDefault(i => s[i].Is(Hint.Be) && !s[i].IsActor, -1);
    }

    // "It was Hama that the rebels seized": the name between.
    private static int Cleft(Sentence s, int verb)
    {
        var that = Stretch.Of(Math.Max(0, verb - 7), Math.Min(verb, 7)).LastOrDefault(i => s[i].Word is "that" or "which", -1);
        var it = that < 3 ? -1 : Stretch.Of(Math.Max(0, that - 6), Math.Min(that, 6)).LastOrDefault(i => s[i].Is(Hint.Itself) && s[i + 1].Word is "was" or "is", -1);
        return it >= 0 && IsName(s, that - 1) && Stretch.Of(it + 2, that - it - 3).All(i => Introduces(s[i])) && !Stretch.Of(that + 1, verb - that - 1).Any(i => s[i].IsArea && s[i].Capital || s[i].Kind == TokenKind.Comma) ? it + 2 : -1;
    }

    /// <summary>What a relative clause without another subject is about: "Idlib, which is almost entirely held by".</summary>
    public static List<Place> Antecedent(Sentence s, int at, Scene scene)
    {
        var rel = s.ClauseStart(at);
        // "the town of X which is held by": without a comma.
        if (s[rel].Word is not "which") rel = Stretch.Of(at - 4, 4).LastOrDefault(i => s[i].Word is "which", -1);
        if (rel < 1 || s[rel].Word is not "which" || !Stretch.Of(rel + 1, Math.Max(0, at - rel - 1)).All(i => Passes(s[i]))) return [];
        return Whereof(s, rel, scene);
    }

    /// <summary>The names that begin with one, and the words before it that say what it is.</summary>
    public static List<Place> Named(Sentence s, int name, Scene scene)
    {
        while (name > 0 && Introduces(s[name - 1])) name--;
        return From(s, name, scene, out _);
    }

    /// <summary>"X, where rebels took control": X.</summary>
    public static List<Place> Whereof(Sentence s, int rel, Scene scene)
    {
        var name = s[rel - 1].Kind == TokenKind.Comma ? rel - 2 : rel - 1;
        // "Ras al-Ayn (Sere Kaniye), which": the same by its other name.
        if (s[name].Kind == TokenKind.Close && Stretch.Of(name - 5, 5).LastOrDefault(i => s[i].Kind == TokenKind.Open, -1) is > 0 and var open) name = open - 1;
        if (s[name].Is(Hint.Cue) && !IsName(s, name)) name--;
        if (!IsName(s, name)) return [];
        while (name > 0 && Introduces(s[name - 1])) name--;
        return From(s, name, scene, out _) is { Count: > 0 } places ? [places[^1]] : [];
    }

    /// <summary>"captured five towns within a day: A, B and C", ", among them A": the names behind the colon.</summary>
    public static List<Place> Announced(Sentence s, int verb, Scene scene)
    {
        if (!Stretch.Of(verb + 1, 6).Any(i => s[i].Is(Hint.CuePlace) && s[i].Word.EndsWith('s'))) return [];
        var colon = Stretch.Of(verb + 1, 18).TakeWhile(i => !s[i].IsArea).FirstOrDefault(i => s[i].Kind is TokenKind.Colon or TokenKind.Dash || (s[i].Is(Hint.Including) && s[i - 1].Kind == TokenKind.Comma), -1);
        return colon < 0 ? [] : From(s, colon + 1, scene, out _);
    }

    // "A, B and C returned to": names nobody knows end the list.
    private static int PastUnknown(Sentence s, int end, int at)
    {
        var last = end;
        while (last < at && (s[last].Kind == TokenKind.Comma || s[last].Word is "and") && NobodyKnows(s[last + 1]))
        {
            var final = s[last].Word is "and";
            for (last++; last < at && NobodyKnows(s[last]);) last++;
            if (final) return last;
        }
        return end;
    }

    // "the town and the land around it", "X and its surroundings", "X and the surrounding villages".
    private static int PastSurroundings(Sentence s, int end, int at)
    {
        if (s[end].Word is not "and") return end;
        var i = end + 1;
        while (i < at && (s[i].Is(Hint.Article) || s[i].Is(Sense.Part | Sense.Whole | Sense.Direction) || Around(s[i]) || s[i].Says(Cue.ItsOrCountryside))) i++;
        if (i < at && s[i].Is(Hint.Itself) && Around(s[i - 1])) return i + 1;
        return Stretch.Of(end + 1, i - end - 1).Any(j => Around(s[j]) || s[j].Word is "its") ? i : end;
    }

    private static bool Around(Item item) => item.Says(Cue.Surroundings);

    // "Tal Maleh in Hama province came under": where it lies.
    private static int PastWhere(Sentence s, int end, int at)
    {
        // "Banyas to its north"
        if (s[end].Word is "to" && s[end + 1].Word is "its" or "the" or "their" && s[end + 2].Is(Sense.Direction) && end + 2 < at) return end + 3;
        var place = s[end].Kind == TokenKind.Comma ? end + 1 : end;
        if (!s[place].Is(Sense.In) && !(s[place].Is(Sense.Near) && s[place].Tail is "of" or "near")) return end;
        var name = Stretch.Of(place + 1, 5).FirstOrDefault(i => i < at && IsName(s, i), -1);
        if (name < 0 || Stretch.Of(place + 1, name - place - 1).Any(i => !(Introduces(s[i]) || s[i].IsWord))) return end;
        return s[name + 1].Is(Hint.Cue) ? name + 2 : name + 1;
    }

    // "Daraa, the cradle of the uprising, came under": from comma to comma.
    private static int PastApposition(Sentence s, int end, int at)
    {
        if (s[end].Kind != TokenKind.Comma) return end;
        // "Tabqa, a stronghold some 55 km west of Raqqa has fallen": without a second comma.
        if ((s[end + 1].Is(Hint.Article) || s[end + 1].Word is "one" && s[end + 2].Is(Hint.Of)) && at - end < 16 && !Stretch.Of(end + 1, at - end - 1).Any(i => s[i].Kind == TokenKind.Comma || s[i].Is(Hint.Be) || s[i].Form is Form.Past or Form.Present)) return at;
        for (var i = end + 1; i < at && i <= end + LongestApposition; i++)
        {
            if (s[i].Kind == TokenKind.Comma && (i >= at - 3 || i >= at - 14 && Standing(s, PastAround(s, i + 1), at))) return s[i + 1].Word is "and" ? PastAround(s, i + 1) : i;
            if (i > end + 9 && (s[i].Is(Hint.Be) || s[i].Form is Form.Past or Form.Present)) break;
        }
        return end;
    }

    private static bool Introduces(Item item) => item.Is(Hint.Article | Hint.Cue | Hint.Of) || item.Is(Sense.Part | Sense.Most | Sense.Whole | Sense.Direction | Sense.Centre) || item.Is(Hint.CueSite) || item.Is(Tie.Suburb);

    private static bool Preposed(Sentence s, int name)
    {
        var i = name - 1;
        while (i >= 0 && Introduces(s[i])) i--;
        if (SideOf(s, i)) for (i -= 2; i >= 0 && Introduces(s[i]);) i--;
        // "With X in rebel hands, the army …"
        if (i == 0 && s[0].Word is "with") return false;
        return i >= 0 && (s[i].Is(Sense.In | Sense.Near | Sense.From | Sense.To | Sense.Against | Sense.Between) || s[i].Is(Hint.By));
    }

    private static bool SideOf(Sentence s, int at) => s[at].Is(Sense.Near) && s[at].Tail is "of" && s[at - 1].Word is "the";

    // "Tat Homs", "Hama Gharbi": one word of a name that nobody knows.
    private static bool Ends(Sentence s, int at) =>
        s[at - 1].Says(Cue.GateInNames) && s[at - 1].Capital && s[at - 1].Word == s[at - 1].Tail && s[at].Span.Start - s[at - 1].Span.End == 1
        || Joins(s[at - 1]) && s[at + 1] is { IsWord: true, Capital: true } tail && tail.Word == tail.Tail && tail.Span.Start - s[at].Span.End == 1 && Joins(s[at + 2])
        || at > 1 && s[at - 1] is { IsWord: true, Capital: true } head && head.Word == head.Tail && s[at].Span.Start - head.Span.End == 1 && (Joins(s[at - 2]) || s[at - 2].Is(Hint.Of) && s[at - 3].Is(Hint.CuePlace)) && !head.Says(Cue.OldOrGreater);

    private static bool Joins(Item item) => item.Kind == TokenKind.Comma || item.Word is "and";

    /// <summary>"X, most of which is held by", "X, half of which the army holds": X.</summary>
    public static List<Place> OfWhich(Sentence s, int before, Scene scene)
    {
        var which = Stretch.Of(before - 7, 7).LastOrDefault(i => s[i].Word is "which" && s[i - 1].Is(Hint.Of), -1);
        var comma = which < 0 ? -1 : Stretch.Of(which - 5, 4).LastOrDefault(i => s[i].Kind == TokenKind.Comma, -1);
        if (comma < 1 || Stretch.Of(which + 1, before - which - 1).Any(i => s[i].IsArea && !s[i].IsActor || s[i].Kind == TokenKind.Comma) || !Stretch.Of(comma + 1, which - comma - 2).Any(i => s[i].Is(Sense.Most | Sense.Part | Sense.Whole))) return [];
        var name = s[comma - 1].IsArea ? comma - 1 : comma - 2;
        var places = IsName(s, name) ? Named(s, name, scene) : s[comma - 1].Is(Hint.Cue) && s[comma - 2].Word is "the" ? From(s, comma - 2, scene, out _) : [];
        return places.Count == 0 ? [] : [places[0] with { Extent = Stretch.Of(comma + 1, which - comma - 2).Any(i => s[i].Is(Sense.Most)) ? Extent.Most : Extent.Part }];
    }

    // A name that may be a person's is a town's behind "the town of".
    private static bool IsName(Sentence s, int at) => s[at].IsArea && s[at].Capital && !Ends(s, at) && (!s[at].Is(Hint.AmbiguousNames) || s[at - 1].Is(Hint.Of) && s[at - 2].Is(Hint.CuePlace)
        || CalledPlace(s, at));
}
