using Territory.Contracts;

namespace Territory.Intake.Reading;

// What somebody still keeps of what he had.
internal sealed partial class ArabicRules
{
    // «تحتفظ الفصائل بنحو 15 في المئة منها», «احتفظ الجيش ببلدة X», «لا يحتفظ إلا بـX»: what he still holds.
    private void Retained(int verb)
    {
        var never = s[verb - 1].Is(Hint.NoLonger) || s[verb - 2].Is(Hint.NoLonger) && s[verb - 1].IsActor;
        var denied = never || mood.Negation(verb) is not null;
        var only = denied ? Stretch.Of(verb + 1, Reach / 2).TakeWhile(i => s.SameClause(i, verb)).FirstOrDefault(i => s[i].Is(Tie.Only), -1) : -1;
        if (denied && only < 0 || mood.Conditional(verb) || mood.Refuted(verb) || s[verb].Form == Form.Future || Keeping(verb) is not { Code: { } holder } whose) return;
        var from = Math.Max(verb, only) + 1;
        var at = Stretch.Of(from, Reach / 2).TakeWhile(i => s.SameClause(i, verb)).FirstOrDefault(i => s[i].HasPreposition('ب') && (s[i].IsArea || s[i].Is(Hint.Cue | Hint.CueSite | Hint.Itself) || s[i].Is(Sense.Part | Sense.Most | Sense.OwnPosts)), -1);
        // «حافظ الجيش على مواقعه في X»
        if (at < 0 && s[verb].Word.Contains("حافظ", StringComparison.Ordinal) && Stretch.Of(from, Reach / 2).TakeWhile(i => s.SameClause(i, verb)).FirstOrDefault(i => s[i].Is(Sense.On), -1) is >= 0 and var on && !s[on + 1].Is(Sense.TakeOn)) at = on + 1;
        // «احتفظ النظام فيها بمربع أمني»: some of the town told of.
        var inside = denied ? -1 : Stretch.Of(verb + 1, 4).FirstOrDefault(i => s[i].Is(Hint.InIt) && s[i].Word is "فيها" or "فيه" && s[i + 1].HasPreposition('ب'), -1);
        List<Place> places = inside >= 0 ? [.. governing.Antecedent(verb).Select(p => p with { Extent = Extent.Part })] : at >= 0 ? ArabicPlaces.From(s, at, scene, direct: false, out _) : [];
        Emit(places, verb, new Governed(Mood.Background, -1), "retained", ClaimKind.Background, null, holder, whose.At, Manner.Unknown, 0.75);
    }

    // «النظام، الذي لم يعد يحتفظ إلا بـX»: of whom the relative clause tells.
    private Taker Keeping(int verb)
    {
        var rel = Stretch.Of(verb - 3, 3).LastOrDefault(i => s[i].Is(Sense.Rel), -1);
        return rel >= 0 && parties.Told(rel) is >= 0 and var told ? new Taker(parties.Joint(told), told, true) : roles.Subject(verb, Math.Min(s.Count, verb + Reach));
    }

    // «استعادتها من التنظيم الذي يسيطر عليها منذ أشهر»: the pronoun is of another gender than the relative, which is then who has the place.
    private bool HoldsIt(int h)
    {
        var rel = s[h - 1].Is(Sense.Was) ? h - 2 : h - 1;
        var other = s[rel].Is(Sense.Rel) && (s[rel].Word.EndsWith("الذي", StringComparison.Ordinal) && s[h].Tail is "عليها" || s[rel].Word.EndsWith("الذين", StringComparison.Ordinal) && s[h].Tail is "عليها" or "عليه" || s[rel].Word.EndsWith("التي", StringComparison.Ordinal) && s[h].Tail is "عليه");
        if (!other || parties.Holder(h) is >= 0 and var after && after <= h + 2 || parties.Told(rel) is not (>= 0 and var told) || parties.Joint(told) is not { } holder || mood.Negation(h) is not null || mood.Conditional(h)) return false;
        var places = governing.Antecedent(h);
        places.RemoveAll(p => p.Area.Level is not (AreaLevel.Place or AreaLevel.Site) || p.Partly);
        Emit(places, h, new Governed(Mood.Background, -1), "holds", ClaimKind.Background, null, holder, told, Manner.Unknown, 0.75);
        return places.Count > 0;
    }

    // «لا تزال قوات النظام داخل مدينة X»: where they stand.
    private void StillInside(int still)
    {
        var actor = parties.SubjectAfter(still, still + 6);
        // «أكدت A أن قواتها لا تزال في مدينة X»
        if (actor < 0 && s[still - 1].Is(Sense.OwnForces) && s[still - 2].Is(Sense.That)) actor = still;
        if (actor < 0 || (actor == still ? parties.Speaker : parties.Joint(actor)) is not { } holder) return;
        var inside = s[actor + 1].Is(Tie.Stationed) || s[actor + 1].Says(Cue.IsPresent) ? actor + 2 : actor + 1;
        // «ما زال مقاتلو X متحصنين فيها»
        if (inside == actor + 2 && s[inside].Is(Hint.InIt) && s[inside].Says(Cue.InOrAtIt) && governing.Antecedent(still) is { Count: > 0 } told && told.TrueForAll(p => p.Area.Level == AreaLevel.Place && !p.Partly))
        {
            Emit(told, still, new Governed(Mood.Background, -1), "still-in", ClaimKind.Background, null, holder, actor, Manner.Unknown, 0.7);
            return;
        }
        if (!s[inside].Is(Sense.In) || s[inside].Word is "ضمن") return;
        var places = ArabicPlaces.From(s, inside + 1, scene, direct: false, out _);
        // «… في نحو 15 بالمئة منها»: his share.
        if (!Stretch.Of(inside + 1, 4).Any(i => s[i].Says(Cue.Percent))) places.RemoveAll(p => p.Area.Level is not (AreaLevel.Place or AreaLevel.Site) || p.Partly && !Stretch.Of(inside + 1, 2).Any(i => s[i].Is(Hint.CityParts)));
        if (places.Count > 0 && !Stretch.Of(places[^1].Last + 1, 2).Any(i => s[i].Is(Triggers))) Emit(places, still, new Governed(Mood.Background, -1), "still-in", ClaimKind.Background, null, holder, actor, Manner.Unknown, 0.7);
    }
}
