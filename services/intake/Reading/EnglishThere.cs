using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is told of a place that stands elsewhere in the sentence, or in the one before.
internal sealed partial class EnglishRules
{
    // "Azaz was shelled for weeks and soon slipped out of", "was taken by A, but was recaptured by B": of the same subject.
    private List<Place> SameSubject(int t)
    {
        var and = t - 1;
        while (and > 0 && (s[and].Is(Sense.Adverb) || s[and].Is(Tie.Meantime) || s[and].Is(Hint.Be | Hint.Passive) && !s[and].IsActor)) and--;
        if (s[and].Word is not ("and" or "but" or "then")) return [];
        var be = Stretch.Of(Math.Max(0, and - 2 * Reach), Math.Min(and, 2 * Reach)).FirstOrDefault(i => (s[i].Is(Hint.Be) && !s[i].IsActor || s[i].Tail is "been" || s[i].Word is "has" or "have" && s[i + 1].Is(Sense.Exchange)) && EnglishPlaces.Before(s, i, scene).Count > 0, -1);
        return be < 0 ? [] : EnglishPlaces.Before(s, be, scene);
    }

    // "In X, rebels are in control after a week of clashes".
    private void InControlThere(int c)
    {
        // "After losing X in the morning, the army was back in control by evening": of X.
        if (s[c - 1].Word is "in" && s[c - 2].Word is "back" && s[c].Says(Cue.ControlOrCharge) && scene.PlaceHere is { Area.Level: AreaLevel.Place, Partly: false } again && parties.Subject(c - 3, false) is ({ } returned, >= 0 and var who) && findings.Exists(f => f.Area == again.Area && f is { To: null } && scene.Allied(f.From, returned)) && mood.OfNews(c - 1) is Mood.Asserted)
        {
            Emit([again], c, Mood.Asserted, "has", ClaimKind.Change, null, returned, who, 0.78);
            return;
        }
        if (s[c - 1].Word is not "in" || !s[c].Says(Cue.ControlNoun) || !s[0].Is(Sense.In) || s[0].Word is not ("in" or "at") || !Stretch.Of(c - 3, 2).Any(i => s[i].Is(Hint.Be) && !s[i].IsActor)) return;
        var places = EnglishPlaces.From(s, 1, scene, out var comma);
        if (places.Count == 0 || s[comma].Kind != TokenKind.Comma || !places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: false }) || parties.Subject(c - 2, false) is not ({ } holder, >= 0 and var at)) return;
        if (mood.Conditional(c) || Stretch.Of(at, c - at).Any(i => s[i].Is(Sense.Neg | Sense.May | Sense.Was | Sense.Still))) return;
        if (Stretch.Of(c + 1, 2).Any(i => s[i].Is(Sense.After))) Emit(places, c, Mood.Asserted, "now-in-control", ClaimKind.Change, null, holder, at, 0.8);
        else Emit(places, c, Mood.Background, "holds", ClaimKind.Background, null, holder, at, 0.65);
    }

    // "are now in full control of a town in Y": which one, the next sentence may say.
    private (string Taker, string? Loser)? InControl(int c) =>
        s[c - 1].Word is "in" && (s[c].Says(Cue.FullControl) || Stretch.Of(c - 4, 3).Any(i => s[i].Is(Tie.Now))) && mood.OfNews(c - 1) is Mood.Asserted && parties.Subject(c - 1, false).Code is { } taker ? (taker, null) : null;

    // "nine villages west of X": some, whatever their names.
    private bool Some(int at) => s[at].Is(Sense.Part) || s[at].Kind == TokenKind.Number || Roughly(at);

    // "a strategic village": the word for its kind.
    private string? KindAfter(int first) => Stretch.Of(first, 7).FirstOrDefault(i => s[i].Is(Hint.CuePlace), -1) is >= 0 and var kind ? s[kind].Word : null;

    // "captured a village. Troops had shelled the village of X for weeks": the one that bears the same word, told of what was before.
    private Place? SameKind(string kind)
    {
        var named = Stretch.Of(0, s.Count).Where(i => s[i].Word == kind && s[i].Word == s[i].Tail && s[i + 1].Is(Hint.Of) && s[i + 2].IsArea && s[i + 2].Capital).ToList();
        if (named is not [var at] || s[at - 1].Word is not "the") return null;
        // What goes on elsewhere is told of another.
        if (Stretch.Of(0, s.Count).Any(i => s[i].Is(Sense.Take) && s[i].Form != Form.Plain || s[i].Is(Sense.Still | Sense.May | Sense.Neg) && s[i].Tail is not "been" || s[i].Word is "also" or "other" or "another" or "meanwhile") || s[at - 2].Is(Sense.Near | Sense.From | Sense.To | Sense.Between)) return null;
        if (!Stretch.Of(0, at).Any(i => s[i].Is(Hint.Had) || s[i].Tail is "been" || s[i].Is(Sense.Enter | Sense.Lose) && s[i].Form is Form.Past or Form.Participle)) return null;
        // "Gunmen captured a town. ISIL stormed the town of X": others than those who were told of.
        if (Stretch.Of(0, at).LastOrDefault(i => s[i].Is(Sense.Enter) && s[i].Form is Form.Past && !s[i - 1].Is(Hint.Had), -1) is >= 0 and var entry && parties.Subject(entry, false).Code is { } comer && !scene.Allied(comer, unnamed?.Taker)) return null;
        return EnglishPlaces.From(s, at, scene, out _) is [{ Area.Level: AreaLevel.Place, Stranger: false } town] ? town with { Extent = Extent.Unstated } : null;
    }

    // "A, B and C are among the areas evacuated by the army".
    private bool AmongLeft(int t)
    {
        var by = Stretch.Of(t + 1, 2).FirstOrDefault(i => s[i].Is(Hint.By), -1);
        if (by < 0 || parties.After(by) is not (>= 0 and var at) || parties.Code(at, loser: true) is not { } leaver || Among(t) is not { Count: > 0 } places || mood.Of(t) is not (Mood.Asserted or Mood.Background)) return false;
        Emit(places, t, mood.Of(t), "abandoned", ClaimKind.Change, leaver, null, at, 0.8, ControlStatus.Withdrawn, Manner.Withdrawal);
        return true;
    }

    // "Israeli bases have been established in the villages of A and B", "has set up a military base in X".
    private void Bases(int t)
    {
        if (!s[t].Says(Cue.BuiltOrSet) || s[t].Says(Cue.Set) && s[t].Tail is not "up" && s[t + 1].Word is not "up") return;
        var passive = Stretch.Of(t - 3, 3).Any(i => s[i].Is(Hint.Passive) && !s[i].IsActor || s[i].Tail is "been");
        var noun = (passive ? Stretch.Of(t - 6, 6) : Stretch.Of(t + 1, 7).TakeWhile(i => !s[i].Is(Sense.In))).FirstOrDefault(i => s[i].EndsIn(Cue.BaseOrOutpost), -1);
        var from = noun < 0 ? -1 : Stretch.Of(Math.Max(noun, t) + 1, 2).FirstOrDefault(i => s[i].Word is "in" or "inside", -1);
        var places = from < 0 ? [] : EnglishPlaces.From(s, from + 1, scene, out _);
        if (places.Count == 0 || !places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Stranger: false }) || mood.Conditional(t) || Stretch.Of(t - 4, 4).Any(i => s[i].Is(Sense.Neg | Sense.May | Sense.Never) || s[i].Word is "to")) return;
        var (who, at) = passive ? s[noun].IsActor ? (parties.Code(noun), noun) : (null, -1) : parties.Subject(t, false);
        if (who is not null) Emit([.. places.Select(p => p with { Extent = Extent.Part })], t, mood.Historic(t) ? Mood.Background : Mood.Asserted, "bases", ClaimKind.Partial, null, who, at, 0.72);
    }

    // "With the fall of A as well as B, the last town before the fields, the rebels control": past what only describes it.
    private int PastApposed(int comma)
    {
        var next = Stretch.Of(comma + 1, 14).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1);
        return next > 0 && s[comma + 1].Is(Hint.Article) && parties.After(next) is >= 0 and var at && Stretch.Of(at + 1, 3).Any(i => s[i].Is(Sense.Standing | Sense.Take)) ? at : -1;
    }

    // "a town still held by the group": what stands before the comma.
    private (int Aside, int Noun)? Describing(int h)
    {
        var noun = h - 1;
        while (noun > 0 && (s[noun].Is(Sense.Still | Sense.Adverb | Sense.Most | Sense.Whole) || s[noun].Is(Hint.Be) && !s[noun].IsActor || s[noun].Word is "which" or "that")) noun--;
        if (noun < 2 || !s[noun].Is(Hint.Cue)) return null;
        var aside = noun - 1;
        while (aside > 0 && (s[aside].Is(Hint.Article | Hint.Cue) || s[aside].Is(Sense.Direction) || s[aside].Is(Tie.Rank | Tie.Another) || s[aside] is { IsWord: true, Capital: false })) aside--;
        return s[aside].Kind is TokenKind.Comma or TokenKind.Dash && (s[aside + 1].Is(Hint.Article) || s[aside + 1].Word is "another") && NameBefore(aside) >= 0 && !Bygone(aside, h) ? (aside, noun) : null;
    }

    // "vehicles carrying ISIL fighters fled to X, a town held by the group": of the last that is called by a name.
    private string? NamedHere(int h) => Stretch.Of(0, h).LastOrDefault(i => s[i].Meaning.Actors.Exists(a => a.IsName) && parties.Code(i) is not null, -1) is >= 0 and var at ? parties.Code(at) : null;

    private List<Place> Beheld(int h) => Describing(h) is var (aside, _) && EnglishPlaces.Named(s, NameBefore(aside), scene) is { Count: > 0 } list ? [list[^1]] : [];

    // "Latakia, a province which is largely held by the army", "X, to the south, which is under army control".
    private bool Standing(int h, string holder, int actor)
    {
        if (mood.Of(h) is not (Mood.Asserted or Mood.Background)) return false;
        if (Beheld(h) is { Count: > 0 } described)
        {
            if (described[0].Area.Level != AreaLevel.Governorate) Called(described, h, holder);
            else if (!findings.Exists(f => f.Area == described[0].Area)) Emit(described, h, Mood.Background, "holds", ClaimKind.Background, null, holder, actor, 0.65);
            return true;
        }
        var rel = s.ClauseStart(h);
        if (s[rel].Word is not "which" || s[rel - 1].Kind != TokenKind.Comma || !Stretch.Of(rel + 1, Math.Max(0, h - rel - 1)).All(i => s[i].Is(Hint.Be) || s[i].Is(Sense.Adverb | Sense.Still | Sense.Most | Sense.Whole))) return false;
        var first = rel - 2;
        while (s[first].Is(Sense.Direction) || s[first].Word is "the" or "its" or "to") first--;
        return first < rel - 2 && s[first].Kind == TokenKind.Comma && NameBefore(first) is >= 0 and var name && Called(EnglishPlaces.Named(s, name, scene), h, holder);
    }

    // "the rebel-held northern Syrian town of X"
    private bool TownAfter(int t) =>
        HeldSo(t) && Stretch.Of(t + 1, 4).FirstOrDefault(i => s[i].Is(Hint.CuePlace), -1) is >= 0 and var noun && s[noun + 1].Is(Hint.Of) && s[noun + 2].IsArea
        && Stretch.Of(t + 1, noun - t - 1).All(i => s[i].Is(Sense.Direction) || s[i].Is(Hint.Article) || s[i].IsActor || s[i].IsArea || s[i].IsWord);

    // "are poised to launch a counter-attack in X"
    private int Poised(int t)
    {
        var launch = Stretch.Of(t - 4, 4).LastOrDefault(i => s[i].Says(Cue.BeginOrMount) && s[i - 1].Tail is "to", -1);
        return launch > 1 && !mood.Conditional(t) && Stretch.Of(launch - 5, 5).Any(i => s[i].Says(Cue.Poised)) && !Stretch.Of(launch - 6, 6).Any(i => s[i].Is(Sense.Neg | Sense.Never)) ? launch : -1;
    }

    // "The army raised the Syrian flag over X": its own, over all of the town.
    private bool StatesOwn(int flag, int over, string who, List<Place> places) =>
        parties.Emblem(flag) == who && s[over].Word is "over" or "above" && places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: false }) && !places.Exists(p => EnglishPlaces.OfSite(s, p));
}
