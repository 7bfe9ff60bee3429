using Territory.Contracts;

namespace Territory.Intake.Reading;

// A place that passes between two who are both named: one driven out, one given it.
internal sealed partial class ArabicRules
{
    private void Expel(int t)
    {
        var places = governing.Reached(t, Sense.From, Sense.None);
        if (places.Count == 0 || SomeWay(t, places[0].First)) return;
        // «سيطر B على معظم البلدة، وتمكن A من طرده منها»: out of the town.
        if (Stretch.Of(t + 1, 8).Any(i => s[i].Is(Sense.FromIt))) places = [.. places.Select(p => p is { Extent: Extent.Most, Area.Level: AreaLevel.Place } ? p with { Extent = Extent.Unstated } : p)];
        var (how, taker, _) = roles.Stand(t, places[0].First);
        string? loser = null;
        // «التنظيم قد طرد مقاتلي المعارضة»: with a subject before the verb the one after it is the loser.
        if (s[t].Finite && parties.SubjectBefore(t) is >= 0 and var before && Stretch.Of(t + 1, Math.Max(0, places[0].First - t - 1)).Count(i => s[i].IsActor) == 1)
            taker = new Taker(parties.Joint(before), before, true);
        // «وطردوا منها التنظيم»: the loser stands behind the pronoun, and no subject.
        if (s[t] is { Finite: true, Pronoun: false } && s[t + 1].Is(Sense.FromIt) && taker.At > t && parties.AnyBefore(t) is >= 0 and var same) taker = new Taker(parties.Joint(same), same, true);
        // «دخلها التنظيم ثم طردته الوحدات منها», «وطردتهم»: who had come in, if he had.
        var many = s[t].Tail.EndsWith("هم", StringComparison.Ordinal);
        if (s[t].Finite && (many || s[t].Pronoun && taker.At > t))
        {
            var came = taker is { Code: { } driver } && taker.At > t ? findings.FindLast(f => f.To is not null && !scene.Allied(f.To, driver) && places.Exists(p => p.Areas.SequenceEqual(f.Place.Areas)))?.To : null;
            // «قبل أن تطرده منها B»: the party told of before, if he is not found to have come.
            if (!many && taker.Code is { } driving) came ??= roles.Other(parties.AnyBefore(t), driving) ?? roles.Other(parties.Agreeing(t), driving);
            if (came is null || how.Mood is not (Mood.Asserted or Mood.Background)) return;
            if (how.Mood == Mood.Asserted && Afterwards(t)) Bygone(places, taker.Code);
            Emit(places, t, how, "expel", ClaimKind.Change, came, taker.Code, taker.At, Manner.Force, 0.85);
            return;
        }
        // «تدخل X وتطرد المسلحين منها»: the one who goes on acting is no more named.
        var end = places[0].First > t ? places[0].First : t + 5;
        if (s[t] is { Finite: true, HasConjunction: true } && taker.At > t && Stretch.Of(t + 1, end - t - 1).Count(i => s[i].IsActor) == 1 && parties.AnyBefore(t) is >= 0 and var acting) taker = new Taker(parties.Joint(acting), acting, true);
        for (var i = t + 1; i < end; i++)
            if (loser is null && s[i].IsActor && !parties.IsMetonymOnly(i) && !parties.Backing(i - 1) && parties.Code(i) is { } code && !(s[t].Finite && i == taker.At)) loser = parties.Code(i, loser: true);
        // «قبل أن يطرد منها على يد B»
        if (loser is null && s[t - 1].Is(Hint.BeforeThat) && roles.Agent(t) is >= 0 and var by) loser = roles.Other(parties.AnyBefore(t), parties.Code(by));
        // «أخرج منها حاميتها»: whoever they were.
        var towns = places.TrueForAll(p => p is { Area.Level: AreaLevel.Place or AreaLevel.Site, Partly: false });
        if (towns && loser is null && s[t].Finite && !s[t].Pronoun && taker is { Code: not null, Sure: true } && how.Mood is Mood.Asserted or Mood.Background && Stretch.Of(t + 1, 3).Any(i => s[i].EndsIn(Cue.ItsDefenders)))
        {
            Emit(places, t, how, "expel", ClaimKind.Change, null, taker.Code, taker.At, Manner.Force, 0.8);
            return;
        }
        if (loser is null && Ousted(t, taker.At, places)) (loser, taker) = (parties.Code(taker.At, loser: true), default);
        // «طرد متشددين من X»: fighters whom nobody names.
        if (towns && loser is null && how is { Mood: not Mood.Unreal, Weak: false } && taker is { Sure: true, At: >= 0 } && Stretch.Of(t + 1, Math.Max(0, places[0].First - t - 1)).Any(i => s[i].Says(Cue.Militants) && i != taker.At)) Emit(places, t, how, "expel", ClaimKind.Change, null, taker.Code, taker.At, Manner.Force, 0.85);
        if (loser is null || how.Mood == Mood.Unreal) return;
        if (s[t].Form == Form.Noun && scene.Allied(taker.Code, loser))
        {
            var at = parties.SubjectBefore(t) is >= 0 and var left ? left : parties.AnyBefore(t);
            taker = at >= 0 ? new Taker(parties.Joint(at), at, true) : new Taker(scene.LastSubject, -1, false);
        }
        // «تعهد الرئيس كذا بطرد B من X»: who only speaks may threaten.
        if (how.Mood == Mood.Attempted && (taker.Code is null || scene.Allied(taker.Code, loser)) && parties.Threatens(t) is { } threat && !scene.Allied(threat, loser)) taker = new Taker(threat, -1, true);
        if (roles.Agent(t) is >= 0 and var agent && !scene.Allied(parties.Code(agent), loser)) taker = new Taker(parties.Joint(agent), agent, true);
        // «أزاحت A حركة B عن X»: of one coalition, and still two.
        if (taker.Code is not null && (!scene.Allied(taker.Code, loser) || s[t].Finite && taker is { Sure: true, At: >= 0 } && taker.Code != loser)) Emit(places, t, how, "expel", ClaimKind.Change, loser, taker.Code, taker.At, Manner.Force, 0.88);
        // «دحر التنظيم من X»: driven out, whoever did it.
        else if ((s[t].Form == Form.Noun || taker == default) && !s[how.Governor].Is(Sense.After) && how.Mood is Mood.Asserted or Mood.Background) Emit(places, t, how, "driven-out", ClaimKind.Change, loser, null, -1, Manner.Force, 0.75, ControlStatus.Unknown);
    }

    // «طُرد التنظيم من X»: the only party is the one driven out.
    private bool Ousted(int t, int party, List<Place> places) =>
        s[t] is { Form: Form.Perfect, HasConjunction: false, Pronoun: false } && party > t && party < places[0].First && !s[party].Prepositional && parties.AnyBefore(t) < 0
        && !Stretch.Of(places[^1].Last + 1, 4).Any(i => s[i].IsActor && !s[i].Prepositional);

    // «جاء بعد اتفاق يقضي بتسليمها لـ B»
    private bool Agreed(int t) => s[t].HasConjunction && !mood.Refuted(t) && mood.Negation(t) is null && Stretch.Of(t - 8, 8).LastOrDefault(i => s[i].Is(Tie.Terms), -1) is >= 0 and var terms && mood.Negation(terms) is null && Stretch.Of(terms - 4, 4).Any(i => s[i].Is(Tie.Settlement)) && !Stretch.Of(terms + 1, t - terms - 1).Any(i => s[i].Finite);

    private bool HandOver(int t)
    {
        var places = governing.ObjectOrPronoun(t);
        // «تنازلت A عن بلدة X لصالح B»
        if (places.Count == 0 && s[t].Word.Contains("تنازل", StringComparison.Ordinal) && Stretch.Of(t + 1, 5).FirstOrDefault(i => s[i].Word is "عن" && !s[i + 1].Is(Sense.TakeOn), -1) is >= 0 and var of) places = ArabicPlaces.From(s, of + 1, scene, direct: false, out _);
        if (places.Count == 0) return false;
        var (how, giver, _) = roles.Stand(t, places[0].First);
        var receiver = -1;
        // «قامت بتسليمها لمجموعات من A»: after the word, where the place stands before it.
        var given = Math.Max(places[^1].Last, t);
        for (var i = given + 1; i < s.Count && i <= given + 6; i++)
            if (s[i].IsActor && (s[i].HasPreposition('ل') || s[i - 1].Is(Sense.To) || s[i - 1].Is(Sense.Favour) && s[i - 1].Word is not "امام" || (s[i - 1].Is(Sense.People) && i > 1 && (s[i - 2].Is(Sense.To) || s[i - 1].HasPreposition('ل'))) || s[i - 1].Is(Sense.From) && s[i - 2].Is(Sense.People) && s[i - 2].HasPreposition('ل'))) { receiver = i; break; }
        // «أعاد الجيش X إلى سيطرته»
        if (receiver < 0 && giver is { Code: { } owner, Sure: true } && Stretch.Of(places[^1].Last + 1, 2).Any(parties.Own))
        {
            if (how.Mood != Mood.Unreal) Emit(places, t, how, "to-own", ClaimKind.Change, roles.LoserOf(t, places[^1].Last, owner), owner, giver.At, Manner.Unknown, 0.85);
            return true;
        }
        // «سلم الجيش X قبل Y»: given up, to nobody named.
        if (receiver < 0 && s[t].Form == Form.Perfect && !s[t].Is(Sense.Receive) && s[t].Word.Contains("سلم", StringComparison.Ordinal) && giver.Sure && places[0].First > t && !places.Exists(p => p.Area.Level == AreaLevel.Governorate)
            && !Stretch.Of(places[^1].Last + 1, 6).Any(i => s[i].Is(Sense.To) || s[i].HasPreposition('ل')))
        {
            Leave(t, places, "given-up");
            return true;
        }
        // «بموجب اتفاق، يسلم المقاتلون X إلى الجيش غدا»: agreed, and still to come.
        if (receiver >= 0 && s[t].Finite && how.Mood == Mood.Unreal && giver.Sure && mood.Agreed(t)) how = how with { Mood = Mood.Attempted };
        // «اتفاق يقضي بخروج المقاتلين من X وتسليمها للجيش»
        if (receiver >= 0 && s[t].Form == Form.Noun && how.Mood == Mood.Asserted && mood.Stipulated(t)) how = how with { Mood = Mood.Attempted };
        // «وافقت A على تسليم X لـ B»: agreed, and still to come.
        if (receiver >= 0 && s[t].Form == Form.Noun && how.Mood == Mood.Unreal && s[t - 1].Is(Sense.On) && giver.Sure && !mood.StillToCome(t) && !mood.Refuted(t) && Stretch.Of(t - 6, 5).Any(i => s[i].Form == Form.Perfect && mood.Negation(i) is null && s[i].SaysBare(Cue.AgreedOrConsented))) how = how with { Mood = Mood.Attempted };
        // «انسحبت A من X باتفاق يقضي بتسليمها لـ B»: she is out of it already.
        if (receiver >= 0 && s[t].Form == Form.Noun && how.Mood is Mood.Attempted or Mood.Unreal && !mood.StillToCome(t) && (mood.Stipulated(t) || Agreed(t)) && findings.Exists(f => f is { Kind: ClaimKind.Change, To: null, From: not null, Place.Area.Level: AreaLevel.Place } && places.Exists(p => p.Areas.SequenceEqual(f.Place.Areas)))) how = how with { Mood = Mood.Asserted, Weak = false };
        if (receiver < 0 || how.Mood == Mood.Unreal || parties.Code(receiver) is not { } to) return false;
        // «لا صحة للأنباء عن تسليم X إلى الجيش»: denied, whoever was to give it.
        if (s[t].Form == Form.Noun && how.Governor < 0 && how.Mood != Mood.Denied) how = how with { Weak = giver.At < 0 };
        // «سلمت A بلدة X إلى B»: two of one coalition too, where each is named.
        var from = giver.Code is not null && (giver.At >= 0 && giver.At != receiver ? giver.Code != to : !scene.Allied(giver.Code, to)) ? giver.At >= 0 ? parties.Code(giver.At, loser: true) : giver.Code : null;
        // «انسحاب A من X، وقامت بتسليمها إلى B»: hers, who has left it.
        if (s[t].Pronoun) from ??= findings.FindLast(f => f is { Kind: ClaimKind.Change, To: null, From: not null } && f.From != to && places.Exists(p => p.Areas.SequenceEqual(f.Place.Areas)))?.From;
        Emit(places, t, how, "hand-over", ClaimKind.Change, from, to, receiver, Manner.Agreement, 0.9);
        return true;
    }
}
