using Territory.Contracts;

namespace Territory.Intake.Reading;

// A place that is left or handed to others by those who held it.
internal sealed partial class EnglishRules
{
    // "was abandoned by the army"
    private bool Abandoned(int t)
    {
        var by = Stretch.Of(t + 1, 4).FirstOrDefault(i => s[i].Is(Hint.By), -1);
        var (places, at) = (EnglishPlaces.Before(s, t, scene), by < 0 ? -1 : parties.After(by));
        var how = mood.Of(t);
        if (s[t].Is(Sense.HandOver) && s[t + 1].Is(Sense.To)) return false;
        // "was left to the rebels", "relinquished by the army to the rebels"
        var to = by < 0 ? s[t + 1].Is(Sense.To) && s[t + 1].Word is "to" ? t + 1 : -1 : at < 0 ? -1 : Stretch.Of(at + 1, 3).FirstOrDefault(i => s[i].Word is "to", -1);
        if (places.Count > 0 && to >= 0 && parties.After(to) is >= 0 and var heir && parties.Code(heir) is { } taker && how is Mood.Asserted or Mood.Background)
        {
            var left = at < 0 ? parties.Loser(heir, taker, false) : parties.Code(at, loser: true);
            Emit(places, t, how, "left-to", ClaimKind.Change, scene.Allied(left, taker) ? null : left, taker, heir, 0.8, manner: Manner.Withdrawal);
            return true;
        }
        if (places.Count == 0 || at < 0 || parties.Code(at, loser: true) is not { } loser || how is Mood.Unreal or Mood.Attempted) return false;
        Emit(places, t, how, "abandoned", ClaimKind.Change, loser, null, at, 0.85, ControlStatus.Withdrawn, Manner.Withdrawal);
        return true;
    }

    // "was handed to the army"
    private bool Handed(int t)
    {
        var by = Stretch.Of(t + 1, 6).TakeWhile(i => s.SameClause(i, t)).FirstOrDefault(i => s[i].Is(Hint.By), -1);
        var giver = by < 0 ? -1 : parties.After(by);
        // "was handed by the rebels to the army"
        var to = Stretch.Of(t + 1, giver >= 0 ? giver - t + 3 : 3).FirstOrDefault(i => s[i].Is(Sense.To), -1);
        var (places, at) = (EnglishPlaces.Before(s, t, scene), to < 0 ? -1 : parties.After(to));
        // "Aid for X was handed to": X was not.
        if (places.Count == 0 || to < 0 || s[places[0].First - 1].Word is "for" || s[places[0].First].Is(Hint.Of) && s[places[0].First - 1].IsWord) return false;
        var lost = giver < 0 ? null : parties.Code(giver, loser: true);
        if ((at >= 0 && at != giver ? parties.Code(at) : Again(to)) is not { } taker || lost is not null && scene.Allied(lost, taker)) return false;
        var how = mood.OfHandover(t);
        if (how != Mood.Unreal) Emit(places, t, how, "handed-to", ClaimKind.Change, lost ?? parties.Loser(Math.Max(at, to), taker, false), taker, at == giver ? -1 : at, 0.88, manner: Manner.Agreement);
        return true;
    }

    // "hands security there to"
    private bool Duties(int t) => Stretch.Of(t + 1, 2).Any(i => (s[i].Is(Tie.Duty) || s[i].Is(Hint.Control)) && s[i + 1].Word is "there");

    // "has left A and B, ceding the towns to": those just told to be left.
    private List<Place> LeftHere() => [.. findings.Where(f => f is { Kind: ClaimKind.Change, To: null, Status: ControlStatus.Withdrawn } && f.From == findings[^1].From
        || f == findings[^1]).Select(f => f.Place)];

    private bool HandOver(int t)
    {
        if (Passive(t)) return Handed(t);
        // "surrendering them to the government": what was told of before.
        var places = (s[t + 1].Word is "them" || Duties(t)) && findings.Count > 0 ? LeftHere() : s[t].Form == Form.Gerund && s[t + 1].Word is "the" or "both"
            && s[t + 2].EndsIn(Cue.TownsOrPositions) && LeftHere() is { Count: > 1 } those ? those : Object(t);
        if (places.Count == 0) return false;
        var last = Math.Max(places[^1].Last, t + 1);
        // "the town, a rebel bastion, to": past what only describes it.
        if (s[last + 1].Kind == TokenKind.Comma && s[last + 2].Is(Hint.Article) && Stretch.Of(last + 3, 7).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1) is >= 0 and var aside && s[s[aside + 1].Word is "over" or "back" ? aside + 2 : aside + 1].Is(Sense.To)) last = aside;
        for (var i = places[^1].Last < t ? t + 2 : Math.Max(last, places[^1].Last + 1); i <= last + 4; i++)
        {
            if (!s[i].Is(Sense.To) || parties.After(i) is not (>= 0 and var to) || parties.Code(to) is not { } taker) continue;
            var how = mood.OfHandover(t);
            var (giver, at) = parties.Subject(t, s[t].Form == Form.Gerund);
            // "seized a key town. Elders had agreed to hand over X to them": that town.
            if (unnamed is { } told && told.Taker == taker && how is Mood.Asserted or Mood.Attempted or Mood.Background) { Emit(places, t, Mood.Asserted, "take-named", ClaimKind.Change, told.Loser, taker, -1, 0.72); return true; }
            if (how != Mood.Unreal) Emit(places, t, how, "hand-over", ClaimKind.Change, scene.Allied(giver, taker) ? null : giver, taker, at, 0.9, manner: Manner.Agreement);
            return true;
        }
        // "is required to hand over X": to whom, nobody says.
        if (places[^1].Last < t || mood.OfHandover(t) is not Mood.Attempted || parties.Subject(t, false) is not ({ } owner, >= 0 and var own)) return false;
        Emit(places, t, Mood.Attempted, "hand-over", ClaimKind.Attempt, owner, null, own, 0.65, ControlStatus.Withdrawn, Manner.Agreement);
        return true;
    }
}
