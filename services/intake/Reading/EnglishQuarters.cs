using Territory.Contracts;

namespace Territory.Intake.Reading;

// Suburbs, districts and quarters: which city they are of, and when they are only some of it.
internal sealed partial class EnglishPlaces
{
    // "the Idlib provincial town of Harem": where it lies.
    private Step? TownOfProvince(int at) => s[at].IsArea && Whereabout(at) ? Of(Hint.CuePlace, at) : null;

    // "Aleppo's Sheikh Maqsoud neighbourhood": the quarter, whatever it is of.
    private Step? CityOfQuarter(int at) =>
        s[at].IsArea && s[at + 1].IsArea && s[at + 1].Capital && s[at + 2].Is(Hint.CueQuarter | Hint.CueDistrict)
        && AreaChoice.Of(s[at + 1].Meaning.Areas, Hint.CueQuarter, scene).Count > 0 ? On(at) : null;

    // "took over the Damascus suburb": the one that was named.
    private Step? CityOfSuburb(int at) => s[at].IsArea && s[at + 1].Is(Tie.Suburb) ? On(at) : null;

    // "the suburb of Daraya"
    private Step? TheSuburb(int at) => SuburbOf(at) && s[at - 1].Word is "the" ? Of(Hint.CuePlace, at) : null;

    // "a suburb of Damascus": some of it.
    private Step? ASuburb(int at) => SuburbOf(at) && s[at - 1].Word is "a" or "an" or "another" ? Some(at) : null;

    // "a district of Raqqa", "the last western district of Raqqa": whichever.
    private Step? ADistrict(int at) =>
        s[at].Is(Hint.CueDistrict) && s[at].Says(Cue.District) && s[at + 1].Is(Hint.Of) && OneOfMany(at) ? Some(Hint.CuePlace, at + 1) : null;

    // "a neighbourhood in Aleppo", "an eastern neighbourhood of Aleppo": whichever.
    private Step? AQuarter(int at) =>
        s[at].Is(Hint.CueQuarter) && (s[at + 1].Is(Sense.In) || s[at + 1].Is(Hint.Of)) && (s[at - 1].Is(Hint.Article) || OneOfMany(at) || s[at - 1].Is(Hint.Small))
            ? CityWhere(at + 2) is { } name ? Only(AreaChoice.Of(s[name].Meaning.Areas, Hint.CuePlace, scene), Parted(name)) : Some(Hint.None, at + 1) : null;

    // "in the northwest of Raqqa": the name of the city.
    private int? CityWhere(int at)
    {
        while (s[at].Is(Hint.Article | Hint.Of) || s[at].Is(Sense.Direction) || s[at].Is(Sense.Near) && s[at].Tail is "of" || s[at].Is(Hint.CuePlace)) at++;
        return IsName(s, at) && s[at].Meaning.Areas.Exists(a => a is { Level: AreaLevel.Place, SeatOf: not null }) && !s[at + 1].Is(Hint.Cue) ? at : null;
    }

    private int Parted(int at)
    {
        (so.Part, so.Cue) = (true, Hint.CuePlace);
        return at;
    }

    // "the district of Ansari in Aleppo": one of its quarters, whatever its name.
    private Step? QuarterInCity(int at) =>
        s[at].Is(Hint.CueDistrict | Hint.CueQuarter) && CityBehind(at) is { } city ? Some(Hint.CuePlace, city) : null;

    // "the Baba Amr district of Homs": one of its quarters, whatever its name.
    private Step? QuarterByName(int at) =>
        s[at].Is(Hint.CueDistrict | Hint.CueQuarter) && s[at - 1].IsWord && s[at - 1].Capital ? Some(Hint.None, at) : null;

    private bool SuburbOf(int at) => s[at].Is(Tie.Suburb) && s[at + 1].Is(Hint.Of);

    // "the Idlib provincial town of Harem", "the Damascus suburb of Daraya".
    private bool Whereabout(int name) =>
        (s[name + 1].Says(Cue.Province) || s[name + 1].Is(Hint.CuePlace) || s[name + 1].Is(Tie.Suburb))
        && Stretch.Of(name + 1, 3).Any(next => (s[next].Is(Hint.CuePlace) || s[next].Is(Tie.Suburb)) && s[next + 1].Is(Hint.Of) && s[next + 2].Capital);

    // "a district", "another western district", "its last remaining district", "the eastern district": not what is called so.
    private bool OneOfMany(int at)
    {
        var i = at - 1;
        var turned = false;
        while (i >= so.First && s[i].Word is not ("a" or "an" or "one" or "another" or "its" or "the") && (Describes(s[i]) || HeldBy(i) || i > 0 && HeldBy(i - 1)))
        {
            turned |= s[i].Is(Tie.Rank) || s[i].Says(Cue.QuarterAdjective) || s[i].Is(Sense.Direction)
                || s[at].Is(Hint.CueQuarter) && s[i].IsWord;
            i--;
        }
        return s[i].Word is "a" or "an" or "one" or "another" or "its" || turned && s[i].Word is "the";
    }

    private static bool Describes(Item item) =>
        item.Is(Hint.Article) || item.Is(Sense.Direction) || item.IsWord && !item.Capital || item.Is(Tie.Rank);

    // "district of Ansari in Aleppo": the item before the name of the city.
    private int? CityBehind(int at)
    {
        var end = at + 2;
        while (end < at + 5 && (NobodyKnows(s[end]) || s[end].Is(Hint.Article) && NobodyKnows(s[end + 1]))) end++;
        return s[at + 1].Is(Hint.Of) && end > at + 2 && s[end].Word is "in" && IsName(s, end + 1)
            && s[end + 1].Meaning.Areas.Exists(a => a.SeatOf is not null) && !s[end + 2].Is(Hint.CueGovernorate | Hint.CueCountry) ? end : null;
    }

    // Where a possessive's quarter ends, if nobody knows it: "Aleppo's Ashrafieh neighbourhood".
    private int? Quarter(int at)
    {
        var end = at + 1;
        while (end < at + 4 && s[end].Capital && !s[end].IsActor && !s[end].Is(Hint.Cue) && (s[end].IsWord || s[end].IsArea || s[end].Is(Hint.Article))) end++;
        return end > at + 1 && s[end].Is(Hint.CueQuarter | Hint.CueDistrict) && s[at].Meaning.Areas.Exists(a => a.Level == AreaLevel.Place)
            && AreaChoice.Of(s[end - 1].Meaning.Areas, Hint.CueQuarter, scene).Count == 0 ? end : null;
    }
}
