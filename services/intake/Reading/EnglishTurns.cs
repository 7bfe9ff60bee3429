using Territory.Contracts;

namespace Territory.Intake.Reading;

// What became of a place: told of those who had it, of those who speak, or only denied.
internal sealed partial class EnglishRules
{
    // "took X last month but were driven from most of the town": those who had it.
    private string? Overcome(int t, List<Place> places) =>
        findings.LastOrDefault(f => f.Area == places[0].Area && f is { To: not null, Kind: ClaimKind.Change or ClaimKind.Background or ClaimKind.Partial }) is { To: { } holder }
            && Whose(t, holder) ? holder : null;

    // "IS has been driven from X, the SDF said": whoever says so did it, but no backer from abroad, and not where another party is named.
    private string? Herald(int t, Mood how, string? loser, List<Place> places)
    {
        if (how is not Mood.Asserted || loser is null || parties.Speaker is not { } speaker || scene.Theatre.FindActor(speaker) is not { Backs.Count: 0 } || scene.Sides([speaker, loser]).Count < 2
            || places.Exists(p => p.Area.Level == AreaLevel.Governorate) || !Stretch.Of(t + 1, Math.Max(0, s.Count - t - 1)).Any(i => s[i].Is(Sense.Say))) return null;
        return Stretch.Of(0, s.Count).All(i => s[i].Meaning.Actors.TrueForAll(a => a.Metonym)
            || parties.Code(i) is { } party && (scene.Kin(party, speaker) || i < t && scene.Allied(party, loser))) ? speaker : null;
    }

    // "denied that X was again in the hands of Y": that it is Y's.
    private bool DeniedHold(int h, List<Place> standing, string holder, int actor)
    {
        var denial = Stretch.Of(h - 2 * Reach, 2 * Reach).LastOrDefault(i => s[i].Is(Sense.Deny | Sense.Refute) && s[i].Form != Form.Gerund, -1);
        if (denial < 0 || denial > standing[0].First || mood.OfNews(h) is not Mood.Denied
            || !Stretch.Of(denial + 1, Math.Max(0, standing[0].First - denial - 1)).All(i => s[i].Is(Sense.That) || s[i].Is(Hint.Article | Hint.This))
            || Stretch.Of(standing[^1].Last + 1, Math.Max(0, h - standing[^1].Last - 1)).Any(i => s[i].Kind == TokenKind.Comma || s[i].Is(Sense.Rel))
            || Stretch.Of(denial + 1, h - denial - 1).Any(i => s[i].Is(Sense.Neg | Sense.Still | Sense.Never))) return false;
        Emit(standing, h, Mood.Denied, "denied-hold", ClaimKind.Change, null, holder, actor, 0.75);
        return true;
    }

    // "withdrew from X, which was then seized by rebels", "which rebels later entered": they came when the others had gone.
    private bool TakenThen(List<Place> places, int t, string to) =>
        Stretch.Of(t - 7, 7).LastOrDefault(i => s[i].Word is "which", -1) is > 0 and var which && s[which - 1].Kind == TokenKind.Comma
            && !Stretch.Of(which, t - which).Any(i => s[i].Is(Hint.Had))
        && findings.Exists(f => f.Area == places[0].Area && f is { Kind: ClaimKind.Change, To: null, Status: ControlStatus.Withdrawn } && f.Spans[0].Start < s[which].Span.Start
            && !scene.Allied(f.From, to)) && !mood.Historic(t);

    // "repelled an attack on X, which rebels had said they seized": said, and not so.
    private bool OnlySaid(int t)
    {
        var which = Stretch.Of(t - 7, 7).LastOrDefault(i => s[i].Word is "which" or "that", -1);
        return which > 0 && Stretch.Of(which + 1, t - which - 1).Any(i => s[i].Is(Sense.Say) && s[i].Form is Form.Past or Form.Present or Form.Participle)
            && Stretch.Of(which + 1, t - which - 1).Any(i => s[i].Word is "they" or "it" || s[i].Is(Hint.Had)) && Stretch.Of(0, which).Any(i => s[i].Is(Sense.Repel)
                && s[i].Form != Form.Plain);
    }

    // "Taftanaz, captured by rebels in January, came under fire": what is told is something else, unless a day is named.
    private bool InPassing(int t, int by, List<Place> places)
    {
        var comma = s[t - 1].Kind == TokenKind.Comma && places[^1].Last == t - 2 ? Stretch.Of(by + 1, 6).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1) : -1;
        return comma > 0 && !Stretch.Of(by + 1, comma - by - 1).Any(i => s[i].Is(Hint.Weekday | Hint.Today | Hint.Yesterday | Hint.DayUnit) || s[i].Kind == TokenKind.Number
            || s[i].Is(Tie.HourUnit))
            && (s[comma + 1].Is(Hint.Be) && !s[comma + 1].IsActor
                || s[comma + 1].Says(Cue.CameOrLies)) && !s[comma + 2].Is(Tie.Now);
    }

    // "X has fallen, the army admitted": it lost it.
    private bool Admits(int t, List<Place> places, Mood how)
    {
        if (how is not Mood.Asserted || parties.Speaker is not { } speaker || !Stretch.Of(0, s.Count).Any(i => mood.Concedes(i) && Admitted(i, t, places)) || places.Exists(p => p.Area.Level == AreaLevel.Governorate
            || p.Ambiguous)) return false;
        Emit(places, t, how, "fall", ClaimKind.Change, speaker, null, -1, 0.78, ControlStatus.Unknown);
        return true;
    }

    // "X has fallen, the army admitted", "The army admitted that X had fallen": the fall itself, and nothing beside it.
    private bool Admitted(int verb, int t, List<Place> places)
    {
        var (from, to) = verb > places[^1].Last ? (places[^1].Last + 1, verb) : (verb + 1, places[0].First);
        return !(verb > places[^1].Last && s[verb + 1].Is(Sense.That)) && Stretch.Of(from, Math.Max(0, to - from)).All(i => i == t || s[i].Kind == TokenKind.Comma || s[i].IsActor || s[i].Is(Sense.That)
            || s[i].Is(Hint.Article | Hint.Of | Hint.Had | Hint.Spokes | Hint.Weekday | Hint.Today) || s[i].Word is "has" or "have" or "on");
    }

    // "is the latest in a string of government gains", "was the rebels' biggest victory in months": theirs.
    private int Gainer(List<Place> places, int place)
    {
        var be = place + 1;
        if (places.Exists(p => p.Area.Level == AreaLevel.Governorate) || !(s[be].Is(Hint.Be) && !s[be].IsActor) && !s[be].Says(Cue.RepresentVerb)) return -1;
        var win = Stretch.Of(be + 1, Reach).TakeWhile(i => Wins(i) || s[i].Is(Hint.Article | Hint.Of | Hint.Small) || s[i].Is(Tie.Rank | Tie.Another) || s[i].IsActor
            || s[i].Is(Sense.Part) || s[i].Word is "in" or "most" or "another").FirstOrDefault(Wins, -1);
        // "a rebel victory that commanders dream of"
        if (win < 0 || s[win + 1].Is(Sense.That | Sense.Rel)) return -1;
        var who = Stretch.Of(be + 1, win - be - 1).LastOrDefault(i => s[i].IsActor, -1);
        return who > be && parties.Code(who) is not null && Stretch.Of(who + 1, win - who - 1).All(i => s[i].Is(Hint.Article) || s[i].Is(Tie.Rank | Tie.Another) || s[i].Word is "most") ? who : -1;
    }

    private bool Wins(int at) => s[at].EndsIn(Cue.VictoryNoun);

    // "withdrew from X, leaving its positions there to the army": to whom they are left.
    private bool LeavesPosts(int t)
    {
        if (!s[t].Says(Cue.Leaving) || s[t - 1].Kind != TokenKind.Comma
            || Stretch.Of(t + 1, 3).FirstOrDefault(i => s[i].EndsIn(Cue.PostsNoun), -1) is not (>= 0 and var posts)) return false;
        var to = s[posts + 1].Word is "there" ? posts + 2 : posts + 1;
        if (s[to] is not { Word: "to", Tail: "to" } || parties.After(to) is not (>= 0 and var at) || parties.Code(at) is not { } heir
            || !Stretch.Of(to + 1, at - to - 1).All(i => s[i].Is(Hint.Article) || s[i].Is(Sense.Adverb) || s[i].IsWord)) return false;
        // "leaving its posts to rebel attacks": to nobody.
        var end = at + 1;
        while (s[end].Is(Sense.People)) end++;
        if (s[end].Kind is not (TokenKind.Comma or TokenKind.Stop) && s[end].Word is not "and") return false;
        for (var i = 0; i < findings.Count; i++)
            if (findings[i] is { Kind: ClaimKind.Change, To: null, Status: ControlStatus.Withdrawn } left
                && left.From != heir) findings[i] = left with { To = heir, Status = ControlStatus.Controlled };
        return true;
    }

    // "The army declared X clear after the last group left Y", "after residents poured into the streets": those who did are others.
    private bool OthersLeft(int at, int t)
    {
        var after = Stretch.Of(at + 1, Math.Max(0, t - at - 1)).LastOrDefault(i => s[i].Is(Sense.After | Sense.Before)
            || s[i].Word is "when" || s[i].Word is "as" && !s[i - 1].Says(Cue.DescribedOrSuch), -1);
        var between = after < 0 ? [] : Stretch.Of(after + 1, t - after - 1).ToList();
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
        var next = s[t + 1] is { Word: "out", Tail: "out" } ? t + 2 : s[t].Tail is "out" || s[t].Is(Tie.Thence) ? t + 1 : -1;
        if (next < 0 || !Ended(next) && !(s[next].Word is "on" && s[next + 1].Is(Hint.Weekday)) || Stretch.Of(t + 1, Math.Max(0, s.Count - t - 1)).Any(i => s[i].Is(Hint.By))) return false;
        // The one party before the verb opens the sentence; what others say, or remember, is theirs.
        var at = Stretch.Of(0, t).LastOrDefault(i => s[i].IsActor, -1);
        if (at < 0 || parties.Code(at, loser: true) is not { } loser || scene.Sides([loser, attacker]).Count < 2 || !Stretch.Of(0, at).All(Leads)
            || Stretch.Of(at + 1, t - at - 1).Any(i => s[i].Is(Sense.Say | Sense.Deny | Sense.That | Sense.Rel | Sense.If) || s[i].Word is "when" or "while")
            || Stretch.Of(t + 1, Math.Max(0, s.Count - t - 1)).Any(i => s[i].IsActor && !scene.Allied(parties.Code(i), attacker))) return false;
        Emit([place], t, Mood.Asserted, "driven-out", ClaimKind.Change, loser, attacker, at, 0.75);
        return true;
    }

    // "But by Friday the", "On Friday, all the": what may stand before the subject that opens a sentence.
    private bool Leads(int at) =>
        s[at].Kind == TokenKind.Comma || s[at].Is(Hint.Article | Hint.Weekday | Hint.Today | Hint.Yesterday) && !s[at].IsArea || s[at].Is(Sense.People | Sense.Direction | Sense.Whole | Sense.Adverb)
        || s[at].Says(Cue.TimeOfDay) || s[at].Word is "but" or "and" or "by" or "on";
}
