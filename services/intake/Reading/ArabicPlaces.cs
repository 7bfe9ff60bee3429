using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>The list of places that a word governs: «مدينتي سراقب وخان شيخون», «عدة قرى بريف حماة», «كامل محافظة درعا».</summary>
internal sealed partial class ArabicPlaces(Sentence s, Scene scene)
{
    // Beyond this many unknown words in a row nothing is governed any more.
    private const int UnknownWords = 3;

    private readonly List<Place> found = [];
    private Hint cue;
    private int first;
    private bool part, most, centre, whole, thing, feature, within, quarters, several;

    /// <summary>Places governed from an item on. <paramref name="direct"/>: as object, where a name that is also a common word needs its cue.</summary>
    public static List<Place> From(Sentence s, int start, Scene scene, bool direct, out int end)
    {
        var reader = new ArabicPlaces(s, scene);
        end = reader.Read(start, direct);
        if (reader.found.Count == 0 && reader.quarters) reader.OfTownBefore(start, end);
        return reader.found;
    }

    private int Read(int i, bool direct)
    {
        Restart(i, keepCue: false);
        var unknown = 0;
        for (; i < s.Count; i++)
        {
            var item = s[i];
            quarters |= item.Is(Hint.CityParts);
            if (item.Kind is TokenKind.Open) i = Bracketed(i) ? i : Closed(i);
            // «بلدتي: X وY»
            else if (item.Kind is TokenKind.Colon && found.Count == 0 && cue != Hint.None && s[i - 1].Is(Hint.Cue)) continue;
            else if (item.Kind is TokenKind.Comma or TokenKind.Colon or TokenKind.Dash or TokenKind.Close) return i;
            // «المناطق التي تمتد جنوب وغرب مدينة X»: around it.
            else if ((part || most) && found.Count == 0 && item.Is(Sense.Rel) && s[i + 1].Says(Cue.LiesOrStretches) && AroundAfter(i + 2) is >= 0 and var around) (part, cue, i) = (true, Hint.CueCountry, around - 1);
            // «شريط يمتد من X إلى Y»: what lies between them.
            else if (item.Says(Cue.Stretches)) return i;
            else if (Recalled(i) is { Count: > 0 } recalled)
            {
                found.AddRange(recalled);
                if (!Continues(ref i)) return i + 1;
            }
            // «حيي الحميدية والعمال في X»: quarters nobody knows, one of them named like a town elsewhere.
            else if (cue == Hint.CueQuarter && item.IsArea && AreaChoice.Of(item.Meaning.Areas, cue, scene).Count == 0 && unknown++ < UnknownWords) continue;
            // «الغارية الغربية» is another village than «الغارية».
            else if (Namesake(i)) { i++; continue; }
            else if (item.IsArea && !(item.IsActor && cue == Hint.None && thing) && !Pair(i))
            {
                // «قرى تل واسط والزيارة»: the hill was part of the name before.
                if (feature && unknown > 0 && item.HasConjunction && cue == Hint.CuePlace) feature = false;
                if (!Add(i, direct)) return i;
                if (!Continues(ref i)) return i + 1;
                unknown = 0;
            }
            else if (item.Word is "هذه" or "هذا" or "تلك" && s[i + 1].Is(Hint.Itself)) continue;
            else if (item.Is(Hint.Itself) && !item.Is(Hint.Cue))
            {
                // «مبنى المحافظة في المدينة»: what the building is called.
                if (thing && s[i - 1].Is(Hint.CueSite)) continue;
                // «المدينة القديمة في X»: a quarter of it.
                if (item.Word.EndsWith("المدينه", StringComparison.Ordinal) && s[i + 1].Says(Cue.OldAdjective) && s[i + 2].Is(Sense.In | Sense.From) && (s[i + 3].IsArea || s[i + 3].Is(Hint.CuePlace)))
                {
                    (part, i) = (true, i + 2);
                    continue;
                }
                // «ست بلدات شمال المدينة»: around it.
                if (several && !quarters && s[i - 1].Is(Sense.Direction)) return i;
                // «الحي الغربي في مدينة X»
                if (item.Is(Hint.CityParts) && Stretch.Of(i + 1, 3).Any(next => s[next].Is(Sense.In) && (s[next + 1].IsArea || s[next + 1].Is(Hint.CuePlace))))
                {
                    part = true;
                    continue;
                }
                // «الحي الذي دخله التنظيم في مدينة X»
                if (item.Is(Hint.CityParts) && s[i + 1].Is(Sense.Rel) && Whereabouts(i + 1) is > 0 and var there) { (part, i) = (true, there - 1); continue; }
                // «الريف الغربي للمحافظة»
                part |= cue == Hint.CueCountry;
                // «الحي الشرقي فيها»: of a town, not a place of its own.
                part |= item.Is(Hint.CityParts) && scene.LastPlace?.Area.Kind != "neighbourhood";
                if (Two(item.Word) && Couple(s, i, scene) is { Count: 2 } couple) found.AddRange(couple.Select(p => p with { First = i, Last = i, Span = item.Span, Extent = Extent.Unstated }));
                else if (!Pair(i) && Meant(i) is { } last) found.Add(Sized(last, i, i, true));
                if (!Continues(ref i)) return i + 1;
            }
            // «قرى وبلدات بينها حلفايا»: the names that follow.
            else if (item.Is(Hint.Including) && (s[i + 1].IsArea || s[i + 1].Is(Hint.CuePlace | Hint.CueGovernorate))) Restart(i + 1, keepCue: false);
            // «أكثر من تسعين بالمئة منها», «على أحيائها»
            else if ((part || most || item.Is(Sense.Part)) && (item.Is(Sense.FromIt) || item.Is(Hint.InIt)) && Meant(i) is { } whose)
            {
                part |= !most;
                found.Add(Sized(whose, i, i, true));
                return i + 1;
            }
            // «حي H وأجزاء من حي I داخل مدينة X»: the list of parts goes on.
            else if (cue == Hint.CueQuarter && unknown > 0 && !part && item.HasConjunction && item.Is(Sense.Part)) (part, unknown) = (true, 0);
            // A village the theatre does not know: its countryside is only where it lies.
            else if (cue is Hint.CuePlace or Hint.CueQuarter && unknown > 0 && !part && (item.Is(Sense.Direction | Sense.Part) || (cue == Hint.CueQuarter && item.Is(Sense.Near)) || item.Is(Hint.CueCountry | Hint.CueGovernorate))) return Stranger(i);
            // «من معظم بلدات الريف ومن مدينة X»
            else if (found.Count == 0 && item.Is(Sense.From | Sense.On) && item.HasConjunction) Restart(i + 1, keepCue: false);
            // «أي حي من أحياء مدينة X»
            else if (cue == Hint.CueQuarter && item.Is(Sense.From) && s[i + 1].Is(Sense.Part)) (part, cue) = (true, Hint.None);
            // «على ما بين 95 و98 بالمئة من»
            else if (s[i].Word is "ما" && s[i + 1].Is(Sense.Between) && s[i + 2].Kind == TokenKind.Number) (part, i) = (true, i + 1);
            // «حي الميدان في مدينة X»: some of the town.
            else if (cue == Hint.CueQuarter && unknown > 0 && item.HasPreposition('ب') && item.Is(Hint.CuePlace)) (part, whole, cue) = (true, false, Hint.CuePlace);
            // «حي X في غرب مدينة Y»
            else if (cue == Hint.CueQuarter && unknown > 0 && item.Is(Sense.In) && s[i + 1].Is(Sense.Direction) && (s[i + 2].IsArea || s[i + 2].Is(Hint.CuePlace) && s[i + 3].IsArea)) (part, whole, cue, i) = (true, false, Hint.None, i + 1);
            else if (cue == Hint.CueQuarter && unknown > 0 && item.Is(Sense.In) && (s[i + 1].IsArea || (s[i + 1].Is(Hint.CuePlace) && s[i + 2].IsArea))) (part, whole, cue) = (true, false, Hint.None);
            else if (cue == Hint.CuePlace && unknown > 0 && !part && item.Is(Sense.In) && s[i + 1].Is(Hint.CueCountry | Hint.CueGovernorate)) return Stranger(i + 1);
            // «على الدار الكبيرة وتلبيسة»: past a name nobody knows to those that are known.
            else if (found.Count == 0 && !direct && cue == Hint.None && !part && !thing && !feature && item.IsWord && Beyond(i) is >= 0 and var known) Restart((i = known - 1) + 1, keepCue: false);
            else if (Sizes(item) || Cues(i)) unknown = 0;
            // «الريفين الغربي والشرقي لمحافظة X»
            else if (cue == Hint.CueCountry && item.Is(Hint.Compass)) continue;
            // «غرب الرقة» is her countryside, «أحياء غرب الرقة» lie in the city.
            else if (item.Is(Sense.Direction)) cue = quarters ? Hint.None : Hint.CueCountry;
            else if (item.Kind == TokenKind.Number) part = true;
            else if (item.Is(Sense.In) && cue is Hint.CuePlace or Hint.CueQuarter && s[i - 1].Is(Hint.CuePlace | Hint.CueQuarter)) (part, cue) = (true, Villages(i) ? Hint.CueGovernorate : Hint.None);
            // «حواجز النظام في X», «حاجزين لقوات النظام في X»: whose they were.
            else if ((part || thing && s[i - 1].Is(Hint.CueSite) && s[i + 1].Is(Sense.In)) && item.IsActor && (!item.Prepositional || item.HasPreposition('ل') && (s[i + 1].Is(Sense.In) || s[i + 1].HasPreposition('ب')))) continue;
            // «60 بالمئة من مناطق سيطرتها في X»
            else if (part && item is { Form: Form.Noun, Pronoun: true } && item.Is(Sense.TakeOn) && s[i + 1].Is(Sense.In)) continue;
            // «مناطق خاضعة لسيطرتها في محافظة X»
            else if ((part || most) && found.Count == 0 && item.Is(Hint.Held) && s[i + 1] is { Form: Form.Noun, Pronoun: true } && s[i + 1].Is(Sense.TakeOn) && s[i + 2].Is(Sense.In)) i += 2;
            // «ثلث المناطق التي كانت خاضعة للمعارضة في X»
            // «جميع البلدات التي كانت واقعة تحت سيطرة A في ريف X»
            else if ((part || several && cue == Hint.CuePlace) && item.Is(Sense.Rel | Sense.Hold) && found.Count == 0 && Whereabouts(i) is > 0 and var inside) (part, cue, i) = (true, Hint.None, inside - 1);
            // «من آخر الأحياء التي كان يتحصن فيها في مدينة X»: the last, and with it the town.
            else if (found.Count == 0 && item.Is(Sense.Rel | Sense.Was) && s[i - 1].Is(Sense.WholeParts) && Whereabouts(i) is > 0 and var last) (cue, i) = (Hint.None, last - 1);
            // «خطوط مواجهة مع التنظيم في ريف X»
            else if (part && item.Is(Sense.Against) && (s[i + 1].IsActor || s[i + 1].Says(Cue.NeighbourCountry))) i++;
            // «على واحد من أكبر أحياء مدينة X»
            else if (found.Count == 0 && cue == Hint.None && item.Says(Cue.OneNumeral) && s[i + 1].Is(Sense.From)) (part, i) = (true, i + 1);
            // «آخر معاقلهم في بلدة X», «أحد أكبر مواقعه في مدينة X»
            else if (found.Count == 0 && item.Says(Cue.ChiefOrOneOf) && Stretch.Of(i + 1, 2).Any(next => s[next].Is(Sense.OwnPosts | Sense.Part)) && Stretch.Of(i + 2, 5).Any(next => s[next].IsArea && !s[next].IsActor)) continue;
            // «التلال المشرفة على بلدة X»
            // «جبل X المطل على Y»: a mountain of its own.
            else if ((part || feature && !s[first].Word.EndsWith("جبل", StringComparison.Ordinal)) && item.Is(Sense.On) && s[i - 1].Says(Cue.Overlooking)) (part, feature) = (true, false);
            else if ((part || thing) && item.Is(Sense.Near) && s[i + 1].Is(Sense.Part)) continue;
            // «على نقاط A قرب النهر في بلدتي X وY»
            else if (part && found.Count == 0 && item.Is(Sense.Near) && Riverside(i) is > 0 and var riverside) i = riverside - 1;
            else if ((part || most || thing || feature) && (item.Is(Sense.In | Sense.From) || item.IsWord) && unknown++ < UnknownWords) within |= item.Is(Sense.In);
            else if (cue != Hint.None && item.IsWord && unknown++ < UnknownWords && !item.HasConjunction) continue;
            else return i;
        }
        return i;
    }

    private bool Namesake(int at) => s[at].IsArea && s[at + 1].Is(Hint.Compass) && s[at].Meaning.Areas.TrueForAll(a => a.Level == AreaLevel.Place && a.SeatOf is not (1 or 2));

    private void Restart(int at, bool keepCue)
    {
        first = at;
        if (!keepCue) cue = Hint.None;
        part = most = centre = whole = thing = feature = within = quarters = false;
    }

    private bool Sizes(Item item)
    {
        if (item.Is(Sense.OwnPosts)) return part = true;
        if (!item.Is(Sense.Part | Sense.Most | Sense.Centre | Sense.Whole | Sense.WholeParts)) return false;
        if (item.Is(Sense.Most)) most = true;
        else if (item.Is(Sense.Whole)) whole = true;
        else if (item.Is(Sense.Centre)) centre = true;
        // «كامل محيط المدينة»: the whole of a part.
        else if (item.Is(Sense.Part) && !item.Is(Sense.WholeParts)) (part, whole) = (true, false);
        return true;
    }

    private bool Cues(int at)
    {
        var item = s[at];
        if (item.Is(Hint.CueSite) || Unit(at)) return thing = true;
        if (item.Is(Hint.CueFeature)) return feature = true;
        if (!item.Is(Hint.Cue)) return false;
        // «معسكر وبلدة X»: the town too.
        if (item.Is(Hint.CuePlace) && item.HasConjunction && s[at - 1].Is(Hint.CueSite)) thing = false;
        // «مركز محافظة X» is a town.
        if (centre && item.Is(Hint.CueGovernorate | Hint.CueDistrict | Hint.CueSubdistrict) && s[at - 1].Word.EndsWith("مركز", StringComparison.Ordinal))
        {
            (centre, thing, cue) = (false, false, Hint.CuePlace);
            return true;
        }
        // «ريف مدينة X» stays countryside: part of it, never the town itself.
        // «كامل الريف الغربي لمدينة X»: all of the part.
        if (cue == Hint.CueCountry) (part, whole) = (true, false);
        cue = item.Meaning.Hints & Hint.Cue;
        several = Several(item);
        return true;
    }

    // «على اللواء 12 في بلدة X»: a base in the town.
    private bool Unit(int at) => s[at + 1].Kind == TokenKind.Number && s[at].Says(Cue.ArmyUnit) && s[at + 2].Is(Sense.In) && (s[at + 3].IsArea || s[at + 3].Is(Hint.CuePlace) && s[at + 4].IsArea);

    private bool Add(int at, bool direct)
    {
        var item = s[at];
        if (Speaks(at)) return false;
        // «جسر القصير», «طريق حلب»: the bridge, the road.
        if (feature || CommonNoun(at)) return false;
        var areas = AreaChoice.Of(item.Meaning.Areas, cue, scene);
        // A kind carried along the list that does not fit this name: «مدينة الطبقة … وسد الفرات».
        // «قرى سهل X», «بلدات الغوطة»: some of a region.
        if (areas.Count == 0 && cue == Hint.CuePlace && s[at - 1].Is(Hint.CuePlace) && (item.Meaning.Areas.Exists(a => a.Level == AreaLevel.Region) || several && item.Meaning.Areas.Exists(a => a.Level == AreaLevel.Governorate) && !item.Meaning.Areas.Exists(a => a.Level is AreaLevel.Place or AreaLevel.Site))) (part, areas) = (true, AreaChoice.Of(item.Meaning.Areas, cue = Hint.None, scene));
        if (areas.Count == 0 && first == at) areas = AreaChoice.Of(item.Meaning.Areas, cue = Hint.None, scene);
        if (areas.Count == 0) return false;
        if (areas.Count > 1 && Own(at, areas) is { Count: > 0 } own) areas = own;
        if (Beside(at, areas) is { } far) return Add(far, at);
        if (direct && cue == Hint.None && !thing && !within && found.Count == 0 && areas.All(a => a.NeedsCue) && !s[at].Says(Cue.BorderGate) && !Feminine(at)) return false;
        if (cue == Hint.CueCountry) part = true;
        scene.Note(areas);
        found.Add(Sized(areas, first, at, cue != Hint.None));
        return true;
    }

    private Place Sized(IReadOnlyList<Area> areas, int from, int to, bool cued)
    {
        var extent = most ? Extent.Most : centre && !whole ? Extent.Centre : (part && !whole) || thing && (within || areas[0].Level != AreaLevel.Site) ? Extent.Part : whole && !(cue == Hint.CueCountry) ? Extent.Whole : part ? Extent.Part : Extent.Unstated;
        // A governorate without the word is at most part of it.
        if (extent == Extent.Unstated && areas[0].Level == AreaLevel.Governorate && cue != Hint.CueGovernorate && !s[to].Is(Hint.Itself)) extent = Extent.Part;
        return new Place(areas, from, to, new TextSpan(s[from].Span.Start, s[to].Span.End), extent, cued);
    }

    // «دمشق تعلن»: the name begins a clause of its own.
    private bool Speaks(int at) => at + 1 < s.Count && s[at].Meaning.Actors.Any(a => a.Metonym) && s[at + 1].Is(Sense.Say | Sense.Deny) && s[at + 1] is { Finite: true, HasConjunction: false };

    private void Mention(Item item)
    {
        if (item.IsArea) scene.Note(item.Meaning.Areas);
    }

    private int Closed(int open)
    {
        for (var i = open + 1; i < s.Count && i < open + LandmarkReach; i++)
            if (s[i].Kind == TokenKind.Close) return i;
        return open;
    }
}
