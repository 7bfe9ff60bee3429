using Territory.Contracts;

namespace Territory.Intake.Reading;

// A place that goes out of somebody's hands, is free of him, or that the last of his men have left.
internal sealed partial class ArabicRules
{
    // «خرجت X عن سيطرة Y», «تحررت X من قوات Y»
    private int GripAfter(int t)
    {
        var grip = Stretch.Of(t + 1, 8).FirstOrDefault(i => s[i].Is(Sense.Grip) || (s[i].Is(Sense.TakeOn) && s[i].Form == Form.Noun && s[i - 1].Word is "عن" or "من"), -1);
        return grip < 0 && s[t].Is(Tie.Ended) ? Stretch.Of(t + 1, 8).FirstOrDefault(i => s[i].Is(Sense.From) && parties.After(i) >= 0, -1) : grip;
    }

    // «لم تخرج A من X», «A تخرج من X»: written as «she drives out», and with one party only she goes herself.
    private bool Goes(int t)
    {
        if (!s[t].Is(Sense.Exit) || s[t].Form != Form.Imperfect || s[t].Pronoun) return false;
        var from = Stretch.Of(t + 1, 8).TakeWhile(i => !s[i].Finite && s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].Is(Sense.From) && s[i].Word is "من" && !s[i + 1].IsActor, -1);
        return from >= 0 && Stretch.Of(t + 1, from - t - 1).Count(i => s[i].IsActor && !s[i].Prepositional) + (parties.SubjectBefore(t) >= 0 ? 1 : 0) == 1;
    }

    private void Exit(int t)
    {
        var grip = GripAfter(t);
        if (grip < 0) { LastOut(t); return; }
        var actor = parties.After(grip);
        // «خروج حماة عن سيطرتها»
        if (actor < 0 && (s[grip].Pronoun || s[grip].EndsIn(Cue.ItsHand))) actor = parties.SubjectBefore(t) is >= 0 and var own ? own : parties.AnyBefore(t) is >= 0 and var any ? any : parties.Alone(s[grip].Tail);
        var after = Following(t);
        // «خروج المدينة عن سيطرة»: what goes out follows its noun.
        var places = s[t].Form == Form.Noun && after.Count > 0 && after[0].First == t + 1 ? after : s[t - 1].Is(Sense.Rel) && governing.EndingAt(s[t - 2].Kind == TokenKind.Comma ? t - 3 : t - 2) is { Count: > 0 } described ? described : governing.PlacesBefore(t) is { Count: > 0 } left ? left : after;
        // «قالت A إن X خرجت عن سيطرة قواتها»: the speaker's own.
        if (places.Count == 0 || s[actor - 1].Is(Sense.Favour) || (actor >= 0 ? parties.Code(actor, loser: true) : s[grip + 1].Is(Sense.OwnForces) ? parties.Speaker : null) is not { } from) return;
        places = [.. places.Select(p => Counted(t, p))];
        var how = s[t].Form == Form.Noun ? mood.OfNoun(t, true) : new Governed(mood.OfVerb(t, roles.Headline(t)), -1);
        if (how.Mood == Mood.Unreal) return;
        // «سيطر الثوار على أكبر مطار …. ومطار X هو أول مطار يخرج عن سيطرة النظام»
        if (scene.Unnamed is { } unnamed && !scene.Kin(unnamed.Taker, from)) Emit(places, t, how, "exit", ClaimKind.Change, from, unnamed.Taker, -1, Manner.Force, 0.8);
        // «خرجت X من يدها لمصلحة B»
        else if (places.TrueForAll(p => p.Area.Level == AreaLevel.Place) && Stretch.Of(Math.Max(grip, actor) + 1, 3).FirstOrDefault(i => i > grip && s[i].Is(Sense.Favour) && s[i].Word is not "امام", -1) is >= 0 and var favour && roles.Other(parties.After(favour), from) is not null && parties.Joint(parties.After(favour)) is { } to) Emit(places, t, how, "exit", ClaimKind.Change, from, to, parties.After(favour), Manner.Unknown, 0.8);
        else Emit(places, t, how, "exit", ClaimKind.Change, from, null, actor, Manner.Unknown, 0.8, ControlStatus.Unknown);
        scene.Unnamed = null;
    }

    // «كانت X أول محافظة تخرج عن سيطرة A»: the governorate of that name, and not its seat.
    private Place Counted(int t, Place place) =>
        place is { Area: { SeatOf: 1, Path: [var top, ..] }, Cued: false, Partly: false } && s[t - 1].Is(Hint.CueGovernorate) && s[t - 2].Is(Tie.Ordinal) && place.Last < t - 2 && scene.Theatre.FindArea(top) is { Level: AreaLevel.Governorate } governorate
            ? place with { Areas = [governorate] } : place;

    // «خروج آخر دفعة من مقاتلي المعارضة من مدينة X»: when the last are out, it is left.
    private void LastOut(int t)
    {
        // «خرج الجيش بالكامل من محافظة X»
        var wholly = s[t].Finite && Stretch.Of(t - 1, 5).Any(i => s[i].Is(Sense.Whole) && i != t && s[i].HasPreposition('ب') | s[i].Says(Cue.Entirely));
        // «خرج التنظيم من X»
        wholly |= s[t].Form == Form.Perfect && parties.SubjectAfter(t, t + 3) >= 0;
        // «قوات A لم تخرج من X»
        wholly |= s[t].Finite && mood.Negation(t) == Mood.Denied && (parties.SubjectBefore(t) >= 0 || parties.SubjectAfter(t, t + 4) >= 0);
        wholly |= s[t].Form == Form.Imperfect && roles.Headline(t) && parties.SubjectBefore(t) >= 0;
        // «بعد خروج آخر مقاتل معارض منها»: of somebody who is not named.
        if (s[t] is { Form: Form.Noun, Pronoun: false } && s[t + 1].Is(Hint.Last) && s[t + 1].EndsIn(Cue.SingleFighter) && parties.After(t) < 0) return;
        // «بعد خروج مقاتلي الفصائل منها»
        var before = s[t].Form == Form.Noun && parties.After(t) >= 0 && Stretch.Of(t - 3, 3).Any(i => s[i].Is(Sense.After));
        // «أعلنت وزارة الدفاع خروج القوات من X»: her own.
        var own = s[t].Form == Form.Noun && s[t + 1].Is(Sense.OwnForces) && Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).Any(i => s[i].Is(Sense.Say) && s[i].Form == Form.Perfect) && !Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).Any(i => s[i].Is(Sense.That)) && parties.Speaker is not null;
        // «اتفاق يقضي بخروج مقاتلي A من X»: agreed, and still to come.
        if (wholly || before || own || s[t].Form == Form.Noun && mood.Stipulated(t) || mood.Refuted(t) || Stretch.Of(t + 1, 4).Any(i => s[i].Is(Hint.Last))) Leave(t, governing.Reached(t, Sense.From, Sense.None), "last-out");
    }

    // «أصبحت X خارج سيطرة النظام», and as a headline without a verb.
    private void Outside(int t)
    {
        var (actor, places) = (parties.After(t), governing.PlacesBefore(t));
        var become = Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Become) && s.SameClause(i, t), -1);
        if (places.Count == 0 && become >= 0) places = ArabicPlaces.From(s, become + 1, scene, direct: true, out _);
        // «ما عادت X خارج سيطرة A»
        if (actor < 0 || places.Count == 0 || NoLonger(t) >= 0 || parties.Code(actor, loser: true) is not { } from) return;
        var still = Stretch.Of(0, t).Any(i => s[i].Is(Sense.Still) && s.SameClause(i, t));
        // «وبذلك تصبح X خارج سيطرة Y»: the upshot.
        // «المدينة الخارجة عن سيطرة X»: what she is, and not what befell her.
        var told = s[t].Word.StartsWith("ال", StringComparison.Ordinal) ? Mood.Background : become >= 0 && Stretch.Of(become, t - become).Any(i => s[i].Is(Hint.Since)) ? Mood.Background : become >= 0 ? mood.OfVerb(become, roles.Headline(become) || s[become].Form == Form.Imperfect) : s.Number == 0 && !still ? Mood.Asserted : Mood.Background;
        if (told != Mood.Unreal && Trailed(places, actor) is var sized) Emit(sized, t, new Governed(told, -1), "outside", ClaimKind.Change, from, null, actor, Manner.Unknown, 0.75, ControlStatus.Unknown);
    }

    // «باتت الغوطة خالية من المسلحين», in the mouth of whoever drove them out.
    private void FreeOf(int t)
    {
        var become = Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Become) && s.SameClause(i, t), -1);
        // «أعلن الجيش المدينة خالية من المسلحين», «يعلنها محررة»
        var declared = become >= 0 ? -1 : Stretch.Of(Math.Max(0, t - Reach), Math.Min(t, Reach)).LastOrDefault(i => s[i].Is(Sense.Say) && s[i].Is(Sense.Manage), -1);
        // «خالية من أي وجود للفصائل»
        var presence = Stretch.Of(t + 1, 3).LastOrDefault(i => s[i].Says(Cue.AnyPresence) && (i == t + 1 || s[i - 1].Says(Cue.AnyOrPresence)), -1);
        var (actor, verb) = (presence < 0 ? parties.After(t) : PresentIn(presence), Math.Max(become, declared));
        if (verb < 0) return;
        var places = Following(verb);
        if (places.Count == 0 && Stretch.Of(verb + 1, 3).LastOrDefault(i => s[i].IsActor, -1) is >= 0 and var sayer) places = ArabicPlaces.From(s, sayer + 1, scene, direct: true, out _);
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

    // Whose presence it is: «وجود عسكري لقوات X», «عناصر X».
    private int PresentIn(int presence) => parties.After(presence) is >= 0 and var whose ? whose : Stretch.Of(presence + 1, 3).TakeWhile(i => s[i].IsWord || s[i].Is(Sense.People) || s[i].IsActor).FirstOrDefault(i => s[i].IsActor && (s[i].HasPreposition('ل') || s[i - 1].HasPreposition('ل')) && parties.Code(i) is not null, -1);

    // A name right after a verb of becoming or going needs no word for its kind.
    private List<Place> Following(int verb) => ArabicPlaces.From(s, verb + 1, scene, direct: !s[verb + 1].IsArea, out _);

    private List<Place> Trailed(List<Place> places, int actor) =>
        s[actor + 1].Is(Sense.Whole) ? [.. places.Select(p => p.Extent == Extent.Unstated ? p with { Extent = Extent.Whole } : p)] : places;

    // «فروا من سجن X», «هرب من مخيم X»: out of custody, and no withdrawal.
    private bool Escapes(int t) => (s[t].Word.Contains("هرب", StringComparison.Ordinal) || s[t].Word.Contains("هروب", StringComparison.Ordinal) || s[t].Word.Contains("فر", StringComparison.Ordinal))
        && Stretch.Of(t + 1, 8).TakeWhile(i => !s[i].Finite && s[i].Kind != TokenKind.Comma).Any(i => s[i].Is(Sense.From) && Stretch.Of(i + 1, 2).Any(Custody));

    private bool Custody(int at) => s[at].Says(Cue.PrisonOrCamp) || s[at].Says(Cue.CentreNoun) && s[at + 1].Says(Cue.Detention);

    // «سحب قوات النظام من X», not «سحبت قوات النظام جثث قتلاها من X».
    private bool PullsOut(int t) => parties.After(t, 2) is >= 0 and var whom && !(s[whom + 1].IsWord && !s[whom + 1].Word.StartsWith("ال", StringComparison.Ordinal));
}
