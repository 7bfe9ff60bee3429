using Territory.Contracts;

namespace Territory.Intake.Reading;

// What became of a place: told of those who had it, of those who speak, or only denied.
internal sealed partial class EnglishRules
{
    // "took X last month but were driven from most of the town": those who had it.
    private string? Overcome(int t, List<Place> places) =>
        findings.LastOrDefault(f => f.Area == places[0].Area && f is { To: not null, Kind: ClaimKind.Change or ClaimKind.Background or ClaimKind.Partial }) is { To: { } holder }
            && Whose(t, holder) ? holder : null;

    // "IS has been driven from X, the SDF said": whoever says so did it, but no backer from abroad.
    private string? Herald(Mood how, string? loser) =>
        how == Mood.Asserted && loser is not null && parties.Speaker is { } speaker && scene.Theatre.FindActor(speaker) is { Backs.Count: 0 } && scene.Sides([speaker, loser]).Count > 1
            ? speaker : null;

    // "denied that X was again in the hands of Y": that it is Y's.
    private bool DeniedHold(int h, List<Place> standing, string holder, int actor)
    {
        var denial = Enumerable.Range(h - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].Is(Sense.Deny | Sense.Refute) && s[i].Form != Form.Gerund, -1);
        if (denial < 0 || denial > standing[0].First || mood.OfNews(h) is not Mood.Denied
            || Enumerable.Range(denial + 1, h - denial - 1).Any(i => s[i].Is(Sense.Neg | Sense.Still | Sense.Never))) return false;
        Emit(standing, h, Mood.Denied, "denied-hold", ClaimKind.Change, null, holder, actor, 0.75);
        return true;
    }

    // "withdrew from X, which was then seized by rebels", "which rebels later entered": they came when the others had gone.
    private bool TakenThen(List<Place> places, int t, string to) =>
        Enumerable.Range(t - 7, 7).LastOrDefault(i => s[i].Word is "which", -1) is > 0 and var which && s[which - 1].Kind == TokenKind.Comma
            && !Enumerable.Range(which, t - which).Any(i => s[i].Is(Hint.Had))
        && findings.Exists(f => f.Area == places[0].Area && f is { Kind: ClaimKind.Change, To: null, Status: ControlStatus.Withdrawn } && f.Spans[0].Start < s[which].Span.Start
            && !scene.Allied(f.From, to)) && !mood.Historic(t);

    // "repelled an attack on X, which rebels had said they seized": said, and not so.
    private bool OnlySaid(int t)
    {
        var which = Enumerable.Range(t - 7, 7).LastOrDefault(i => s[i].Word is "which" or "that", -1);
        return which > 0 && Enumerable.Range(which + 1, t - which - 1).Any(i => s[i].Is(Sense.Say) && s[i].Form is Form.Past or Form.Present or Form.Participle)
            && Enumerable.Range(which + 1, t - which - 1).Any(i => s[i].Word is "they" or "it" || s[i].Is(Hint.Had)) && Enumerable.Range(0, which).Any(i => s[i].Is(Sense.Repel)
                && s[i].Form != Form.Plain);
    }

    // "Taftanaz, captured by rebels in January, came under fire": what is told is something else, unless a day is named.
    private bool InPassing(int t, int by, List<Place> places)
    {
        var comma = s[t - 1].Kind == TokenKind.Comma && places[^1].Last == t - 2 ? Enumerable.Range(by + 1, 6).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1) : -1;
        return comma > 0 && !Enumerable.Range(by + 1, comma - by - 1).Any(i => s[i].Is(Hint.Weekday | Hint.Today | Hint.Yesterday | Hint.DayUnit) || s[i].Kind == TokenKind.Number
            || s[i].Is(Tie.HourUnit))
            && (s[comma + 1].Is(Hint.Be) && !s[comma + 1].IsActor
                || s[comma + 1].Says(Cue.CameOrLies)) && !s[comma + 2].Is(Tie.Now);
    }

    // "X has fallen, the army admitted": it lost it.
    private bool Admits(int t, List<Place> places, Mood how)
    {
        if (how is not Mood.Asserted || parties.Speaker is not { } speaker || !Enumerable.Range(0, s.Count).Any(mood.Concedes) || places.Exists(p => p.Area.Level == AreaLevel.Governorate
            || p.Ambiguous)) return false;
        Emit(places, t, how, "fall", ClaimKind.Change, speaker, null, -1, 0.78, ControlStatus.Unknown);
        return true;
    }

    // "is the latest in a string of government gains", "was the rebels' biggest victory in months": theirs.
    private int Gainer(int place)
    {
        var be = place + 1;
        if (!(s[be].Is(Hint.Be) && !s[be].IsActor) && !s[be].Says(Cue.RepresentVerb)) return -1;
        var win = Enumerable.Range(be + 1, Reach).TakeWhile(i => Wins(i) || s[i].Is(Hint.Article | Hint.Of | Hint.Small) || s[i].Is(Tie.Rank | Tie.Another) || s[i].IsActor
            || s[i].Is(Sense.Part) || s[i].Word is "in" or "most" || s[i] is { IsWord: true, Capital: false }).FirstOrDefault(Wins, -1);
        return win < 0 ? -1 : Enumerable.Range(win - 3, 3).LastOrDefault(i => i > be && s[i].IsActor && parties.Code(i) is not null && !s[i - 1].Is(Sense.Against | Sense.From), -1);
    }

    private bool Wins(int at) => s[at].EndsIn(Cue.VictoryNoun);

    // "withdrew from X, leaving its positions there to the army": to whom they are left.
    private bool LeavesPosts(int t)
    {
        if (!s[t].Says(Cue.Leaving) || s[t - 1].Kind != TokenKind.Comma
            || !Enumerable.Range(t + 1, 3).Any(i => s[i].EndsIn(Cue.PostsNoun))) return false;
        var to = Enumerable.Range(t + 2, 6).TakeWhile(i => s[i].Kind != TokenKind.Comma && !(s[i].IsArea && s[i].Capital)).FirstOrDefault(i => s[i].Word is "to", -1);
        if (to < 0 || parties.After(to) is not (>= 0 and var at) || parties.Code(at) is not { } heir) return false;
        for (var i = 0; i < findings.Count; i++)
            if (findings[i] is { Kind: ClaimKind.Change, To: null, Status: ControlStatus.Withdrawn } left
                && left.From != heir) findings[i] = left with { To = heir, Status = ControlStatus.Controlled };
        return true;
    }

    // "The army declared X clear after the last group left Y", "after residents poured into the streets": those who did are others.
    private bool OthersLeft(int at, int t)
    {
        var after = Enumerable.Range(at + 1, Math.Max(0, t - at - 1)).LastOrDefault(i => s[i].Is(Sense.After | Sense.Before)
            || s[i].Word is "when" || s[i].Word is "as" && !s[i - 1].Says(Cue.DescribedOrSuch), -1);
        var between = after < 0 ? [] : Enumerable.Range(after + 1, t - after - 1).ToList();
        return between.Exists(i => s[i].IsWord || s[i].Is(Tie.Body) || s[i].Is(Sense.People))
            && between.TrueForAll(i => s[i].Kind == TokenKind.Word && !s[i].IsActor && !s[i].Is(Sense.OwnForces | Sense.Rel) && s[i].Word is not ("it" or "they" or "its" or "their"));
    }

    // "moved in", "walked in unopposed", "poured in from the desert".
    private bool ComesIn(int at) =>
        s[at].Says(Cue.WalkedOrPoured)
        && s[at + 1].Word is "in" && (Ended(at + 2) || s[at + 2].Is(Sense.From | Sense.Adverb) || s[at + 2].Says(Cue.UnopposedOrBehind));

    // "The army assaulted X. Rebels fought back but were pushed out": out of X, by those who came for it.
    private bool DrivenFromAssailed(int t)
    {
        if (assailed is not (var place, var attacker) || !Passive(t) || Array.Exists(s.Items, i => i.IsArea && i.Capital && !i.IsActor) || mood.Of(t) is not Mood.Asserted) return false;
        if (!(s[t + 1].Word is "out" && !s[t + 2].Is(Hint.Of) || s[t].Tail is "out" || s[t].Is(Tie.Thence) && !s[t + 1].Is(Sense.From))) return false;
        var at = Enumerable.Range(0, t).LastOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1);
        if (at < 0 || parties.Code(at, loser: true) is not { } loser || scene.Allied(loser, attacker)) return false;
        Emit([place], t, Mood.Asserted, "driven-out", ClaimKind.Change, loser, attacker, at, 0.75);
        return true;
    }
}
