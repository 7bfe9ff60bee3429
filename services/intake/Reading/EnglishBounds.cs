namespace Territory.Intake.Reading;

// Names and kinds of places, and where their list begins anew or ends.
internal sealed partial class EnglishPlaces
{
    // "Tat Homs", "Hama Gharbi": one word of a name that nobody knows.
    private Step? HalfAName(int at) => s[at].IsArea && Ends(s, at) ? On(at) : null;

    // A name, and on to the next one of the list.
    private Step? Name(int at)
    {
        var item = s[at];
        if (!item.IsArea || !item.Capital || item.Is(Hint.AmbiguousNames) && so.Cue == Hint.None && !Governs(at - 1) && !CalledPlace(s, at)) return null;
        if (!Add(ref at)) return End(at);
        if (!Continues(ref at)) return End(at + 1);
        unknown = 0;
        return On(at);
    }

    // "such towns as A and B"
    private Step? SuchAs(int at) =>
        s[at].Word is "as" && s[at - 2].Word is "such" && s[at - 1].Is(Hint.CuePlace) && IsName(s, at + 1) ? Anew(at) : null;

    // "captured the dam and the city of X": the dam is no part of it.
    private Step? SiteAndTown(int at) =>
        so.Thing && s[at].Word is "and" && Stretch.Of(at + 1, 2).Any(i => s[i].Is(Hint.CuePlace) && s[i + 1].Is(Hint.Of)) ? Anew(at) : null;

    // "seized on Wednesday X"
    private Step? OnAWeekday(int at) => at == so.First && s[at].Word is "on" && s[at + 1].Is(Hint.Weekday) ? Anew(at + 1) : null;

    // "withdrew from the border towards X": where they went.
    private Step? Towards(int at) =>
        found.Count == 0 && at > so.First && s[so.First - 1].Is(Sense.From) && s[at].Word is "towards" or "toward" ? End(at) : null;

    // "the road to X", "the front near X": no place of that name.
    private Step? Feature(int at) => s[at].Is(Hint.CueFeature) && !s[at].Is(Hint.Article) ? RoadAnd(at) is { } next ? Anew(next) : End(at) : null;

    // "took the M4 highway and the town of X": the road is no part of it.
    private int? RoadAnd(int at)
    {
        if (found.Count > 0 || s[at + 1].Word is not "and") return null;
        var name = at + 2;
        while (name < at + 8 && (Introduces(s[name]) || s[name].Is(Hint.Of))) name++;
        return IsName(s, name) && (s[name + 1].Kind is TokenKind.Comma or TokenKind.Stop || name + 1 >= s.Count
            || s[name + 1].Is(Sense.From | Sense.After) || s[name + 1].Word is "on" or "in") && !HasVerb(name) ? at + 1 : null;
    }

    // "and the town of X came under fire", "and X, in Y province, is": the name has a verb of its own.
    private bool HasVerb(int name)
    {
        var end = name + 1;
        while (end < s.Count && end < name + 9 && !Verb(end) && s[end].Kind is TokenKind.Word or TokenKind.Number && !s[end].Is(Sense.After | Sense.Before | Sense.From | Sense.Clause | Sense.Rel) && s[end].Word is not "and") end++;
        if (Verb(end) || s[end].Kind != TokenKind.Comma) return Verb(end);
        var aside = Stretch.Of(end + 1, 9).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, end);
        return Verb(aside + 1);
    }

    private bool Verb(int at) => !s[at].Is(Sense.Say) && (s[at].Is(Hint.Be) && !s[at].IsActor || s[at].Says(Cue.HaveOrRemain) || s[at].Says(Cue.CameOrLies) || s[at].Form is Form.Past or Form.Present);

    // "the town of", "the province of"
    private Step? Kind(int at) => s[at].Is(Hint.Cue) ? Of(s[at].Meaning.Hints & Hint.Cue, at) : null;

    // "this town", "this strategic town"
    private Step? ThisTown(int at) =>
        s[at].Word is "this" && (s[at + 1].Is(Hint.CuePlace | Hint.CueGovernorate) || s[at + 1].IsWord && s[at + 2].Is(Hint.CuePlace)) ? On(at) : null;

    // "of", "the", "strategic", "also"
    private Step? SmallWord(int at) =>
        s[at].Is(Hint.Article | Hint.Of) || s[at].Is(Sense.Adverb) && !s[at].Is(Hint.Today) || s[at].Is(Hint.Itself) ? On(at) : null;

    // Some words that nobody knows are stepped over.
    private Step? UnknownWord(int at)
    {
        var item = s[at];
        if (!(item.IsWord || item.Word is "and" || NobodyKnows(item)) || unknown++ >= UnknownWords) return null;
        so.Strange |= !item.Capital && item.IsWord;
        if (NobodyKnows(item)) so.Stranger = at;
        if (item.IsWord && item.Capital && Any(at + 1, 3, next => next.Kind == TokenKind.Comma)) (listed, listedAt) = (true, at);
        return On(at);
    }

    // "Salma, a rebel stronghold since 2012": no person is called so.
    private static bool CalledPlace(Sentence s, int at) =>
        s[at + 1].Kind == TokenKind.Comma && (s[at + 2].Word is "a" or "an" or "another" or "the")
            && Stretch.Of(at + 3, 6).TakeWhile(i => s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].Is(Hint.CuePlace) || s[i].Is(Tie.Bastion), -1) is >= 0 and var noun
        && !(s[noun + 1] is { IsWord: true, Capital: false });

    // "seized Salma", "the fall of Salma", "control over Salma": no person is meant.
    private bool Governs(int at) =>
        at > 0 && (s[at].Is(Sense.Take | Sense.Enter | Sense.Lose | Sense.Leave) || s[at].Is(Hint.Restore))
        || s[at].Is(Hint.Of) && s[at - 1].Is(Tie.Bastion)
        || (s[at].Is(Hint.Of) || s[at].Is(Sense.On | Sense.From))
            && (s[at - 1].Is(Sense.Take | Sense.Fall | Sense.Lose | Sense.Withdraw) || s[at - 1].Is(Hint.Control));

    // ", and the area around it, have been"
    private static int PastAround(Sentence s, int at)
    {
        if (s[at].Word is not "and") return at;
        var end = at + 1;
        while (end < at + 7 && (s[end].Is(Hint.Article | Hint.Itself | Hint.CueCountry) || s[end].Is(Sense.Part | Sense.Near) || s[end].Says(Cue.AroundOrIts))) end++;
        return end > at + 1 ? end : at;
    }

    // ", is now fully in", ", is once again firmly under"
    private static bool Standing(Sentence s, int from, int at) =>
        (s[from].Is(Hint.Be) || s[from].Tail is "been") && Stretch.Of(from + 1, at - from - 1).All(i => s[i].Is(Sense.Adverb | Sense.Whole | Sense.Most | Sense.Still) || s[i].Is(Tie.Now));
}
