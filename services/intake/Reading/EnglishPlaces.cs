using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>The list of places an English word governs: "the towns of Saraqib and Khan Shaykhun", "most of Daraa province", "Aleppo's outskirts".</summary>
internal sealed partial class EnglishPlaces(Sentence s, Scene scene)
{
    private const int UnknownWords = 3;

    private readonly List<Place> found = [];
    private Hint cue;
    private int first;
    private bool part, most, centre, whole, thing, strange, listed, sharing;
    private int listedAt, stranger;
    // The verb whose subject is read.
    private int verb = -1;

    public static List<Place> From(Sentence s, int start, Scene scene, out int end, int verb = -1)
    {
        var reader = new EnglishPlaces(s, scene) { verb = verb };
        end = reader.Read(start);
        reader.Misplaced(end);
        reader.Provinces();
        if (reader.found.Count == 0 && reader.part && (s[start].Word is "its" || Enumerable.Range(start, Math.Max(0, end - start)).Any(i => s[i].Is(Hint.CityParts)))) reader.OfTownBefore(start, end);
        // "a cluster of buildings at its centre"
        if (reader.found.Count == 0 && reader.part && Enumerable.Range(start, Math.Max(0, end - start)).Any(i => s[i].Is(Sense.In) && s[i + 1].Word is "its" && s[i + 2].Is(Sense.Centre | Sense.Part | Sense.Direction)) && scene.PlaceHere is { Area.Level: AreaLevel.Place } around) reader.found.Add(around with { First = start, Last = end - 1, Span = s[end - 1].Span, Extent = Extent.Part });
        if (reader.found.Count == 0 && reader.thing) reader.OwnSite(start);
        // "ISIS controls 10 percent", "while rebels hold the rest": of the place told of before.
        if (reader.found.Count == 0 && reader.part && scene.PlaceHere is { } shared && !(s[end].Is(Hint.Of) || s[end].Is(Sense.In | Sense.Near)) && Enumerable.Range(start, Math.Max(0, end - start)).Any(i => s[i].Is(Tie.Remainder))) reader.found.Add(shared with { First = start, Last = end - 1, Span = s[end - 1].Span, Extent = Extent.Part });
        return reader.found;
    }

    private int Read(int i)
    {
        Restart(i);
        for (var unknown = 0; i < s.Count; i++)
        {
            var item = s[i];
            // "the Idlib provincial town of Harem": where it lies.
            if (item.IsArea && Whereabout(i)) cue = Hint.CuePlace;
            // "Aleppo's Sheikh Maqsoud neighbourhood": the quarter, whatever it is of.
            else if (item.IsArea && s[i + 1].IsArea && s[i + 1].Capital && s[i + 2].Is(Hint.CueQuarter | Hint.CueDistrict) && AreaChoice.Of(s[i + 1].Meaning.Areas, Hint.CueQuarter, scene).Count > 0) continue;
            // "took over the Damascus suburb": the one that was named.
            else if (item.IsArea && s[i + 1].Is(Tie.Suburb)) continue;
            else if (item.Is(Tie.Suburb) && s[i + 1].Is(Hint.Of) && s[i - 1].Word is "the") cue = Hint.CuePlace;
            else if (item.Is(Tie.Suburb) && s[i + 1].Is(Hint.Of) && s[i - 1].Word is "a" or "an" or "another") part = true;
            else if (item.IsArea && Ends(s, i)) continue;
            else if (item.IsArea && item.Capital && !(item.Is(Hint.AmbiguousNames) && cue == Hint.None && !Governs(i - 1)))
            {
                if (!Add(ref i)) return i;
                if (!Continues(ref i)) return i + 1;
                unknown = 0;
            }
            // "the hamlet of A on Sunday and then the town of B", though nobody knows A.
            else if (stranger >= 0 && found.Count == 0 && cue == Hint.CuePlace && Next(i) is { } then) Restart((i = then) + 1);
            else if (Located(i)) return Stranger(i);
            // "the border between A and B", "two villages between A and B": of neither.
            else if (item.Word is "between" && item.Is(Sense.Between) && found.Count == 0) return Between(i);
            else if (Couple(i) is { Count: > 1 } those)
            {
                part = !Listing(s, i) && Enumerable.Range(first, i - first - 1).Any(j => s[j].Is(Sense.Part) && s[j].Word is not "both");
                found.AddRange(those.Select(p => Sized(p.Areas, i, true)));
                return i + 1;
            }
            // "the provincial capital, X,": X.
            else if (Seated(i) && s[i + 1].Kind == TokenKind.Comma && IsName(s, i + 2) && (s[i + 3].Kind == TokenKind.Comma || s[i + 3].Is(Sense.To)) && AreaChoice.Of(s[i + 2].Meaning.Areas, Hint.CuePlace, scene) is { Count: > 0 } seat)
            {
                found.Add(Sized(seat, i + 2, true));
                return i + 3;
            }
            else if (Refers(i))
            {
                // "seized a town north of X that the army took": neither X nor any other that was named.
                if (item.Is(Hint.Itself) && scene.Unnamed is not null) return i;
                if (item.Is(Hint.Itself) && CityHere(i) is { } city) { found.Add(Sized(city, i, true)); return i + 1; }
                if (item.Is(Hint.Itself) && scene.PlaceHere is { } told) found.Add(told with { First = i, Last = i, Span = item.Span, Extent = part ? Extent.Part : most ? Extent.Most : told.Extent });
                else if (item.Is(Hint.Itself) && NamedBefore(i) is { } here) found.Add(Sized(here, i, true));
                else if (item.Is(Hint.Itself) && (scene.LastPlace ?? scene.LastNamed) is { } place) found.Add(place with { First = i, Last = i, Span = item.Span });
                else if (Meant(i) is { } last)
                {
                    part |= s[i + 1].Is(Sense.Part) || (s[i + 1].Is(Sense.Direction) && s[i + 2].Is(Sense.Part));
                    centre |= s[i + 1].Is(Sense.Centre);
                    found.Add(Sized(last, i, true));
                    // "the town's eastern quarter"
                    if (verb > i && part) while (s[i + 1].Is(Sense.Part | Sense.Direction)) i++;
                }
                else return i;
                // "control of the town and of B"
                if (s[i + 1].Word is "and" && (IsName(s, i + 2) || s[i + 2].Is(Hint.Of) && IsName(s, i + 3)) && Continues(ref i)) continue;
                return i + 1;
            }
            // "what was left of eastern Aleppo"
            else if (Remains(i) is { } past) (part, i) = (true, past);
            // "both Ariha and Saraqib": each of them whole.
            else if (item.Word is "both" && IsName(s, i + 1)) continue;
            else if (item.Word is "around" or "about" or "over" or "roughly" or "nearly" or "almost" && item.Word == item.Tail && (s[i + 1].Is(Sense.Part | Sense.Most) || s[i + 1].Kind == TokenKind.Number)) continue;
            else if (item.Word is "at" && s[i + 1].Word is "least" && (s[i + 2].Kind == TokenKind.Number || s[i + 2].Is(Sense.Part))) i++;
            // "villages to the west of X"
            else if ((part || s[i - 1].Is(Hint.CuePlace) && s[i - 1].Tail.EndsWith('s')) && item.Word is "to" && s[i + 1].Word is "the" && s[i + 2].Is(Sense.Near) && s[i + 2].Tail is "of") (part, i) = (true, i + 1);
            else if (Sizes(item)) unknown = 0;
            // "such towns as A and B"
            else if (item.Word is "as" && s[i - 2].Word is "such" && s[i - 1].Is(Hint.CuePlace) && IsName(s, i + 1)) Restart(i + 1);
            // "captured the dam and the city of X": the dam is no part of it.
            else if (thing && item.Word is "and" && Enumerable.Range(i + 1, 2).Any(next => s[next].Is(Hint.CuePlace) && s[next + 1].Is(Hint.Of))) Restart(i + 1);
            // "captured 14 militants in the towns of": persons.
            else if (item.IsActor && !item.IsArea && s[i - 1].Kind == TokenKind.Number && s[i + 1].Is(Sense.In)) return i;
            // "an army base in Mayadin", "government positions near".
            else if (item.IsActor && !item.IsArea && (s[i + 1].Is(Sense.Part) || s[i + 1].Is(Sense.Direction) && s[i + 2].Is(Sense.Part) || Strongholds(i + 1) || HeldBy(i) || OwnedPart(i) || Enumerable.Range(i + 1, 3).Any(next => s[next].Is(Hint.CueSite | Hint.CuePlace)))) continue;
            else if (item.Is(Sense.Standing) && HeldBy(i - 1)) continue;
            // "all areas under its control in"
            else if (part && item.Word is "under" && s[i + 1].Word is "its" or "their" && s[i + 2].Is(Hint.Control)) (i, whole) = (i + 2, false);
            // "their main redoubt in the town of"
            else if (item.Is(Sense.In) && s[i - 1].Word is "redoubt" or "stronghold" or "bastion" or "foothold" && Enumerable.Range(i + 1, 3).Any(next => s[next].Is(Hint.CuePlace))) continue;
            // "positions held by the army in": past who holds them.
            else if (part && item.Is(Sense.Hold) && Past(i) is { } within) i = within;
            // "the territory they once held in"
            else if (part && item.Word is "they" or "it" && i > first && OnceHeld(i + 1) is { } once) i = once;
            // "withdrew from the border towards X": where they went.
            else if (found.Count == 0 && i > first && s[first - 1].Is(Sense.From) && item.Word is "towards" or "toward") return i;
            // "seized on Wednesday X"
            else if (i == first && item.Word is "on" && s[i + 1].Is(Hint.Weekday)) Restart(++i + 1);
            // "a district of Raqqa", "the last western district of Raqqa": whichever.
            else if (item.Is(Hint.CueDistrict) && item.Word is "district" && s[i + 1].Is(Hint.Of) && OneOfMany(i)) (part, cue, i) = (true, Hint.CuePlace, i + 1);
            // "a neighbourhood in Aleppo", "an eastern neighbourhood of Aleppo": whichever.
            else if (item.Is(Hint.CueQuarter) && (s[i + 1].Is(Sense.In) || s[i + 1].Is(Hint.Of)) && (s[i - 1].Is(Hint.Article) || OneOfMany(i))) (part, cue, i) = (true, Hint.None, i + 1);
            // "several districts from the militants in Hama": past the loser.
            else if (part && item.Is(Sense.From) && Past(i) is { } where) (cue, i) = (Enumerable.Range(first, i - first).Any(j => s[j].Is(Hint.CuePlace) && s[j].Tail.EndsWith('s')) ? Hint.CueCountry : cue, where);
            // "the district of Ansari in Aleppo": one of its quarters, whatever its name.
            else if (item.Is(Hint.CueDistrict | Hint.CueQuarter) && QuarterIn(i) is { } city) (part, cue, i) = (true, Hint.CuePlace, city);
            // "the Baba Amr district of Homs": one of its quarters, whatever its name.
            else if (item.Is(Hint.CueDistrict | Hint.CueQuarter) && s[i - 1].IsWord && s[i - 1].Capital) (part, cue) = (true, Hint.None);
            else if (item.Is(Hint.CueFeature) && !item.Is(Hint.Article)) return i;
            else if (item.Is(Hint.CueSite) && SiteBefore(i) is { } named)
            {
                found.Add(Sized(named, i, true) with { Extent = named[0].Level == AreaLevel.Site ? Extent.Unstated : Extent.Part });
                return i + 1;
            }
            else if (item.Is(Hint.CueSite)) thing = true;
            else if (item.Is(Hint.Cue)) cue = item.Meaning.Hints & Hint.Cue;
            else if (item.Word is "this" && (s[i + 1].Is(Hint.CuePlace | Hint.CueGovernorate) || s[i + 1].IsWord && s[i + 2].Is(Hint.CuePlace))) continue;
            else if (item.Word is "stronghold" or "bastion" or "enclave" or "redoubt" or "foothold" or "toehold" or "heartland") strange = false;
            else if (item.Is(Hint.Article | Hint.Of) || (item.Is(Sense.Adverb) && !item.Is(Hint.Today)) || item.Is(Hint.Itself)) continue;
            // "central Aleppo" is of the city.
            else if (item.Word is "central" && item.Word == item.Tail && s[i + 1].IsArea) centre = true;
            // "a third of eastern Aleppo" beside its districts: of the city.
            else if (item.Is(Sense.Direction) && s[i + 1].IsArea && cue == Hint.None && Urban(i + 1)) (part, cue) = (true, Hint.CuePlace);
            else if (item.Is(Sense.Direction)) cue = cue == Hint.None && s[i + 1].IsArea ? Hint.CueCountry : cue;
            else if (item.Kind == TokenKind.Number) part = true;
            // "villages in Hama province": some of it.
            else if (item.Is(Sense.In) && cue == Hint.CuePlace && s[i - 1].Is(Hint.CuePlace)) (part, cue) = (true, s[i - 1].Word.EndsWith('s') ? Hint.CueCountry : Hint.None);
            else if ((part || thing) && item.Is(Sense.In | Sense.Near))
            {
                // "five areas in Idlib": of the province rather than of the city.
                if (item.Is(Sense.In) && s[i - 1].Word is "areas" && cue == Hint.None) cue = Hint.CueCountry;
                // "villages north of Aleppo" lie in its governorate.
                if (item.Tail == "of" && item.Is(Sense.Near)) cue = Enumerable.Range(i + 1, 3).FirstOrDefault(next => s[next].IsArea, -1) is >= 0 and var near && !s[near].Meaning.Areas.Exists(a => a.Level == AreaLevel.Governorate) && Enumerable.Range(first, i - first).Any(j => s[j].Word is "villages") ? Hint.CuePlace : Hint.CueCountry;
            }
            // "much of the countryside around it", "around the city"
            else if (most && cue == Hint.CueCountry && item.Word is "around" or "surrounding" && (s[i + 1].Is(Hint.Itself) || s[i + 1].Word is "the" && s[i + 2].Is(Hint.CuePlace))) (most, part, cue) = (false, true, Hint.None);
            // Of a list of names some are known to nobody.
            else if (listed && i - listedAt < LongestList && (item.Kind == TokenKind.Comma || item.Word is "and" || (item.IsWord && item.Capital))) continue;
            else if ((item.IsWord || item.Word is "and" || NobodyKnows(item)) && unknown++ < UnknownWords)
            {
                strange |= !item.Capital && item.IsWord;
                if (NobodyKnows(item)) stranger = i;
                if (item.IsWord && item.Capital && Enumerable.Range(i + 1, 3).Any(next => s[next].Kind == TokenKind.Comma)) (listed, listedAt) = (true, i);
            }
            else return i;
        }
        return i;
    }

    // "the Idlib provincial town of Harem", "the Damascus suburb of Daraya".
    private bool Whereabout(int name) =>
        (s[name + 1].Word is "provincial" or "province" || s[name + 1].Is(Hint.CuePlace) || s[name + 1].Is(Tie.Suburb))
        && Enumerable.Range(name + 1, 3).Any(next => (s[next].Is(Hint.CuePlace) || s[next].Is(Tie.Suburb)) && s[next + 1].Is(Hint.Of) && s[next + 2].Capital);

    // "seized Salma", "the fall of Salma", "control over Salma": no person is meant.
    private bool Governs(int at) =>
        (at > 0 && s[at].Is(Sense.Take | Sense.Enter | Sense.Lose | Sense.Leave))
        || s[at].Is(Hint.Of) && s[at - 1].Is(Tie.Bastion)
        || (s[at].Is(Hint.Of) || s[at].Is(Sense.On | Sense.From)) && (s[at - 1].Is(Sense.Take | Sense.Fall | Sense.Lose | Sense.Withdraw) || s[at - 1].Is(Hint.Control));

    // "a district", "another western district", "its last remaining district", "the eastern district": not what is called so.
    private bool OneOfMany(int at)
    {
        var i = at - 1;
        var turned = false;
        for (; i >= first && s[i].Word is not ("a" or "an" or "one" or "another" or "its" or "the") && (s[i].Is(Hint.Article) || s[i].Is(Sense.Direction) || s[i].IsWord && !s[i].Capital || s[i].Is(Tie.Rank)); i--) turned |= s[i].Is(Sense.Direction) || s[at].Is(Hint.CueQuarter) && s[i].IsWord;
        return s[i].Word is "a" or "an" or "one" or "another" or "its" || turned && s[i].Word is "the";
    }

    // "rebel-held parts of".
    private bool HeldBy(int actor) => s[actor].IsActor && s[actor + 1].Is(Sense.Standing) && s[actor + 1].Form is Form.Past or Form.Participle && scene.Hyphened(s[actor], s[actor + 1]);

    // "rebel bastion of", "their main redoubt in".
    private bool Strongholds(int at)
    {
        var i = at;
        while (i < s.Count && s[i].Is(Hint.Article)) i++;
        return i > at && (s[i].Is(Hint.Of) || (s[i].Is(Sense.In) && s[i - 1].Word is "redoubt" or "stronghold" or "bastion"));
    }

    private int? Past(int from)
    {
        var actor = Enumerable.Range(from + 1, 5).FirstOrDefault(i => s[i].IsActor, -1);
        var at = actor < 0 ? -1 : Enumerable.Range(actor + 1, 4).FirstOrDefault(i => s[i].Is(Sense.In), -1);
        return at >= 0 && Enumerable.Range(actor + 1, at - actor - 1).All(i => s[i].Is(Sense.People) || s[i].IsWord) ? at : null;
    }

    // "held in", "had once controlled across": where the words end.
    private int? OnceHeld(int from)
    {
        var end = from;
        while (s[end].Is(Hint.Had) || s[end].Is(Sense.Adverb) || s[end].Word is "once") end++;
        return s[end].Is(Sense.Standing) && s[end].Form == Form.Past && (s[end + 1].Is(Sense.In) || s[end + 1].Word is "across") ? end + 1 : null;
    }

    private void Restart(int at)
    {
        (first, cue) = (at, Hint.None);
        part = most = centre = whole = thing = strange = false;
        stranger = -1;
    }

    private bool Sizes(Item item)
    {
        if (item.Is(Sense.Most)) most = true;
        else if (item.Is(Sense.Whole | Sense.WholeParts)) whole = true;
        else if (item.Is(Sense.Centre)) centre = true;
        else if (item.Is(Hint.CuePlace | Hint.CueDistrict | Hint.CueQuarter)) return false;
        else if (item.Is(Sense.Part)) part = true;
        else return false;
        return true;
    }
}
