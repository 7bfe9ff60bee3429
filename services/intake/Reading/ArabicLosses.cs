using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who loses a place or leaves it.
internal sealed partial class ArabicRules
{
    private void Lose(int t, List<Place> places)
    {
        if (places.Count == 0 || (s[t].Word is "فقد" && t + 1 < s.Count && s[t + 1].Form == Form.Perfect)) return;
        // «وبسقوط X يخسر الجيش أهم معاقله في محافظة Y»: the same loss.
        if (places.TrueForAll(p => (p is { Area.Level: AreaLevel.Governorate, Partly: true } || p is { Area.SeatOf: 1, Cued: false }) && findings.Exists(f => f.Kind == ClaimKind.Change && scene.GovernorateOf(f.Area) == (p.Area.Level == AreaLevel.Governorate ? p.Area.Code : scene.GovernorateOf(p.Area)))) && Stretch.Of(t + 1, Math.Max(0, places[0].Last - t)).Any(i => s[i].Tail.StartsWith("معاقل", StringComparison.Ordinal) || s[i].Tail.StartsWith("معقل", StringComparison.Ordinal))) return;
        var (how, loser, _) = roles.Stand(t, places[0].First);
        // «حاول استعادة X، التي فقدها قبل أيام»: before he tried.
        if (how.Mood == Mood.Asserted && s[t - 1].Is(Sense.Rel) && findings.Exists(f => f.Kind == ClaimKind.Attempt && scene.Kin(f.To, loser.Code) && f.Place.Areas.SequenceEqual(places[0].Areas))) how = how with { Mood = Mood.Background };
        // «استعاد بلدة X، التي خسرها قبل يومين لصالح B»: before he won it back.
        if (how.Mood == Mood.Asserted && s[t - 1].Is(Sense.Rel) && findings.Exists(f => f.Kind == ClaimKind.Change && scene.Kin(f.To, loser.Code) && f.Place.Areas.SequenceEqual(places[0].Areas))) how = how with { Mood = Mood.Background };
        LoseTo(t, how, places, loser);
    }

    // «استعيدت X من التنظيم»: by whom is not said.
    private void TakenFrom(int t, Governed how, List<Place> places)
    {
        if ((s[t].Is(Sense.Take) && (s[t].Finite || how.Mood == Mood.Background && !s[t].Pronoun) || Received(t)) && !places.Exists(p => p.Area.Level == AreaLevel.Governorate) && roles.LoserOf(t, places[^1].Last, null) is { } loser)
        {
            // «مدينة X استُردت من قوات Y، وفق متحدث باسم B»: who tells his gain has it.
            var boaster = s[t].Form == Form.Perfect && how.Mood == Mood.Asserted && !s[t].Pronoun && places[^1].Last == t - 1 && parties.Speaker is { } speaker && !scene.Allied(speaker, loser) ? speaker : null;
            Emit(places, t, how, "taken-from", ClaimKind.Change, loser, boaster, -1, Manner.Force, 0.8, boaster is null ? ControlStatus.Unknown : ControlStatus.Controlled);
        }
    }

    // «مدينة X استُردت من قوات Y»: what was taken stands right before the verb, and nobody who took it.
    private List<Place> TakenPassive(int t)
    {
        if (s[t] is not { Form: Form.Perfect, Pronoun: false } || !s[t].Word.EndsWith('ت') || !Stretch.Of(t + 1, 2).Any(i => s[i].Is(Sense.From | Sense.Grip)) || parties.AnyBefore(t) >= 0 || s[t + 1].IsActor) return [];
        // «انتُزعت من أيدي A بلدة X»
        if (s[t + 1].Is(Sense.From | Sense.Grip) && parties.After(t + 1) is >= 0 and var robbed && s[robbed + 1] is { HasConjunction: false, Prepositional: false } next && (next.Is(Hint.CuePlace | Hint.CueSubdistrict) || next is { IsArea: true, IsActor: false })) return ArabicPlaces.From(s, robbed + 1, scene, direct: false, out _);
        return governing.PlacesBefore(t) is { Count: > 0 } places && places[^1].Last == t - 1 && places[0].First <= s.ClauseStart(t) + 1 ? places : [];
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
        var end = Stretch.Of(t - 6, 6).LastOrDefault(i => s[i].Is(Tie.Ends | Tie.Ended) && s.SameClause(i, t), -1);
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
        // «سيطر A على X بعد أن فقد المقاتلون السيطرة عليها»: others, whom nobody names.
        if (how.Mood == Mood.Asserted && (s[t - 1].Is(Sense.After) || how.Governor >= 0 && s[how.Governor - 1].Is(Sense.After)) && findings.Exists(f => f.Kind == ClaimKind.Change && scene.Kin(f.To, loser.Code) && f.Place.Areas.SequenceEqual(places[0].Areas))) return;
        string? to = null;
        for (var i = Math.Max(t, places[^1].Last) + 1; i < s.Count && i <= Math.Max(t, places[^1].Last) + 12 && !s[i].Is(Sense.Clause) && !(s[i].Finite && s[i].Is(Triggers)); i++) if (s[i].Is(Sense.Favour)) to = roles.Other(parties.After(i), loser.Code) ?? roles.Other(parties.AnyAfter(i), loser.Code);
        // «فقد A السيطرة على X، مهد كذا، لصالح B»
        if (to is null && Stretch.Of(Math.Max(t, places[^1].Last) + 12, 24).TakeWhile(i => i < s.Count && !(s[i].Is(Sense.Clause) && s[i].Word is not "حيث")).FirstOrDefault(i => s[i].Is(Sense.Favour) && s[i].Word is not "امام" && s[i - 1].Kind == TokenKind.Comma, -1) is >= 0 and var favour) to = roles.Other(parties.After(favour), loser.Code);
        // «تنازل عن السيطرة على X للجيش»
        if (s[places[^1].Last + 1] is { IsActor: true, IsArea: false } heir && heir.HasPreposition('ل')) to ??= roles.Other(places[^1].Last + 1, loser.Code);
        // «خسر الجيش X إثر هجوم شنه التنظيم»
        to ??= Assailant(places[^1].Last) is >= 0 and var assailant ? roles.Other(assailant, loser.Code) : null;
        // «فقد A السيطرة على X التي أصبحت بيد B»
        to ??= Became(places[^1].Last) is >= 0 and var heiress ? roles.Other(heiress, loser.Code) : null;
        to ??= Thereupon(places[^1].Last) is >= 0 and var winner ? roles.Other(winner, loser.Code) : null;
        to ??= LostFighting(Math.Max(t, places[^1].Last)) is >= 0 and var foe ? roles.Other(foe, loser.Code) : null;
        var from = loser.At >= 0 ? parties.Code(loser.At, loser: true) : loser.Code;
        if (how.Mood == Mood.Asserted && to is not null && Afterwards(t)) Bygone(places, to);
        else if (how.Mood == Mood.Asserted && Afterwards(t)) Forsaken(places, from);
        Emit(places, t, how, "lose", ClaimKind.Change, from, to, loser.At, Manner.Force, 0.85, to is null ? ControlStatus.Unknown : ControlStatus.Controlled);
    }

    private int Became(int place) => Stretch.Of(place + 1, 3).FirstOrDefault(i => s[i].Is(Sense.Rel) && s[i + 1].Is(Sense.Become) && s[i + 1].Form == Form.Perfect, -1) is >= 0 and var rel && Stretch.Of(rel + 2, 2).FirstOrDefault(i => s[i].Is(Sense.Hold), -1) is >= 0 and var hold ? parties.Holder(hold) : -1;

    // «خسر A القسم الشمالي من X، بعد سيطرة B على أحياء»: it went to B, where no other place of the theatre is named.
    private int Thereupon(int place)
    {
        var taking = Stretch.Of(place + 1, 8).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Is(Sense.TakeOn) && s[i].Form == Form.Noun && s[i - 1].Is(Sense.After), -1);
        return taking >= 0 && governing.Reached(taking, Sense.On, Sense.None).Count == 0 ? parties.Holder(taking) : -1;
    }

    // «بسقوط تدمر، أصبح التنظيم يسيطر»: who gains by it, unless the clause tells another loss.
    private int Upshot(int place)
    {
        if (s[place + 1].Kind != TokenKind.Comma) return -1;
        var end = s.ClauseEnd(place + 2);
        if (Stretch.Of(place + 2, Math.Max(0, end - place - 2)).Any(i => s[i].Is(Sense.Lose | Sense.Withdraw | Sense.Leave | Sense.Exit | Sense.Fall | Sense.Neg | Sense.May | Sense.HandOver) || s[i].Is(Hint.NoLonger))) return -1;
        if (!Stretch.Of(place + 2, Math.Max(0, end - place - 2)).Any(i => s[i].Is(Sense.TakeOn | Sense.Take | Sense.Hold))) return -1;
        return Stretch.Of(place + 2, Math.Max(0, end - place - 2)).FirstOrDefault(i => s[i].IsActor && !parties.Governed(i) && parties.Code(i) is not null, -1);
    }

    // «سقوط X ضربة للفصائل التي فقدت آخر خطوط دفاعها»: whose loss it is, when nothing else is named as lost.
    private void FallOf(int t, List<Place> places)
    {
        var loss = Stretch.Of(0, s.Count).FirstOrDefault(i => i != t && s[i].Is(Sense.Lose) && s[i].Finite && governing.Object(i).TrueForAll(p => p.Partly), -1);
        // «دخل الجيش X بعد أسبوعين على سقوط Y»: it fell to him who goes on.
        if (s[t].Form == Form.Noun && (s[t - 1].Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit) || s[t - 1].Word is "من" or "علي" && s[t - 2].Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit)) && findings.Where(f => f.To is not null && f.Kind is ClaimKind.Change or ClaimKind.Partial).Select(f => f.To).Distinct().ToList() is [{ } winner])
            Emit(places, t, new Governed(Mood.Background, -1), "fall-before", ClaimKind.Background, null, winner, -1, Manner.Unknown, 0.7);
        if (s[t].Form != Form.Noun || loss < 0 || roles.Subject(loss, s.Count) is not { Code: { } loser, At: >= 0 and var at }) return;
        var how = mood.OfNoun(t, true);
        if (how.Mood is Mood.Asserted or Mood.Background) Emit(places, t, how, "fall-of", ClaimKind.Change, parties.Code(at, loser: true) ?? loser, null, at, Manner.Force, 0.75, ControlStatus.Unknown);
    }

    // «سقطت X بعد هجوم خاطف لجيش الفتح», «إثر هجوم معاكس شنه التنظيم»
    private int Assailant(int place)
    {
        var attack = Stretch.Of(place + 1, 2 * Reach).FirstOrDefault(i => s[i].Is(Sense.Attack) && Stretch.Of(i - 3, 3).Any(after => s[after].Is(Sense.After)) && !Stretch.Of(i - 3, 3).Any(before => s[before].Is(Sense.Repel | Sense.Attempt)), -1);
        return attack < 0 ? -1 : Stretch.Of(attack + 1, 4).FirstOrDefault(i => s[i].IsActor && (s[i].HasPreposition('ل') || s[i - 1].Is(Tie.Launched)) && parties.Code(i) is not null, -1);
    }

    // «تهاوت X وY تباعا أمام مقاتلي A», «أمام هجوم A»
    private int FellBefore(int place)
    {
        var before = Stretch.Of(place + 1, 5).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Word is "امام", -1);
        // «سقوط X يغلق الطريق أمام الجيش»: what it does to him.
        if (before < 0 || s[before - 1].Word.StartsWith("ال", StringComparison.Ordinal) && before - 1 > place || Stretch.Of(place + 1, before - place - 1).Any(i => s[i] is { IsWord: true, Word: ['ي' or 'ت', _, _, _, ..] and not ("تباعا" or "تدريجيا") })) return -1;
        return parties.After(before) is >= 0 and var winner ? winner : s[before + 1].Is(Sense.Attack | Sense.Advance) || s[before + 1].Says(Cue.StrikeOrMarch) ? parties.After(before + 1) : -1;
    }

    // «تمكن مئات المدنيين من الفرار من X», «المدنيون يغادرون X»: who goes is no party.
    private bool Civilian(int t, int governor, int place)
    {
        if (Driven(t) || s[t].Is(Sense.Enter) && s[t].Form == Form.Noun && s[t].HasPreposition('ل') && Buses(t)) return true;
        var from = governor >= 0 && governor < t ? governor : Math.Max(s.ClauseStart(t), t - 3);
        // «قال سكان إن الوزارة سحبت قواتها»: who tells it does not go.
        if (s[t].Finite && Stretch.Of(from, Math.Max(0, t - from)).LastOrDefault(i => s[i].Is(Sense.That), -1) is >= 0 and var that) from = that + 1;
        var goer = Stretch.Of(from, Math.Max(0, Math.Max(t + 5, from) - from)).FirstOrDefault(i => (i < place || place < t) && (s[i].Is(Tie.Civilians) || (s[i].IsActor && !s[i].IsArea) || s[i].Is(Sense.People | Sense.OwnForces)), -1);
        return goer >= 0 && s[goer].Is(Tie.Civilians);
    }

    // «وصلت الحافلات إلى X منتظرة الإذن لدخول Y»: who comes in is whoever is to be taken away.
    private bool Buses(int t) => Stretch.Of(t - 12, 12).LastOrDefault(i => s[i].SaysBare(Cue.Buses), -1) is >= 0 and var buses && !Stretch.Of(buses + 1, t - buses - 1).Any(i => s[i].IsActor && !s[i].IsArea);

    private bool Beaten(int place) => Stretch.Of(place + 1, 6).TakeWhile(i => !s[i].Is(Sense.Clause)).Any(i => s[i].Is(Sense.After) && Stretch.Of(i + 1, 2).Any(fault => s[fault].Is(Tie.Failure) || s[fault].Form == Form.Perfect && (s[fault].Word.Contains("تعثر", StringComparison.Ordinal) || s[fault].Word.Contains("فشل", StringComparison.Ordinal) || s[fault].Word.Contains("خفق", StringComparison.Ordinal))));

    // «هاجموا X ثم انسحبوا منها»: they came to strike, and held nothing.
    private bool HitAndRun(int t)
    {
        var strike = s[t].Finite && findings.Count == 0 ? Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Attack) || s[i].Is(Tie.Struck), -1) : -1;
        if (strike < 0 || parties.SubjectAfter(t, t + 4) >= 0 || s[t + 1].Is(Hint.Latter)) return false;
        return s[t - 1].Word is "ثم" || s[t - 1].Is(Hint.BeforeThat) || s[t].HasConjunction && s[strike - 1].Is(Sense.Manage) | s[strike - 1].IsActor && !Stretch.Of(strike + 1, t - strike - 1).Any(i => s[i].IsActor && !s[i].IsArea);
    }

    // «انسحب الجيش من X تاركا مواقعه لقسد», «انسحب من X لصالح قسد»: a town passes to whom it is left; a governorate never by these words alone.
    private string? LeftTo(int t, List<Place> places, string rule, string? from)
    {
        if (places.Exists(p => p.Area.Level == AreaLevel.Governorate && !p.Partly)) return null;
        var (end, leaving) = (s[t].Pronoun ? Math.Max(t, places[^1].Last) : places[^1].Last, false);
        // «ترك معظم محافظة X تحت سيطرة B»
        if (rule == "leave" && s[end + 1].Is(Sense.Hold) && parties.Holder(end + 1) is >= 0 and var lord && roles.Other(lord, from) is not null) return parties.Joint(lord);
        // «تركت قوات النظام X لقسد»
        // «ترك بلدة X بريف Y لمقاتلي B»
        var past = Stretch.Of(end + 1, 6).SkipWhile(i => s[i].HasPreposition('ب') && s[i].Is(Hint.CueCountry | Hint.CueGovernorate) || s[i].Is(Sense.Direction) || s[i].Is(Hint.Compass) || s[i].Is(Sense.In) && s[i + 1].Is(Hint.CueCountry | Hint.CueGovernorate) || s[i].Is(Hint.CueCountry | Hint.CueGovernorate) || s[i].IsArea && !s[i].HasConjunction || s[i].IsWord && s[i].Word.StartsWith("ال", StringComparison.Ordinal)).FirstOrDefault(_ => true, -1);
        if (s[past].Is(Sense.People) && s[past].HasPreposition('ل')) past = parties.After(past);
        else if (!s[past].HasPreposition('ل')) past = -1;
        if (rule == "leave" && s[past].IsActor && roles.Other(past, from) is not null) return parties.Joint(past);
        for (var i = end + 1; i <= end + Reach / 2 && !s[i].Is(Sense.Clause | Sense.After) && (!s[i].Finite || s[i].Is(Tie.LeavingTo)); i++)
        {
            leaving |= s[i].Is(Tie.LeavingTo);
            var heir = s[i].Is(Sense.Favour) && (leaving || s[i].Word is not "امام") || leaving && s[i].Is(Sense.People) && s[i].HasPreposition('ل') ? parties.After(i) : leaving && s[i].IsActor && s[i].HasPreposition('ل') ? i : -1;
            // «انسحبت A لصالح B»: two of one coalition too, where each is named.
            if (heir >= 0 && (roles.Other(heir, from) is not null || s[i].Is(Sense.Favour) && s[i].Word is not "امام" && parties.Code(heir) is { } named && named != from)) return parties.Joint(heir);
        }
        return null;
    }

    // «التراجع 20 كم عن مدينة X»: from before it, and not out of it.
    private bool SomeWay(int t, int place) => Stretch.Of(t + 1, Math.Max(0, place - t - 1)).Any(i => s[i].Says(Cue.DistanceUnit));

    private void Leave(int t, List<Place> places, string rule)
    {
        if (places.Count == 0 || raid || SomeWay(t, places[0].First) || HitAndRun(t) || Stormed(t, places) || mood.Recanted(t, places[0].First)) return;
        var (how, leaver, _) = roles.Stand(t, places[0].First);
        if (Civilian(t, how.Governor, places[0].First)) return;
        leaver = Keeper(t, places) ?? Cleared(t, rule, places, leaver);
        if (rule is "withdraw" or "pull-forces" or "last-out" && leaver is { Code: { } bound, Sure: true } && (rule != "last-out" || leaver.At > t || s[t + 1].Is(Sense.OwnForces)) && mood.Stipulated(t))
        {
            // «انسحبت A من X تنفيذا لاتفاق ينص على انسحابها»: done already.
            if (!findings.Exists(f => f.Kind == ClaimKind.Change && f.From == bound)) Emit(places, t, new Governed(Mood.Attempted, -1), "stipulated", ClaimKind.Attempt, bound, null, leaver.At, Manner.Unknown, 0.7, ControlStatus.Withdrawn);
            return;
        }
        // «انسحب من محيط X بعد فشل الهجوم»: he never held what he did not get.
        if (how.Mood == Mood.Asserted && leaver.Code is not null && Beaten(places[^1].Last))
        {
            Emit(places, t, new Governed(Mood.Attempted, -1), "beaten-back", ClaimKind.Attempt, null, leaver.Code, leaver.At, Manner.Unknown, 0.7);
            return;
        }
        // «أعلنت الرئاسة سحب القوات»: whose forces they are, the speaker is.
        if (leaver.Code is null && rule == "pull-forces" && parties.Speaker is { } speaker) leaver = new Taker(speaker, -1, true);
        // «كان قد سيطر عليها عقب انسحاب التنظيم منها»: a circumstance of what is history itself.
        if (how.Mood == Mood.Background && s[t].Form == Form.Noun && how.Governor >= 0 && s[how.Governor].Is(Sense.After) && Stretch.Of(t + 1, Reach / 2).Any(i => s[i].Is(Sense.FromIt))) return;
        if (how.Mood is Mood.Unreal or Mood.Attempted || leaver.Code is null || how.Weak || (rule == "leave" && !leaver.Sure)) return;
        // Leaving as a circumstance of a capture told beside it is the loser of that capture.
        if (s[t].Form == Form.Noun && how.Governor >= 0 && s[how.Governor].Is(Sense.After) && findings.Any(f => !f.Weak && f.Place.Areas.SequenceEqual(places[0].Areas) && f.To is not null && !(f is { Kind: ClaimKind.Partial, Place.Extent: Extent.Unstated, Rule: "ar/deploy" }))) return;
        var from = leaver.At >= 0 ? parties.Code(leaver.At, loser: true) : leaver.Code;
        // «إخلاء المدينة من مقاتلي العشائر»: who is cleared out of it has left it.
        if (rule == "leave" && s[places[^1].Last + 1].Is(Sense.From) && parties.After(places[^1].Last + 1, 5) is >= 0 and var cleared) from = parties.Code(cleared, loser: true) ?? from;
        var review = s[t].Is(Hint.Euphemism);
        if (Successor(t, places, from) is { } next)
        {
            Emit(places, t, new Governed(Mood.Asserted, -1), "left-before", ClaimKind.Change, from, next, leaver.At, Manner.Withdrawal, 0.85, review: review);
            return;
        }
        // Whoever gives up his posts in a town is no longer in it.
        if (Stretch.Of(t + 1, 5).Any(i => (i <= t + 3 || !s[places[^1].Last].Is(Hint.Itself)) && i < places[^1].Last && s[i].Is(Sense.OwnPosts) && !s[i].EndsIn(Cue.ItsPost))) places = [.. places.Select(p => p.Extent == Extent.Part && p.Area.Level == AreaLevel.Place ? p with { Extent = Extent.Unstated } : p)];
        if (how.Mood == Mood.Asserted && Afterwards(t)) Forsaken(places, from);
        if (LeftTo(t, places, rule, from) is { } heir) Emit(places, t, how, "left-to", ClaimKind.Change, from, heir, leaver.At, Manner.Withdrawal, 0.85, review: review);
        else if (DrivenBy(places, from) is { } driver) Emit(places, t, how, rule, ClaimKind.Change, from, driver, leaver.At, Manner.Force, 0.8, review: review);
        else Emit(places, t, how, rule, ClaimKind.Change, from, null, leaver.At, Manner.Withdrawal, review ? 0.5 : leaver.Sure ? 0.88 : 0.7, ControlStatus.Withdrawn, review);
    }

    // «تراجع عن X أمام هجوم للتنظيم»: who has the town then; «أمام تقدم قوات» leaves open how far they came.
    private string? DrivenBy(List<Place> places, string? from)
    {
        if (places.Exists(p => p.Area.Level == AreaLevel.Governorate)) return null;
        var before = Stretch.Of(places[^1].Last + 1, 6).TakeWhile(i => !s[i].Is(Sense.Clause | Sense.From | Sense.To) && s[i].Kind != TokenKind.Comma).FirstOrDefault(i => s[i].Word is "امام", -1);
        if (before < 0 || !s[before + 1].Is(Sense.Attack)) return null;
        return roles.Other(Stretch.Of(before + 2, 4).TakeWhile(i => !s[i].Is(Sense.On | Sense.To | Sense.In | Sense.Clause)).FirstOrDefault(i => s[i].IsActor, -1), from);
    }

    // «خسرت الحكومة ثقة أهالي محافظة X», «خسرت X سياسيا», «خسر الفريق X ذهابا»: no ground.
    private bool Immaterial(int t) => s[t].Is(Sense.Lose | Sense.Take) && Stretch.Of(t + 1, 6).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Finite && !s[i].Is(Sense.Clause)).Any(i => s[i].Says(Cue.Immaterial));
}
