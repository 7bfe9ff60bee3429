namespace Territory.Intake.Reading;

// What stands between two names of a list: villages nobody knows, the time of the first.
internal sealed partial class ArabicPlaces
{
    private const int MostUnknown = 6;

    /// <summary>«على بلدة X، ومدينة Y هي هدفها المقبل», «وY تتعرض لقصف»: a name with a predicate of its own begins a clause.</summary>
    public static bool Anew(Sentence s, int at)
    {
        var name = s[at].Is(Hint.Cue) && !s[at].IsArea ? at + 1 : at;
        var (next, comma) = (s[name + 1], s[at - 1].Kind == TokenKind.Comma);
        if (!s[name].IsArea || !comma && name == at || next.HasConjunction || next.Prepositional || next.Tail.EndsWith("ان", StringComparison.Ordinal) || next.Tail.EndsWith("تا", StringComparison.Ordinal)) return false;
        return next.Word is "هي" or "هو" || next.Is(Sense.Still) && !next.Says(Cue.NowOrHistorically) || next.Is(Sense.Hold) && next.Says(Cue.HoldsOrOccupies) || next.Is(Sense.TakeOn) && next.Form == Form.Imperfect || comma && Verblike(next);
    }

    // «تتعرض», «تشهد»: no lexicon has them all.
    private static bool Verblike(Item item) => item.Meaning == Item.Nothing && item is { Kind: TokenKind.Word, Word: ['ت' or 'ي', _, _, _, ..] } && item.Word[^1] is not ('ا' or 'ه');

    // Where the list goes on behind names that nobody knows: «قرى X، وكذا، وقرية كذا كذا، وY»; -1 where it does not.
    private int PastUnknown(int at)
    {
        for (var (i, names, many) = (at, 0, several); names <= MostUnknown; names++)
        {
            var comma = s[i].Kind == TokenKind.Comma;
            if (comma) i++;
            if (names > 0 && Resumes(i, comma)) return i;
            var cued = s[i].Is(Hint.CuePlace) && !s[i].Prepositional && (comma || s[i].HasConjunction);
            if (!cued && !(many && (comma || s[i].Word is ['و', _, _, _, ..]))) return -1;
            many |= cued && Several(s[i]);
            var first = cued ? ++i : i;
            while (i < first + UnknownWords && Strange(s[i], i == first)) i++;
            if (i == first) return -1;
        }
        return -1;
    }

    // «بلدات», «قريتي», «مدن»
    private static bool Several(Item item) => item.Word.EndsWith("ات", StringComparison.Ordinal) || item.Word.EndsWith("تي", StringComparison.Ordinal) || item.Word.EndsWith("تا", StringComparison.Ordinal) || item.SaysCut(Cue.TownsNoun);

    private bool Resumes(int at, bool comma) => (comma || s[at].HasConjunction) && !s[at].Prepositional && (s[at] is { IsArea: true, IsActor: false } || s[at].Is(Hint.CuePlace) && s[at + 1] is { IsArea: true, IsActor: false });

    // A word of a name that the theatre does not have: «تل كذا», «خربة كذا».
    private static bool Strange(Item item, bool first) => !item.Finite && !Verblike(item) && (first || !item.HasConjunction && item.Word is not ['و', _, _, _, ..]) && (item.IsWord && !item.IsArea || !first && item.Says(Cue.Adjoining) || item.SaysBare(Cue.HillOrWell));

    // «سيطرت على X اليوم، ومحافظة Y تحت القصف»: of the name behind the time something else is said.
    private bool Predicated(int at)
    {
        if (s[at].Kind == TokenKind.Comma) at++;
        var name = s[at].Is(Hint.Cue) && !s[at].IsArea ? at + 1 : at;
        var next = s[name + 1];
        return s[name].IsArea && next.Kind == TokenKind.Word && !next.HasConjunction && !next.Prepositional && next.Word is not "في" && !next.Is(Sense.Direction | Sense.Whole) && !next.Is(Hint.Compass);
    }

    private bool Timed(int at) => s[at].Is(Hint.Today | Hint.Yesterday | Hint.TwoDaysAgo | Hint.Weekday | Hint.Night);

    // «منذ أسبوع», «قبل يومين», «أمس», «يوم الأحد»: when the first was taken; its last item, -1 for none.
    private int Dated(int at)
    {
        if (Timed(at) || s[at].Is(Sense.Past) && s[at].Word is "قبل" or "منذ") return at;
        if (s[at].Word is not ("منذ" or "قبل")) return -1;
        var unit = s[at + 1].Kind == TokenKind.Number || s[at + 1].Is(Hint.Small) || s[at + 1].Says(Cue.SomeOrAbout) ? at + 2 : at + 1;
        return s[unit].Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit | Hint.YearUnit) || s[unit].Says(Cue.HoursNoun) ? unit : -1;
    }
}
