using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is only tried: an advance, an attack that was beaten back.
internal sealed partial class ArabicRules
{
    private void Advance(int t)
    {
        if (s[t].Form != Form.Noun && t + 1 >= s.Count) return;
        var places = governing.Reached(t, Sense.On | Sense.To | Sense.In, Sense.None);
        if (places.Count == 0) places = governing.AroundAfter(t);
        if (places.Count == 0) return;
        var (how, taker, _) = roles.Stand(t, places[0].First);
        if (how.Mood == Mood.Attempted && taker.Code is not null) Emit(places, t, how, "advance-tried", ClaimKind.Attempt, null, taker.Code, taker.At, Manner.Unknown, 0.7);
    }

    // «صد هجوما للإرهابيين على بلدة قمحانة»: an attack is an attempt once it is said to have failed.
    private void Attack(int t)
    {
        var repelled = false;
        for (var i = t - 1; i >= t - 5 && s.SameClause(Math.Max(i, 0), t); i--) repelled |= s[i].Is(Sense.Repel);
        var places = repelled ? governing.Reached(t, Sense.On, Sense.None) : [];
        if (places.Count == 0 || mood.Conditional(t) || mood.Historic(t)) return;
        for (var i = t + 1; i < places[0].First; i++)
            if (s[i].IsActor && parties.Code(i) is { } attacker) { Emit(places, t, new Governed(Mood.Attempted, -1), "repelled", ClaimKind.Attempt, null, attacker, i, Manner.Unknown, 0.75); return; }
    }
}
