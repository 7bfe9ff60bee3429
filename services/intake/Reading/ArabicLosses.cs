using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who loses a place or leaves it.
internal sealed partial class ArabicRules
{
    private void Lose(int t, List<Place> places)
    {
        if (places.Count == 0 || (s[t].Word is "فقد" && t + 1 < s.Count && s[t + 1].Form == Form.Perfect)) return;
        var (how, loser, _) = roles.Stand(t, places[0].First);
        LoseTo(t, how, places, loser);
    }

    // «فقد النظام السيطرة على X»: the verbal noun is governed by a loss.
    private void LoseBy(int t, Governed how, List<Place> places)
    {
        var verb = how.Governor;
        var stand = s[verb].Finite ? new Governed(mood.OfVerb(verb, roles.Headline(verb)), verb) : how;
        LoseTo(verb, stand, places, s[verb].Finite ? roles.Subject(verb, t) : roles.Stand(verb, places[0].First).Taker);
    }

    // «انتهت سيطرة Y على X»; «أنهى Z سيطرة Y على X»: whoever ends it has it, where he is named.
    private bool EndOfControl(int t, List<Place> places)
    {
        var end = Enumerable.Range(t - 6, 6).LastOrDefault(i => s[i].Is(Tie.Ends | Tie.Ended) && s.SameClause(i, t), -1);
        if (end < 0 || s[t].Form != Form.Noun || !s[t].Is(Sense.TakeOn) || parties.Holder(t) is not (>= 0 and var holder) || parties.Code(holder, loser: true) is not { } loser) return false;
        var how = s[end].Form == Form.Noun ? mood.OfNoun(end, true) : new Governed(mood.OfVerb(end, roles.Headline(end)), -1);
        var ender = s[end].Is(Tie.Ends) ? parties.SubjectAfter(end, t) is >= 0 and var after ? after : parties.SubjectBefore(end) : -1;
        if (ender >= 0 && parties.Joint(ender) is { } taker && !scene.Allied(taker, loser)) { if (how.Mood != Mood.Unreal) Emit(places, t, how, "end-control", ClaimKind.Change, loser, taker, ender, Manner.Force, 0.85); }
        else if (end >= t - 2 && !s[t].Prepositional) LoseTo(t, how, places, new Taker(loser, holder, true));
        else return false;
        return true;
    }

    private void LoseTo(int t, Governed how, List<Place> places, Taker loser)
    {
        if (loser.Code is null || how.Mood == Mood.Unreal) return;
        string? to = null;
        for (var i = places[^1].Last + 1; i < s.Count && i <= places[^1].Last + 12; i++) if (s[i].Is(Sense.Favour)) to = roles.Other(parties.After(i), loser.Code) ?? roles.Other(parties.AnyAfter(i), loser.Code);
        var from = loser.At >= 0 ? parties.Code(loser.At, loser: true) : loser.Code;
        Emit(places, t, how, "lose", ClaimKind.Change, from, to, loser.At, Manner.Force, 0.85, to is null ? ControlStatus.Unknown : ControlStatus.Controlled);
    }

    // «بسقوط تدمر، أصبح التنظيم يسيطر»: who gains by it, unless the clause tells another loss.
    private int Upshot(int place)
    {
        if (s[place + 1].Kind != TokenKind.Comma) return -1;
        var end = s.ClauseEnd(place + 2);
        if (Enumerable.Range(place + 2, Math.Max(0, end - place - 2)).Any(i => s[i].Is(Sense.Lose | Sense.Withdraw | Sense.Leave | Sense.Exit | Sense.Fall | Sense.Neg | Sense.May | Sense.HandOver) || s[i].Is(Hint.NoLonger))) return -1;
        if (!Enumerable.Range(place + 2, Math.Max(0, end - place - 2)).Any(i => s[i].Is(Sense.TakeOn | Sense.Take | Sense.Hold))) return -1;
        return Enumerable.Range(place + 2, Math.Max(0, end - place - 2)).FirstOrDefault(i => s[i].IsActor && !parties.Governed(i) && parties.Code(i) is not null, -1);
    }

    // «سقوط X ضربة للفصائل التي فقدت آخر خطوط دفاعها»: whose loss it is, when nothing else is named as lost.
    private void FallOf(int t, List<Place> places)
    {
        var loss = Enumerable.Range(0, s.Count).FirstOrDefault(i => i != t && s[i].Is(Sense.Lose) && s[i].Finite && governing.Object(i).TrueForAll(p => p.Partly), -1);
        if (s[t].Form != Form.Noun || loss < 0 || roles.Subject(loss, s.Count) is not { Code: { } loser, At: >= 0 and var at }) return;
        var how = mood.OfNoun(t, true);
        if (how.Mood is Mood.Asserted or Mood.Background) Emit(places, t, how, "fall-of", ClaimKind.Change, parties.Code(at, loser: true) ?? loser, null, at, Manner.Force, 0.75, ControlStatus.Unknown);
    }

    // «سقطت X بعد هجوم خاطف لجيش الفتح»
    private int Assailant(int place)
    {
        var attack = Enumerable.Range(place + 1, Reach).FirstOrDefault(i => s[i].Is(Sense.Attack) && Enumerable.Range(i - 3, 3).Any(after => s[after].Is(Sense.After)), -1);
        return attack < 0 ? -1 : Enumerable.Range(attack + 1, 3).FirstOrDefault(i => s[i].IsActor && s[i].HasPreposition('ل') && parties.Code(i) is not null, -1);
    }

    // «خرجت X عن سيطرة Y», «تحررت X من قوات Y»
    private int GripAfter(int t)
    {
        var grip = Enumerable.Range(t + 1, 8).FirstOrDefault(i => s[i].Is(Sense.Grip) || (s[i].Is(Sense.TakeOn) && s[i].Form == Form.Noun && s[i - 1].Word is "عن" or "من"), -1);
        return grip < 0 && s[t].Is(Tie.Ended) ? Enumerable.Range(t + 1, 8).FirstOrDefault(i => s[i].Is(Sense.From) && parties.After(i) >= 0, -1) : grip;
    }

    private void Exit(int t)
    {
        var grip = GripAfter(t);
        if (grip < 0) { LastOut(t); return; }
        var actor = parties.After(grip);
        // «خروج حماة عن سيطرتها»
        if (actor < 0 && s[grip].Pronoun) actor = parties.SubjectBefore(t) is >= 0 and var own ? own : parties.AnyBefore(t);
        var after = ArabicPlaces.From(s, t + 1, scene, direct: true, out _);
        // «خروج المدينة عن سيطرة»: what goes out follows its noun.
        var places = s[t].Form == Form.Noun && after.Count > 0 && after[0].First == t + 1 ? after : s[t - 1].Is(Sense.Rel) && governing.EndingAt(t - 2) is { Count: > 0 } described ? described : governing.PlacesBefore(t) is { Count: > 0 } left ? left : after;
        if (actor < 0 || places.Count == 0 || parties.Code(actor, loser: true) is not { } from) return;
        var how = s[t].Form == Form.Noun ? mood.OfNoun(t, true) : new Governed(mood.OfVerb(t, roles.Headline(t)), -1);
        if (how.Mood == Mood.Unreal) return;
        // «سيطر الثوار على أكبر مطار …. ومطار X هو أول مطار يخرج عن سيطرة النظام»
        if (scene.Unnamed is { } unnamed) Emit(places, t, how, "exit", ClaimKind.Change, from, unnamed.Taker, -1, Manner.Force, 0.8);
        else Emit(places, t, how, "exit", ClaimKind.Change, from, null, actor, Manner.Unknown, 0.8, ControlStatus.Unknown);
        scene.Unnamed = null;
    }

    // «خروج آخر دفعة من مقاتلي المعارضة من مدينة X»: when the last are out, it is left.
    private void LastOut(int t)
    {
        // «خرج الجيش بالكامل من محافظة X»
        var wholly = s[t].Finite && Enumerable.Range(t - 1, 5).Any(i => s[i].Is(Sense.Whole) && i != t && s[i].HasPreposition('ب') | s[i].Word is "بالكامل" or "كليا" or "نهاييا" or "تماما");
        // «بعد خروج مقاتلي الفصائل منها»
        var before = s[t].Form == Form.Noun && parties.After(t) >= 0 && Enumerable.Range(t - 3, 3).Any(i => s[i].Is(Sense.After));
        if (wholly || before || mood.Refuted(t) || Enumerable.Range(t + 1, 4).Any(i => s[i].Is(Hint.Last))) Leave(t, governing.Reached(t, Sense.From, Sense.None), "last-out");
    }

    // «أصبحت X خارج سيطرة النظام», and as a headline without a verb.
    private void Outside(int t)
    {
        var (actor, places) = (parties.After(t), governing.PlacesBefore(t));
        var become = Enumerable.Range(0, t).LastOrDefault(i => s[i].Is(Sense.Become) && s.SameClause(i, t), -1);
        if (places.Count == 0 && become >= 0) places = ArabicPlaces.From(s, become + 1, scene, direct: true, out _);
        if (actor < 0 || places.Count == 0 || parties.Code(actor, loser: true) is not { } from) return;
        var still = Enumerable.Range(0, t).Any(i => s[i].Is(Sense.Still) && s.SameClause(i, t));
        // «وبذلك تصبح X خارج سيطرة Y»: the upshot.
        var told = become >= 0 && Enumerable.Range(become, t - become).Any(i => s[i].Is(Hint.Since)) ? Mood.Background : become >= 0 ? mood.OfVerb(become, roles.Headline(become) || s[become].Form == Form.Imperfect) : s.Number == 0 && !still ? Mood.Asserted : Mood.Background;
        if (told != Mood.Unreal && Trailed(places, actor) is var sized) Emit(sized, t, new Governed(told, -1), "outside", ClaimKind.Change, from, null, actor, Manner.Unknown, 0.75, ControlStatus.Unknown);
    }

    // «باتت الغوطة خالية من المسلحين», in the mouth of whoever drove them out.
    private void FreeOf(int t)
    {
        var become = Enumerable.Range(0, t).LastOrDefault(i => s[i].Is(Sense.Become) && s.SameClause(i, t), -1);
        // «أعلن الجيش المدينة خالية من المسلحين», «يعلنها محررة»
        var declared = become >= 0 ? -1 : Enumerable.Range(Math.Max(0, t - Reach), Math.Min(t, Reach)).LastOrDefault(i => s[i].Is(Sense.Say) && s[i].Is(Sense.Manage), -1);
        var (actor, verb) = (parties.After(t), Math.Max(become, declared));
        if (verb < 0) return;
        var places = ArabicPlaces.From(s, verb + 1, scene, direct: true, out _);
        if (places.Count == 0 && Enumerable.Range(verb + 1, 3).LastOrDefault(i => s[i].IsActor, -1) is >= 0 and var sayer) places = ArabicPlaces.From(s, sayer + 1, scene, direct: true, out _);
        if (places.Count == 0 || places[0].First > t) places = become >= 0 || !s[verb].Pronoun ? governing.PlacesBefore(verb) : [];
        if (places.Count == 0 && s[verb].Pronoun) places = governing.ObjectOrPronoun(verb);
        var (from, taker) = (actor >= 0 ? parties.Code(actor, loser: true) : null, parties.Speaker ?? (declared >= 0 ? roles.Subject(verb, t).Code : null));
        if (from is null && places.Exists(p => p.Area.Level == AreaLevel.Governorate)) return;
        if (places.Count == 0 || places[^1].Last >= t || scene.Allied(taker, from)) return;
        var told = s[verb].Form == Form.Noun ? Mood.Asserted : mood.OfVerb(verb, headline: true);
        // «باتت X خالية من التنظيم», and nobody says who has it now.
        if (taker is null && from is not null && told == Mood.Asserted && !places.Exists(p => p.Area.Level == AreaLevel.Governorate)) Emit(places, t, new Governed(told, -1), "free-of", ClaimKind.Change, from, null, actor, Manner.Unknown, 0.75, ControlStatus.Unknown);
        if (taker is null) return;
        if (told is Mood.Asserted or Mood.Denied) Emit(places, t, new Governed(told, -1), "free-of", ClaimKind.Change, from, taker, actor, Manner.Force, 0.8);
    }

    // «تمكن مئات المدنيين من الفرار من X», «المدنيون يغادرون X»: who goes is no party.
    private bool Civilian(int t, int governor, int place)
    {
        var from = governor >= 0 && governor < t ? governor : Math.Max(s.ClauseStart(t), t - 3);
        var goer = Enumerable.Range(from, Math.Max(0, Math.Max(t + 5, from) - from)).FirstOrDefault(i => (i < place || place < t) && (s[i].Is(Tie.Civilians) || (s[i].IsActor && !s[i].IsArea) || s[i].Is(Sense.People | Sense.OwnForces)), -1);
        return goer >= 0 && s[goer].Is(Tie.Civilians);
    }

    private bool Beaten(int place) => Enumerable.Range(place + 1, 6).TakeWhile(i => !s[i].Is(Sense.Clause)).Any(i => s[i].Is(Sense.After) && Enumerable.Range(i + 1, 2).Any(fault => s[fault].Is(Tie.Failure)));

    private List<Place> Trailed(List<Place> places, int actor) =>
        s[actor + 1].Is(Sense.Whole) ? [.. places.Select(p => p.Extent == Extent.Unstated ? p with { Extent = Extent.Whole } : p)] : places;

    private void Leave(int t, List<Place> places, string rule)
    {
        if (places.Count == 0 || raid) return;
        var (how, leaver, _) = roles.Stand(t, places[0].First);
        if (Civilian(t, how.Governor, places[0].First)) return;
        // «انسحب من محيط X بعد فشل الهجوم»: he never held what he did not get.
        if (how.Mood == Mood.Asserted && leaver.Code is not null && Beaten(places[^1].Last))
        {
            Emit(places, t, new Governed(Mood.Attempted, -1), "beaten-back", ClaimKind.Attempt, null, leaver.Code, leaver.At, Manner.Unknown, 0.7);
            return;
        }
        // «أعلنت الرئاسة سحب القوات»: whose forces they are, the speaker is.
        if (leaver.Code is null && rule == "pull-forces" && parties.Speaker is { } speaker) leaver = new Taker(speaker, -1, true);
        if (how.Mood is Mood.Unreal or Mood.Attempted || leaver.Code is null || how.Weak || (rule == "leave" && !leaver.Sure)) return;
        // Leaving as a circumstance of a capture told beside it is the loser of that capture.
        if (s[t].Form == Form.Noun && how.Governor >= 0 && s[how.Governor].Is(Sense.After) && findings.Any(f => !f.Weak && f.Place.Areas.SequenceEqual(places[0].Areas) && f.To is not null)) return;
        var from = leaver.At >= 0 ? parties.Code(leaver.At, loser: true) : leaver.Code;
        // «إخلاء المدينة من مقاتلي العشائر»: who is cleared out of it has left it.
        if (rule == "leave" && s[places[^1].Last + 1].Is(Sense.From) && parties.After(places[^1].Last + 1, 5) is >= 0 and var cleared) from = parties.Code(cleared, loser: true) ?? from;
        var review = s[t].Is(Hint.Euphemism);
        // Whoever gives up his posts in a town is no longer in it.
        if (Enumerable.Range(t + 1, 3).Any(i => s[i].Is(Sense.OwnPosts))) places = [.. places.Select(p => p.Extent == Extent.Part && p.Area.Level == AreaLevel.Place ? p with { Extent = Extent.Unstated } : p)];
        Emit(places, t, how, rule, ClaimKind.Change, from, null, leaver.At, Manner.Withdrawal, review ? 0.5 : leaver.Sure ? 0.88 : 0.7, ControlStatus.Withdrawn, review);
    }
}
