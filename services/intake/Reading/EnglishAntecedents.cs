using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

// Words that stand for a name: "both towns", "the provincial capital", "it", "the town", and sizes without any.
internal sealed partial class EnglishPlaces
{
    // "both towns", "these three villages"
    private Step? TheTowns(int at)
    {
        if (Couple(at) is not { Count: > 1 } those) return null;
        so.Part = !Listing(s, at) && Any(so.First, at - so.First - 1, item => item.Is(Sense.Part) && item.Word is not "both");
        found.AddRange(those.Select(p => Sized(p.Areas, at, true)));
        return End(at + 1);
    }

    // "the provincial capital, X,": X.
    private Step? SeatByName(int at) =>
        Seated(at) && s[at + 1].Kind == TokenKind.Comma && IsName(s, at + 2) && (s[at + 3].Kind == TokenKind.Comma || s[at + 3].Is(Sense.To))
        && AreaChoice.Of(s[at + 2].Meaning.Areas, Hint.CuePlace, scene) is { Count: > 0 } seat ? Only(seat, at + 2) : null;

    // "it", "the city": what was named before.
    private Step? ItOrTheTown(int at)
    {
        if (!Refers(at)) return null;
        var it = s[at].Is(Hint.Itself);
        if (it && so.Part && at > so.First && PastLost(at + 1) is not null) return null;
        // "seized a town north of X that the army took": neither X nor any other that was named.
        if (it && scene.Unnamed is not null) return End(at);
        if (it && CityHere(at) is { } city) return Only(city, at);
        if ((it ? It(at) : null) is { } place) found.Add(place);
        else if (Meant(at) is { } last) at = TheTown(last, at);
        else return End(at);
        // "control of the town and of B"
        if (s[at + 1].Word is "and" && (IsName(s, at + 2) || s[at + 2].Is(Hint.Of) && IsName(s, at + 3)) && Continues(ref at)) return On(at);
        // "the town and nearby B"
        if (s[at + 1].Word is "and" && s[at + 2].Is(Tie.Another) && IsName(s, at + 3) && s[at + 4].Form is not (Form.Past or Form.Present) && Continues(ref at)) return On(at);
        // "control of the town and the nearby city of B"
        if (s[at + 1].Word is "and" && s[at + 2].Word is "the" && s[at + 3].Is(Tie.Another) && s[at + 4].Is(Hint.CuePlace) && s[at + 5].Is(Hint.Of) && IsName(s, at + 6)
            && s[at + 7].Form is not (Form.Past or Form.Present) && Continues(ref at)) return On(at);
        return End(at + 1);
    }

    // The place told of here, else the one named before it, else the last of the report.
    private Place? It(int at)
    {
        if (scene.PlaceHere is { } told)
            return told with { First = at, Last = at, Span = s[at].Span, Extent = so.Part ? Extent.Part : so.Most ? Extent.Most : told.Extent };
        if (NamedBefore(at) is { } here) return Sized(here, at, true);
        return (scene.LastPlace ?? scene.LastNamed) is { } place ? place with { First = at, Last = at, Span = s[at].Span } : null;
    }

    // "the town", "the town's eastern quarter"; returns the item it ends with.
    private int TheTown(IReadOnlyList<Area> areas, int at)
    {
        so.Part |= s[at + 1].Is(Sense.Part) || s[at + 1].Is(Sense.Direction) && s[at + 2].Is(Sense.Part);
        so.Centre |= s[at + 1].Is(Sense.Centre);
        found.Add(Sized(areas, at, true));
        if (verb > at && so.Part)
            while (s[at + 1].Is(Sense.Part | Sense.Direction)) at++;
        return at;
    }

    // A list without a name is of what was told of before.
    private void Unnamed(int start, int end)
    {
        if (so.Part && (s[start].Word is "its" || Any(start, end - start, item => item.Is(Hint.CityParts)))) OfTownBefore(start, end);
        // "a cluster of buildings at its centre"
        if (found.Count == 0 && so.Part && scene.PlaceHere is { Area.Level: AreaLevel.Place } around && AtItsCentre(start, end)) found.Add(SomeOf(around, start, end));
        if (found.Count == 0 && so.Thing) OwnSite(start);
        // "ISIS controls 10 percent", "while rebels hold the rest"
        if (found.Count == 0 && so.Part && scene.PlaceHere is { } shared && !(s[end].Is(Hint.Of) || s[end].Is(Sense.In | Sense.Near))
            && Any(start, end - start, item => item.Is(Tie.Remainder))) found.Add(SomeOf(shared, start, end));
    }

    private bool AtItsCentre(int start, int end) =>
        Stretch.Of(start, Math.Max(0, end - start))
            .Any(i => s[i].Is(Sense.In) && s[i + 1].Word is "its" && s[i + 2].Is(Sense.Centre | Sense.Part | Sense.Direction));

    private Place SomeOf(Place place, int start, int end) =>
        place with { First = start, Last = end - 1, Span = s[end - 1].Span, Extent = Extent.Part };

    // "are inside Homs and have taken several neighbourhoods": whose they are was said before.
    private void OfTownBefore(int start, int end)
    {
        // "wrested most neighbourhoods from rebels": from whom, not whose.
        var whom = s[end].Word is "from" && Stretch.Of(end + 1, 4).TakeWhile(i => !s[i].IsArea).Any(i => s[i].IsActor);
        if (s[end].Is(Sense.In | Sense.Near | Sense.From | Sense.Direction) && !whom || s[end].Is(Hint.Of)) return;
        var town = Stretch.Of(0, start).LastOrDefault(i => IsName(s, i), -1);
        // "took most of Hama province after the army left its positions": not those of the city.
        if (town >= 0 && s[start].Word is "its" && s[town + 1].Is(Hint.CueGovernorate | Hint.CueCountry)) return;
        var areas = town >= 0 ? AreaChoice.Of(s[town].Meaning.Areas, Hint.CuePlace, scene)
            : (scene.LastPlace ?? scene.LastNamed) is { Area.Level: AreaLevel.Place } last ? last.Areas : [];
        if (areas.Count == 0) return;
        (so.First, so.Part) = (start, true);
        found.Add(Sized(areas, Math.Max(start, end - 1), true));
    }
}
