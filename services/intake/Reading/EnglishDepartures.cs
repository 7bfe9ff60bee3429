using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who is made to leave, to whom a place is left, and what the day's order restores.
internal sealed partial class EnglishRules
{
    // "withdrew from X, leaving the town in the hands of rebels", "leaving it under army control": theirs from now on.
    private bool LeftToOthers(int t, List<Place> places)
    {
        if (!s[t].Says(Cue.LeaveForms) || Passive(t) || places.Exists(p => p.Area.Level != AreaLevel.Place || p.Partly)) return false;
        var hold = Stretch.Of(places[^1].Last + 1, 7).TakeWhile(i => !s[i].IsArea || s[i].IsActor).FirstOrDefault(i => s[i].Is(Sense.Hold) || s[i].Word is "in" or "under" && UnderControl(i) is not null, -1);
        var at = hold < 0 ? -1 : s[hold].Is(Sense.Hold) ? parties.After(hold) : UnderControl(hold) + 1 ?? -1;
        if (at < 0 || parties.Code(at) is not { } taker || Stretch.Of(places[^1].Last + 1, hold - places[^1].Last).Any(i => s[i].Word is "as" or "only" or "still" || s[i].Is(Sense.Neg | Sense.May))) return false;
        // What another than the leaver has left: "took A, leaving B in rebel hands" tells of what remains.
        var left = findings.FindLast(f => f is { To: null, From: not null, Kind: ClaimKind.Change } && places.Exists(p => p.Area == f.Area));
        // "Rebels left X in the hands of the army": they who did.
        var leaver = left?.From ?? (s[t].Says(Cue.Left) && findings.Count == 0 && mood.Of(t) is Mood.Asserted && parties.Subject(t, false) is ({ } who, >= 0) ? who : null);
        if (leaver is null || scene.Allied(leaver, taker)) return false;
        Emit(places, t, Mood.Asserted, "left-to", ClaimKind.Change, leaver, taker, at, 0.82, manner: Manner.Withdrawal);
        return true;
    }

    // "Rebels forced the army to withdraw from X": to those who forced it; by an offensive, to nobody who is named.
    private bool Forced(int t, List<Place> places)
    {
        if (s[t].Form != Form.Base || s[t - 1].Tail is not "to" || places.Exists(p => p.Area.Level == AreaLevel.Governorate)) return false;
        var force = Stretch.Of(t - 8, 7).LastOrDefault(i => s[i].Says(Cue.ForcedForms) && s[i].Form != Form.Plain || s[i].Says(Cue.CompelledForms), -1);
        var victim = force < 0 || Passive(force) ? -1 : parties.After(force);
        if (victim < 0 || victim > t || parties.Code(victim, loser: true) is not { } loser || mood.Of(force) is not (Mood.Asserted or Mood.Background) and var how) return false;
        var (winner, at) = parties.Subject(force, s[force].Form == Form.Gerund);
        // "The rebels' strikes forced": what forced them holds nothing.
        if (at >= 0 && s[at + 1] is { IsWord: true } || scene.Allied(winner, loser)) (winner, at) = (null, -1);
        Emit(places, t, mood.Of(force), "forced-out", ClaimKind.Change, loser, winner, at, 0.78, winner is null ? ControlStatus.Withdrawn : ControlStatus.Controlled, Manner.Withdrawal);
        return true;
    }

    // "In X, its fighters withdrew after protests": from X.
    private List<Place> LeftIn(int t)
    {
        var end = t + 1;
        while (s[end].Is(Sense.Adverb) || s[end].Is(Hint.Today | Hint.Yesterday | Hint.Weekday) || s[end].Word is "on") end++;
        if (!(end >= s.Count || s[end].Kind == TokenKind.Comma || s[end].Is(Sense.After | Sense.Clause)) || !s[0].Is(Sense.In) || s[0].Word is not "in") return [];
        return EnglishPlaces.From(s, 1, scene, out var comma) is [{ Area.Level: AreaLevel.Place, Partly: false }] places && s[comma].Kind == TokenKind.Comma && !Stretch.Of(comma, t - comma).Any(i => s[i].IsArea && s[i].Capital && !s[i].IsActor) ? places : [];
    }

    // "its forces in X and Y had redeployed", "units stationed in X withdrew overnight": from there.
    private List<Place> WhereTheyStood(int t)
    {
        var at = Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).LastOrDefault(i => s[i].Word is "in" && (s[i - 1].Is(Sense.OwnForces | Sense.People) || s[i - 1].IsActor || s[i - 1].Says(Cue.GarrisonedVerb)), -1);
        if (at < 0 || EnglishPlaces.From(s, at + 1, scene, out var end) is not { Count: > 0 } places || !Stretch.Of(end, Math.Max(0, t - end)).All(i => s[i].Is(Hint.Had) || s[i].Is(Sense.Adverb) || s[i].Word is "has" or "have" or "and" || s[i].Is(Hint.Euphemism))) return [];
        var next = t + 1;
        while (s[next].Is(Sense.Adverb) || s[next].Is(Hint.Today | Hint.Yesterday | Hint.Weekday) || s[next].Word is "on") next++;
        return next >= s.Count || s[next].Kind is TokenKind.Comma or TokenKind.Stop || s[next].Is(Sense.To | Sense.After | Sense.Clause) || s[next].Word is "and" ? places : [];
    }

    // "Security and stability have been restored to X, the army said": to whoever says so.
    private void Restored(int t)
    {
        if (!Passive(t) || !Stretch.Of(t - 9, 9).Any(i => s[i].Says(Cue.SecurityNoun)) || s[t + 1].Word is not ("to" or "in" or "over")) return;
        var (places, how) = (EnglishPlaces.From(s, t + 2, scene, out var end), mood.Of(t));
        var by = s[end].Is(Hint.By) ? parties.After(end) : -1;
        if (places.Count > 0 && (by >= 0 ? parties.Code(by) : parties.Speaker) is { } taker && how is Mood.Asserted or Mood.Background) Emit(places, t, how, "restore", ClaimKind.Change, null, taker, by, 0.8);
    }

    // "X is now free of IS, the army said": whoever says so took it.
    private void FreeOf(int t)
    {
        if (!s[t].Says(Cue.RidOf) || s[t + 1].Word is not "of") return;
        var at = parties.After(t + 1);
        if ((at >= 0 ? parties.Code(at, loser: true) : s[t + 2].Is(Tie.Those) && s[t + 2].Word is "the" ? scene.LastGroup : null) is var loser && loser is null && !Terror(t + 2)) return;
        var be = t - 1;
        while (s[be].Is(Sense.Adverb | Sense.Whole) && !s[be].Is(Hint.Be) || s[be].Is(Tie.Now)) be--;
        if (!s[be].Is(Hint.Be) && s[be].Tail is not "been" || s[be].IsActor || EnglishPlaces.Before(s, be, scene) is not { Count: > 0 } places || places.Exists(p => p.Area.Level == AreaLevel.Governorate && p.Extent != Extent.Whole)) return;
        // "is being cleared of", "until X is cleared of": not done yet.
        if (s[be].Word is "being" || Stretch.Of(be - 8, 8).Any(i => s[i].Word is "until" or "once" or "when")) return;
        // "has been cleared of tribal fighters": by whom, nobody says.
        if (mood.Of(be) is Mood.Asserted && loser is not null && (parties.Speaker is null || scene.Allied(parties.Speaker, loser)) && places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: false })) Emit(places, t, Mood.Asserted, "free-of", ClaimKind.Change, loser, null, at, 0.72, ControlStatus.Withdrawn);
        else if (parties.Speaker is { } taker && !scene.Allied(taker, loser) && mood.Of(be) is Mood.Asserted) Emit(places, t, Mood.Asserted, "free-of", ClaimKind.Change, loser, taker, -1, 0.75);
    }

    // "cleared of landmines": no party.
    private bool Ordnance(int at) => s[at].EndsIn(Cue.OrdnanceNoun);

    // "exposed", "largely cut off", "in ruins": in what state it is.
    private bool Exposed(int at)
    {
        while (s[at].Is(Sense.Adverb | Sense.Most | Sense.Whole) || s[at].Says(Cue.DegreeAdverb)) at++;
        return s[at].Says(Cue.VulnerableState)
            || s[at].Word is "within" && s[at + 1].Says(Cue.StrikingRange) || s[at].Word is "without" && s[at + 1].Says(Cue.UtilityNoun) || s[at].Word is "in" && s[at + 1].Says(Cue.RuinNoun) || s[at].Word is "at" && s[at + 1].Says(Cue.Risk);
    }

    // "withdrew part of its forces from X", "some of the fighters left X": the rest are still there.
    private bool SomeOnly(int t, int at)
    {
        var from = Stretch.Of(t + 1, Reach).FirstOrDefault(i => s[i].Is(Sense.From) || s[i].IsArea, -1);
        if (from > t + 1 && Stretch.Of(t + 1, from - t - 1).Any(i => s[i].Is(Sense.OwnForces | Sense.People) || s[i].IsActor) && Some(t + 1, from)) return true;
        return at > 1 && s.SameClause(at, t) && s[at - 1].Is(Hint.Of | Hint.Article) && Some(Math.Max(s.ClauseStart(t), at - 4), at);
    }

    private bool Some(int from, int to) => Stretch.Of(from, to - from).Any(i => s[i].Says(Cue.SomePart) || s[i].EndsIn(Cue.Number) || s[i].Says(Cue.Number) && s[i + 1].Is(Hint.Of));

    // "pulled back to X, the last village in their enclave", "withdrew to their territory in X": theirs already.
    private void FallsBack(int t)
    {
        var to = s[t].Form is Form.Past or Form.Participle or Form.Gerund or Form.Present ? Stretch.Of(t + 1, 2).FirstOrDefault(i => s[i].Is(Sense.To), -1) : -1;
        if (to < 0 && s[t].Tail is "to") to = t;
        var places = to < 0 ? [] : EnglishPlaces.From(s, to + 1, scene, out _);
        if (places.Count == 0 || !places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Stranger: false }) || mood.Of(t) is not (Mood.Asserted or Mood.Background)) return;
        var own = Stretch.Of(to + 1, places[^1].Last - to + 9).Any(i => (s[i].Word is "their" or "its") && Stretch.Of(i + 1, 4).Any(j => s[j].Says(Cue.HeldTerritory)));
        if (own && parties.Subject(t, s[t].Form == Form.Gerund) is ({ } holder, >= 0 and var at)) Emit([.. places.Select(p => p with { Extent = Extent.Unstated })], t, Mood.Background, "falls-back", ClaimKind.Background, null, holder, at, 0.62);
    }

    // "after losses in air strikes": those of others, unless they are named.
    private bool Raids(int at) => s[at].Is(Sense.Raid) && !(s[at].Is(Tie.Assault) && !s[at - 1].IsActor) && !(s[at].Says(Cue.StrikeNoun) && Stretch.Of(at - 3, 3).Any(i => s[i].Is(Sense.After)));
}
