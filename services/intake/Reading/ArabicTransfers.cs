using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is said of a place's passing without a word of taking or leaving it.
internal sealed partial class ArabicRules
{
    // «باتوا داخل مدينة درعا»: where they have come to be.
    private int Arrived(int become)
    {
        for (var i = become + 1; i <= become + 3; i++)
        {
            if (s[i].Is(Sense.In) && s[i].Says(Cue.InsideOrAmid) && parties.SubjectAfter(become, i) != -2) return i;
            if (!s[i].IsActor && !s[i].Is(Sense.People | Sense.OwnForces | Sense.Adverb)) return -1;
        }
        return -1;
    }

    // «انتقلت السيطرة على معبر X من النظام إلى المعارضة».
    private bool ControlPassed(int become)
    {
        var control = Stretch.Of(become + 1, 3).FirstOrDefault(i => s[i].Is(Sense.TakeOn) && s[i].Definite, -1);
        var places = control < 0 ? [] : governing.Reached(control, Sense.On, Sense.None);
        if (places.Count == 0) return false;
        var from = roles.LoserOf(become, places[^1].Last, null);
        for (var i = places[^1].Last + 1; i <= places[^1].Last + Reach && !s[i].Is(Sense.Clause); i++)
        {
            var actor = s[i].Is(Sense.To | Sense.Hold | Sense.Favour) ? parties.After(i) : s[i].IsActor && s[i].HasPreposition('ل') ? i : -1;
            if (actor < 0 || parties.Joint(actor) is not { } to) continue;
            var how = new Governed(mood.OfVerb(become, roles.Headline(become)), -1);
            if (how.Mood != Mood.Unreal) Emit(places, become, how, "control-passed", ClaimKind.Change, scene.Allied(from, to) ? null : from, to, actor, Manner.Unknown, 0.88);
            return true;
        }
        return false;
    }

    // «انتقلت المدينة إلى المعارضة», «عاد الحي إلى كنف الدولة».
    private void CameTo(int become)
    {
        // «آلت إدارة مدينة X إلى A»
        var charge = s[become + 1].Says(Cue.RunningOrAffairs) ? 1 : 0;
        var places = ArabicPlaces.From(s, become + 1 + charge, scene, direct: true, out _);
        // «انتقلت إدارة محافظة X إلى A»: an office that goes to another, and not the governorate.
        if (charge > 0) places.RemoveAll(p => p.Area.Level != AreaLevel.Place);
        // «مدينة X التي كانت بيد A صارت لـ B»
        if (places.Count == 0 && s[become].Form == Form.Perfect && s[become + 1] is { IsActor: true, IsArea: false } own && own.HasPreposition('ل') && Came(s[become]) && parties.Joint(become + 1) is { } its)
        {
            var told = governing.PlacesBefore(become) is { Count: > 0 } here ? here : governing.PlaceBefore(become) is { Area.Level: AreaLevel.Place } near ? [near] : [];
            told.RemoveAll(p => p.Area.Level == AreaLevel.Governorate);
            var stand = mood.OfVerb(become, roles.Headline(become));
            if (stand is not Mood.Unreal) Emit(told, become, new Governed(stand, -1), "came-to", ClaimKind.Change, null, its, become + 1, Manner.Unknown, 0.8);
            return;
        }
        // «مدينة X آلت إلى التنظيم»: what comes to somebody stands before the verb; a governorate never by these words alone.
        if (places.Count == 0 && s[become].Finite && s[become + 1].Is(Sense.To) && s[become + 1].Word is "الي" && governing.PlacesBefore(become) is { Count: > 0 } before && !before.Exists(p => p.Area.Level == AreaLevel.Governorate)) places = before;
        else if (places.Count == 0 || places[0].First > become + 2 + charge) return;
        var to = Stretch.Of(Math.Max(become, places[^1].Last) + 1, Reach / 2).FirstOrDefault(i => s[i].Is(Sense.To) && s.SameClause(i, become) && s[i + 1].IsActor && !s[i + 1].IsArea, -1);
        // «دانت X لفصائل المعارضة»
        var lord = Stretch.Of(places[^1].Last + 1, 4).SkipWhile(i => s[i].Is(Sense.Whole | Sense.Adverb) || s[i].Is(Hint.CueCountry | Hint.CueGovernorate) || s[i].IsArea).FirstOrDefault(_ => true, -1);
        if (to < 0 && s[lord].IsActor && s[lord].HasPreposition('ل')) to = lord - 1;
        if (to < 0 || parties.Joint(to + 1) is not { } taker) return;
        var how = new Governed(mood.OfVerb(become, roles.Headline(become)), -1);
        if (how.Mood != Mood.Unreal) Emit(places, become, how, "came-to", ClaimKind.Change, roles.LoserOf(become, to + 1, taker), taker, to + 1, Manner.Unknown, 0.85);
    }

    private static bool Came(Item verb) => verb.SaysBare(Cue.Became);

    // «دخل الجيش X بعد أن سلمتها إياها قسد»: given to whoever acts, by the one named after.
    private bool GivenHim(int t)
    {
        if (!s[t].Finite || !s[t + 1].Says(Cue.ItAsObject) || parties.SubjectAfter(t + 1, t + 5) is not (>= 0 and var giver) || parties.Code(giver, loser: true) is not { } from) return false;
        var taker = Stretch.Of(0, t).LastOrDefault(i => s[i].IsActor && !parties.IsMetonymOnly(i) && !parties.Governed(i) && roles.Other(i, from) is not null, -1);
        var how = new Governed(mood.OfVerb(t, roles.Headline(t)), -1);
        if (taker < 0 || parties.Joint(taker) is not { } to || how.Mood == Mood.Unreal) return false;
        Emit(governing.Antecedent(t), t, how, "given-him", ClaimKind.Change, from, to, taker, Manner.Agreement, 0.85);
        return true;
    }

    // «سيطر A على X قبل أن يعود B ويسيطر عليها»: his by now; what A had of it is history.
    private void TakenBack(int h)
    {
        var back = Stretch.Of(h - 6, 6).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && parties.Code(i) is not null, -1);
        if (back < 0 || parties.Joint(back) is not { } to || mood.Conditional(h) || mood.Historic(h)) return;
        var places = governing.Antecedent(h);
        Bygone(places, to);
        Emit(places, h, new Governed(Mood.Asserted, -1), "taken-back", ClaimKind.Change, null, to, back, Manner.Force, 0.85);
    }

    // After «قبل أن», «ثم», «لكن», unless somebody else is said to say so.
    private bool Afterwards(int t)
    {
        var turn = Stretch.Of(t - 8, 8).LastOrDefault(i => s[i].Is(Hint.BeforeThat) || s[i].Is(Sense.Clause) && s[i].Says(Cue.HoweverOrThen), -1);
        return turn >= 0 && !Stretch.Of(turn + 1, t - turn - 1).Any(i => s[i].Is(Sense.Say | Sense.Deny));
    }

    // «سيطر A على X قبل أن يستعيدها B», «ثم استعادها B»: what A had of it for a while is history.
    private void Bygone(List<Place> places, string? to)
    {
        for (var i = 0; i < findings.Count; i++)
            if (findings[i] is { Kind: ClaimKind.Change, To: { } other } && to is not null && !scene.Allied(other, to) && places.Exists(p => p.Areas.SequenceEqual(findings[i].Place.Areas))) findings[i] = findings[i] with { Kind = ClaimKind.Background };
    }

    // «سيطر A على X ثم اضطر إلى الانسحاب منها»: what he had of it for a while is history.
    private void Forsaken(List<Place> places, string? from)
    {
        for (var i = 0; i < findings.Count; i++)
            if (findings[i] is { Kind: ClaimKind.Change, To: { } taker } && scene.Kin(taker, from) && places.Exists(p => !p.Partly && p.Areas.SequenceEqual(findings[i].Place.Areas))) findings[i] = findings[i] with { Kind = ClaimKind.Background };
    }

    // «استعاد A بلدة X بعد ساعات من سيطرة B عليها»: what was told first is what stands.
    private bool WonBack(int after, List<Place> places, string? other) =>
        after >= 0 && s[after].Is(Sense.After) && other is not null && findings.Exists(f => f is { Kind: ClaimKind.Change or ClaimKind.Partial or ClaimKind.Attempt, To: { } now, Place.Partly: false } && !scene.Allied(now, other) && places.Exists(p => !p.Partly && p.Areas.SequenceEqual(f.Place.Areas)));

    // «سيطر على X …، ثم على Y»: the same deed, without its verb.
    private void Likewise(int then)
    {
        if (findings is not [.., { Rule: "ar/take-on" or "ar/take", Kind: ClaimKind.Change or ClaimKind.Partial, To: not null } done]) return;
        // «استعاد مدينة X، ثم Y»
        var named = done.Rule is "ar/take" && s[then + 1] is { Prefix: "" } next && (next.Is(Hint.CuePlace) || next is { IsArea: true, IsActor: false }) && Stretch.Of(done.Place.Last + 1, Math.Max(0, then - done.Place.Last - 1)).All(i => s[i].Kind == TokenKind.Comma);
        if (!s[then + 1].Is(Sense.On) && !named) return;
        foreach (var place in ArabicPlaces.From(s, named ? then + 1 : then + 2, scene, direct: false, out _).Where(p => !elsewhere.Of(p)))
            findings.Add(done with { Place = place, Kind = place.Partly ? ClaimKind.Partial : ClaimKind.Change, Spans = [.. done.Spans, place.Span] });
    }

    // «ثبت الجيش نقاطا له في X»: he stands there, as one who deploys.
    private void Establish(int t)
    {
        var posts = Stretch.Of(t + 1, 5).FirstOrDefault(i => s[i].Is(Sense.OwnPosts) || s[i].Says(Cue.PostNoun), -1);
        if (posts < 0 || s[t].Form is not (Form.Perfect or Form.Noun) && !(s[t].Form == Form.Imperfect && roles.Headline(t))) return;
        var at = Stretch.Of(posts + 1, 5).TakeWhile(i => !s[i].Is(Sense.Clause | Sense.After)).FirstOrDefault(i => s[i].Is(Sense.In | Sense.On) || Edge(i), -1);
        // «قاعدة», «نقطة دائمة»: he is there to stay.
        var stays = at >= 0 && Stretch.Of(posts, at - posts).Any(i => s[i].Says(Cue.PermanentOrBase)) && !Stretch.Of(posts, 5).Any(i => s[i].Word.StartsWith("موقت", StringComparison.Ordinal));
        if (at >= 0) Gain(t, [.. ArabicPlaces.From(s, at + 1, scene, direct: false, out _).Select(p => Edge(at) ? p with { Extent = Extent.Part } : p)], stays ? "establish" : "deploy", ClaimKind.Partial);
    }

    // «على أطراف X», «عند أطراف X»
    private bool Edge(int at) => s[at].Is(Sense.Near) && (s[at].EndsIn(Cue.Outskirts) && s[at].Word is "علي" || s[at].Word is "عند" && s[at + 1].Says(Cue.EdgeNoun));

    // «انسحب من X وY ودخل الجيش», «وحل محله الجيش»: where nothing else is named, what the other has left.
    private List<Place> Left(int t) =>
        s[t].Finite && findings is [.., { To: null, Kind: ClaimKind.Change } left] && !s.Items[(t + 1)..].Any(i => i.IsArea || i.Is(Hint.Cue | Hint.CueSite)) ? [.. findings.Where(f => f.To is null && f.From == left.From).Select(f => f.Place)] : [];

    // «لم تعد X تحت سيطرة Y»: who held it holds it no more.
    private bool HeldNoMore(int hold, int actor)
    {
        var never = NoLonger(hold);
        if (never < 0) return false;
        // «لم يبق خارج سيطرة B سوى X التي يسيطر عليها A»: he holds it.
        if (Stretch.Of(never + 1, hold - never - 1).Any(i => s[i].Is(Tie.Only))) return false;
        // «لم يعد له أي أرض تحت سيطرته»: nothing that is named.
        if (Stretch.Of(never + 1, hold - never - 1).Any(i => s[i].Says(Cue.AnyDeterminer))) return true;
        var places = ArabicPlaces.From(s, never + 1, scene, direct: true, out _);
        if (places.Count == 0 || places[0].First > hold) places = governing.PlacesBefore(never);
        if (places.Count == 0 && governing.PlaceBefore(never) is { } named) places = [named];
        if (places.Count > 0 && !mood.Conditional(never)) LoseTo(never, new Governed(mood.Historic(never) || mood.EverSince(hold) ? Mood.Background : Mood.Asserted, -1), places, new Taker(parties.Joint(actor), actor, true));
        return true;
    }

    private int NoLonger(int at) => Stretch.Of(0, at).LastOrDefault(i => i >= at - Reach && s[i].Is(Hint.NoLonger) && s.SameClause(i, at), -1);

    // «رفع الجيش علمه فوق X بعد خروج آخر مقاتلي A منها», «أنهى وجود A»: it flies in place of another's.
    private ClaimKind Flown(int raise, List<Place> places)
    {
        var raiser = parties.SubjectAfter(raise, raise + 6) is >= 0 and var after ? after : parties.SubjectBefore(raise);
        var gone = Stretch.Of(raise + 1, 2 * Reach).Any(i => s[i].Is(Tie.Ended | Tie.Ends) && s[i + 1].EndsIn(Cue.PresenceNoun)
            || s[i].Is(Sense.Withdraw | Sense.Exit | Sense.Leave | Sense.Pull | Sense.Expel) && mood.Negation(i) is null && parties.After(i) is >= 0 and var other && raiser >= 0 && roles.Other(other, parties.Code(raiser)) is not null && places.TrueForAll(p => p.Area.Level == AreaLevel.Place));
        return gone ? ClaimKind.Change : ClaimKind.Partial;
    }

    // «رفع … العلم في سماء مدينة X», «رفع العلم فوق مبنى البلدية في X»: where it waves.
    private List<Place> Flag(int raise)
    {
        var flag = Stretch.Of(raise + 1, Reach).FirstOrDefault(i => s[i].Is(Hint.Flag) || s[i].Is(Sense.Clause), -1);
        for (var i = flag + 1; s[flag].Is(Hint.Flag) && i <= flag + Reach / 2 && !s[i].Is(Sense.Clause | Sense.After); i++)
        {
            var at = s[i].Is(Sense.In | Sense.On) && !s[i].Is(Sense.Centre) ? i + 1 : s[i].Is(Sense.Centre) || s[i].HasPreposition('ب') ? i : -1;
            // «في ساحة مدينة X»
            if (at >= 0 && s[at].Is(Hint.CueFeature) && s[at].Says(Cue.SquareOrStreets)) at++;
            if (at >= 0 && ArabicPlaces.From(s, at, scene, direct: false, out _) is { Count: > 0 } places) return [.. places.Select(p => p with { Extent = Extent.Unstated })];
        }
        return [];
    }
}
