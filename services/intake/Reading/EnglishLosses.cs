using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who loses a place, leaves it, hands it over or is driven out of it.
internal sealed partial class EnglishRules
{
    private void Lose(int t, List<Place> places)
    {
        if (LostSince(t)) return;
        // "had lost the battle for X"
        if (places.Count == 0 && !Passive(t) && s[t + 1].Word is "the" && s[t + 2].Says(Cue.BattleOrFight) && (s[t + 2].Tail is "for" || s[t + 3].Word is "for")) places = EnglishPlaces.From(s, s[t + 2].Tail is "for" ? t + 3 : t + 4, scene, out _);
        if (Passive(t)) { if (!LostBy(t) && !Conceded(t)) DeniedLoss(t, EnglishPlaces.Before(s, t, scene)); return; }
        if (places.Count > 0) LoseAt(t, places);
    }

    // "trying to retake X, lost to rebels last month": how it stood before.
    private bool LostSince(int t)
    {
        if (s[t].Form is not (Form.Past or Form.Participle) || s[t - 1].Kind != TokenKind.Comma || !s[t + 1].Is(Sense.To) || NameBefore(t - 1) is not (>= 0 and var name)) return false;
        var at = parties.After(t + 1);
        // "tried to retake X, lost to them last month": to those who are no friends of whoever tries.
        var trying = at < 0 && s[t + 2].Word is "them" ? findings.FindLast(f => f is { Kind: ClaimKind.Attempt, To: not null })?.To : null;
        if ((at >= 0 ? parties.Code(at) : trying is null ? null : Stretch.Of(0, t).Where(i => s[i].IsActor).Select(i => parties.Code(i)).FirstOrDefault(code => code is not null && !scene.Allied(code, trying))) is not { } taker) return false;
        if (EnglishPlaces.Named(s, name, scene) is [{ Area.Level: AreaLevel.Place, Partly: false } place, ..] && !mood.Conditional(t)) Emit([place], t, Mood.Background, "lost-to", ClaimKind.Change, null, taker, at, 0.75);
        return true;
    }

    // "X was lost by the rebels", "was lost to the army": to whoever was told to be taking, if to nobody else.
    private bool LostBy(int t)
    {
        var (by, to) = (Stretch.Of(t + 1, 2).FirstOrDefault(i => s[i].Is(Hint.By), -1), Stretch.Of(t + 1, 2).FirstOrDefault(i => s[i].Is(Sense.To), -1));
        var (places, how) = (by < 0 && to < 0 ? [] : EnglishPlaces.Before(s, t, scene) is { Count: > 0 } subject ? subject : EnglishPlaces.Antecedent(s, t, scene), mood.Of(t));
        if (places.Count == 0 || parties.After(Math.Max(by, to)) is not (>= 0 and var at) || parties.Code(at, loser: by >= 0) is not { } party || how is Mood.Unreal or Mood.Attempted) return false;
        var last = by < 0 ? null : Meanwhile(at, party) ?? (scene.LastTaker is { } won && won != party ? won : null);
        if (by < 0) Emit(places, t, how, "lost-to", ClaimKind.Change, null, party, at, 0.85);
        else Emit(places, t, how, "lost-by", ClaimKind.Change, party, last, at, 0.8, last is null ? ControlStatus.Unknown : ControlStatus.Controlled);
        return true;
    }

    // "conceding that the eastern quarter was lost": who says so lost it, to those whose taking of it all was denied.
    private bool Conceded(int t)
    {
        if (parties.Speaker is not { } speaker || !Stretch.Of(t - Reach, Reach).Any(mood.Concedes) || mood.Of(t) != Mood.Asserted || EnglishPlaces.Before(s, t, scene) is not { Count: > 0 } places) return false;
        var foe = findings.FindLast(f => f is { Kind: ClaimKind.Denial, To: not null } && f.Area == places[0].Area && !scene.Kin(f.To, speaker))?.To;
        Emit(places, t, Mood.Asserted, "conceded", ClaimKind.Change, speaker, foe, -1, 0.8, foe is null ? ControlStatus.Unknown : ControlStatus.Controlled);
        return true;
    }

    // "dismissed reports that X had been lost", "denied that X had fallen": who says so has lost nothing.
    private void DeniedLoss(int t, List<Place> places)
    {
        var denies = Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Deny), -1);
        var denier = denies < 0 ? -1 : Stretch.Of(denies - 4, 4).LastOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1);
        if ((denier < 0 ? parties.Speaker : parties.Code(denier)) is not { } speaker || mood.Of(t) != Mood.Denied) return;
        // "captured X and Y. The SDF denied that Z had fallen": to those who took the others.
        var foe = scene.LastTaker is { } last && !scene.Kin(last, speaker) && !scene.LastTold.Any(f => f.Area == places.FirstOrDefault()?.Area) && scene.LastTold.Any(f => f is { Kind: ClaimKind.Change } && f.To == last && scene.Allied(f.From ?? speaker, speaker)) ? last : null;
        // "admit that soldiers are in X, but deny that it has fallen": to them.
        foe ??= findings.FindLast(f => f is { Kind: ClaimKind.Partial, To: { } comer } && f.Area == places.FirstOrDefault()?.Area && !scene.Allied(comer, speaker))?.To;
        // "captured a village. The army denied that X had fallen": that village.
        if (foe is null && unnamed is { } taken && !scene.Kin(taken.Taker, speaker))
        {
            foe = taken.Taker;
            Emit(places, t, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser ?? speaker, foe, -1, 0.72);
        }
        Emit(places, t, Mood.Denied, "denied-loss", ClaimKind.Change, speaker, foe, -1, 0.7, foe is null ? ControlStatus.Unknown : ControlStatus.Controlled);
    }

    // "The fall of X is a blow to the army": who lost it, if not to whom.
    private void FallsToNobody(int t, List<Place> places)
    {
        var how = mood.Of(t);
        if (how == Mood.Denied) DeniedLoss(t, places);
        // "captured the last town of the valley. The town of X fell": to whoever took it.
        else if (unnamed is { } told && how == Mood.Asserted) Emit(places, t, how, "fall", ClaimKind.Change, told.Loser, told.Taker, -1, 0.75);
        else if (how is Mood.Asserted or Mood.Background && Gifted(places[^1].Last, main: s[t].Form == Form.Base) is >= 0 and var gifted && parties.Code(gifted) is { } gainer) Emit(places, t, how, "fall", ClaimKind.Change, null, gainer, gifted, 0.78);
        else if (how is Mood.Asserted or Mood.Background && (Victor(places[^1].Last) is >= 0 and var won0 ? won0 : Gainer(places, Math.Max(t, places[^1].Last))) is >= 0 and var victor
            && parties.Code(victor) is { } won) Emit(places, t, how, "fall", ClaimKind.Change, null, won, victor, 0.76);
        else if (Bereft(places[^1].Last) is >= 0 and var at && how is Mood.Asserted or Mood.Background) Emit(places, t, how, "fall", ClaimKind.Change, parties.Code(at, loser: true), null, at, 0.75, ControlStatus.Unknown);
        else if (how == Mood.Asserted && s[t].Says(Cue.Fallen) && places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: false }) && Meanwhile(t, "") is { } swept) Emit(places, t, how, "fall", ClaimKind.Change, null, swept, -1, 0.75);
        else if (!Admits(t, places, how)) FellAlone(t, places, how);
    }

    // "… is a blow to the army", "… robs the rebels of".
    private int Bereft(int place) =>
        Stretch.Of(place + 1, Reach).TakeWhile(i => !s[i].Is(Sense.May | Sense.Neg | Sense.If)).FirstOrDefault(i => s[i].Is(Tie.Blow), -1) is >= 0 and var blow
        && parties.After(blow) is >= 0 and var at && parties.Code(at) is not null ? at : -1;

    // "The loss of X is a blow to the army", "After the loss of X, the rebels …", "the loss of X by the army".
    private (string? Code, int At)? Loser(int t, List<Place> places)
    {
        if (s[t].Tail is not "of") return null;
        var end = places[^1].Last + 1;
        var at = s[end].Is(Hint.By) || (t < 5 && s[end].Kind == TokenKind.Comma) ? parties.After(end) : Bereft(end - 1);
        return at < 0 || parties.Code(at) is not { } loser ? null : (loser, at);
    }

    private void LoseAt(int t, List<Place> places)
    {
        var how = mood.Of(t);
        var (loser, at) = Loser(t, places) ?? parties.Subject(t, s[t].Form == Form.Gerund);
        // "The loss of X on Friday to the rebels": whose it was, nobody says.
        if (loser is null && s[t].Tail is "of" && how == Mood.Asserted && Stretch.Of(places[^1].Last + 1, 5).FirstOrDefault(i => s[i].Word is "to", -1) is >= 0 and var lostTo && Stretch.Of(places[^1].Last + 1, lostTo - places[^1].Last - 1).All(i => s[i].Kind is TokenKind.Comma or TokenKind.Number || s[i].Is(Hint.Weekday | Hint.Month | Hint.Today | Hint.Yesterday) || s[i].Word is "on" or "in") && parties.After(lostTo) is >= 0 and var winner && parties.Code(winner) is { } heir)
        {
            Emit(places, t, how, "lost-to", ClaimKind.Change, null, heir, winner, 0.8);
            return;
        }
        if (loser is null || how == Mood.Unreal) return;
        // "won X back after losing it last week": before that.
        if (how == Mood.Asserted && s[t].Form == Form.Gerund && s[t - 1].Is(Sense.After) && findings.Exists(f => f.Area == places[0].Area && f is { Kind: ClaimKind.Change, To: not null }
            && scene.Kin(f.To, loser))) how = Mood.Background;
        if (at >= 0) loser = parties.Code(at, loser: true);
        string? taker = null;
        // "X, which the army lost to the rebels": the place stands before.
        var last = Math.Max(places[^1].Last, t);
        for (var i = last + 1; i <= last + 4 && taker is null; i++) if (s[i].Is(Sense.To) && parties.After(i) is >= 0 and var to) taker = parties.Code(to);
        // "took it from the army, only to lose it again": back to whom it was taken from.
        var won = findings.FindLastIndex(f => f.Area == places[0].Area && f.To == loser && f.Kind is ClaimKind.Change && f.Area != past);
        if (won >= 0) taker ??= findings[won].From;
        // "took it, but lost it again the following day": what came last counts.
        if (won >= 0 && how == Mood.Asserted && places[^1].Last > t && s[places[0].First].Is(Hint.Itself)) findings[won] = findings[won] with { Kind = ClaimKind.Background };
        Emit(places, t, how, "lose", ClaimKind.Change, loser, taker, at, 0.85, taker is null ? ControlStatus.Unknown : ControlStatus.Controlled);
        if (taker is not null) LosesNext(t, last, how, loser);
    }

    // "lost A to the army and B to the rebels"
    private void LosesNext(int t, int last, Mood how, string? loser)
    {
        var and = Stretch.Of(last + 1, 9).FirstOrDefault(i => s[i].Word is "and" && Stretch.Of(i + 1, 4).Any(j => s[j].IsArea && s[j].Capital), -1);
        var next = and < 0 || Stretch.Of(last + 1, and - last - 1).Any(i => s[i].IsArea && s[i].Capital && !s[i].IsActor) ? [] : EnglishPlaces.From(s, and + 1, scene, out _);
        if (next.Count > 0 && s[next[^1].Last + 1].Is(Sense.To) && parties.After(next[^1].Last + 1) is >= 0 and var to && parties.Code(to) is { } heir && !scene.Allied(heir, loser)) Emit(next, t, how, "lose", ClaimKind.Change, loser, heir, to, 0.8);
    }

    private bool Leave(int t, List<Place> places)
    {
        // "the deserted provincial capital", "an abandoned village": how it looks.
        if (s[t].Says(Cue.DesertedAdjective) && s[t - 1].Says(Cue.NowOrArticle) && s[t + 1] is { Capital: false } && (s[t + 1].IsWord || s[t + 1].Is(Hint.Cue | Hint.CueSite))) return false;
        if (places.Count > 0 && !raid && LeftToOthers(t, places)) return true;
        if (places.Count > 0 && !raid && Forced(t, places)) return true;
        if (LeavesPosts(t)) return true;
        // "the first group to surrender its territory in X": whatever became of it.
        if (places.Count == 0 || raid || (s[t].Says(Cue.Left) && s[t + 1].Is(Hint.Of) && Passive(t)) || (s[t].Is(Sense.Fall) && s[t].Form == Form.Base)) return false;
        // "leaving X as their last bastion", "leaves X entirely outside their control": what remains.
        if (s[t].Says(Cue.LeaveForms) && Stretch.Of(places[^1].Last + 1, 3).SkipWhile(i => s[i].Is(Sense.Adverb | Sense.Whole | Sense.Most)).Take(1).Any(i => s[i].Word is "as" or "outside" or "beyond" || (s[i].Word is "in" or "under" && s[i + 1].IsActor))) { Remains(t, places); return true; }
        // "leaves X exposed", "left X in ruins": nobody goes.
        if (s[t].Says(Cue.LeaveForms) && s[t].Tail == s[t].Word && Exposed(places[^1].Last + 1)) return true;
        // ", leaving only half of the town in their hands": what remains.
        if (s[t].Says(Cue.Leaving) && s[t - 1].Kind == TokenKind.Comma && !s[places[^1].Last + 1].Is(Sense.To)) return true;
        var how = mood.Of(t);
        var (leaver, at) = Withdrawn(t) ?? parties.Subject(t, s[t].Form == Form.Gerund);
        if (leaver is not null && (at >= 0 && how is Mood.Attempted && mood.Heads(t) || how is Mood.Unreal && mood.Agreed(t)) && places.TrueForAll(p => p.Area.Level == AreaLevel.Place))
        {
            Emit(places, t, Mood.Attempted, "withdraw", ClaimKind.Attempt, at < 0 ? leaver : parties.Code(at, loser: true), null, at, 0.65, ControlStatus.Withdrawn, Manner.Agreement);
            return true;
        }
        if (leaver is null || how is Mood.Unreal or Mood.Attempted || (at >= 0 && s[t].Is(Sense.Leave) && s[at + 1].IsWord && s[at + 1].Word is not "and")) return false;
        if (at >= 0 && s[t].Form == Form.Past && OthersLeft(at, t)) return false;
        // "the second batch of fighters left X": others are still there.
        if (at > 1 && s[at - 1].Is(Hint.Of) && s[at - 2].Says(Cue.BatchNoun) && !Stretch.Of(at - 5, 3).Any(i => s[i].Says(Cue.FinalOrRemaining))) return false;
        var from = at >= 0 ? parties.Code(at, loser: true) : leaver;
        // The circumstance of a capture told beside it.
        if (findings.Any(f => f.Area == places[0].Area && f.To is not null && f.Kind == ClaimKind.Change) && how == Mood.Asserted) return true;
        // "relinquished X to the rebels"
        if (s[t].Is(Sense.Leave) && !s[t].Is(Sense.Withdraw) && Stretch.Of(places[^1].Last + 1, 2).FirstOrDefault(i => s[i].Is(Sense.To), -1) is >= 0 and var to && parties.After(to) is >= 0 and var heir && parties.Code(heir) is { } taker && !scene.Allied(taker, from))
        {
            Emit(places, t, how, "left-to", ClaimKind.Change, from, taker, heir, 0.85, manner: Manner.Agreement);
            return true;
        }
        if (SomeOnly(t, at)) places = [.. places.Select(p => p with { Extent = Extent.Part })];
        var review = s[t].Is(Hint.Euphemism);
        // "The fighters departed the town in convoys": those of whom the sentence before told.
        if (at < 0 && scene.LastTold.Any(f => f is { Kind: ClaimKind.Change, From: { } gone } && f.Area == places[0].Area && !scene.Allied(gone, from))) return true;
        var broken = Broken(places[^1].Last, from) ?? Heir(places[^1].Last, from);
        // "Rebels are in control of a strategic town. The army has withdrawn from X": theirs.
        if (broken is null && (unnamed ?? (ForcedAlike(t, places[0]) ? longUnnamed : null)) is { } told && how == Mood.Asserted && scene.Sides([told.Taker, from]).Count > 1
            && places is [{ Area.Level: AreaLevel.Place, Partly: false }]) broken = told.Taker;
        Emit(places, t, how, "withdraw", ClaimKind.Change, from, broken, at, review ? 0.5 : 0.88, broken is null ? ControlStatus.Withdrawn : ControlStatus.Controlled, Manner.Withdrawal, review);
        return true;
    }

    // "retook a key town. … The rebels were forced to withdraw from the town of X": two sentences later only in such words, and of the same kind.
    private bool ForcedAlike(int t, Place place) =>
        place.Cued && Stretch.Of(t - 3, 3).Any(i => s[i].Says(Cue.Forced)) && scene.UnnamedKind is { } kind && Stretch.Of(place.First - 1, place.Last - place.First + 1).Any(i => s[i].Word == kind);

    // "withdrew from X after insurgents broke through its lines": to those who did.
    private string? Broken(int place, string? leaver)
    {
        var after = Stretch.Of(place + 1, 4).FirstOrDefault(i => s[i].Is(Sense.After) || s[i].Word is "as" or "when", -1);
        var who = after < 0 ? -1 : parties.After(after);
        if (who >= 0 && Stretch.Of(who + 1, 2).Any(ComesIn) && parties.Code(who) is { } comer && !scene.Allied(comer, leaver)) return comer;
        return who >= 0 && Stretch.Of(who + 1, 2).FirstOrDefault(i => s[i].Says(Cue.BreachedVerb) || s[i].Is(Sense.Enter) && s[i].Form == Form.Past, -1) is >= 0 and var through
            && (s[through].Tail is "through" or "into" || Stretch.Of(through + 1, 4).Any(i => s[i].Says(Cue.BreachedThing)) || s[through + 1].Is(Hint.Article) && s[through + 2].Is(Hint.CuePlace))
            && parties.Code(who) is { } taker && !scene.Allied(taker, leaver) ? taker : null;
    }

    // "withdrew from X, and tribesmen have deployed", "just as rebels took control of the area", "leaving the SDF in charge": theirs from then on.
    private string? Heir(int place, string? leaver)
    {
        var joint = Stretch.Of(place + 1, 12).TakeWhile(i => !(s[i].IsArea && s[i].Capital && !s[i].IsActor)).FirstOrDefault(i => s[i].Says(Cue.LeavingOrWhile) && s[i - 1].Kind == TokenKind.Comma || s[i].Word is "as" && s[i - 1].Word is "just", -1);
        if (joint < 0 || parties.After(joint) is not (>= 0 and var who) || parties.Code(who) is not { } heir || scene.Allied(heir, leaver)) return null;
        var next = Stretch.Of(who + 1, 9).TakeWhile(i => s[i].Kind != TokenKind.Comma && !s[i].Is(Sense.Neg | Sense.May | Sense.Still | Sense.Attempt)).ToList();
        if (s[joint].Says(Cue.Leaving)) return next.Exists(i => s[i].Word is "in" && Stretch.Of(i + 1, 2).Any(j => s[j].Is(Hint.Control) || s[j].Says(Cue.PossessionNoun))
            && (s[i + 2].Is(Hint.Of) && s[i + 3].Is(Tie.Duty) && s[i + 4].Is(Sense.In) && s[i + 5].Word is "the" or "both" && s[i + 6].Is(Hint.CuePlace) || s[i + 2].Is(Hint.Of)
            && s[i + 3].Is(Tie.Duty) && Ended(i + 4) || !Stretch.Of(i + 1, 7).Any(j => s[j].IsArea || s[j].Is(Hint.Cue | Hint.CueSite) || s[j].Is(Sense.Part))))
            && !next.Exists(i => s[i].Word is "only" or "just") ? heir : null;
        var verb = next.FindIndex(i => s[i].Form is Form.Past or Form.Participle or Form.Gerund || s[i].Says(Cue.DeployedVerb));
        if (s[joint].Word is "and" or "while" && next.FindIndex(ComesIn) is >= 0 and var coming && !next.Take(coming).Any(i => s[i].IsArea && s[i].Capital && !s[i].IsActor)) return heir;
        if (verb < 0 || next.Take(verb).Any(i => s[i].IsArea && s[i].Capital && !s[i].IsActor)) return null;
        var at = next[verb];
        if (s[at].Says(Cue.DeployedVerb)) return Ended(at + 1) ? heir : null;
        return s[at].Is(Sense.Take | Sense.Impose) && next.FirstOrDefault(i => i > at && s[i].Is(Hint.Control), -1) is > 0 and var control && s[control + 1].Is(Hint.Of) | s[control + 1].Is(Sense.On) && (s[control + 2].Is(Hint.Itself) || s[control + 2].Word is "the" && (s[control + 3].Says(Cue.AreaSingular) || s[control + 3].Is(Hint.CuePlace | Hint.CueGovernorate)) && Ended(control + 4)) ? heir : null;
    }

    // Nothing more is said of where.
    private bool Ended(int at) => at >= s.Count || s[at].Kind is TokenKind.Comma or TokenKind.Stop || s[at].Word is "there" or "instead" or "and" or "after" || s[at].Is(Hint.Today | Hint.Weekday) || s[at].Kind is not (TokenKind.Word or TokenKind.Number);

    // "Calm returned to X as the rebels withdrew": from the one place the sentence names.
    private List<Place> LeftBehind(int t)
    {
        // "rebels were inside X and it was redeploying": out of X.
        if (findings is [{ Kind: ClaimKind.Partial, Area.Level: AreaLevel.Place, To: { } comer }] && s[t].Form is Form.Gerund or Form.Past or Form.Participle && (s[t + 1].Kind is TokenKind.Stop or TokenKind.Comma || t + 1 >= s.Count || s[t + 1].Word is "to" or "after") && parties.Speaker is { } self && !scene.Allied(comer, self) && parties.Subject(t, false).Code == self) return [findings[0].Place with { Extent = Extent.Unstated }];
        if (findings.Count > 0 || s[t].Form is not (Form.Past or Form.Participle) || Passive(t)) return [];
        if (LeftIn(t) is { Count: > 0 } here) return here;
        if (WhereTheyStood(t) is { Count: > 0 } posts) return posts;
        var end = t + 1;
        while (s[end].Is(Sense.Adverb) || s[end].Is(Hint.Today | Hint.Yesterday | Hint.Weekday) || s[end].Word is "on") end++;
        return end >= s.Count || s[end].Kind == TokenKind.Comma ? EnglishPlaces.Sole(s, t, scene) : [];
    }

    // "following the withdrawal of the army from the province": one that took place.
    private (string? Code, int At)? Withdrawn(int t)
    {
        if (s[t].Form != Form.Noun || !s[t + 1].Is(Hint.Of)) return null;
        // "no truth to the withdrawal of our units": whoever says so.
        if (s[t + 2].Word is "our" && parties.Speaker is { } speaker) return (speaker, -1);
        if (parties.After(t + 1) is not (>= 0 and var own)) return null;
        return mood.Of(t) == Mood.Denied || Stretch.Of(t - 4, 4).Any(i => s[i].Is(Sense.After | Sense.Say | Sense.Manage)) ? (parties.Code(own, loser: true), own) : (null, -1);
    }

    // "lost the trust of X", "lost X politically", "took X residents by surprise": no ground.
    private bool Immaterial(int t) => s[t].Is(Sense.Lose | Sense.Take) && Stretch.Of(t + 1, 6).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Is(Sense.Clause)).Any(i => s[i].Says(Cue.Immaterial) || s[i].Says(Cue.OfAPlace) && (s[i - 1].IsArea || s[i - 1].Is(Hint.Cue)));
}
