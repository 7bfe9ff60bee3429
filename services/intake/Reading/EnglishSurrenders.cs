using Territory.Contracts;

namespace Territory.Intake.Reading;

// A place that passes because those who hold it give up, or because one is out and another in.
internal sealed partial class EnglishRules
{
    // "Rebels in X have surrendered to the army": all of them; "dozens of rebels in X" and "fighters in X" are persons.
    private bool Surrendered(int t)
    {
        if (Ready(t)) return true;
        if (!(s[t].EndsIn(Cue.ArmsOrWeapons) || s[t].Word.StartsWith("surrender", StringComparison.Ordinal) || s[t].Word.StartsWith("capitulat", StringComparison.Ordinal))) return false;
        var to = Stretch.Of(t + 1, 4).TakeWhile(i => s[i].Is(Sense.To | Sense.Adverb) || s[i].Is(Hint.Weekday | Hint.Today | Hint.Yesterday) || s[i].Word is "on").FirstOrDefault(i => s[i].Is(Sense.To), -1);
        if (to < 0 || parties.After(to) is not (>= 0 and var at) || parties.Code(at) is not { } taker) return false;
        var holders = Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).FirstOrDefault(i => s[i].IsActor && s[i + 1].Word is "in" or "inside" or "at" or "of", -1);
        if (holders < 0 || !Entire(holders) || parties.Code(holders, loser: true) is not { } loser || scene.Allied(loser, taker)) return false;
        var (places, how) = (EnglishPlaces.From(s, holders + 2, scene, out var end), mood.OfHandover(t));
        if (places.Count == 0 || places.Exists(p => p.Partly || p.Area.Level != AreaLevel.Place) || !Stretch.Of(end, Math.Max(0, t - end)).All(i => s[i].Is(Sense.Adverb) || s[i].Is(Hint.Had) || s[i].Kind == TokenKind.Comma || s[i].Is(Sense.Neg | Sense.May))) return false;
        if (how is not Mood.Unreal) Emit(places, t, how, "surrender", ClaimKind.Change, loser, taker, at, 0.8, manner: Manner.Agreement);
        return true;
    }

    // "X is said to be ready to surrender": to whom is named, or took the towns told of before.
    private bool Ready(int t)
    {
        if (!s[t].Says(Cue.Surrender) || s[t - 1].Word is not "to" && s[t - 1].Tail is not "to") return false;
        var be = Stretch.Of(t - 9, 9).FirstOrDefault(i => s[i].Is(Hint.Be) && !s[i].IsActor, -1);
        if (be < 1 || !Stretch.Of(be, t - be).Any(i => s[i].Says(Cue.Poised)) || Stretch.Of(be, t - be).Any(i => s[i].Is(Sense.Neg))) return false;
        var taker = s[t + 1].Is(Sense.To) && parties.After(t + 1) is >= 0 and var at ? parties.Code(at) : scene.LastTold.LastOrDefault(f => f.To is not null)?.To;
        if (taker is null || EnglishPlaces.Before(s, be, scene) is not { Count: > 0 } places || places.Exists(p => p.Area.Level != AreaLevel.Place)) return false;
        Emit(places, t, Mood.Attempted, "surrender", ClaimKind.Attempt, null, taker, -1, 0.7, manner: Manner.Agreement);
        return true;
    }

    // Nothing before them counts some of them, nor does their name end in "fighters".
    private bool Entire(int at)
    {
        var i = at - 1;
        while (s[i].Is(Hint.Article) && s[i].Kind == TokenKind.Word) i--;
        return !s[at].EndsIn(Cue.MilitantNoun) && (s[i].Kind is TokenKind.Stop or TokenKind.Comma || s[i].Is(Sense.Clause | Sense.That | Sense.Say));
    }

    // "X changed hands on Saturday: the rebels are out, the army is in", "changed hands from the rebels to the army".
    private bool Exchanged(int t)
    {
        var (places, how) = (EnglishPlaces.Before(s, t, scene), mood.Of(t));
        if (places.Count == 0 || !s[t].EndsIn(Cue.Hands) || how is not (Mood.Asserted or Mood.Background)) return false;
        var (taker, loser) = (Standing(t, "in"), Standing(t, "out"));
        if (taker < 0 && s[t + 1].Is(Sense.From)) (loser, taker) = (parties.After(t + 1), Stretch.Of(t + 2, 6).FirstOrDefault(i => s[i].Is(Sense.To), -1) is >= 0 and var to ? parties.After(to) : -1);
        if (taker < 0 && loser < 0) (taker, loser) = Ousting(t);
        if (taker < 0 || loser < 0 || parties.Code(taker) is not { } won || parties.Code(loser, loser: true) is not { } lost || scene.Allied(won, lost)) return false;
        Emit(places, t, how, "changed-hands", ClaimKind.Change, lost, won, taker, 0.8, manner: Manner.Unknown);
        return true;
    }

    // "the army is in", "the rebels are out": and nothing more.
    private int Standing(int t, string where) =>
        Stretch.Of(t + 1, 16).FirstOrDefault(i => s[i].IsActor && s[i + 1].Is(Hint.Be) && s[i + 2].Word == where && s[i + 2].Tail == where && (i + 3 >= s.Count || s[i + 3].Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.Dash || s[i + 3].Word is "and" or "but"), -1);

    // "to them", "to the group", "to the same alliance": whoever was told to be taking.
    private string? Again(int to)
    {
        var same = s[to + 1].Word is "the" && s[to + 2].Word is "same" && (s[to + 3].Is(Sense.People | Sense.OwnForces) || s[to + 3].Is(Tie.Body) || s[to + 3].IsActor);
        return same || s[to + 1].Is(Tie.Those) || s[to + 1].Is(Hint.Itself) ? findings.FindLast(f => f is { Kind: ClaimKind.Change or ClaimKind.Partial, To: not null })?.To ?? scene.LastTaker : null;
    }

    // Two factions of one coalition, both called by their names.
    private bool Infighting(string winner, int victim, string lost) =>
        victim >= 0 && winner != lost && s[victim].Meaning.Actors.Exists(a => a.IsName) && scene.Theatre.FindActor(winner)?.Parent is not null;

    // "The last rebels were evacuated from X": they left it.
    private bool Evacuated(int t)
    {
        var places = s[t].Says(Cue.BusedOrEvacuated) ? From(t) : [];
        var (who, at) = places.Count == 0 ? (null, -1) : parties.Subject(t, false);
        var all = at >= 0 && Stretch.Of(at - 4, 4).Any(i => s.SameClause(i, at) && s[i].Says(Cue.LastOrAll));
        if (who is null || !all || !places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: false }) || mood.Of(t) is not Mood.Asserted) return false;
        Emit(places, t, Mood.Asserted, "withdraw", ClaimKind.Change, parties.Code(at, loser: true), null, at, 0.8, ControlStatus.Withdrawn, Manner.Agreement);
        return true;
    }
}
