using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who is driven out of a place, and by whom.
internal sealed partial class EnglishRules
{
    // "IS driven from Tabqa": a headline without the verb to be.
    private bool Bare(int t) => s.Number == 0 && s[t - 1].IsActor && s[t + 1].Is(Sense.From) && (s[t].Form == Form.Participle || s[t].Is(Tie.Thence))
        && Stretch.Of(0, Attribution(t)).All(i => i == t || !(s[i].Form is Form.Past or Form.Present || (s[i].Is(Hint.Be) && !s[i].IsActor)));

    // "stormed X and pushed out the rebels there": out of X.
    private List<Place> DrivenThence(int t)
    {
        if (s[t].Form is not (Form.Past or Form.Gerund) || Passive(t) || scene.PlaceHere is not { } here) return [];
        // "held most of X until the army drove it out on Monday"
        if (s[t + 1].Word is "it" or "them" && s[t + 2].Word is "out" && !s[t + 3].Is(Hint.Of) && Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).Any(i => s[i].Word is "until" or "before" or "when") && findings is [.., { Kind: ClaimKind.Background, To: { } holder, Area.Level: AreaLevel.Place }] && !scene.Allied(parties.Subject(t, false).Code ?? holder, holder)) return [here];
        if (findings is not [.., { Kind: ClaimKind.Partial or ClaimKind.Change, To: not null }]) return [];
        var victim = parties.After(s[t + 1].Word is "out" ? t + 1 : t);
        var end = Stretch.Of(t, 8).FirstOrDefault(i => i > victim && (s[i].Kind is TokenKind.Comma or TokenKind.Stop || s[i].Is(Sense.Clause | Sense.From | Sense.Near) || s[i].Word is "and" or "there"), -1);
        var thence = s[t + 1].Word is "out" || s[victim + 1].Word is "out" || s[t].Is(Tie.Thence);
        return victim >= 0 && thence && end >= 0 && !s[end].Is(Sense.From | Sense.Near) ? [here.Partly && (EnglishPlaces.OfSite(s, here) || findings[^1] is { Kind: ClaimKind.Partial, Rule: "en/take" or "en/take-control" } && here.Extent == Extent.Most) ? here : here with { Extent = Extent.Unstated }] : [];
    }

    // "by the same troops": by whoever took the place told of before.
    private string? SameAgain(int from, int to) =>
        Stretch.Of(from, Math.Max(0, to - from) + 3).Any(i => s[i].Is(Hint.By) && Stretch.Of(i + 1, 2).Any(j => s[j].Word is "same" && s[j - 1].Word is "the" && (s[j + 1].Is(Sense.People | Sense.OwnForces) || s[j + 1].Is(Tie.Body))))
            ? findings.FindLast(f => f is { To: not null, Kind: ClaimKind.Change or ClaimKind.Background, Standing: false })?.To ?? scene.LastTaker : null;

    // "drove government forces out of Hama"; "were driven out of Hama by rebels".
    private bool Expel(int t)
    {
        // "throw the attackers back"
        if (!s[t + 1].IsActor && Stretch.Of(t + 2, 2).Any(i => s[i].Word is "back" or "off") && Defended(t)) return true;
        // "turned from X": nobody is put out.
        if (s[t].Word.StartsWith("turn", StringComparison.Ordinal) && !Stretch.Of(t + 1, 6).Any(i => s[i].Word is "out" && s[i].Is(Sense.From))) return false;
        var places = From(t) is { Count: > 0 } from ? from : DrivenThence(t) is { Count: > 0 } thence ? thence : DrivenAgain(t);
        if (places.Count == 0) return DrivenFromAssailed(t);
        var how = mood.Of(t);
        if (how == Mood.Unreal) return true;
        // "held X until the army drove it out": when, nobody says.
        if (how == Mood.Asserted && s[t + 1].Word is "it" or "them" && !mood.Dated(t) && findings is [.., { Kind: ClaimKind.Background }]) how = Mood.Background;
        if (Passive(t) || Bare(t))
        {
            // "when it was driven from X": the group the sentence speaks of.
            var loser = parties.Subject(t, false).Code ?? Returned(t, places) ?? (s[t - 2].Word is "it" && Stretch.Of(0, t).Any(i => s[i].Is(Tie.Those) && s[i].Word is "the") ? scene.LastGroup : null);
            loser ??= Again(t, places)?.To ?? Overcome(t, places);
            var by = -1;
            for (var i = t + 1; i <= Math.Max(t + 3, places[^1].Last) + 4 && by < 0; i++) if (s[i].Is(Hint.By)) by = parties.After(i);
            var taker = by >= 0 ? parties.Code(by) : SameAgain(t, places[^1].Last + 1) ?? Herald(t, how, loser, places);
            if (loser is not null && !scene.Kin(loser, taker)) Emit(places, t, how, "driven-out", ClaimKind.Change, loser, taker, by, 0.85, taker is null ? ControlStatus.Withdrawn : ControlStatus.Controlled, Manner.Force);
            return true;
        }
        var victim = parties.After(s[t + 1].Word is "out" ? t + 1 : t);
        var rest = victim < 0 ? Remnant(t) : -1;
        if (rest >= 0) victim = parties.After(rest);
        // "fighters drove out of Manbij": they left.
        if (victim < 0 && s[t + 1].Is(Sense.From) && s[t + 1].Word is "out") return Leave(t, places);
        var (winner, at) = parties.Subject(t, s[t].Form == Form.Gerund);
        if (winner is not null && victim < 0 && Soldiery(t) && places.TrueForAll(p => p.Area.Level != AreaLevel.Governorate))
        {
            Emit(places, t, how, "expel", ClaimKind.Change, null, winner, at, 0.8);
            return true;
        }
        if (winner is null || (victim >= 0 ? parties.Code(victim, loser: true) : rest >= 0 || s[t + 1].Is(Tie.Those) || s[t + 1].Is(Hint.Itself) ? parties.Foe(t, winner) : null) is not { } lost || !Infighting(winner, victim, lost) && scene.Allied(winner, lost)) return false;
        // "captured the air base, expelling the last troops from the province": what follows from it is for the desk to say.
        if (s[t].Form == Form.Gerund && findings.Any(f => f.Area.Level != AreaLevel.Governorate)) places = [.. places.Select(p => p.Area.Level == AreaLevel.Governorate ? p with { Extent = Extent.Part } : p)];
        Emit(places, t, how, "expel", ClaimKind.Change, lost, winner, at, 0.88);
        return true;
    }

    // "seized X in 2014, but its fighters were driven out": out of what they had.
    private List<Place> DrivenAgain(int t) =>
        Passive(t) && (s[t + 1].Word is "out" && !s[t + 1].Is(Sense.From) || s[t].Tail is "out" || s[t].Is(Tie.Thence) && !s[t + 1].Is(Sense.From)) && !s[t + 2].Is(Hint.Of) && !Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).Any(i => s[i].IsArea && s[i].Capital && !s[i].IsActor)
        && Had().LastOrDefault(f => f is { To: not null, Kind: ClaimKind.Change or ClaimKind.Background or ClaimKind.Partial, Area.Level: AreaLevel.Place }) is { } held && Whose(t, held.To!) ? [held.Place with { Extent = Extent.Unstated }] : [];

    // "but were", "but its fighters were", "they were": those who had it.
    private bool Whose(int t, string holder)
    {
        var words = Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).Where(i => s[i].IsActor).ToList();
        return words.Count == 0 ? Stretch.Of(t - 5, 5).Any(i => s[i].Word is "but" or "they" or "it" or "its" or "their" or "before" or "and") : parties.Code(words[^1]) == holder || scene.Allied(parties.Code(words[^1]), holder);
    }

    // What this sentence has told, or the one before when this one names no place.
    private IReadOnlyList<Finding> Had() => findings.Count > 0 ? findings : Array.Exists(s.Items, i => i.IsArea && i.Capital && !i.IsActor) ? [] : scene.LastTold;

    private Finding? Again(int t, List<Place> places) => From(t).Count > 0 ? null : Had().LastOrDefault(f => f.Area == places[0].Area && f is { To: not null, Kind: ClaimKind.Change or ClaimKind.Background or ClaimKind.Partial });
}
