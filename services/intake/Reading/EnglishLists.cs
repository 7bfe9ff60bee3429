using Territory.Contracts;

namespace Territory.Intake.Reading;

// Several names that one word governs, among them such as nobody knows.
internal sealed partial class EnglishPlaces
{
    private const int LongestList = 40;

    // "A, B and C": on to the next name; a comma before a wider name only says where the first lies.
    private bool Continues(ref int at)
    {
        var i = at + 1;
        for (var j = i; j <= at + 8; j++)
            if (s[j].Is(Hint.Including) && (s[j - 1].Kind == TokenKind.Comma || s[j - 1].Is(Sense.Part) || s[j - 1].Is(Hint.CuePlace)))
            {
                // "including towns such as A"
                if (s[j + 1].Is(Hint.CuePlace) && s[j + 2].Is(Hint.Including)) j += 2;
                // The names replace the summary before them.
                if (IsName(s, j + 1)) found.RemoveAll(p => p.Partly && Stretch.Of(p.First, p.Last - p.First).Any(i => s[i].Is(Hint.CuePlace)));
                Restart(at = j);
                return true;
            }
        // "A and, with it, the pocket to the south, including B and C"
        if (Besides(i) is { } with) { Restart(at = with); return true; }
        // "the X crossing with Jordan and B"
        if (s[at].Is(Hint.CueSite) && s[i].Word is "with" or "into" && s[i + 1].Capital && !s[i + 1].IsArea && (s[i + 2].Word is "and" || s[i + 2].Kind == TokenKind.Comma)) i += 2;
        var side = i = PastAside(i);
        i = PastSide(i);
        // "A province in the north and B in the east": a province too.
        var province = i > side && found[^1] is { Area.Level: AreaLevel.Governorate, Cued: true };
        var (joint, dated) = (false, PastDay(i) > i);
        i = PastDay(i);
        for (var step = Joint(i); step > 0; step = Joint(i)) (joint, dated, i) = (true, dated || PastMeantime(i + step) > i + step, PastMeantime(i + step));
        if (!joint) return false;
        // "out of A and out of B"
        if (s[i].Is(Sense.From) && s[i].Word == s[found[0].First - 1].Word && s[i].Tail == s[found[0].First - 1].Tail) i++;
        // "control of A and of B"
        if (s[i].Is(Hint.Of) && s[found[0].First - 1].Is(Hint.Of)) i++;
        if (WholeProvince(i)) { at = i + 2; return false; }
        // "the town of Tabqa and its dam"
        if (OwnSite(i) is { } site) { at = site; return false; }
        var next = i;
        while (next < s.Count && next < i + 5 && Introduces(s[next])) next++;
        if (!IsName(s, next) && !NamedInList(next, i) && PastStrangers(next) is { } known) (i, next) = (known, known);
        if (!IsName(s, next) && !NamedInList(next, i) || Speaks(next) || (next + 1 != verb && !s[next + 1].Says(Cue.Free) && s[next + 1].Form is Form.Past or Form.Present or Form.Base
            || dated && (s[next + 1].Is(Hint.Be | Hint.Had) || s[next + 1].Word is "has" or "have")) && !s[next + 1].Is(Sense.Part)) return false;
        // ", and B now lies within range": a clause of its own.
        if (verb < 0 && s[at + 1].Kind == TokenKind.Comma && s[at + 2].Word is "and" && Says(next + 1)) return false;
        if (s[at + 1].Kind == TokenKind.Comma && Wider(next, found[^1])) return false;
        var plural = so.Cue;
        sharing |= SharedPart(found[^1]);
        var stated = Plural(found[^1]);
        Restart(i);
        // "the provinces of Daraa and Suwayda"
        if (i == next && (plural == Hint.CuePlace || stated)) so.Cue = plural;
        so.Part = sharing && i == next;
        if (province && i == next && PastSide(next + 1) > next + 1 && s[next].Meaning.Areas.Exists(a => a.Level == AreaLevel.Governorate)) so.Cue = Hint.CueGovernorate;
        at = i - 1;
        return true;
    }

    // "the towns of A and Rabia": a name that may be a person's is none of one here.
    private bool NamedInList(int next, int first) => next == first && s[next].IsArea && s[next].Capital && s[next].Is(Hint.AmbiguousNames) && !Ends(s, next) && (so.Cue == Hint.CuePlace
        || Plural(found[^1]));

    // "and, with it, the land around it, including": where the names begin again.
    private int? Besides(int at)
    {
        var with = Stretch.Of(at, 9).FirstOrDefault(i => s[i].Word is "with" && s[i + 1].Word is "it" or "them" || s[i].Word is "along" && s[i + 1].Word is "with", -1);
        if (with < 0 || !Stretch.Of(at, with - at).All(i => Days(i) || s[i].Kind is TokenKind.Comma or TokenKind.Number || s[i].Word is "and" or "along")) return null;
        var including = Stretch.Of(with + 2, 14).TakeWhile(i => !s[i].IsArea && !s[i].IsActor && s[i].Form is not (Form.Past or Form.Present)).FirstOrDefault(i => s[i].Is(Hint.Including) && IsName(s, i + 1), -1);
        return including < 0 ? null : including;
    }

    // "took A on Friday and B": past the day.
    private int PastDay(int at)
    {
        var i = at;
        while (i < at + 5 && Days(i)) i++;
        return i > at && (s[i].Word is "and" || (s[i].Kind == TokenKind.Comma && IsName(s, i + 1) && Days(i + 2))) ? i : at;
    }

    private bool Days(int at) => s[at].Is(Hint.Weekday | Hint.Today | Hint.Yesterday | Hint.Month) || s[at].Word is "on" || (s[at].Is(Sense.Adverb) && !s[at].Capital);

    // "and, by nightfall, B", "and a day later B"
    private int PastMeantime(int at)
    {
        var i = s[at].Kind == TokenKind.Comma ? at + 1 : at;
        var start = i;
        while (i < start + 4 && (Days(i) || s[i].Is(Tie.Meantime) || s[i].Is(Hint.DayUnit | Hint.WeekUnit) || s[i].Is(Tie.HourUnit) || (s[i].Word is "a" or "the" && s[i + 1].Is(Hint.DayUnit | Hint.WeekUnit)) || s[i].Says(Cue.NextOrFollowing))) i++;
        if (i == start) return at;
        if (s[i].Kind == TokenKind.Comma) i++;
        return IsName(s, i) ? i : at;
    }

    // "now lies", "is", "has been", "would be": a verb of which the name is the subject.
    private bool Says(int at)
    {
        while (s[at].Is(Hint.Cue) || s[at].Is(Tie.Now) || s[at].Is(Sense.Adverb) && s[at].Word is not ("has" or "have")) at++;
        return s[at].Is(Hint.Be | Hint.Had) || s[at].Is(Sense.May | Sense.Still) || s[at].Says(Cue.PredicateVerb);
    }

    // Words that join one name to the next: a comma, "and", "as well as".
    private int Joint(int at) =>
        s[at].Kind == TokenKind.Comma || (s[at].Word is "and" or "or" or "nor" && !s[at].IsArea) ? 1
        : s[at].Word is "as" && s[at + 1].Word is "well" && s[at + 2].Word is "as" ? 3
        : s[at].Word is "but" && s[at + 1].Word is "also" && Any(Math.Max(0, at - LongestList / 4), LongestList / 4, item => item.Word is "only") ? 2 : 0;

    // "A in the north and B in the east": on which side it lies.
    private int PastSide(int at) =>
        s[at].Word is "in" or "to" && s[at + 1].Word is "the" or "its" && s[at + 2].Is(Sense.Direction) && !s[at + 2].Is(Sense.Near) && (s[at + 3].Word is "and" || s[at + 3].Kind == TokenKind.Comma) ? at + 3 : at;

    // "the A field, the largest of all, and the B field"
    private int PastAside(int comma)
    {
        if (s[comma].Kind != TokenKind.Comma || s[comma + 1].Word is "and") return comma;
        // "A, the last town on the road to C, as well as B"
        var also = s[comma + 1].Is(Hint.Article) ? Stretch.Of(comma + 2, 14).TakeWhile(i => s[i].Form == Form.Plain && !s[i].IsActor).FirstOrDefault(i => s[i].Kind == TokenKind.Comma && Joint(i + 1) == 3, -1) : -1;
        if (also >= 0) return also;
        var end = Stretch.Of(comma + 2, 6).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1);
        var aside = end < 0 ? [] : Stretch.Of(comma + 1, end - comma - 1).ToList();
        return end >= 0 && s[end + 1].Word is "and" && aside.Exists(i => s[i].Is(Hint.Article)) && aside.TrueForAll(i => !s[i].IsArea && !s[i].IsActor && s[i].Form == Form.Plain) ? end : comma;
    }

    // "A, Dablan, Western Jninah and B": names that nobody knows stand between those that are known.
    private int? PastStrangers(int at)
    {
        for (var i = at; i < s.Count && i < at + LongestList; i++)
        {
            if (IsName(s, i) && (s[i - 1].Kind == TokenKind.Comma || s[i - 1].Word is "and")) return i;
            if (!(s[i].Kind == TokenKind.Comma || s[i].Word is "and" || (s[i].Capital && !s[i].IsActor) || (s[i].IsWord && scene.Hyphened(s[i - 1], s[i])))) return null;
        }
        return null;
    }

    // "the city of Suwayda and the entire province"
    private bool WholeProvince(int at)
    {
        if (!(s[at].Is(Hint.Article) && s[at + 1].Is(Sense.Whole) && s[at + 2].Is(Hint.CueGovernorate)) || s[at + 3].Is(Hint.Of) || scene.GovernorateOf(found[^1].Area) is not { } code) return false;
        found.Add(new Place([scene.Theatre.FindArea(code)!], at, at + 2, new TextSpan(s[at].Span.Start, s[at + 2].Span.End), Extent.Whole, Cued: true));
        return true;
    }

    private bool Plural(Place place) => Stretch.Of(place.First, place.Last - place.First + 1).Any(i => s[i].Is(Hint.Cue) && s[i].Tail.EndsWith('s'));

    private bool Wider(int name, Place place) =>
        s[name + 1].Is(Hint.CueGovernorate | Hint.CueCountry) && place.Area.Level != AreaLevel.Governorate
        || s[name].Meaning.Areas.Any(a => a.Level == AreaLevel.Governorate && place.Area.Path.Contains(a.Code) && place.Area.SeatOf != 1);

    // "Daraa and Suwayda provinces": the last word counts for all.
    private void Raise()
    {
        for (var i = 0; i < found.Count; i++)
            if (!found[i].Cued && AreaChoice.Of(s[found[i].Last].Meaning.Areas, Hint.CueGovernorate, scene) is { Count: > 0 } areas) found[i] = found[i] with { Areas = areas, Cued = true };
    }
}
