using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is only tried: an advance, an attack that was beaten back.
internal sealed partial class ArabicRules
{
    private void Advance(int t)
    {
        if (s[t].Form != Form.Noun && t + 1 >= s.Count || s[t].Form == Form.Perfect && ReachedEdge(t)) return;
        var places = governing.Reached(t, Sense.On | Sense.To | Sense.In, Sense.Rel | Sense.Hold);
        if (places.Count == 0) places = governing.OnAxis(t) is { Count: > 0 } axis ? axis : governing.AroundAfter(t);
        // «في محاولة للتقدم نحوها»
        if (places.Count == 0 && Stretch.Of(t + 1, 3).Any(i => s[i].Says(Cue.TowardsIt))) places = governing.Antecedent(t);
        // «محاولات تقدم عند أطرافها»
        if (places.Count == 0 && Stretch.Of(t + 1, 7).Any(i => s[i].Says(Cue.ItsEdges) && s.SameClause(i, t))) places = governing.Antecedent(t);
        if (places.Count == 0) return;
        var (how, taker, _) = roles.Stand(t, places[0].First);
        // «لم يتقدم الجيش إلى مدينة X»
        if (how.Mood == Mood.Denied && s[t].Finite && taker.Code is not null && places[0].Area.Level == AreaLevel.Place && Stretch.Of(t + 1, places[0].First - t).Any(i => s[i].Is(Sense.To) && s[i].Word is "الي")) Emit(places, t, how, "advance-denied", ClaimKind.Denial, null, taker.Code, taker.At, Manner.Unknown, 0.7);
        // «تمكن A من التقدم في مدينة X»: some of it is his.
        if (how is { Mood: Mood.Asserted, Weak: false, Governor: >= 0 } && s[how.Governor] is { Form: Form.Perfect } managed && managed.Is(Sense.Manage | Sense.Impose) && !managed.Is(Sense.Say) && s[t].Form == Form.Noun && taker is { Code: not null, Sure: true } && s[places[0].First - 1].Word is "في" or "داخل" && s[places[0].First].Is(Hint.CuePlace) && places is [{ Area.Level: AreaLevel.Place } entered])
            Emit([entered with { Extent = Extent.Part }], t, how, "advanced-in", ClaimKind.Partial, roles.LoserOf(t, entered.Last, taker.Code), taker.Code, taker.At, Manner.Force, 0.75);
        if (how.Mood == Mood.Attempted && taker.Code is not null) Emit(places, t, how, "advance-tried", ClaimKind.Attempt, null, taker.Code, taker.At, Manner.Unknown, 0.7);
    }

    // «وصلت A إلى الأطراف الشمالية لمدينة X»: a side of it that is named; who only comes to its outskirts is not in it.
    private bool ReachedEdge(int verb)
    {
        if (!s[verb].SaysBare(Cue.Arrived) || mood.Negation(verb) is not null || mood.Conditional(verb) || mood.Refuted(verb)) return false;
        var side = Stretch.Of(verb + 1, 14).TakeWhile(i => !s[i].Is(Sense.Clause) && !s[i].Finite).FirstOrDefault(i => s[i].Is(Sense.To) && s[i + 1].Says(Cue.TheParts) && s[i + 2].Is(Hint.Compass), -1);
        var who = side < 0 ? -1 : parties.SubjectAfter(verb, side) is >= 0 and var after ? after : parties.SubjectBefore(verb);
        if (who < 0 || parties.Joint(who) is not { } to) return false;
        var places = ArabicPlaces.From(s, side + 1, scene, direct: false, out _);
        places.RemoveAll(p => p.Area.Level != AreaLevel.Place);
        var told = mood.Historic(verb) || Stretch.Of(verb - 4, 4).Any(i => s[i].Is(Sense.Was)) ? Mood.Background : Mood.Asserted;
        Emit([.. places.Select(p => p with { Extent = Extent.Part })], verb, new Governed(told, -1), "reached-side", ClaimKind.Partial, null, to, who, Manner.Unknown, 0.7);
        return true;
    }

    // «أحبط محاولة تسلل لقوات X إلى Y»: a raid takes nothing, but it may be tried or denied.
    private void Raid(int t)
    {
        // «حملة دهم في بلدة X»: a search.
        if (s[t].Tail.Contains("دهم", StringComparison.Ordinal) || s[t].Tail.Contains("مداهم", StringComparison.Ordinal)) return;
        var places = s[t].Form == Form.Noun ? governing.Reached(t, Sense.To | Sense.On | Sense.In, Sense.None) : [];
        if (places.Count == 0 && s[t].Form == Form.Noun) places = governing.OnAxis(t);
        if (places.Count > 0 && mood.OfNoun(t, true).Mood is Mood.Attempted or Mood.Denied) Gain(t, places, "raid-tried", ClaimKind.Partial);
    }

    // «تصدى A لهجوم B على X، ولم يتمكن B من السيطرة عليها»: how the attempt ended, which nobody denies.
    private bool Failed(Taker taker, List<Place> places) =>
        places.TrueForAll(p => findings.Exists(f => f.Kind == ClaimKind.Attempt && scene.Kin(f.To, taker.Code) && f.Place.Areas.SequenceEqual(p.Areas))) && !s.Items.Any(i => i.Is(Sense.Deny | Sense.Refute));

    // «الهجوم عليها جرى صده», «الهجوم عليه أُحبط»: of those whose taking was told, else of the one foe.
    private bool BeatenBack(int attack)
    {
        if (!s[attack + 1].Is(Sense.OnIt) || mood.Conditional(attack) || mood.Historic(attack)) return false;
        if (!Stretch.Of(attack + 2, 3).TakeWhile(i => s.SameClause(i, attack)).Any(i => s[i].Is(Sense.Repel) && (s[i].Form == Form.Perfect && !s[i].Pronoun || s[i].Form == Form.Noun && s[i].Pronoun) || s[i].EndsIn(Cue.RepelledIt) || s[i].Is(Sense.Attempt) && s[i].Form == Form.Perfect)) return false;
        var places = governing.Antecedent(attack);
        if (places.Count == 0) return false;
        var by = findings.FindLast(f => f.To is not null && f.Place.Areas.SequenceEqual(places[0].Areas))?.To ?? (parties.Speaker is { } speaker ? parties.Foe(speaker) : null);
        if (by is null) return false;
        Emit(places, attack, new Governed(Mood.Attempted, -1), "attack-repelled", ClaimKind.Attempt, null, by, -1, Manner.Unknown, 0.75);
        return true;
    }

    // «يستعد الجيش لمعركة X»: what is prepared is tried, not done.
    private bool Prepared(int attack)
    {
        var verb = Stretch.Of(attack - 8, 8).LastOrDefault(i => s[i].Finite && s[i].Is(Sense.Attempt) && s.SameClause(i, attack), -1);
        if (verb < 0 || mood.Negation(verb) is not null || mood.Conditional(verb) || mood.Refuted(verb) || mood.Historic(verb)) return false;
        var places = ArabicPlaces.From(s, attack + 1, scene, direct: true, out _);
        if (places.Count == 0) places = governing.Reached(attack, Sense.On | Sense.In, Sense.None);
        if (places.Count == 0 || roles.Subject(verb, attack) is not { Code: { } party, Sure: true } who) return false;
        Emit(places, attack, new Governed(Mood.Attempted, -1), "prepared", ClaimKind.Attempt, null, party, who.At, Manner.Unknown, 0.7);
        return true;
    }

    // «بدأ الفيلق الهجوم على X»: begun, and not done.
    private bool Begun(int attack)
    {
        var verb = Stretch.Of(attack - 5, 5).LastOrDefault(i => mood.Begins(i), -1);
        if (verb < 0 || s[attack].Prepositional || Stretch.Of(verb + 1, attack - verb - 1).Any(i => s[i].Finite || s[i].Kind == TokenKind.Comma) || mood.Negation(verb) is not null || mood.Conditional(verb) || mood.Refuted(verb) || mood.Historic(verb)) return false;
        var places = governing.Reached(attack, Sense.On, Sense.None);
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate or AreaLevel.Region);
        if (places.Count == 0 || roles.Subject(verb, attack) is not { Code: { } by, Sure: true } who) return false;
        Emit(places, attack, new Governed(Mood.Attempted, -1), "attack-begun", ClaimKind.Attempt, null, by, who.At, Manner.Unknown, 0.7);
        return true;
    }

    // «قتل عناصر للتنظيم خلال هجوم شنه على X»: whose the verb's pronoun means; -1 where he is named after it or nobody is.
    private int Launcher(int attack) =>
        s[attack + 1].Is(Tie.Launched) && s[attack + 1].Word[^1] is 'ه' or 'ا' && parties.After(attack + 1) < 0 && !mood.Conditional(attack) && !mood.Historic(attack)
            ? Stretch.Of(s.ClauseStart(attack), attack - s.ClauseStart(attack)).LastOrDefault(i => s[i].IsActor && !parties.IsMetonymOnly(i) && parties.Code(i) is not null, -1) : -1;

    // «صد هجوم A عن مدينة X»: beaten off it.
    private List<Place> OffTown(int attack)
    {
        var off = Stretch.Of(attack + 1, 8).TakeWhile(i => !s[i].Finite && s[i].Kind is TokenKind.Word or TokenKind.Open or TokenKind.Close).FirstOrDefault(i => s[i].Word is "عن" && (s[i + 1].IsArea || s[i + 1].Is(Hint.CuePlace)), -1);
        return off < 0 ? [] : [.. ArabicPlaces.From(s, off + 1, scene, direct: false, out _).Where(p => p.Area.Level == AreaLevel.Place)];
    }

    // The one party named before beside those who beat an attack back.
    private string? Foe(int repeller, int before)
    {
        if (repeller < 0 || parties.Code(repeller) is not { } own) return null;
        return Stretch.Of(0, before).Where(i => s[i].IsActor && !parties.IsMetonymOnly(i)).Select(i => parties.Code(i)).OfType<string>().Where(code => !scene.Allied(code, own)).Distinct().ToList() is [var only] ? only : null;
    }

    // «صد هجوما للإرهابيين على بلدة قمحانة»: an attack is an attempt once it is said to have failed.
    private void Attack(int t)
    {
        var repelled = false;
        for (var i = t - 1; i >= t - 8 && s.SameClause(Math.Max(i, 0), t); i--) repelled |= s[i].Is(Sense.Repel);
        if (s[t].HasPreposition('ل') && Prepared(t) || BeatenBack(t)) return;
        // «شن الجيش هجوما على X محاولا …»: what follows says that it was only tried.
        if (!repelled && Begun(t)) return;
        if (!repelled && !s[t].Prepositional && !mood.Conditional(t) && !mood.Historic(t) && parties.SubjectBefore(t) is >= 0 and var striker && parties.Joint(striker) is { } by
            && (governing.Reached(t, Sense.On, Sense.None) is { Count: > 0 } aim ? aim : governing.AroundAfter(t)) is { Count: > 0 } aimed && Stretch.Of(aimed[^1].Last + 1, 10).TakeWhile(i => s.SameClause(i, aimed[^1].Last)).Any(i => s[i].Is(Sense.Attempt | Sense.Purpose)))
            Emit(aimed, t, new Governed(Mood.Attempted, -1), "attack-tried", ClaimKind.Attempt, null, by, striker, Manner.Unknown, 0.7);
        if (!repelled && Launcher(t) is >= 0 and var launcher && parties.Joint(launcher) is { } whose && governing.Reached(t, Sense.On, Sense.None) is { Count: > 0 } struck && Stretch.Of(struck[^1].Last + 1, s.Count - struck[^1].Last - 1).Any(i => s[i].Is(Sense.Repel | Sense.Purpose)))
            Emit(struck, t, new Governed(Mood.Attempted, -1), "attack-tried", ClaimKind.Attempt, null, whose, launcher, Manner.Unknown, 0.7);
        // «فشل هجوم الجيش على X»
        repelled |= s[t - 1] is { Form: Form.Perfect } failed && failed.Is(Sense.Attempt) && !s[t].Prepositional;
        var places = repelled ? governing.Reached(t, Sense.On, Sense.None) is { Count: > 0 } against ? against : OffTown(t) : [];
        if (repelled && places.Count == 0) places = governing.OnAxis(t) is { Count: > 0 } axis ? axis : governing.Reached(t, Sense.In, Sense.None);
        if (places.Count == 0 || mood.Conditional(t) || mood.Historic(t)) return;
        for (var i = t + 1; i < places[0].First; i++)
            if (s[i].IsActor && parties.Code(i) is { } attacker) { Emit(places, t, new Governed(Mood.Attempted, -1), "repelled", ClaimKind.Attempt, null, attacker, i, Manner.Unknown, 0.75); return; }
        // «أحبطوا هجوما على X»: of those they fight.
        var repel = Stretch.Of(t - 3, 3).LastOrDefault(i => s[i].Finite && s[i].Is(Sense.Repel), -1);
        // «أفشلوا الهجمات على X، وقتلوا 20 من مقاتلي B»: of those who are named afterwards, where nobody was before.
        var repeller = repel < 0 ? -1 : parties.SubjectBefore(repel) is >= 0 and var near ? near : parties.AnyBefore(repel);
        if (repel >= 0 && (Foe(repeller, repel) ?? Foe(repeller, s.Count)) is { } foe) Emit(places, t, new Governed(Mood.Attempted, -1), "repelled", ClaimKind.Attempt, null, foe, -1, Manner.Unknown, 0.7);
    }
}
