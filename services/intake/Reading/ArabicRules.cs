using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>Reads one Arabic sentence: for every trigger what it governs, who acts, and how it stands.</summary>
internal sealed class ArabicRules
{
    private const Sense Triggers = Sense.TakeOn | Sense.Take | Sense.Receive | Sense.Enter | Sense.Advance | Sense.Deploy | Sense.Fall | Sense.Become | Sense.Lose
        | Sense.Withdraw | Sense.Pull | Sense.Leave | Sense.HandOver | Sense.Expel | Sense.Exit | Sense.Attack;
    private const int Reach = 16;

    private readonly Sentence s;
    private readonly Scene scene;
    private readonly Telling telling;
    private readonly ArabicMood mood;
    private readonly ArabicParties parties;
    private readonly bool raid;
    private readonly List<Finding> findings = [];
    // Places already governed in this sentence, for pronouns and for «كانت بيد».
    private readonly List<Place> governed = [];

    public ArabicRules(Sentence sentence, Scene context, List<DateMention> mentions, string original)
    {
        (s, scene, telling) = (sentence, context, new Telling(sentence, mentions, original));
        var day = telling.Day ?? context.Day;
        var speaker = Speech.Party(s, scene, day) ?? (Continues(s) ? scene.LastSpeaker : null);
        scene.LastSpeaker = speaker ?? scene.LastSpeaker;
        ReadVerbs();
        mood = new ArabicMood(s, mentions);
        parties = new ArabicParties(s, scene, day, speaker);
        raid = s.Items.Any(i => i.Is(Sense.Raid));
    }

    public List<Finding> Read()
    {
        for (var i = 0; i < s.Count; i++)
        {
            var before = findings.Count;
            if (s[i].Is(Sense.Deny) && s[i].Finite && findings.Count > 0) DenialOfThat(i);
            else if (s[i].Is(Sense.Hold)) Hold(i, parties.After(i));
            // «تخضع الحسكة لسيطرة قسد»
            else if (s[i].Is(Sense.TakeOn) && s[i].Form == Form.Noun && s[i].HasPreposition('ل') && parties.After(i) is >= 0 and var lord && !s[lord + 1].Is(Sense.On | Sense.OnIt) && !s[lord + 2].Is(Sense.On)) Hold(i, lord);
            // «أصبحت المدينة خاضعة لسيطرته»
            else if (s[i].Is(Sense.TakeOn) && s[i].Pronoun && s[i - 1].Is(Hint.Held) && parties.AnyBefore(i) is >= 0 and var holder) Hold(i, holder);
            else if (s[i].Is(Hint.Outside)) Outside(i);
            else if (s[i].Is(Triggers)) Trigger(i);
            foreach (var f in findings.Skip(before))
            {
                governed.Add(f.Place);
                scene.LastPlace = f.Place;
            }
            if (s[i].IsActor && !parties.Governed(i) && parties.Code(i) is { } code) scene.LastSubject = parties.Joint(i) ?? code;
        }
        return findings;
    }

    // «إنها استعادتها»: after the particle with its pronoun stands a verb, though written like the verbal noun.
    private void ReadVerbs()
    {
        for (var i = 1; i < s.Count; i++)
            if (s[i].Pronoun && s[i].Form == Form.Noun && s[i - 1].Is(Sense.That) && s[i - 1].Word.Length > 2 && s[i].Is(Sense.Take | Sense.Enter | Sense.Receive)) s.Items[i] = s[i].As(Form.Perfect);
    }

    private static bool Continues(Sentence s) => s.Count > 0 && s[0].Is(Sense.Say) && s[0].HasConjunction;

    // «… فيما نفت وسائل إعلام النظام ذلك».
    private void DenialOfThat(int deny)
    {
        for (var i = deny + 1; i < s.Count && i <= deny + 7; i++)
            if (s[i].Is(Hint.This))
            {
                findings.Add(findings[^1] with { Kind = ClaimKind.Denial, ClaimedBy = parties.Said(deny), Rule = findings[^1].Rule + "+denied", Spans = [.. findings[^1].Spans, s[deny].Span] });
                return;
            }
    }

    private void Trigger(int t)
    {
        var item = s[t];
        if (item.Is(Sense.TakeOn)) Gain(t, Reached(t, Sense.On, Sense.None), "take-on");
        else if (item.Is(Sense.Expel)) Expel(t);
        else if (item.Is(Sense.HandOver) && HandOver(t)) return;
        else if (item.Is(Sense.Take | Sense.Receive)) Gain(t, ObjectOrPronoun(t), item.Is(Sense.Receive) ? "receive" : "take");
        else if (item.Is(Sense.Enter)) Gain(t, ObjectOrPronoun(t), "enter", ClaimKind.Partial);
        else if (item.Is(Sense.Attack)) Attack(t);
        else if (item.Is(Sense.Deploy)) Gain(t, Reached(t, Sense.In, Sense.None), "deploy", ClaimKind.Partial);
        else if (item.Is(Sense.Advance)) Advance(t);
        else if (item.Is(Sense.Fall)) Fall(t);
        else if (item.Is(Sense.Lose)) Lose(t, Object(t));
        else if (item.Is(Sense.Exit)) Exit(t);
        else if (item.Is(Sense.Withdraw)) Leave(t, Reached(t, Sense.From, Sense.None), "withdraw");
        else if (item.Is(Sense.Pull) && (Within(t, 5, Sense.OwnForces) >= 0 || parties.After(t, 2) >= 0)) Leave(t, Reached(t, Sense.From, Sense.None), "pull-forces");
        else if (item.Is(Sense.Leave)) Leave(t, Object(t), "leave");
    }

    private int Within(int t, int reach, Sense sense)
    {
        for (var i = t + 1; i < s.Count && i <= t + reach; i++) if (s[i].Is(sense)) return i;
        return -1;
    }

    /// <summary>Places after a preposition: «سيطر … على X», «انسحب … من X», or the pronoun «عليها».</summary>
    private List<Place> Reached(int t, Sense preposition, Sense stop)
    {
        for (var i = t + 1; i < s.Count && i <= t + Reach; i++)
        {
            var item = s[i];
            if (preposition == Sense.On && item.Is(Sense.OnIt) || preposition == Sense.From && item.Is(Sense.FromIt)) return Antecedent(t);
            if (item.Is(preposition) && !(preposition == Sense.From && s[i + 1].IsActor && !s[i + 1].IsArea)) return Sized(List(i + 1, direct: false), t, i);
            if (preposition == Sense.In && item.HasPreposition('ب') && item.Is(Hint.Cue)) return List(i, direct: false);
            if (i > t + 1 && item.Finite && item.Is(Triggers | Sense.Say) || item.Is(Sense.Clause | stop)) return [];
            if (item.Is(Sense.To) && preposition == Sense.From) return [];
        }
        return [];
    }

    // «سيطرتها الكاملة على», «بشكل شبه كامل على»: the size stands with the verb.
    private List<Place> Sized(List<Place> places, int from, int to)
    {
        var extent = Extent.Unstated;
        for (var i = from + 1; i < to; i++)
            extent = s[i].Is(Sense.Most) ? Extent.Most : s[i].Is(Sense.Whole) && extent == Extent.Unstated ? Extent.Whole : s[i].Word is "جزييا" or "جزييه" or "الجزييه" ? Extent.Part : extent;
        return extent == Extent.Unstated ? places : [.. places.Select(p => p.Extent == Extent.Unstated ? p with { Extent = extent } : p)];
    }

    /// <summary>Places that are the object of a verb or of a verbal noun, past the subject.</summary>
    private List<Place> Object(int t)
    {
        var (acted, unknown) = (false, 0);
        if (s[t].Finite && s[t].Pronoun) return Antecedent(t);
        for (var i = t + 1; i < s.Count && i <= t + Reach; i++)
        {
            var item = s[i];
            if (item.Form == Form.Noun && item.Is(Sense.TakeOn)) return [];
            if (item.Is(Sense.To) && s[t].Is(Sense.Enter)) continue;
            if (item.Is(Sense.In) && s[t].Is(Sense.Enter)) continue;
            if (item.IsArea || item.Is(Hint.Cue | Hint.CueSite | Hint.Itself) || item.Is(Sense.OwnPosts) || item.Is(Sense.Most | Sense.Centre | Sense.Whole | Sense.WholeParts) || (item.Is(Sense.Part) && !item.Is(Sense.Adverb)))
            {
                if (item.IsActor && !item.IsArea) continue;
                if (item.HasPreposition('ب') || (item.HasPreposition('ل') && s[t].Form != Form.Noun)) return [];
                // Past words nobody knows only a name with its kind, or after a preposition, is an object.
                if (unknown > 1 && item.IsArea && !s[i - 1].Is(Sense.To | Sense.In)) return [];
                return List(i, direct: true);
            }
            acted |= item.IsActor;
            if (acted && item.IsWord && unknown++ < 3) continue;
            if (item.IsActor || item.Is(Sense.People | Sense.Adverb) || item.Is(Hint.Today | Hint.Yesterday | Hint.Weekday | Hint.Night)) continue;
            if (acted && item.Is(Sense.Near) && s[i + 1].IsActor) continue;
            if (item.Is(Sense.From) && i + 1 < s.Count && s[i + 1].IsActor) { i++; continue; }
            if (item.Kind is TokenKind.Open) { while (i < s.Count && s[i].Kind != TokenKind.Close && i < t + Reach) i++; continue; }
            if (item.IsWord && i > t + 1 && s[i - 1].IsActor) continue;
            if (item.IsWord && i == t + 1 && i + 1 < s.Count && (s[i + 1].IsActor || s[i + 1].Is(Hint.CuePlace))) continue;
            return [];
        }
        return [];
    }

    // «لاقتحامها»: the pronoun is the object when nothing else is.
    private List<Place> ObjectOrPronoun(int t)
    {
        var places = Object(t);
        return places.Count == 0 && s[t].Form == Form.Noun && s[t].Pronoun && !s[t + 1].IsWord && !s[t + 1].Is(Sense.TakeOn) ? Antecedent(t) : places;
    }

    private List<Place> List(int from, bool direct) => ArabicPlaces.From(s, from, scene, direct, out _);

    // «… عليها»: the place last governed in this sentence, else named before, else the last of the sentence before.
    private List<Place> Antecedent(int t)
    {
        // «البلدات التي خسرها»: what the relative clause hangs on, if it has a name at all.
        if (s[t - 1].Is(Sense.Rel))
            for (var i = t - 2; i >= t - 6; i--)
            {
                if (s[i].IsArea) return [.. ArabicPlaces.From(s, s[i - 1].Is(Hint.Cue) ? i - 1 : i, scene, direct: true, out _).Take(1)];
                if (s[i].Is(Hint.Cue | Hint.Itself) || s[i].Is(Sense.Part)) return [];
            }
        if (governed.Count > 0) return [governed[^1]];
        for (var i = t - 1; i >= 0; i--)
        {
            var from = i;
            while (s[from - 1].Is(Hint.Cue)) from--;
            if (!s[i].IsArea || s[from].HasPreposition('ب') || s[from].Is(Hint.CueCountry) || s[from - 1].Is(Sense.In | Sense.Near | Sense.Direction) || s[from - 1].Is(Hint.CueFeature)) continue;
            return ArabicPlaces.From(s, from, scene, direct: true, out _).Take(1).ToList();
        }
        if (scene.LastPlace is { } last) return [last];
        // The one place of the sentence, though it only said where.
        var names = Enumerable.Range(0, t).Where(i => s[i].IsArea && !s[i].IsActor).ToList();
        return names is [var only] ? [.. ArabicPlaces.From(s, s[only - 1].Is(Hint.Cue) ? only - 1 : only, scene, direct: true, out _).Take(1)] : [];
    }

    private void Gain(int t, List<Place> places, string rule, ClaimKind kind = ClaimKind.Change)
    {
        var (how, taker, lost) = Stand(t, places.Count > 0 ? places[0].First : t + Reach);
        if (how.Mood == Mood.Unreal && !lost) return;
        if (places.Count == 0)
        {
            if (how.Mood == Mood.Asserted && taker is { Code: { } code, Sure: true } && kind == ClaimKind.Change && Unnamed(t)) scene.Unnamed = (code, LoserOf(t, t, code));
            return;
        }
        if (how.Weak && scene.Unnamed is { } unnamed)
        {
            (how, taker) = (how with { Weak = false }, new Taker(unnamed.Taker, -1, true));
            scene.Unnamed = null;
            Emit(places, t, how, rule, kind, unnamed.Loser, taker.Code, -1, Manner.Force, 0.8);
            return;
        }
        if (lost) { LoseBy(t, how, places); return; }
        if (taker.Code is null && !how.Weak) return;
        var from = LoserOf(t, places[^1].Last, taker.Code);
        Emit(places, t, how, rule, kind, from, taker.Code, taker.At, Manner.Force, taker.Sure ? 0.92 : 0.72);
    }

    // «على بلدة تقع على الطريق»: a place, but no name.
    private bool Unnamed(int t)
    {
        for (var i = t + 1; i + 1 < s.Count && i <= t + Reach; i++) if (s[i].Is(Sense.On)) return s[i + 1].Is(Hint.CuePlace);
        return false;
    }

    private readonly record struct Taker(string? Code, int At, bool Sure);

    /// <summary>Mood and subject of a trigger.</summary>
    private (Governed How, Taker Taker, bool Lost) Stand(int t, int placeAt)
    {
        if (s[t].Form != Form.Noun)
        {
            var how = new Governed(mood.OfVerb(t, Headline(t)), -1);
            return (how, Subject(t, placeAt > t ? placeAt : t + Reach), false);
        }
        if (OwnForces(t) is { } speakers && !s[t].Is(Sense.Withdraw)) return (mood.OfNoun(t, true), new Taker(speakers, -1, true), false);
        var actor = parties.After(t);
        var governedBy = mood.OfNoun(t, actor >= 0);
        if (actor >= 0) return (governedBy, new Taker(parties.Joint(actor), actor, true), governedBy.Lost);
        if (!s[t].Pronoun && !s[t].Definite && t + 1 < s.Count && s[t + 1].IsWord && s[t].Is(Sense.TakeOn) && governedBy.Governor < 0) return (new Governed(Mood.Unreal, -1), default, false);
        // «انسحاب الفيلق الثالث», «سيطرة البلدية على»: somebody who is no actor.
        if (!s[t].Pronoun && !s[t].Definite && s[t].Is(Sense.Withdraw) && s[t + 1].IsWord && s[t + 1].Word.StartsWith("ال", StringComparison.Ordinal)) return (new Governed(Mood.Unreal, -1), default, false);
        if (!s[t].Pronoun && !s[t].Definite && t + 1 < s.Count && s[t + 1].IsWord && s[t].Is(Sense.TakeOn) && parties.SubjectAfter(t, placeAt) == -2) return (new Governed(Mood.Unreal, -1), default, false);
        var at = governedBy.Governor >= 0 && s[governedBy.Governor].Finite ? parties.SubjectAfter(governedBy.Governor, t) : -1;
        // «محاولة لقوات النظام للسيطرة على»
        if (at < 0 && governedBy.Governor >= 0 && !s[governedBy.Governor].Finite) at = parties.After(governedBy.Governor) is >= 0 and var own && own < t ? own : PartyBetween(governedBy.Governor, t);
        if (at < 0 && governedBy.Governor >= 0) at = parties.SubjectBefore(governedBy.Governor);
        if (at < 0) at = parties.SubjectBefore(t);
        if (at < 0) at = parties.AnyBefore(t);
        if (at < 0 && (s[t].Pronoun || s[t].HasPreposition('ب') || (governedBy.Governor >= 0 && s[governedBy.Governor].Is(Sense.After | Sense.Against)))) at = parties.AnyAfter(placeAt);
        if (Agent(t) is >= 0 and var agent) return (governedBy with { Weak = false }, new Taker(parties.Joint(agent), agent, true), governedBy.Lost);
        if (at >= 0) return (governedBy, new Taker(parties.Joint(at), at, true), governedBy.Lost);
        return (governedBy, new Taker(scene.LastSubject ?? parties.Only() ?? (governedBy.Governor >= 0 && s[governedBy.Governor].Is(Sense.After) ? parties.Speaker : null), -1, false), governedBy.Lost);
    }

    // «على يد فصائل المعارضة».
    private int Agent(int t)
    {
        for (var i = t + 1; i <= t + 10; i++) if (s[i].Is(Hint.By)) return parties.After(i);
        return -1;
    }

    private int PartyBetween(int from, int to)
    {
        for (var i = from + 1; i < to; i++) if (s[i].IsActor && (s[i].HasPreposition('ل') || s[i - 1].Is(Sense.From))) return i;
        return -1;
    }

    private Taker Subject(int t, int before)
    {
        // «إن قواتهم دخلت»: the speaker's.
        if (OwnForces(t) is { } own) return new Taker(own, -1, true);
        // «سيطرنا»: whoever speaks.
        if (s[t].Word.EndsWith("نا", StringComparison.Ordinal) && (parties.Speaker ?? parties.Only()) is { } we) return new Taker(we, -1, true);
        var at = parties.SubjectAfter(t, before);
        if (at == -1 || at == -2) { var left = parties.SubjectBefore(t); if (left >= 0 || at == -1) at = left; }
        if (at == -2) return default;
        if (at < 0) at = parties.AnyBefore(t);
        if (at >= 0) return new Taker(parties.Joint(at), at, true);
        return new Taker(scene.LastSubject, -1, false);
    }

    private string? OwnForces(int t)
    {
        if (s[t + 1].Is(Sense.OwnForces) && !s[t].Is(Sense.Pull)) return parties.Speaker ?? scene.LastSpeaker;
        for (var i = t - 1; i >= t - 4 && s.SameClause(Math.Max(i, 0), t); i--)
        {
            if (s[i].Is(Sense.OwnForces)) return parties.Speaker ?? scene.LastSpeaker;
            if (s[i].IsActor) return null;
        }
        return null;
    }

    private bool Headline(int t) => s.Number == 0 && s.ClauseOf(t) <= 1 && !s.Items.Take(t).Any(i => i.Is(Sense.That | Sense.Rel));

    /// <summary>Who held the place before, where the words say so.</summary>
    private string? LoserOf(int t, int placeEnd, string? taker)
    {
        for (var i = t + 1; i < s.Count && i <= Math.Max(placeEnd, t) + Reach; i++)
        {
            if (i > placeEnd + 1 && s[i].Is(Sense.Clause) && s[i].Word is not "حيث") break;
            if (Loses(i, taker, s[t].Is(Sense.Take | Sense.Receive) || i > placeEnd) is { } loser) return loser;
        }
        for (var i = t - 1; i >= 0 && i >= t - Reach; i--)
            if (s[i].Is(Sense.After) && AfterFight(i, taker, t) is { } fought) return fought;
        var exchange = Array.FindIndex(s.Items, i => i.Is(Sense.Exchange));
        return exchange < 0 ? null : Other(parties.After(exchange), taker) ?? Other(parties.SubjectAfter(exchange, s.Count), taker);
    }

    private string? Loses(int i, string? taker, bool takes)
    {
        if (s[i].Is(Sense.Grip) || s[i].Is(Hint.Expense) || (takes && s[i].Is(Sense.From) && (s[i + 1].IsActor || s[i + 1].Is(Sense.People)))) return parties.After(i) is >= 0 and var at && parties.Code(at, loser: true) is { } code && code != taker ? code : null;
        if (s[i].Is(Sense.After)) return AfterFight(i, taker, s.Count);
        if (s[i].Is(Sense.Hold) || (s[i].Is(Sense.Expel) && s[i].Form == Form.Noun)) return Other(parties.After(i), taker);
        return null;
    }

    // «بعد انسحاب قوات النظام منها», «بعد معارك مع قوات النظام».
    private string? AfterFight(int after, string? taker, int before)
    {
        for (var i = after + 1; i < before && i < s.Count && i <= after + 9; i++)
        {
            if (s[i].Is(Sense.Withdraw | Sense.Expel | Sense.Pull | Sense.Leave | Sense.Exit)) return Other(parties.After(i, 3), taker) ?? Other(parties.SubjectAfter(i, i + 4), taker);
            if (s[i].Is(Sense.Against | Sense.Between) || s[i].HasPreposition('ل')) { if (Other(s[i].IsActor ? i : parties.After(i), taker) is { } foe) return foe; }
            if (s[i].Is(Sense.TakeOn | Sense.Clause | Sense.Enter)) return null;
        }
        return null;
    }

    private string? Other(int at, string? taker) => at >= 0 && parties.Code(at, loser: true) is { } code && !scene.Allied(code, taker) ? code : null;

    private void Advance(int t)
    {
        if (s[t].Form != Form.Noun && t + 1 >= s.Count) return;
        var places = Reached(t, Sense.On | Sense.To | Sense.In, Sense.None);
        if (places.Count == 0) places = AroundAfter(t);
        if (places.Count == 0) return;
        var (how, taker, _) = Stand(t, places[0].First);
        if (how.Mood == Mood.Attempted && taker.Code is not null) Emit(places, t, how, "advance-tried", ClaimKind.Attempt, null, taker.Code, taker.At, Manner.Unknown, 0.7);
    }

    // «صد هجوما للإرهابيين على بلدة قمحانة»: an attack is an attempt once it is said to have failed.
    private void Attack(int t)
    {
        var repelled = false;
        for (var i = t - 1; i >= t - 5 && s.SameClause(Math.Max(i, 0), t); i--) repelled |= s[i].Is(Sense.Repel);
        var places = repelled ? Reached(t, Sense.On, Sense.None) : [];
        if (places.Count == 0 || mood.Conditional(t) || mood.Historic(t)) return;
        for (var i = t + 1; i < places[0].First; i++)
            if (s[i].IsActor && parties.Code(i) is { } attacker) { Emit(places, t, new Governed(Mood.Attempted, -1), "repelled", ClaimKind.Attempt, null, attacker, i, Manner.Unknown, 0.75); return; }
    }

    // «التقدم على محور X جنوب شرقي إدلب»: an unknown axis, a known landmark.
    private List<Place> AroundAfter(int t)
    {
        for (var i = t + 1; i < s.Count && i <= t + Reach && s.SameClause(i, t); i++)
            if (s[i].Is(Sense.Direction) || s[i].Is(Hint.CueCountry)) return List(i, direct: false);
        return [];
    }

    private void Expel(int t)
    {
        var places = Reached(t, Sense.From, Sense.None);
        if (places.Count == 0) return;
        var (how, taker, _) = Stand(t, places[0].First);
        string? loser = null;
        // «التنظيم قد طرد مقاتلي المعارضة»: with a subject before the verb the one after it is the loser.
        if (s[t].Finite && parties.SubjectBefore(t) is >= 0 and var before && Enumerable.Range(t + 1, Math.Max(0, places[0].First - t - 1)).Count(i => s[i].IsActor) == 1)
            taker = new Taker(parties.Joint(before), before, true);
        for (var i = t + 1; i < places[0].First; i++)
            if (s[i].IsActor && !parties.IsMetonymOnly(i) && parties.Code(i) is { } code && !(s[t].Finite && i == taker.At)) loser = parties.Code(i, loser: true);
        if (loser is null || how.Mood == Mood.Unreal) return;
        if (s[t].Form == Form.Noun && scene.Allied(taker.Code, loser))
        {
            var at = parties.SubjectBefore(t) is >= 0 and var left ? left : parties.AnyBefore(t);
            taker = at >= 0 ? new Taker(parties.Joint(at), at, true) : new Taker(scene.LastSubject, -1, false);
        }
        if (taker.Code is null || scene.Allied(taker.Code, loser)) return;
        Emit(places, t, how, "expel", ClaimKind.Change, loser, taker.Code, taker.At, Manner.Force, 0.88);
    }

    private bool HandOver(int t)
    {
        var places = Object(t);
        if (places.Count == 0) return false;
        var (how, giver, _) = Stand(t, places[0].First);
        var receiver = -1;
        for (var i = places[^1].Last + 1; i < s.Count && i <= places[^1].Last + 6; i++)
            if (s[i].IsActor && (s[i].HasPreposition('ل') || s[i - 1].Is(Sense.To) || (s[i - 1].Is(Sense.People) && i > 1 && (s[i - 2].Is(Sense.To) || s[i - 1].HasPreposition('ل'))))) { receiver = i; break; }
        if (receiver < 0 || how.Mood == Mood.Unreal || parties.Code(receiver) is not { } to) return false;
        if (s[t].Form == Form.Noun && how.Governor < 0) how = how with { Weak = giver.At < 0 };
        var from = giver.Code is not null && !scene.Allied(giver.Code, to) ? giver.At >= 0 ? parties.Code(giver.At, loser: true) : giver.Code : null;
        Emit(places, t, how, "hand-over", ClaimKind.Change, from, to, receiver, Manner.Agreement, 0.9);
        return true;
    }

    private void Fall(int t)
    {
        var places = Object(t);
        var hold = -1;
        if (places.Count == 0)
        {
            var left = PlacesBefore(t);
            if (left.Count == 0) return;
            places = left;
        }
        for (var i = Math.Max(t, places[^1].Last) + 1; i < s.Count && i <= Math.Max(t, places[^1].Last) + 6; i++) if (s[i].Is(Sense.Hold)) { hold = i; break; }
        var actor = hold >= 0 ? parties.After(hold) : -1;
        if (actor < 0 || parties.Joint(actor) is not { } to) return;
        var how = s[t].Form == Form.Noun ? mood.OfNoun(t, true) : new Governed(mood.OfVerb(t, Headline(t)), -1);
        if (how.Mood == Mood.Unreal) return;
        Emit(places, t, how, "fall", ClaimKind.Change, LoserOf(t, actor, to), to, actor, Manner.Force, 0.92);
    }

    private List<Place> PlacesBefore(int t)
    {
        var start = s.ClauseStart(t);
        for (var i = start; i < t; i++)
        {
            if (!s[i].IsArea && !s[i].Is(Hint.Cue)) continue;
            if (i > start && s[i - 1].Is(Sense.In | Sense.Near | Sense.From | Sense.On | Sense.To)) return [];
            var places = ArabicPlaces.From(s, i, scene, direct: true, out var end);
            return places.Count > 0 && end <= t + 1 ? places : [];
        }
        return [];
    }

    private void Lose(int t, List<Place> places)
    {
        if (places.Count == 0 || (s[t].Word is "فقد" && t + 1 < s.Count && s[t + 1].Form == Form.Perfect)) return;
        var (how, loser, _) = Stand(t, places[0].First);
        LoseTo(t, how, places, loser);
    }

    // «فقد النظام السيطرة على X»: the verbal noun is governed by a loss.
    private void LoseBy(int t, Governed how, List<Place> places)
    {
        var verb = how.Governor;
        var stand = s[verb].Finite ? new Governed(mood.OfVerb(verb, Headline(verb)), verb) : how;
        LoseTo(verb, stand, places, s[verb].Finite ? Subject(verb, t) : Stand(verb, places[0].First).Taker);
    }

    private void LoseTo(int t, Governed how, List<Place> places, Taker loser)
    {
        if (loser.Code is null || how.Mood == Mood.Unreal) return;
        string? to = null;
        for (var i = places[^1].Last + 1; i < s.Count && i <= places[^1].Last + 12; i++) if (s[i].Is(Sense.Favour)) to = Other(parties.After(i), loser.Code);
        var from = loser.At >= 0 ? parties.Code(loser.At, loser: true) : loser.Code;
        Emit(places, t, how, "lose", ClaimKind.Change, from, to, loser.At, Manner.Force, 0.85, to is null ? ControlStatus.Unknown : ControlStatus.Controlled);
    }

    private void Exit(int t)
    {
        var grip = -1;
        for (var i = t + 1; i < s.Count && i <= t + 8; i++) if (s[i].Is(Sense.Grip) || (s[i].Is(Sense.TakeOn) && s[i].Form == Form.Noun && s[i - 1].Word is "عن" or "من")) { grip = i; break; }
        if (grip < 0) return;
        var actor = parties.After(grip);
        // «خروج حماة عن سيطرتها»
        if (actor < 0 && s[grip].Pronoun) actor = parties.SubjectBefore(t) is >= 0 and var own ? own : parties.AnyBefore(t);
        var places = PlacesBefore(t) is { Count: > 0 } left ? left : ArabicPlaces.From(s, t + 1, scene, direct: true, out _);
        if (actor < 0 || places.Count == 0 || parties.Code(actor, loser: true) is not { } from) return;
        var how = s[t].Form == Form.Noun ? mood.OfNoun(t, true) : new Governed(mood.OfVerb(t, Headline(t)), -1);
        if (how.Mood != Mood.Unreal) Emit(places, t, how, "exit", ClaimKind.Change, from, null, actor, Manner.Unknown, 0.8, ControlStatus.Unknown);
    }

    // «أصبحت X خارج سيطرة النظام», and as a headline without a verb.
    private void Outside(int t)
    {
        var (actor, places) = (parties.After(t), PlacesBefore(t));
        var become = Enumerable.Range(0, t).LastOrDefault(i => s[i].Is(Sense.Become) && s.SameClause(i, t), -1);
        if (places.Count == 0 && become >= 0) places = ArabicPlaces.From(s, become + 1, scene, direct: true, out _);
        if (actor < 0 || places.Count == 0 || parties.Code(actor, loser: true) is not { } from) return;
        var told = become >= 0 ? mood.OfVerb(become, Headline(become)) : s.Number == 0 ? Mood.Asserted : Mood.Background;
        if (told != Mood.Unreal && Trailed(places, actor) is var sized) Emit(sized, t, new Governed(told, -1), "outside", ClaimKind.Change, from, null, actor, Manner.Unknown, 0.75, ControlStatus.Unknown);
    }

    private List<Place> Trailed(List<Place> places, int actor) =>
        s[actor + 1].Is(Sense.Whole) ? [.. places.Select(p => p.Extent == Extent.Unstated ? p with { Extent = Extent.Whole } : p)] : places;

    private void Leave(int t, List<Place> places, string rule)
    {
        if (places.Count == 0 || raid) return;
        var (how, leaver, _) = Stand(t, places[0].First);
        if (how.Mood is Mood.Unreal or Mood.Attempted || leaver.Code is null || how.Weak || (rule == "leave" && !leaver.Sure)) return;
        // Leaving as a circumstance of a capture told beside it is the loser of that capture.
        if (s[t].Form == Form.Noun && how.Governor >= 0 && s[how.Governor].Is(Sense.After) && findings.Any(f => !f.Weak && f.Place.Areas.SequenceEqual(places[0].Areas) && f.To is not null)) return;
        var from = leaver.At >= 0 ? parties.Code(leaver.At, loser: true) : leaver.Code;
        var review = s[t].Is(Hint.Euphemism);
        Emit(places, t, how, rule, ClaimKind.Change, from, null, leaver.At, Manner.Withdrawal, review ? 0.5 : leaver.Sure ? 0.88 : 0.7, ControlStatus.Withdrawn, review);
    }

    /// <summary>«تحت سيطرة Y»: after a verb of becoming a change, otherwise what stands or stood.</summary>
    private void Hold(int h, int actor)
    {
        if (actor < 0 || parties.Joint(actor) is not { } holder) return;
        var start = s.ClauseStart(h);
        for (var i = h - 1; i >= Math.Max(0, h - Reach); i--)
        {
            if (s[i].Is(Sense.Fall) || (s[i].Is(Sense.Was) && i >= h - 4)) break;
            if (!s[i].Is(Sense.Become) || i < start - 1) continue;
            var places = ArabicPlaces.From(s, i + 1, scene, direct: true, out _);
            if (places.Count == 0 || places[0].First > h) places = PlacesBefore(i);
            if (places.Count == 0 && governed.Count > 0 && s[i].Form == Form.Imperfect) places = [governed[^1]];
            if (places.Count == 0 && PlaceBefore(i) is { } near) places = [near];
            if (places.Count == 0) return;
            var how = s[i].Form == Form.Noun ? mood.OfNoun(i, true) : new Governed(mood.OfVerb(i, s.Number == 0 || s[i].Form == Form.Imperfect), -1);
            if (how.Mood != Mood.Unreal) Emit(places, i, how, "become", ClaimKind.Change, LoserOf(h, actor, holder), holder, actor, Manner.Unknown, 0.88);
            return;
        }
        Stands(h, actor, holder);
    }

    // The holder of the place just named: history or background, never a change.
    private void Stands(int h, int actor, string holder)
    {
        var places = new List<Place>();
        for (var i = h - 1; i >= 0 && i >= h - 10 && places.Count == 0; i--)
        {
            if (s[i].Finite && s[i].Is(Triggers)) break;
            if (!s[i].IsArea) continue;
            var from = i;
            while (from > 0 && from > i - 6 && (s[from - 1].IsArea && (s[from].HasConjunction || s[from].Is(Hint.Cue)) || s[from - 1].Is(Hint.Cue))) from--;
            if (from > 0 && s[from - 1].Is(Hint.CueFeature)) return;
            if (from > 0 && s[from - 1].Is(Sense.In | Sense.Near)) continue;
            places = ArabicPlaces.From(s, from, scene, direct: true, out _);
        }
        var known = governed.Select(p => p.Area).ToHashSet();
        places.RemoveAll(p => known.Contains(p.Area) || p.Area.Level == AreaLevel.Region);
        if (places.Count > 0 && mood.Negation(h) is null && !mood.Conditional(h)) Emit(places, h, new Governed(Mood.Background, -1), "holds", ClaimKind.Background, null, holder, actor, Manner.Unknown, 0.7);
    }

    private Place? PlaceBefore(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 12; i--)
            if (s[i].IsArea && !(i > 0 && s[i - 1].Is(Sense.In | Sense.Near))) return ArabicPlaces.From(s, i > 0 && s[i - 1].Is(Hint.Cue) ? i - 1 : i, scene, direct: true, out _).FirstOrDefault();
        return null;
    }

    private void Emit(List<Place> places, int t, Governed how, string rule, ClaimKind kind, string? from, string? to, int actor, Manner manner, double confidence, ControlStatus status = ControlStatus.Controlled, bool review = false)
    {
        var hedged = mood.Hedged(t);
        foreach (var place in places)
            findings.Add(telling.Of(place, how.Mood, kind, t, actor) with
            {
                From = from,
                To = to,
                Status = status,
                Manner = manner,
                ClaimedBy = parties.Speaker,
                Hedged = hedged,
                Weak = how.Weak || rule == "deploy",
                Review = review,
                Confidence = (hedged ? 0.6 : 1) * confidence * (place.Cued ? 1 : 0.95),
                Rule = "ar/" + rule,
            });
    }
}
