using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is only tried: an advance, an attack that was beaten back.
internal sealed partial class EnglishRules
{
    private void Tried(int v, List<Place> places)
    {
        var (taker, at) = parties.Subject(v, false);
        taker ??= Campaigner(v);
        if (taker is not null && mood.Of(v) is not Mood.Unreal) Emit(places, v, Mood.Attempted, "tries", ClaimKind.Attempt, null, taker, at, 0.7);
    }

    // "vows counter-attack on Idlib", "repelled an attack on": an attempt only with a word of intent or failure.
    private void Attack(int t)
    {
        var places = EnglishPlaces.From(s, t + 1, scene, out var end);
        if (places.Count == 0) return;
        var how = mood.Of(t);
        if (how is Mood.Unreal or Mood.Denied) return;
        if (s[t].Form == Form.Past)
        {
            if (how == Mood.Asserted && !Passive(t) && (BeatenBack(t, places) || GivesUp(t, places) || Fails(t, places))) Tried(t, places);
            return;
        }
        for (var v = t - 1; v >= 0 && v >= t - 6 && s.SameClause(v, t); v--)
        {
            if (s[v].Is(Sense.Repel)) { Repelled(v, t, places); return; }
            if (!s[v].Is(Sense.Attempt) || s[v].Word is "launch" or "launched" or "launching" or "launches") continue;
            Tried(v, places);
            return;
        }
        for (var v = end; v < s.Count && v <= end + 10; v++) if (s[v].Is(Tie.Failure) || (s[v].Is(Sense.Repel) && Passive(v))) { Tried(t, places); return; }
    }

    // "attacked the town but failed to enter it", "attacked without success", "unsuccessfully attacked".
    private bool Fails(int t, List<Place> places) =>
        s[t - 1].Tail is "unsuccessfully" || Beyond(places).Any(i => s[i].Is(Tie.Failure) || s[i].Tail is "success" or "vain" or "unsuccessfully");

    // "stormed the town before withdrawing hours later", "before being forced to retreat".
    private bool GivesUp(int t, List<Place> places) => places.Count > 0 && places[^1].Last > t && Beyond(places).Any(i => s[i].Is(Sense.Withdraw) && !(s[i + 1].Is(Sense.From) && Enumerable.Range(i + 2, 4).Any(j => s[j].IsArea && s[j].Capital))
        && (s[i - 1].Is(Sense.Before) && s[i].Form == Form.Gerund || s[i - 1].Tail is "to" && (s[i - 1].Word is "forced" || s[i - 2].Word is "forced") && Enumerable.Range(i - 4, 4).Any(j => s[j].Is(Sense.Before) || s[j].Word is "but")));

    // Up to the next name.
    private IEnumerable<int> Beyond(List<Place> places) => Enumerable.Range(places[^1].Last + 1, Reach).TakeWhile(i => i < s.Count && !(s[i].IsArea && s[i].Capital));

    // "The push aims to recapture X": whoever was told to be taking.
    private string? Campaigner(int t)
    {
        var start = s.ClauseStart(t);
        return Enumerable.Range(start, t - start).All(i => !s[i].IsActor) && s[start].Word is "the" or "this" or "that" or "their" && Enumerable.Range(start + 1, 3).Any(i => s[i].Is(Tie.Assault) || s[i].Word is "campaign" or "operation" or "drive" or "operations" or "battle") ? scene.LastTaker : null;
    }

    // "foiled an attack by the rebels on the outskirts of X"
    private void Repels(int t)
    {
        var attack = Enumerable.Range(t + 1, 4).FirstOrDefault(i => s[i].Is(Tie.Assault), -1);
        // "X has beaten back three army assaults"
        if (attack > 0 && s[attack - 1].IsActor && parties.Code(attack - 1) is { } assailant && !mood.Conditional(t) && EnglishPlaces.Before(s, t, scene) is { Count: > 0 } target)
        {
            Emit(target, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, assailant, attack - 1, 0.75);
            return;
        }
        var by = attack < 0 ? -1 : Enumerable.Range(attack + 1, 2).FirstOrDefault(i => s[i].Is(Hint.By | Hint.Of), -1);
        if (by < 0 || parties.After(by) is not (>= 0 and var actor) || parties.Code(actor) is not { } attacker || mood.Conditional(t)) return;
        var on = Enumerable.Range(actor + 1, 5).FirstOrDefault(i => s[i].Word is "on" or "against" or "towards" or "toward" or "into", -1);
        var places = on < 0 ? [] : EnglishPlaces.From(s, on + 1, scene, out _);
        // "on a military base in the countryside of": the base has no name.
        if (places.Count > 0 && !Enumerable.Range(on + 1, places[0].Last - on - 1).Any(i => s[i].Is(Hint.CueSite))) Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, attacker, actor, 0.75);
    }

    private void Repelled(int v, int t, List<Place> places)
    {
        for (var i = v + 1; i <= t + 1; i++)
            if (s[i].IsActor && parties.Code(i) is { } attacker) { Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, attacker, i, 0.75); return; }
        for (var i = t; i < t + 10; i++) if (s[i].Is(Hint.By) && parties.After(i) is >= 0 and var by && parties.Code(by) is { } attacker) { Emit(places, t, Mood.Attempted, "repelled", ClaimKind.Attempt, null, attacker, by, 0.75); return; }
    }
}
