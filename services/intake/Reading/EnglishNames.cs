using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

// A name, the word for its kind before or behind it, and how much of it is meant.
internal sealed partial class EnglishPlaces
{
    private bool Add(ref int at)
    {
        var (item, last, of) = (s[at], at, so.First < at && s[at - 1].Is(Hint.Of));
        if (Speaks(at) || OfRoad(at)) return false;
        // "the Syrian capital, Damascus": one place by two names.
        if (found is [.., { } same] && same.Last == at - 2 && s[at - 1].Kind == TokenKind.Comma && item.Meaning.Areas.Exists(a => a.Code == same.Area.Code))
        {
            found[^1] = same with { Last = at };
            return true;
        }
        // "the investigation … Homs": words nobody knows govern no bare name.
        if (so.Strange && so.Cue == Hint.None && !so.Part && !so.Thing && item.Word == item.Tail) return false;
        // "the Aleppo neighbourhood of Salaheddine", whatever its name.
        if (s[at + 1].Is(Hint.CueQuarter | Hint.CueDistrict) && s[at + 2].Is(Hint.Of) && s[at + 3] is { IsWord: true, Capital: true }) (so.Part, so.Cue, last, at) = (true, Hint.CuePlace, at + 3, at + 3);
        // "Aleppo's Ashrafieh neighbourhood", whatever its name.
        if (Quarter(at) is { } quarter) (so.Part, so.Cue, last, at) = (true, Hint.CuePlace, quarter, quarter);
        // "Hama province", "Aleppo's outskirts", "Qamishli airport": the kind stands after the name.
        for (var next = at + 1; next < s.Count && next <= at + 2; next++)
        {
            // "the Mount Hermon mountain range" is the place itself.
            if (s[next].Is(Hint.CueFeature)) { if (item.Meaning.Areas.TrueForAll(a => a.Level is AreaLevel.Site or AreaLevel.Region)) continue; return false; }
            // "Qusayr's southern district": some of the town.
            if (s[next].Is(Hint.CueDistrict | Hint.CueQuarter) && next == at + 2 && s[at + 1].Is(Sense.Direction)
                && s[next].EndsIn(Cue.QuarterNoun)) (so.Part, so.Cue) = (true, Hint.CuePlace);
            else if (IsSite(s, next)) so.Thing = true;
            // "the Hajar al-Aswad area" is the place itself.
            else if (s[next].Says(Cue.AreaSingular) && next == at + 1 && AreaChoice.Of(item.Meaning.Areas, Hint.None, scene) is [{ Level: AreaLevel.Place, SeatOf: not 1 }, ..]) continue;
            else if (s[next].Is(Hint.Cue) && !s[next].Is(Sense.Part)) so.Cue = s[next].Meaning.Hints & Hint.Cue;
            // "retook Qusayr three weeks ago": when.
            else if (Counts(next + 1)) break;
            else if (s[next].Is(Sense.Part | Sense.Centre) && (next == at + 1 || s[at + 1].Is(Hint.Cue) || s[at + 1].Is(Sense.Direction)))
            {
                // "Nawa and Jasim towns", but "Hama towns" are some of its governorate.
                if (s[next].Is(Hint.CuePlace) && !item.Meaning.Areas.Exists(a => a.Level == AreaLevel.Governorate)) { so.Cue = Hint.CuePlace; last = next; break; }
                if (s[next].Is(Hint.CuePlace)) { if (of) break; so.Cue = Hint.CueGovernorate; }
                so.Part = true;
            }
            // "in Homs northern and Hama southern countryside": the last word counts for both.
            else if (s[next].Is(Sense.Direction) && s[next + 1].Word is "and" && s[next + 2].IsArea && s[next + 3].Is(Sense.Direction) && s[next + 4].Is(Hint.CueCountry)) so.Cue = Hint.CueCountry;
            else if (s[next].Is(Sense.Direction)) continue;
            else break;
            last = next;
        }
        // "Aleppo's rebel-held districts"
        if (s[at + 1].IsActor && scene.Hyphened(s[at + 1], s[at + 2]) && s[at + 2].Is(Sense.Standing) && s[at + 3].Is(Sense.Part | Sense.Direction | Sense.Centre)) so.Part = true;
        // "three towns in Hama": the towns are not Hama.
        if (so.Cue == Hint.CuePlace && so.Part && !of && last == at) so.Cue = Hint.None;
        // "provinces such as Hama"
        var named = found.Count > 0 ? found[0].First : at;
        if (so.Cue == Hint.None && so.First == at && s[named - 1].Is(Hint.Including) && s[named - 2].Is(Hint.CueGovernorate)) so.Cue = Hint.CueGovernorate;
        var areas = AreaChoice.Of(item.Meaning.Areas, so.Cue, scene);
        if (areas.Count == 0) return false;
        // All of a countryside is not all of its governorate.
        if (so.Cue == Hint.CueCountry) (so.Part, so.Whole) = (true, false);
        scene.Note(areas);
        if (so.Cue == Hint.CueGovernorate && s[last].Tail.EndsWith('s')) Raise();
        // "600 square km of the Aleppo and Idlib countryside": the last word counts for both.
        if (so.Cue == Hint.CueCountry && last > at) for (var i = 0; i < found.Count; i++) if (found[i] is { Partly: true, Cued: false } && AreaChoice.Of(s[found[i].Last].Meaning.Areas, Hint.CueGovernorate, scene) is { Count: > 0 } wider) found[i] = found[i] with { Areas = wider };
        found.Add(Sized(areas, last, so.Cue != Hint.None));
        at = last;
        return true;
    }

    private Place Sized(IReadOnlyList<Area> areas, int to, bool cued) =>
        new(areas, so.First, to, new TextSpan(s[so.First].Span.Start, s[to].Span.End), so.ExtentOf(areas[0], named: !s[to].Is(Hint.Itself)), cued);

    private bool Counts(int unit) => s[unit].Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit | Hint.YearUnit) || s[unit].Is(Tie.HourUnit);

    // "the Saraqib-Ariha highway": neither of the two it links.
    private bool OfRoad(int at)
    {
        var next = s[at + 1].Kind == TokenKind.Dash ? at + 2 : scene.Hyphened(s[at], s[at + 1]) ? at + 1 : -1;
        if (next < 0 || !s[next].Capital || s[next].IsActor) return false;
        while (s[next].Capital && next < at + 5) next++;
        return s[next].Is(Hint.CueFeature) || s[next].Says(Cue.RouteOrCountryside);
    }

    private bool Speaks(int at) => s[at].Meaning.Actors.Any(a => a.Metonym) && s[at + 1].Is(Sense.Say | Sense.Deny);
}
