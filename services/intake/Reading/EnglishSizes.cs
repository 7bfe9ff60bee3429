using Territory.Contracts;

namespace Territory.Intake.Reading;

// How much of a place is meant: size words, sides, counts, and parts that lie in it or around it.
internal sealed partial class EnglishPlaces
{
    // "what was left of eastern Aleppo", "what remains of X"
    private Step? WhatIsLeft(int at) => Remains(at) is { } of ? Some(of) : null;

    // "both Ariha and Saraqib": each of them whole.
    private Step? BothByName(int at) => s[at].Word is "both" && IsName(s, at + 1) ? On(at) : null;

    // "around half of", "nearly 80 percent of"
    private Step? Roughly(int at) =>
        s[at].Says(Cue.Approximately) && s[at].Word == s[at].Tail
        && (s[at + 1].Is(Sense.Part | Sense.Most) || s[at + 1].Kind == TokenKind.Number) ? On(at) : null;

    // "not only A but also B"
    private Step? NotOnly(int at) => at == so.First && s[at].Word is "not" && s[at + 1].Word is "only" ? Anew(at + 1) : null;

    // "at least 12 villages in"
    private Step? AtLeast(int at) =>
        s[at].Word is "at" && s[at + 1].Says(Cue.Least) && (s[at + 2].Kind == TokenKind.Number || s[at + 2].Is(Sense.Part)) ? On(at + 1) : null;

    // "villages to the west of X"
    private Step? ToOneSide(int at) =>
        (so.Part || Several(s[at - 1]))
        && s[at].Word is "to" && s[at + 1].Word is "the" && s[at + 2].Is(Sense.Near) && s[at + 2].Tail is "of" ? Some(at + 1) : null;

    // "most of", "the whole of", "the centre of", "parts of"
    private Step? SizeWord(int at)
    {
        var item = s[at];
        if (item.Is(Sense.Most)) so.Most = true;
        else if (item.Is(Sense.Whole | Sense.WholeParts)) so.Whole = true;
        else if (item.Is(Sense.Centre)) so.Centre = true;
        // "the Syrian side of the X crossing": all that there is of it here.
        else if (item.Says(Cue.SideNoun) && s[at - 1].Says(Cue.AdjectiveOfTheCountry) && s[at + 1].Is(Hint.Of)) so.Thing = true;
        else if (item.Is(Sense.Part) && !item.Is(Hint.CuePlace | Hint.CueDistrict | Hint.CueQuarter)) so.Part = true;
        else return null;
        unknown = 0;
        return On(at);
    }

    // "central Aleppo" is of the city.
    private Step? CentralCity(int at)
    {
        if (!s[at].Says(Cue.Central) || s[at].Word != s[at].Tail || !s[at + 1].IsArea) return null;
        so.Centre = true;
        return On(at);
    }

    // "a third of eastern Aleppo" beside its districts: of the city.
    private Step? SideOfCity(int at) =>
        s[at].Is(Sense.Direction) && s[at + 1].IsArea && so.Cue == Hint.None && Urban(at + 1) ? Some(Hint.CuePlace, at) : null;

    // "northern Hama": of its countryside.
    private Step? Side(int at) =>
        s[at].Is(Sense.Direction) ? Of(so.Cue == Hint.None && s[at + 1].IsArea ? Hint.CueCountry : so.Cue, at) : null;

    // "14 villages"
    private Step? Count(int at) => s[at].Kind == TokenKind.Number || OneQuarter(at) ? Some(at) : null;

    // "entered one neighbourhood of X"
    private bool OneQuarter(int at) => s[at].Word is "one" && s[at].Tail is "one" && Any(at + 1, 3, item => item.Is(Hint.CueQuarter | Hint.CueDistrict));

    // "villages in Hama province": some of it.
    private Step? TownsIn(int at) =>
        s[at].Is(Sense.In) && so.Cue == Hint.CuePlace && s[at - 1].Is(Hint.CuePlace)
            ? Some(s[at - 1].Word.EndsWith('s') ? Hint.CueCountry : Hint.None, at) : null;

    // "areas in", "an air base near": where the part or the site lies.
    private Step? PartsWhere(int at)
    {
        var item = s[at];
        if (!(so.Part || so.Thing) || !item.Is(Sense.In | Sense.Near)) return null;
        // "all areas around Damascus": none of it is all of the city.
        if (so.Part && item.Says(Cue.AroundOrSurrounding)) so.Whole = false;
        // "five areas in Idlib": of the province rather than of the city.
        if (item.Is(Sense.In) && s[at - 1].Says(Cue.AreasWord) && so.Cue == Hint.None) so.Cue = Hint.CueCountry;
        if (item.Is(Sense.Near) && item.Tail == "of") so.Cue = NearTown(at) ? Hint.CuePlace : Hint.CueCountry;
        return On(at);
    }

    // "villages north of Aleppo" lie in its governorate; those near a town that names none are of the town.
    private bool NearTown(int at) =>
        Stretch.Of(at + 1, 3).FirstOrDefault(i => s[i].IsArea, -1) is >= 0 and var name
        && !s[name].Meaning.Areas.Exists(a => a.Level == AreaLevel.Governorate) && AnySoFar(at, item => item.Says(Cue.VillagesWord));

    // "much of the countryside around it", "around the city"
    private Step? LandAround(int at)
    {
        if (!so.Most || so.Cue != Hint.CueCountry || !s[at].Says(Cue.AroundOrSurrounding)) return null;
        if (!(s[at + 1].Is(Hint.Itself) || s[at + 1].Word is "the" && s[at + 2].Is(Hint.CuePlace))) return null;
        so.Most = false;
        return Some(Hint.None, at);
    }

    private static bool Several(Item item) => item.Is(Hint.CuePlace) && item.Tail.EndsWith('s');

    // Where "what was left of", "what remains of" ends.
    private int? Remains(int at) =>
        s[at].Word is not "what" || at + 1 >= s.Count ? null
        : s[at + 1].Is(Hint.Be) && s[at + 2].Says(Cue.Left) && s[at + 3].Is(Hint.Of) ? at + 3
        : s[at + 1].Says(Cue.RemainVerb) && s[at + 2].Is(Hint.Of) ? at + 2 : null;

    // "rebel-held eastern Aleppo" is of the city in a report that speaks of one.
    private bool Urban(int name) =>
        s[name].Meaning.Areas.Exists(a => a.SeatOf == 1) && !s[name + 1].Is(Hint.Cue)
        && (Array.Exists(s.Items, i => i.Is(Hint.CityParts | Hint.CueQuarter) || i.Says(Cue.Urban))
            || scene.LastTown is { Area.SeatOf: 1 } told && s[name].Meaning.Areas.Contains(told.Area)
            || s[name - 1].EndsIn(Cue.Eastern) && HeldBy(name - 3) && scene.Text.Contains(" the city ", StringComparison.Ordinal));
}
