using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is only tried: an advance, an attack that was beaten back.
internal sealed partial class EnglishRules
{
    private void Tried(int v, List<Place> places)
    {
        var (taker, at) = parties.Subject(v, false);
        taker ??= Campaigner(v);
        // "foiled an attempt by the army to advance on X": the army's.
        if (s[v + 1].Is(Hint.By) && s[v].Form is Form.Plain or Form.Base or Form.Noun && parties.After(v + 1) is >= 0 and var author
            && parties.Code(author) is { } trying) (taker, at) = (trying, author);
        if (taker is not null && mood.Of(v) is not Mood.Unreal) Emit(places, v, Mood.Attempted, "tries", ClaimKind.Attempt, null, taker, at, 0.7);
    }

    // "vows counter-attack on Idlib", "repelled an attack on": an attempt only with a word of intent or failure.
    private void Attack(int t)
    {
        var places = EnglishPlaces.From(s, t + 1, scene, out var end);
        if (places.Count == 0) return;
        if (Poised(t) is >= 0 and var poised && parties.Subject(poised, false) is ({ } ready, var who)) { Emit(places, t, Mood.Attempted, "tries", ClaimKind.Attempt, null, ready, who, 0.7); return; }
        var how = mood.Of(t);
        if (how is Mood.Unreal or Mood.Denied) return;
        if (s[t].Form == Form.Past)
        {
            if (how == Mood.Asserted && !Passive(t) && places is [{ Area.Level: AreaLevel.Place, Partly: false }]
                && parties.Subject(t, false).Code is { } attacker) scene.Assailed = (places[0], attacker);
            if (how == Mood.Asserted && !Passive(t) && (BeatenBack(t, places) || GivesUp(t, places) || Fails(t, places))) Tried(t, places);
            return;
        }
        if (how == Mood.Attempted && Stretch.Of(t - 3, 3).Any(may => mood.Planned(may, t)))
        {
            Tried(t, places);
            return;
        }
        for (var v = t - 1; v >= 0 && v >= t - 6 && s.SameClause(v, t); v--)
        {
            if (s[v].Is(Sense.Repel)) { Repelled(v, t, places); return; }
            if (!s[v].Is(Sense.Attempt) || s[v].Says(Cue.LaunchForms)) continue;
            Tried(v, places);
            return;
        }
        for (var v = end; v < s.Count && v <= end + 12; v++)
        {
            if (!s[v].Is(Tie.Failure) && !(s[v].Is(Sense.Repel) && Passive(v))) continue;
            // "an attack on X by rebels was repelled"
            if (s[end].Is(Hint.By) && parties.After(end) is >= 0 and var author
                && parties.Code(author) is { } stormer) Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, stormer, author, 0.75);
            // "was beaten back by rebels": never theirs who beat it back.
            else if (!(s[v + 1].Is(Hint.By) && parties.After(v + 1) is >= 0 and var defender && scene.Allied(parties.Code(defender), parties.Subject(t, false).Code ?? Campaigner(t)))) Tried(t, places);
            return;
        }
    }

    // "attacked the town but failed to enter it", "attacked without success", "unsuccessfully attacked".
    private bool Fails(int t, List<Place> places) =>
        s[t - 1].EndsIn(Cue.Unsuccessfully) || Beyond(places).Any(i => s[i].Is(Tie.Failure) || s[i].EndsIn(Cue.SuccessOrVain));

    // "stormed the town before withdrawing hours later", "before being forced to retreat".
    private bool GivesUp(int t, List<Place> places) => places.Count > 0 && places[^1].Last > t && Beyond(places).Any(i => s[i].Is(Sense.Withdraw) && !(s[i + 1].Is(Sense.From) && Stretch.Of(i + 2, 4).Any(j => s[j].IsArea && s[j].Capital))
        && (s[i - 1].Is(Sense.Before) && s[i].Form == Form.Gerund || s[i - 1].Tail is "to" && (s[i - 1].Says(Cue.Forced) || s[i - 2].Says(Cue.Forced)) && Stretch.Of(i - 4, 4).Any(j => s[j].Is(Sense.Before) || s[j].Word is "but")));

    // Up to the next name.
    private Stretch Beyond(List<Place> places) => Stretch.Of(places[^1].Last + 1, Reach).TakeWhile(i => i < s.Count && !(s[i].IsArea && s[i].Capital));

    // "took A, advanced towards B and captured it": B.
    private void Approaches(int t)
    {
        if (EnglishPlaces.From(s, t + 1, scene, out _) is [{ Area.Level: AreaLevel.Place or AreaLevel.Site, Partly: false } place] && place.Last > t
            && Stretch.Of(place.Last + 1, 6).TakeWhile(i => !(s[i].IsArea && s[i].Capital)).Any(i => s[i].Is(Sense.Take | Sense.Enter) && s[i].Form != Form.Plain && s[i + 1] is { Word: "it", Tail: "it" })) scene.PlaceHere = place;
    }

    // "The push aims to recapture X": whoever was told to be taking.
    private string? Campaigner(int t)
    {
        var start = s.ClauseStart(t);
        if (s[start].Is(Sense.Clause)) start++;
        // "a parallel thrust against", "another push on"
        var again = s[start].Word is "another" || s[start].Word is "a" or "its" && s[start + 1].Says(Cue.FurtherAdjective);
        return Stretch.Of(start, t - start).All(i => !s[i].IsActor) && (again || s[start].Word is "the" or "this" or "that" or "their") && Stretch.Of(start + (again ? 0 : 1), t - start + 1 < 4 ? t - start + 1 : 4).Any(i => s[i].Is(Sense.Attack) || s[i].Is(Tie.Assault) || s[i].Says(Cue.CampaignNoun)) ? scene.LastTaker ?? scene.LastSpeaker : null;
    }

    // "An attack by the militants on X was repulsed", "failed": what became of it stands behind.
    private void AssaultBy(int t)
    {
        if (parties.After(t + 1) is not (>= 0 and var actor) || parties.Code(actor) is not { } attacker || mood.Of(t) is Mood.Unreal or Mood.Denied) return;
        var on = Stretch.Of(actor + 1, 3).FirstOrDefault(i => s[i].Word is "on" or "against" or "into", -1);
        var places = on < 0 ? [] : EnglishPlaces.From(s, on + 1, scene, out _);
        if (places.Count > 0 && Stretch.Of(places[^1].Last + 1, Reach).TakeWhile(i => s.SameClause(i, t)).Any(i => s[i].Is(Tie.Failure) || (s[i].Is(Sense.Repel) && Passive(i))))
            Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, attacker, actor, 0.75);
    }

    // "were beaten back at X", "were repelled outside X": who came for it, never who left it.
    private bool Rebuffed(int t)
    {
        if (!(Passive(t) || (s.Number == 0 && s[t - 1].IsActor && s[t].Form == Form.Participle)) || !s[t].Says(Cue.Repulsed)) return false;
        var at = t + 1;
        while (s[at].Is(Hint.Weekday | Hint.Today | Hint.Yesterday) || s[at].Is(Sense.Adverb) || (s[at].Word is "on" && s[at + 1].Is(Hint.Weekday))) at++;
        var places = s[at].Word is "at" or "in" or "outside" or "near" or "around" ? EnglishPlaces.From(s, at + 1, scene, out _) : [];
        var (attacker, who) = places.Count == 0 ? (null, -1) : parties.Subject(t, false);
        if (attacker is null || who < 0 || mood.Of(t) is Mood.Unreal or Mood.Denied) return false;
        Emit(places, t, Mood.Attempted, "rebuffed", ClaimKind.Attempt, null, attacker, who, 0.75);
        return true;
    }

    // "the next target was X", "X is the rebels' next target": of whoever was told to be taking.
    private void Targets(int t)
    {
        var be = t + 1;
        if (s[be].Is(Hint.Of) && parties.After(be) is >= 0 and var whose) be = whose + 1;
        if (s[be].Kind == TokenKind.Comma && Stretch.Of(be + 1, 3).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1) is >= 0 and var aside) be = aside + 1;
        if (s[be].Word is "would" or "will") be++;
        var ahead = s[be].Is(Hint.Be) && !s[be].IsActor;
        var isNext = Stretch.Of(t - 5, 5).LastOrDefault(i => s[i].Is(Hint.Be) && !s[i].IsActor, -1);
        var places = ahead && (s[be + 1].IsArea || s[be + 1].Is(Hint.Article | Hint.Cue)) ? EnglishPlaces.From(s, be + 1, scene, out _) : !ahead && isNext >= 0 ? EnglishPlaces.Before(s, isNext, scene) : [];
        var owner = Stretch.Of(t - 3, 3).LastOrDefault(i => s[i].IsActor && parties.Code(i) is not null, s[t + 1].Is(Hint.Of) ? parties.After(t + 1) : -1);
        var taker = owner >= 0 ? parties.Code(owner) : findings.FindLast(f => f is { Kind: ClaimKind.Change, To: not null })?.To ?? scene.LastTaker;
        if (taker is null || raid || places.Count == 0 || places.Exists(p => p.Area.Level == AreaLevel.Governorate) || mood.Conditional(t)) return;
        if (!Stretch.Of(Math.Min(isNext < 0 ? t : isNext, t), 8).Any(i => s[i].Is(Sense.Neg | Sense.Never)) && !s.Items.Any(i => i.Says(Cue.AirstrikeOrAid))) Emit(places, t, Mood.Attempted, "next-target", ClaimKind.Attempt, null, taker, owner, 0.65);
    }

    // "eyes X", "are now heading for X": where they mean to go next.
    private void Aims(int t)
    {
        var be = Stretch.Of(t - 3, 3).LastOrDefault(i => s[i].Is(Hint.Be) && !s[i].IsActor, -1);
        if (s[t].Form == Form.Gerund ? be < 1 || !Stretch.Of(be + 1, t - be - 1).All(i => s[i].Is(Sense.Adverb)) || !(s[be - 1].IsActor || s[be - 1].Is(Sense.OwnForces) || s[be - 1].Word is "they" || s[be - 1].Word is "and" && findings is [.., { Kind: ClaimKind.Change, To: not null }]) : s[t].Says(Cue.HeadVerb) || s[t].Form is not (Form.Present or Form.Past or Form.Base)) return;
        var (places, (who, at)) = (EnglishPlaces.From(s, t + 1, scene, out _), parties.Subject(t, false));
        var leaving = findings.Concat(scene.LastTold).Any(f => f.To is null);
        if (raid || leaving || who is null || places.Count == 0 || !places.TrueForAll(p => p.Area.Level == AreaLevel.Place) || mood.Conditional(t) || Stretch.Of(t - 4, 4).Any(i => s[i].Is(Sense.Neg | Sense.Never | Sense.May))) return;
        Emit(places, t, Mood.Attempted, "aims", ClaimKind.Attempt, null, who, at, 0.65);
    }

    // "foiled an attack by the rebels on the outskirts of X"
    private void Repels(int t)
    {
        if (Rebuffed(t) || Defended(t)) return;
        var attack = Stretch.Of(t + 1, 4).FirstOrDefault(i => s[i].Is(Tie.Assault), -1);
        // "X has beaten back three army assaults"
        if (attack > 0 && s[attack - 1].IsActor && parties.Code(attack - 1) is { } assailant && !mood.Conditional(t) && EnglishPlaces.Before(s, t, scene) is { Count: > 0 } target)
        {
            Emit(target, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, assailant, attack - 1, 0.75);
            return;
        }
        // "repelled an Islamic State onslaught on X"
        if (attack > t + 1 && s[attack - 1].IsActor && s[attack + 1].Word is "on" or "against" or "towards" or "into" && parties.Code(attack - 1) is { } stormer && !mood.Conditional(t) && mood.Of(t) is Mood.Asserted && EnglishPlaces.From(s, attack + 2, scene, out _) is { Count: > 0 } spared)
        {
            Emit(spared, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, stormer, attack - 1, 0.75);
            return;
        }
        var by = attack < 0 ? -1 : Stretch.Of(attack + 1, 2).FirstOrDefault(i => s[i].Is(Hint.By | Hint.Of), -1);
        if (by < 0 || parties.After(by) is not (>= 0 and var actor) || parties.Code(actor) is not { } attacker || mood.Conditional(t)) return;
        var on = Stretch.Of(actor + 1, 5).FirstOrDefault(i => s[i].Word is "on" or "against" or "towards" or "toward" or "into" || s[i].Word is "in" && s[i + 1].Word is "the" && s[i + 2].Is(Hint.CuePlace) && s[i + 3].Is(Hint.Of), -1);
        var places = on < 0 ? [] : EnglishPlaces.From(s, on + 1, scene, out _);
        // "on a military base in the countryside of": the base has no name.
        if (places.Count > 0 && !Stretch.Of(on + 1, places[0].Last - on - 1).Any(i => s[i].Is(Hint.CueSite))) Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, attacker, actor, 0.75);
    }

    private void Repelled(int v, int t, List<Place> places)
    {
        for (var i = v + 1; i <= t + 1; i++)
            if (s[i].IsActor && parties.Code(i) is { } attacker) { Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, attacker, i, 0.75); return; }
        for (var i = t; i < t + 10; i++) if (s[i].Is(Hint.By) && parties.After(i) is >= 0 and var by && parties.Code(by) is { } attacker) { Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, attacker, by, 0.75); return; }
    }

    // "stormed the town but were driven back", "entered X before the army pushed them back".
    private bool BeatenBack(int t, List<Place> places)
    {
        if (places.Count == 0) return false;
        // "A push into X was beaten off", "failed"
        if (s[t].Form == Form.Base && Stretch.Of(places[^1].Last + 1, 4).Any(i => s[i].Is(Tie.Failure) || (s[i].Is(Sense.Repel) && Passive(i)))) return true;
        var after = Stretch.Of(places[^1].Last + 1, Reach + 4).TakeWhile(i => !(s[i].IsArea && s[i].Capital)).FirstOrDefault(i => s[i].Word is "but" or "only" || s[i].Is(Sense.Before) || (s[i].Word is "and" && s[i + 1].Is(Hint.Be)), -1);
        return after >= 0 && t < after && Stretch.Of(after, 8).Any(i => (s[i].Is(Sense.Repel) && (Passive(i) || s[i + 1].Is(Tie.Those))) || (s[i].Is(Sense.Expel) && s[i + 1].Is(Tie.Those) && s[i + 2].Word is "back"));
    }
}
