using Territory.Theatres;

namespace Territory.Intake.Reading;

// Villages that the theatre does not know.
internal sealed partial class ArabicPlaces
{
    // «قرية X شرقي Y»: no village of that name that lies beyond the governorates around Y, but one nobody knows.
    private Area? Beside(int at, IReadOnlyList<Area> areas)
    {
        if (cue != Hint.CuePlace || several || part || areas.Any(a => a.SeatOf is 1 or 2) || !s[at - 1].Is(Hint.CuePlace) || !s[at + 1].Is(Sense.Direction)) return null;
        var near = s[at + 2].Is(Hint.CuePlace) ? at + 3 : at + 2;
        if (!s[near].IsArea || s[near].IsActor) return null;
        var around = AreaChoice.Of(s[near].Meaning.Areas, Hint.CuePlace, scene).Select(scene.GovernorateOf).OfType<string>().Distinct().ToList();
        return around is [var code] && areas.All(a => scene.GovernorateOf(a) is { } own && own != code && !scene.Theatre.Adjoin(own, code)) ? scene.Theatre.FindArea(code) : null;
    }

    private bool Add(Area governorate, int at)
    {
        part = true;
        scene.Note([governorate]);
        found.Add(Sized([governorate], first, at, true) with { Stranger = true });
        return true;
    }

    // «قرية الكبانة بريف اللاذقية»: some of the governorate, and a person must say which place.
    private int Stranger(int at)
    {
        for (var i = at; i < s.Count && i <= at + 3; i++)
        {
            // «حي X شرقي مدينة Y»: some of the town.
            if (cue == Hint.CueQuarter && s[i].IsArea && !s[i - 1].Is(Hint.CueCountry | Hint.CueGovernorate) && AreaChoice.Of(s[i].Meaning.Areas, Hint.CuePlace, scene) is [{ SeatOf: 1 or 2 }] city)
            {
                (part, cue) = (true, Hint.None);
                found.Add(Sized(city, first, i, true));
                return i + 1;
            }
            if (s[i].IsArea && AreaChoice.Of(s[i].Meaning.Areas, Hint.CueGovernorate, scene) is [var governorate])
            {
                (part, cue) = (true, Hint.CueGovernorate);
                found.Add(Sized([governorate], first, i, true) with { Stranger = true });
                return i + 1;
            }
            // «حي الجمعيات غربي المدينة», «حي الجمعيات الواقع غرب المدينة»
            if (cue == Hint.CueQuarter && s[i].Is(Hint.Itself) && Meant(i) is { } town)
            {
                (part, cue) = (true, Hint.None);
                found.Add(Sized(town, first, i, true));
                return i + 1;
            }
            // «بلدة X شمالي مدينة Y»
            if (cue == Hint.CueQuarter && i > at && s[i].Is(Hint.CuePlace) && s[i - 1].Is(Sense.Direction) && s[i + 1].IsArea) continue;
            if (cue == Hint.CuePlace && i > at && s[i].Is(Hint.CuePlace) && s[i - 1].Is(Sense.Direction) && s[i + 1].IsArea && AreaChoice.Of(s[i + 1].Meaning.Areas, Hint.CueGovernorate, scene).Count == 1) continue;
            if (!(s[i].Is(Sense.Direction) || s[i].Is(Hint.CueCountry | Hint.CueGovernorate) || (s[i].Is(Sense.Near) && cue == Hint.CueQuarter))) return at;
        }
        return at;
    }
}
