using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>Reads one Arabic sentence: for every trigger what it governs, who acts, and how it stands.</summary>
internal sealed partial class ArabicRules
{
    internal const Sense Triggers = Sense.TakeOn | Sense.Take | Sense.Receive | Sense.Enter | Sense.Advance | Sense.Deploy | Sense.Fall | Sense.Become | Sense.Lose
        | Sense.Withdraw | Sense.Pull | Sense.Leave | Sense.HandOver | Sense.Expel | Sense.Exit | Sense.Attack;
    private const int Reach = 16;

    private readonly Sentence s;
    private readonly Scene scene;
    private readonly Telling telling;
    private readonly List<DateMention> dates;
    private readonly ArabicMood mood;
    private readonly ArabicParties parties;
    private readonly ArabicRoles roles;
    private readonly ArabicGoverned governing;
    private readonly ArabicElsewhere elsewhere;
    private readonly bool raid;
    private readonly List<Finding> findings = [];
    // Places already governed in this sentence, for pronouns and for «كانت بيد».
    private readonly List<Place> governed = [];
    private readonly List<Place> together = [];
    // The «بيد» that a fall has read already.
    private int fallenTo = -1;

    public ArabicRules(Sentence sentence, Scene context, List<DateMention> mentions, string original)
    {
        (s, scene, telling, dates) = (sentence, context, new Telling(sentence, mentions, original), mentions);
        ArabicOrgans.Recall(s);
        var day = telling.Day ?? context.Day;
        var speaker = Speech.Party(s, scene, day) ?? (Continues(s) ? scene.LastSpeaker : null);
        scene.LastSpeaker = speaker ?? scene.LastSpeaker;
        ArabicHomographs.Settle(s);
        ArabicSites.Recall(s, scene);
        ArabicOrdinals.Recall(s, scene);
        ArabicGroups.Recall(s, scene);
        ArabicStandIns.Recall(s, scene);
        mood = new ArabicMood(s, mentions);
        parties = new ArabicParties(s, scene, day, speaker);
        roles = new ArabicRoles(s, scene, mood, parties);
        governing = new ArabicGoverned(s, scene, governed, together);
        elsewhere = new ArabicElsewhere(s, scene);
        raid = s.Items.Any(i => i.Is(Sense.Raid)) || Visit();
    }

    public List<Finding> Read()
    {
        for (var i = 0; i < s.Count; i++)
        {
            if (s[i].IsPlain) continue;
            var before = findings.Count;
            if (s[i].Is(Sense.Deny) && s[i].Finite && findings.Count > 0) DenialOfThat(i);
            else if (s[i].Is(Sense.Deny) && s[i].Finite && scene.LastTold.Count > 0 && !s.Items.Take(i).Any(before => before.Is(Triggers))) DenialOfLast(i);
            else if (s[i].Is(Tie.Share | Tie.Dispute)) Shares(i);
            else if (s[i].Is(Sense.Hold) && s[i].Tail is "عليها" or "عليه" && (mood.Without(i) || s[i - 1].Word is "لم" or "ولم" && !s[i - 2].Is(Sense.Rel))) NotTaken(i);
            else if (s[i].Is(Sense.Hold) && s[i].Tail is "عليها" or "عليه" && mood.BackBefore(i)) TakenBack(i);
            else if (s[i].Is(Sense.Hold) && HoldsIt(i)) continue;
            else if (s[i].Is(Sense.Hold)) Hold(i, parties.Holder(i));
            // «خاضعة لقسد»
            else if (s[i].Is(Hint.Held) && s[i + 1].IsActor && s[i + 1].HasPreposition('ل')) Hold(i, i + 1);
            else if (s[i].Is(Hint.Held) && Subjected(i)) continue;
            else if (Grips(i)) continue;
            // «المهاجمون من بلدة X الخاضعة لهم»
            else if (s[i].Is(Hint.Held) && s[i + 1].Word is "لهم" or "لها" or "له" && parties.AnyBefore(i) is >= 0 and var theirs) Hold(i, theirs);
            // «تخضع الحسكة لسيطرة قسد»
            else if (s[i].Is(Sense.TakeOn) && s[i].Form == Form.Noun && s[i].HasPreposition('ل') && parties.Holder(i) is >= 0 and var lord && !s[lord + 1].Is(Sense.On | Sense.OnIt) && !s[lord + 2].Is(Sense.On)) Hold(i, lord);
            // «أصبحت المدينة خاضعة لسيطرته»
            else if (s[i].Is(Sense.TakeOn) && s[i].Pronoun && s[i - 1].Is(Hint.Held) && parties.AnyBefore(i) is >= 0 and var holder) Hold(i, holder);
            else if (OwnedBy(i) >= 0) Owned(i);
            else if (s[i].Is(Hint.Outside)) Outside(i);
            else if (s[i].Is(Hint.FreeOf)) FreeOf(i);
            else if (EndsPresence(i) || RestoresOrder(i)) continue;
            else if (!Outcome(i) && s[i].Is(Triggers)) Trigger(i);
            else if (s[i].Is(Hint.Besiege | Hint.Siege)) Siege(i);
            else if (s[i].Is(Sense.Raid)) Raid(i);
            else if (s[i].Is(Tie.Arrival) && s[i].Word.EndsWith("وصول", StringComparison.Ordinal) && (s[i + 1].IsActor || s[i + 1].Is(Sense.OwnForces | Sense.People)) && mood.OfNoun(i, true).Mood == Mood.Denied) Gain(i, governing.Reached(i, Sense.To, Sense.None), "arrival-denied", ClaimKind.Partial);
            else if (OtherHalf(i) || ReachedEdge(i)) continue;
            else if (s[i].SaysBare(Cue.Remained) && s[i + 1].IsActor && s[i + 1].HasPreposition('ل')) LeftTo(i);
            else if (s[i].Is(Tie.Establish)) Establish(i);
            else if (s[i].Is(Tie.Only)) OnlyLeftTo(i);
            else if (Stronghold(i)) continue;
            else if (s[i].Is(Tie.Confine)) Confined(i);
            else if (s[i].Word is "ثم") Likewise(i);
            else if (s[i].Is(Tie.Retain) && s[i].Finite) Retained(i);
            else if (s[i].Is(Tie.Remainder)) RestOf(i);
            else if (s[i].Is(Tie.Stationed) && !s[i].Word.StartsWith("ال", StringComparison.Ordinal) && (s[i + 1].Is(Sense.In) || s[i + 1].Is(Sense.On) && s[i].Word.StartsWith("باق", StringComparison.Ordinal)) && !s[i - 1].Is(Sense.Still)) StandsIn(i);
            else if (s[i].Is(Sense.Still) && s[i].Says(Cue.StillAuxiliary)) StillInside(i);
            else if (s[i].Is(Hint.Restore)) Restored(i, s[i + 1].HasPreposition('ل') && s[i + 1].Is(Hint.CuePlace) ? ArabicPlaces.From(s, i + 1, scene, direct: false, out _) : governing.Reached(i, Sense.To | Sense.In, Sense.None));
            else if (s[i].Is(Hint.Raise) && Flag(i) is { Count: > 0 } flown) Gain(i, flown, "flag", Flown(i, flown));
            if (findings.Count > before)
            {
                scene.LastTogether = [.. findings.Skip(before).Select(f => f.Place)];
                together.Clear();
            }
            foreach (var f in findings.Skip(before))
            {
                together.Add(f.Place);
                governed.Add(f.Place);
                scene.LastPlace = f.Place;
                if (f.Place is { Ambiguous: false, Area.Level: AreaLevel.Place } && s[f.Place.Last - 1].Is(Hint.CuePlace) && s[f.Place.Last - 1].Word.EndsWith("مدينه", StringComparison.Ordinal)) scene.City = f.Place.Area;
            }
            if (s[i].IsActor && !parties.Governed(i) && parties.Code(i) is { } code) (scene.LastSubject, scene.LastActing) = (parties.Joint(i) ?? code, s[i - 1].Is(Sense.Repel) || s[i - 2].Is(Sense.Repel) ? null : s[i].Meaning.Actors);
        }
        Continued();
        scene.LastPlace = News() ?? scene.LastPlace;
        governing.Remember();
        (scene.LastTold, scene.InHistory) = (findings, findings.Count > 0 && findings.TrueForAll(f => f.Kind == ClaimKind.Background) && dates.Exists(d => d.Distant));
        return findings;
    }

    private void Trigger(int t)
    {
        var item = s[t];
        if (item.Is(Sense.Enter) && Visit() || tied.Contains(t) || Name(t) || Fills(t) || Little(t) || Offices(t) || OtherTaking(t) || Immaterial(t)) return;
        if (item.Is(Sense.TakeOn) && item.Says(Cue.Reins)) Gain(t, [.. governing.Reached(t, Sense.In, Sense.None).Where(p => p.Area.Level != AreaLevel.Governorate)], "take-on");
        else if (item.Is(Sense.TakeOn)) Gain(t, governing.Reached(t, Sense.On, Sense.None), "take-on");
        else if (item.Is(Sense.Exit) && GripAfter(t) >= 0) Exit(t);
        // «إخراج مقاتليه من X»: his own.
        else if (item.Is(Sense.Expel) && item is { Form: Form.Noun, Pronoun: false } && s[t + 1].Is(Sense.OwnForces) && Announced(t)) Leave(t, governing.Reached(t, Sense.From, Sense.None), "pull-forces");
        // «اتفاق على إخراج مسلحي A من X»
        else if (item is { Form: Form.Noun, Pronoun: false } && item.Is(Sense.Expel) && mood.Stipulated(t)) Leave(t, governing.Reached(t, Sense.From, Sense.None), "last-out");
        else if (item.Is(Sense.Expel)) { if (Goes(t)) Exit(t); else Expel(t); }
        else if (item.Is(Sense.HandOver) && (GivenHim(t) || HandOver(t))) return;
        else if (item.Is(Sense.Take) && TakenPassive(t) is { Count: > 0 } retaken) TakenFrom(t, new Governed(mood.OfVerb(t, roles.Headline(t)), -1), retaken);
        else if (item.Is(Sense.Take | Sense.Receive)) Gain(t, governing.ObjectOrPronoun(t), item.Is(Sense.Receive) ? "receive" : "take");
        else if (item.Is(Sense.Enter)) Gain(t, governing.ObjectOrPronoun(t) is { Count: > 0 } entered ? entered : Left(t), "enter", Overran(t) || TookBy(t) || CameBack(t) ? ClaimKind.Change : ClaimKind.Partial);
        // «أعاد انتشاره خارج X»
        else if (item.Is(Sense.Deploy) && item.Form == Form.Noun && Stretch.Of(t + 1, 3).Any(i => s[i].Word is "خارج")) Leave(t, governing.Reached(t, Sense.From, Sense.None), "withdraw");
        else if (item.Is(Sense.Attack)) Attack(t);
        // «نشر قواته في X», not «نشر صورا».
        else if (item.Is(Sense.Deploy) && item.Is(Sense.Say)) { if (Within(t, 5, Sense.OwnForces) >= 0) Gain(t, governing.Reached(t, Sense.In | Sense.On, Sense.None), "deploy", ClaimKind.Partial); }
        else if (item.Is(Sense.Deploy)) Deployed(t);
        else if (item.Is(Sense.Advance)) Advance(t);
        else if (item.Is(Sense.Fall)) Fall(t);
        else if (item.Is(Sense.Lose)) Lose(t, governing.Object(t));
        else if (item.Is(Sense.Exit)) Exit(t);
        else if (item.Is(Sense.Withdraw) && Escapes(t)) return;
        else if (item.Is(Sense.Withdraw)) Leave(t, governing.Reached(t, Sense.From, Sense.None) is { Count: > 0 } left ? left : governing.Stationed(t), "withdraw");
        else if (item.Is(Sense.Pull) && (Within(t, 5, Sense.OwnForces) >= 0 || PullsOut(t))) Leave(t, governing.Reached(t, Sense.From, Sense.None), "pull-forces");
        else if (item.Is(Sense.Leave)) Leave(t, item.EndsIn(Cue.OffIt) ? governing.Antecedent(t) : item.Word.EndsWith("رحيل", StringComparison.Ordinal) ? governing.Reached(t, Sense.From, Sense.None) : governing.ObjectOrPronoun(t), "leave");
        else if (item.Is(Sense.Become) && Arrived(t) is >= 0 and var inside) Gain(t, [.. ArabicPlaces.From(s, inside + 1, scene, direct: false, out _)], "inside", ClaimKind.Partial);
        else if (item.Is(Sense.Become) && !Returning(t) && !ControlPassed(t)) CameTo(t);
    }

    private int Within(int t, int reach, Sense sense)
    {
        for (var i = t + 1; i < s.Count && i <= t + reach; i++) if (s[i].Is(sense)) return i;
        return -1;
    }

    private void Gain(int t, List<Place> places, string rule, ClaimKind kind = ClaimKind.Change)
    {
        // «سيطر ناريا على»: within range of his guns, not in his hands.
        if (s[t].Finite && s[t].Is(Sense.TakeOn) && (NoLonger(t) >= 0 || s[t - 1].Word is "لا" or "ولا" && s[t].Form == Form.Imperfect && places.Count > 0 && Stretch.Of(t + 1, Math.Max(0, places[0].First - t - 1)).Any(i => s[i].Is(Tie.Only))))
        {
            // «لم يعد يسيطر إلا على X»: what he still holds.
            if (places.Count > 0 && Stretch.Of(t + 1, Math.Max(0, places[0].First - t - 1)).Any(i => s[i].Is(Tie.Only)))
            {
                if (roles.Subject(t, places[0].First) is { Code: { } holder } still) Emit(places, t, new Governed(Mood.Background, -1), "only-left", ClaimKind.Background, null, holder, still.At, Manner.Unknown, 0.75);
            }
            else if (places.Count > 0) LoseTo(t, new Governed(mood.Conditional(t) ? Mood.Unreal : mood.EverSince(t) ? Mood.Background : Mood.Asserted, -1), places, roles.Subject(t, places[0].First));
            return;
        }
        if (s[t].Is(Sense.TakeOn) && places.Count > 0 && Stretch.Of(t + 1, Math.Max(0, places[0].First - t)).Append(places[^1].Last + 1).Any(i => s[i].Is(Hint.ByFire))) return;
        if (places.Count > 0 && EndOfControl(t, places)) return;
        if (places.Count == 0 && s[t].Is(Sense.TakeOn)) places = governing.Extended(t) is { Count: > 0 } extended ? extended : governing.SomeOfIt(t) is { Count: > 0 } some ? some : ThenOn(t);
        var (how, taker, lost) = roles.Stand(t, places.Count > 0 ? places[0].First : t + Reach);
        if (places.Count > 0) taker = NotTheLeaver(t, places[^1].Last, NotTheGiver(t, places, taker));
        // «تتسلم الحكومة X الأسبوع المقبل وفق الاتفاق»
        if (how.Mood == Mood.Unreal && s[t].Finite && s[t].Is(Sense.Receive | Sense.Enter | Sense.Deploy) && taker.Sure && mood.Agreed(t)) how = how with { Mood = Mood.Attempted };
        if (how.Mood == Mood.Unreal && s[t].Is(Sense.Enter | Sense.Receive | Sense.Deploy | Sense.Take | Sense.TakeOn) && taker.Sure && mood.Foreseen(t)) how = how with { Mood = Mood.Attempted };
        // «اتفاق يقضي بدخول الجيش إلى X»
        if (how.Mood is Mood.Unreal or Mood.Asserted && s[t] is { Form: Form.Noun, Pronoun: false } && s[t].Is(Sense.Enter | Sense.Receive | Sense.Deploy) && taker is { Sure: true } && taker.At > t && mood.Stipulated(t)) how = how with { Mood = Mood.Attempted };
        if (how.Mood == Mood.Attempted && !taker.Sure && mood.Aimed(t) && parties.Speaker is { } planner) taker = new Taker(planner, -1, true);
        // «هل سيطر التنظيم على مدينة X؟»: nothing is told, and «المدينة» is X from there on.
        if (how.Mood == Mood.Unreal && s.Number == 0 && s[t - 1].Says(Cue.Whether) && places is [{ Area.Level: AreaLevel.Place } asked]) scene.LastPlace = asked;
        if (how.Mood == Mood.Unreal && !lost || s[t].Is(Sense.Enter) && places.Count > 0 && Civilian(t, how.Governor, places[0].First)) return;
        if (places.Count == 0)
        {
            if (how.Mood == Mood.Asserted && taker is { Code: { } code, Sure: true } && kind == ClaimKind.Change && governing.Unnamed(t)) scene.Unnamed = (code, roles.LoserOf(t, t, code));
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
        if ((how.Weak || taker.Code is null) && !places.Exists(p => p.Area.Level == AreaLevel.Governorate && !p.Partly) && Announcer(t, places[^1].Last) is { } announcer && (taker.Code ?? announcer) == announcer) (how, taker) = (how with { Weak = false }, new Taker(announcer, taker.At, true));
        taker = Turned(places, Beside(t, Winners(t, taker, places)));
        if (how.Mood == Mood.Denied || s[how.Governor].Is(Sense.Hedge)) taker = Accused(t, taker, places[0]);
        if (how.Mood == Mood.Denied && Failed(taker, places)) return;
        // «واصلت A قضم البلدات في ريف X»: none that is named.
        if (how is { Mood: Mood.Background, Governor: >= 0 } && s[how.Governor].Is(Sense.Standing) && s[t].Is(Sense.Take) && places.TrueForAll(p => p is { Partly: true, Area.Level: AreaLevel.Governorate })) return;
        // «هدد الرئيس التركي بعملية لتطهير X»: who only speaks may threaten.
        if (taker.Code is null && how.Mood == Mood.Attempted && parties.Threatens(t) is { } threat) taker = new Taker(threat, -1, true);
        // «بعد السيطرة على X، لم يعد للتنظيم أي أرض»: his loss, whoever took it.
        if (taker.At < 0 && s[t] is { Form: Form.Noun, Pronoun: false } && how.Mood == Mood.Asserted && !places.Exists(p => p.Area.Level == AreaLevel.Governorate) && Stretch.Of(places[^1].Last + 1, Reach).FirstOrDefault(parties.Bereft, -1) is >= 0 and var bereft)
        {
            LoseTo(t, how with { Weak = false }, places, new Taker(parties.Code(bereft, loser: true), bereft, true));
            return;
        }
        if (taker.Code is null && !how.Weak) { TakenFrom(t, how, places); return; }
        if (how.Mood == Mood.Background) places = Provinces(places);
        var from = roles.LoserOf(t, places[^1].Last, taker.Code);
        // «قتلت A عشرة جنود أثناء السيطرة على X»: hers, who acts.
        // «زف المجلس نبأ تحرير X من التنظيم», «أحرز الجيش تقدما بالسيطرة على X»: by whom and from whom, or by what, is said.
        if (how.Weak && (from is not null || s[t].HasPreposition('ب')) && taker.At >= 0 && s.SameClause(taker.At, t) || how.Weak && s[t - 1].Word is "اثناء" or "خلال" && taker.At > 0 && s[taker.At - 1].Finite) how = how with { Weak = false };
        if (how.Mood == Mood.Asserted && WonBack(how.Governor, places, taker.Code)) how = how with { Mood = Mood.Background };
        if (how is { Mood: Mood.Asserted, Weak: false } && kind == ClaimKind.Change && Afterwards(t)) Bygone(places, taker.Code);
        Emit(places, t, how, rule, kind, from, taker.Code, taker.At, Manner.Force, taker.Sure ? 0.92 : 0.72);
        if (how.Mood == Mood.Asserted) CountedBefore(t, places[^1].Last, from, taker);
    }

    private void Emit(List<Place> places, int t, Governed how, string rule, ClaimKind kind, string? from, string? to, int actor, Manner manner, double confidence, ControlStatus status = ControlStatus.Controlled, bool review = false)
    {
        var hedged = mood.Hedged(t);
        if (how.Mood == Mood.Asserted && kind == ClaimKind.Change) places = [.. places.Select(Town)];
        var (told, jointly) = (to is not null && actor >= 0 && status == ControlStatus.Controlled && how.Mood is Mood.Asserted or Mood.Background && kind != ClaimKind.Attempt, Jointly(t, actor));
        var group = told ? parties.Group(actor, t, jointly) : [];
        var sides = scene.Sides(group.Select(i => parties.Code(i)));
        if (how.Mood == Mood.Asserted && kind == ClaimKind.Change) scene.LastTaker = to ?? scene.LastTaker;
        if (kind == ClaimKind.Change && Excepting(places, lost: to is null)) places = [.. places.Take(places.Count - 1), places[^1] with { Extent = Extent.Most }];
        foreach (var place in places.Where(p => !elsewhere.Of(p)))
            findings.Add((telling.Of(place, how.Mood, kind, t, actor) with
            {
                From = from,
                To = to is null ? null : parties.In(place, actor, to),
                Status = status,
                Manner = manner,
                ClaimedBy = how.Mood == Mood.Denied && Contradicted(t) ? null : (how.Mood == Mood.Denied ? Denier(t) : null) ?? Announcing(how.Governor) ?? parties.Speaker,
                Hedged = hedged,
                Weak = how.Weak || (rule is "deploy" or "flag" && how.Mood is not (Mood.Background or Mood.Denied) && !Settled(t)),
                Review = review,
                Confidence = (hedged ? 0.6 : 1) * confidence * (place.Cued ? 1 : 0.95) * (s[place.Last].Is(Hint.Itself) ? 0.85 : 1),
                Rule = "ar/" + rule,
            }).Among(sides.Contains(to) ? sides : [], ControlStatus.Shared, jointly, group.Select(i => s[i].Span)));
    }
}
