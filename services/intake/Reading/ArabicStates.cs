using Territory.Contracts;

namespace Territory.Intake.Reading;

// What stands: whose hands a place is in, and who lays siege to it.
internal sealed partial class ArabicRules
{
    /// <summary>«تحت سيطرة Y»: after a verb of becoming a change, otherwise what stands or stood.</summary>
    private void Hold(int h, int actor)
    {
        // «التي ما زالت قوات X تسيطر عليها»
        if (actor < 0 && s[h].Word[0] is 'ت' or 'ي' && s[h - 1] is { IsActor: true, Prepositional: false }) actor = h - 1;
        // «تحت سيطرة القوات التابعة للنظام»
        if (actor < 0 && s[h + 1].Is(Sense.OwnForces | Sense.People) && s[h + 2].Says(Cue.LoyalTo) && s[h + 3].IsActor && s[h + 3].HasPreposition('ل')) actor = h + 3;
        // «دخل الجيش X وبات يسيطر عليها»
        if (actor < 0 && s[h - 1].Is(Sense.Become)) actor = parties.AnyBefore(h);
        if (actor >= 0 && OnlyLeft(h, actor) || Fallen(h, actor)) return;
        // «صارت المدينة معنا», not «كانوا معنا».
        if (s[h].Says(Cue.WithUs) && !s[h - 1].Is(Sense.Become)) return;
        var own = Speakers(h);
        if (actor < 0 && own is null || h == fallenTo || (own ?? parties.Joint(actor)) is not { } holder || own is null && HeldNoMore(h, actor)) return;
        var start = s.ClauseStart(h);
        for (var i = h - 1; i >= Math.Max(0, h - Reach); i--)
        {
            // «سقطت قذائف على X مصدرها Y الخاضعة لسيطرة A», «باتوا قرب X الواقعة تحت سيطرة A»: who has it, and not what became of it.
            if (Describes(h) && (s[i].Is(Sense.Become) || s[i].Is(Sense.Fall) && Stretch.Of(i + 1, h - i - 1).Any(on => s[on].Is(Sense.On | Sense.In)))) break;
            // «وتقع X شرقي مدينة Y الخاضعة لسيطرة A»
            if ((Describes(h) || LiesUnder(i, h)) && s[i].Is(Sense.Fall) && s[i].SaysBare(Cue.Lies)) break;
            if (s[i].Is(Sense.Fall) && s[i].Finite && s.SameClause(i, h)) return;
            // «آلت X إلى الحكومة بعد سنوات أمضتها في عهدة قسد»
            if (s[i].Is(Sense.Fall) || (s[i].Is(Sense.Was | Sense.Still) && i >= h - 4)) break;
            // «دخلت بلدة X إلى نطاق سيطرة الجيش»
            var into = s[i].Is(Sense.Enter) && s[i].Finite && (s[i + 1].IsArea || s[i + 1].Is(Hint.CuePlace)) && s[h].Word is "الي" or "تحت" or "ضمن" or "في";
            if (!(s[i].Is(Sense.Become) || into) || i < start - 1) continue;
            var places = Following(i);
            if (places.Count == 0 || places[0].First > h) places = governing.PlacesBefore(i);
            // «بلدات X وY وZ التي باتت كلها بيد A»: the whole list.
            if (s[i - 1].Is(Sense.Rel) && (s[i + 1].Says(Cue.AllOfThem) || s[governing.ListStart(i - 2)].Is(Hint.CuePlace)) && governing.EndingAt(i - 2) is { Count: > 1 } all) places = all;
            // «ثم انتقلت إلى سيطرة A»: the town told of.
            if (places.Count == 0 && governed.Count > 0 && (s[i].Form == Form.Imperfect || s[i].Form == Form.Perfect && s[i - 1].Word is "ثم" && s[i].Word.EndsWith('ت'))) places = [governed[^1]];
            if (places.Count == 0 && governing.PlaceBefore(i) is { } near) places = [near];
            if (places.Count == 0) return;
            var how = s[i].Form == Form.Noun ? mood.OfNoun(i, true) : new Governed(mood.OfVerb(i, s.Number == 0 || s[i].Form == Form.Imperfect), -1);
            // «ستعود X إلى سيطرة A في ظل اتفاقية»
            if (how.Mood == Mood.Unreal && s[i].Form == Form.Future && mood.Agreed(i) && places.TrueForAll(p => p.Area.Level == AreaLevel.Place)) how = how with { Mood = Mood.Attempted };
            if (how.Mood != Mood.Unreal) Emit(places, i, how, "become", ClaimKind.Change, roles.LoserOf(h, actor, holder), holder, actor, Manner.Unknown, 0.88);
            if (how.Mood == Mood.Asserted) CountedBefore(h, actor, null, new Taker(holder, actor, true));
            return;
        }
        if (Nominal(h) is { Count: > 0 } headline) Emit(headline, h, new Governed(Mood.Asserted, -1), "headline-holds", ClaimKind.Change, roles.LoserOf(h, actor, holder), holder, actor, Manner.Unknown, 0.75);
        else Stands(h, actor, holder);
        // «لتكون خامس ناحية يسيطر عليها A بعد X وY»
        if (actor > h && s[h].Tail is "عليها" or "عليه" && !Stretch.Of(h - 6, 6).Any(i => s[i].Says(Cue.Final)) && mood.Negation(h) is null && !mood.Conditional(h)) CountedBefore(h, actor, null, new Taker(holder, actor, true));
    }

    // «الخاضعة لسيطرة A», «الواقعة تحت سيطرة A», «التي يسيطر عليها A»: said of the place named before.
    private bool Describes(int h) => s[h].Says(Cue.LyingOrRelative);

    // «مدينة X، الخاضعة لسيطرة A»: of the town, and not of what part of it others have.
    private bool DescribesTown(int h) => s[h].Word is "والتي" or "والذي" || Describes(h) && (s[h - 1].Kind == TokenKind.Comma ? h - 2 : h - 1) is var name && (s[name].IsArea && s[name - 1].Is(Hint.CuePlace) || s[name].Says(Cue.TheCountry) && s[name - 1].Is(Sense.Direction) && s[name - 2].IsArea && s[name - 3].Is(Hint.CuePlace));

    // «باتت في يد مقاتليه», «أصبحت بأيدينا»: of the party that speaks.
    private string? Speakers(int h) => s[h + 1].Is(Sense.OwnForces) && !s[h + 1].Word.StartsWith("ال", StringComparison.Ordinal) || s[h].Tail.EndsWith("نا", StringComparison.Ordinal) ? parties.Speaker : null;

    // «X بيد A، والطيران يقصف»: where another sentence begins, else the end of the clause.
    private int Closed(int h) => Stretch.Of(h + 1, Reach).FirstOrDefault(i => s[i].Kind == TokenKind.Comma && s[i + 1].Word is ['و', 'ا', 'ل', ..], s.Count);

    // «سراقب في قبضة المعارضة»: a headline without a verb tells what is new.
    private List<Place> Nominal(int h)
    {
        // «مدينة X تسيطر عليها A»: what stands.
        if (s[h].Tail is "عليها" or "عليه" && s[h].Says(Cue.ControlsNow)) return [];
        if (s.Number > 0 || Legend(h) || mood.Historic(h) || mood.Conditional(h) || s[h].Word.StartsWith("ال", StringComparison.Ordinal)) return [];
        var start = Math.Max(s.ClauseStart(h), Array.FindLastIndex(s.Items, h, i => i.Kind == TokenKind.Colon) + 1);
        if (Stretch.Of(start, h - start).Any(i => s[i].Is(Hint.Held)) || Stretch.Of(start, s.ClauseEnd(h) - start).Any(i => s[i].Finite && i < Closed(h) || s[i].Is(Hint.Since) || s[i].Is(Sense.Rel | Sense.Was | Sense.Still | Sense.That | Sense.Neg))) return [];
        // «تدمر بيد التنظيم»: nothing else than a name stands alone before it.
        if (h == start + 1 && s[start] is { IsArea: true, IsActor: false, Prefix: "" }) return ArabicPlaces.From(s, start, scene, direct: false, out _);
        return governing.PlacesBefore(h, start) is { Count: > 0 } places && places[0].First <= start + 1 && Stretch.Of(places[^1].Last + 1, Math.Max(0, h - places[^1].Last - 1)).All(i => s[i].Is(Sense.Whole) || (s[i].IsWord && s[i].Word.StartsWith("ال", StringComparison.Ordinal))) ? places : [];
    }

    // The holder of the place just named: history or background, never a change.
    private void Stands(int h, int actor, string holder)
    {
        // «سيطر على بلدة X، آخر بلدات ريف Y الخاضعة لـ A»: the last of his, and now another's.
        if (findings.Count > 0 && s[h].Word.StartsWith("ال", StringComparison.Ordinal) && Stretch.Of(h - 6, 5).Any(i => s[i].Says(Cue.LastOrGreatest) && s[i + 1].Is(Hint.CuePlace))) return;
        var (places, still) = (new List<Place>(), false);
        var villages = Villages(h);
        for (var i = h - 1; i > villages && i >= h - (s[h].Word is "والتي" or "والذي" ? 14 : 10) && places.Count == 0; i--)
        {
            // «X أخليت، وهي الآن تحت سيطرة Y»: the passive has no other place.
            if (s[i].Finite && s[i].Is(Triggers) && !s[i].Says(Cue.WasEvacuated) && !LiesUnder(i, h)) break;
            // «فيما بقيت المدينة بيد النظام»
            if (s[i].Is(Hint.Itself) && !s[i].Is(Hint.Cue) && (s[i - 1].Is(Sense.Still) || s[i + 1].Is(Sense.Still)) && !CalledSo(i)) (places, still) = (ArabicPlaces.From(s, i, scene, direct: true, out _), true);
            // «خرجوا من X بعد سقوط مدن أخرى في قبضة A»: of others, and not of X.
            if (s[i].Says(Cue.Others) && s[i - 2].Is(Sense.Fall)) return;
            if (!s[i].IsArea) continue;
            var from = governing.ListStart(i);
            if (from > 0 && s[from - 1].Is(Hint.CueFeature)) return;
            // «في مدينة X الخاضعة لسيطرة Y» still says who holds it.
            // «قرب مدينة X شمال Y، والتي تسيطر عليها Z»
            if (from > 0 && s[from - 1].Is(Sense.In | Sense.Near | Sense.Between) && !Hangs(from, i, h) && !(i == h - 1 && s[h].Word.StartsWith("ال", StringComparison.Ordinal))) continue;
            // «لا تزال الصور وقراها بيد قسد»: a common word is a name right after the auxiliary.
            places = ArabicPlaces.From(s, from, scene, direct: !(s[from].IsArea && s[from - 1].Is(Sense.Still) && !s[from - 1].Says(Cue.NowOrHistorically) || s[from].IsArea && s[from - 1].Word is "اما" or "واما") && !Of(from), out _);
        }
        // «تخضع X وأجزاء من Y لسيطرة Z»
        var held = Stretch.Of(s.ClauseStart(h), h - s.ClauseStart(h)).LastOrDefault(i => s[i].Is(Hint.Held) && s[i].SaysBare(Cue.IsSubjectTo), -1);
        if (held >= 0 && ArabicPlaces.From(s, held + 1, scene, direct: true, out _) is { Count: > 0 } under && under[^1].Last < h) places = under;
        // «بينما تخضع باقي مناطق المحافظة لسيطرة Z»: what is left over is not what was told of before.
        if (held >= 0 && held + 1 < h && s[held + 1].Says(Cue.RestOf) && !s[held + 1].IsArea)
        {
            places.RemoveAll(p => p.Last < held);
            if (places.Count == 0) places = [.. ArabicPlaces.From(s, held + 2, scene, direct: false, out _).Select(p => p with { Extent = Extent.Part })];
        }
        // «المدينة، التي تعد كذا، لا تزال تحت سيطرة Z»
        if (places.Count == 0 && Stretch.Of(h - 3, 3).Any(i => s[i].Is(Sense.Still)) && Stretch.Of(0, h).LastOrDefault(i => s[i].Is(Hint.Itself) && !s[i].Is(Hint.Cue) && s[i + 1].Kind == TokenKind.Comma && s[i + 2].Is(Sense.Rel), -1) is >= 0 and var itself && !CalledSo(itself))
            (places, still) = (ArabicPlaces.From(s, itself, scene, direct: true, out _), true);
        if (places.Count == 0 && Lying(h) is >= 0 and var meant && !CalledSo(meant)) (places, still) = (ArabicPlaces.From(s, meant, scene, direct: true, out _), true);
        if (places.Count == 0 && villages >= 0) places = NamedAfter(Math.Max(h, actor));
        // «وهي الآن تحت سيطرة الجيش»: now, and not before; «واليوم هي بيد A».
        var now = (s[h - 1].Says(Cue.AtPresent) || s[h - 1].Says(Cue.ThisDay) && s[h - 2].Word is "وهي" or "هي" or "وهو" || s[h - 1].Says(Cue.HeOrSoHe) && s[h - 2].Says(Cue.NowOrToday)) && !Stretch.Of(h - 6, 6).Any(i => s[i].Is(Sense.Still)) && !mood.Historic(h) && places.TrueForAll(p => p.Area.Level == AreaLevel.Place);
        var known = findings.Where(f => f.Siege is null && f.Kind != ClaimKind.Attempt && !(now && f.Kind == ClaimKind.Background) && !(DescribesTown(h) && f.Kind == ClaimKind.Partial && !scene.Allied(f.To, holder)) && !(still && (f.Kind is ClaimKind.Partial or ClaimKind.Denial))).Select(f => f.Area).ToHashSet();
        if (places.Count == 0) places = HeldAround(h, actor);
        places.RemoveAll(p => (known.Contains(p.Area) && !p.Stranger) || p.Area.Level == AreaLevel.Region);
        if (now && places.Count > 0 && mood.Negation(h) is null && !mood.Conditional(h)) Emit(places, h, new Governed(Mood.Asserted, -1), "holds-now", ClaimKind.Change, null, holder, actor, Manner.Unknown, 0.75);
        else if (places.Count > 0 && (IsNot(h) || s[held - 1].Word is "لا" or "ولا") && !mood.Conditional(h) && !mood.Historic(h)) Emit(places, h, new Governed(Mood.Denied, -1), "holds-not", ClaimKind.Denial, null, holder, actor, Manner.Unknown, 0.75);
        else if (places.Count > 0 && mood.Negation(h) is null && !IsNot(h) && !mood.Conditional(h)) Emit(places, h, new Governed(Mood.Background, -1), still ? "still-holds" : "holds", ClaimKind.Background, null, holder, actor, Manner.Unknown, 0.7);
    }

    // «أحياء من X», «الجهة الغربية لـX»: whose part it is needs no word for its kind.
    private bool Of(int name) => s[name].IsArea && (s[name].HasPreposition('ل') && Stretch.Of(name - 2, 2).Any(i => s[i].Is(Sense.Part)) || s[name - 1].Is(Sense.From) && Stretch.Of(name - 3, 2).Any(i => s[i].Is(Sense.Part)));

    // The relative clause hangs on the town that has its kind, not on what it lies near.
    // «سيطر A على المناطق حول مدينة X التي لا تزال بيد B»: the town, since what lies around it has just been taken.
    private bool Hangs(int from, int last, int h) => s[last + 1].Is(Sense.Rel) && s[last + 2].Is(Sense.Still) && s[from].Is(Hint.CuePlace) && findings.Count > 0 && findings[^1] is { Kind: ClaimKind.Partial, Place: var taken } && taken.Last == last || last < h - 1 && s[from].Is(Hint.CuePlace) && s[h].Word is "التي" or "الذي" or "والتي" or "والذي" && s[h - 1].Kind == TokenKind.Comma
        && Stretch.Of(last + 1, h - last - 2).All(i => s[i].IsArea && !s[i].IsActor || s[i].Is(Sense.Near | Sense.Direction) || s[i].Is(Hint.CueCountry | Hint.Compass));

    // «بلدة تل X قرب Y …، لا تزال البلدة بيد Z»: one nobody knows, and not the Y beside it.
    private bool CalledSo(int itself) => Stretch.Of(0, itself).Any(i => s[i].Is(Hint.CuePlace) && s[itself].Word.EndsWith(s[i].Word[s[i].Prefix.Length..], StringComparison.Ordinal) && !s[i + 1].IsArea);

    // «مدينة X ليست تحت سيطرة Y», «X غير خاضعة لسيطرة Y»; «المناطق غير الخاضعة لسيطرة Y» say nothing of it.
    private bool IsNot(int h) => Stretch.Of(h - 6, 6).Any(i => s[i].Says(Cue.JussiveBe) && s[i - 1].Word is "لم" or "ولم" && s.SameClause(i, h)) || s[h - 1].Is(Sense.Neg) && (s[h - 1].Says(Cue.IsNotVerb) || s[h - 1].Word is "غير" && !s[h].Word.StartsWith("ال", StringComparison.Ordinal));

    // «حاصر البلدة دون أن يسيطر عليها», «لكنه لم يسيطر عليها»
    private void NotTaken(int h)
    {
        var actor = parties.After(h) is >= 0 and var after ? after : parties.SubjectBefore(h) is >= 0 and var before ? before : parties.AnyBefore(h);
        if (actor < 0 || mood.Conditional(h) || mood.Historic(h) || parties.Joint(actor) is not { } holder) return;
        Emit(governing.Antecedent(h), h, new Governed(Mood.Denied, -1), "not-taken", ClaimKind.Denial, null, holder, actor, Manner.Unknown, 0.75);
    }

    // «لم يبق بيد التنظيم سوى بلدة X»: what he still holds.
    private bool OnlyLeft(int h, int actor)
    {
        var only = Stretch.Of(Math.Max(h, actor) + 1, 10).TakeWhile(i => !s[i].Finite && s[i].Kind != TokenKind.Comma).FirstOrDefault(i => s[i].Is(Tie.Only), -1);
        if (only < 0 || NoLonger(h) < 0 || parties.Joint(actor) is not { } holder) return false;
        var places = ArabicPlaces.From(s, only + 1, scene, direct: false, out _);
        // «سوى X وجيب آخر في الغوطة»
        if (places.Count > 1) places.RemoveAll(p => p.Area.Level == AreaLevel.Region && p.Partly);
        Emit(places, h, new Governed(Mood.Background, -1), "only-left", ClaimKind.Background, null, holder, actor, Manner.Unknown, 0.75);
        return true;
    }

    // «لم يتبق للتنظيم سوى بلدة X»
    private void OnlyLeftTo(int only)
    {
        var never = NoLonger(only);
        var holder = never < 0 ? -1 : Stretch.Of(never + 1, only - never - 1).FirstOrDefault(i => s[i].IsActor && s[i].HasPreposition('ل'), -1);
        // «لم يبق للأخيرة سوى X»
        if (holder < 0 && never >= 0 && Stretch.Of(never + 1, only - never - 1).FirstOrDefault(i => s[i].Is(Hint.Latter) && s[i].HasPreposition('ل'), -1) is >= 0 and var latter) holder = parties.After(latter - 1);
        // «ما عاد يملك سوى X», «لم يبق له سوى X»
        if (holder < 0 && never >= 0 && Stretch.Of(never + 1, only - never - 1).Any(i => s[i].Says(Cue.Possesses))) holder = parties.AnyBefore(never);
        if (holder < 0 || parties.Joint(holder) is not { } whose) return;
        var places = ArabicPlaces.From(s, only + 1, scene, direct: false, out _);
        Emit(places, only, new Governed(Mood.Background, -1), "only-left", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.75);
    }

    // «بقي لقوات النظام مطار X وبلدة Y»: what he still holds.
    private void LeftTo(int left)
    {
        if (mood.Negation(left) is not null || mood.Conditional(left) || mood.Historic(left) || parties.Joint(left + 1) is not { } holder) return;
        var places = ArabicPlaces.From(s, left + 2, scene, direct: true, out _);
        places.RemoveAll(p => p.Area.Level is not (AreaLevel.Place or AreaLevel.Site) || p.Partly);
        Emit(places, left, new Governed(Mood.Background, -1), "left-to", ClaimKind.Background, null, holder, left + 1, Manner.Unknown, 0.7);
    }

    // «يخضع ما تبقى لفصيل X», «والباقي بيد قسد»: the rest of what a share was told of.
    private void RestOf(int rest)
    {
        var holder = s[rest + 1].IsActor && s[rest + 1].HasPreposition('ل') && s[rest - 1].Is(Hint.Held) ? rest + 1 : s[rest + 1].Is(Sense.Hold) ? parties.Holder(rest + 1) : s[rest + 2].Is(Sense.Hold) && !s[rest + 1].Finite ? parties.Holder(rest + 2) : -1;
        if (holder < 0 || scene.LastPlace is not { Partly: true } share || parties.Joint(holder) is not { } whose) return;
        Emit([share with { First = rest, Last = rest, Span = s[rest].Span, Extent = Extent.Part }], rest, new Governed(Mood.Background, -1), "rest", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.7);
    }

    // «أكد أن القوات موجودة داخل X», «قوات Y متمركزة في X»: where they stand.
    private void StandsIn(int stationed)
    {
        if (mood.Negation(stationed) is not null || mood.Conditional(stationed) || mood.Refuted(stationed) || mood.Historic(stationed) || Stretch.Of(stationed - 4, 4).Any(i => s[i].Is(Sense.Was | Sense.Rel))) return;
        var (own, party) = (s[stationed - 1].Says(Cue.ForcesOrOurs) || s[stationed - 1].Is(Sense.OwnForces), s[stationed - 1] is { IsActor: true, Prepositional: false } && (stationed == 1 || s[stationed - 2].Is(Sense.That) || s[stationed - 2].Kind is TokenKind.Comma or TokenKind.Colon) ? stationed - 1 : -1);
        var holder = party >= 0 ? parties.Joint(party) : own && Stretch.Of(stationed - 3, 2).Any(i => s[i].Is(Sense.That)) ? parties.Speaker ?? scene.LastSpeaker : null;
        // «لم تنتشر القوات في X. وهي موجودة في Y»
        if (holder is null && stationed == 1 && s[0].Word is "وهي" or "هي" or "وهم" or "هم") holder = scene.LastSubject;
        // «باقون في X، قال الوزير»: those who speak.
        if ((holder ??= s[stationed].Says(Cue.StayingOn) ? parties.Speaker ?? parties.Threatens(s.Count) : null) is null) return;
        var places = ArabicPlaces.From(s, stationed + 2, scene, direct: false, out _);
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate);
        Emit(places, stationed, new Governed(Mood.Background, -1), "stands-in", ClaimKind.Background, null, holder, party, Manner.Unknown, 0.7);
    }

    // «قرية كفر X التي يسيطر عليها التنظيم في ريف Y», «الأحياء التي تسيطر عليها الفصائل في X»: where they lie is said after their holder.
    private List<Place> HeldAround(int h, int actor)
    {
        var head = Stretch.Of(h - 6, 6).LastOrDefault(i => s[i].Is(Hint.CuePlace) || s[i].Is(Sense.Part), -1);
        var (relative, around) = (s[h - 1].Is(Sense.Rel) || s[h - 2].Is(Sense.Rel) || s[h].Word.StartsWith("ال", StringComparison.Ordinal), s[actor + 1].Is(Sense.In) ? actor + 2 : actor + 1);
        if (head < 0 || actor < h || !relative || around == actor + 1 && !s[around].HasPreposition('ب') || Stretch.Of(head + 1, h - head - 1).Any(i => !s[i].IsWord && !s[i].Is(Sense.Rel | Sense.Still))) return [];
        // «الأحياء … في شرق X» lie in the town, «المناطق … في شرق X» around it.
        if (s[head].Is(Hint.CityParts) && s[around].Is(Sense.Direction)) around++;
        var stranger = s[head].Is(Hint.CuePlace);
        return [.. ArabicPlaces.From(s, around, scene, direct: false, out _).Where(p => p.Area.Level == AreaLevel.Governorate || !stranger && p.Area.Level == AreaLevel.Place).Take(1).Select(p => p with { Extent = Extent.Part, Stranger = stranger })];
    }

    // «أطبق الجيش الحصار على», «حاصرت», «فك الحصار عن»: told apart from who holds the place.
    private void Siege(int t)
    {
        var verb = s[t].Is(Hint.Besiege) ? t : Stretch.Of(1, 8).Select(back => t - back).FirstOrDefault(i => s[i].Is(Hint.Lay | Hint.Lift), -1);
        if (verb < 0) return;
        var places = verb == t ? governing.ObjectOrPronoun(t) : governing.OfSiege(t);
        if (places.Count == 0) return;
        var (lifted, (how, layer, _)) = (s[verb].Is(Hint.Lift), roles.Stand(verb, places[0].First));
        if (how.Mood != Mood.Asserted || (layer.Code is null && !lifted)) return;
        findings.AddRange(places.Select(place => telling.Of(place, Mood.Asserted, ClaimKind.Partial, t, layer.At) with
        {
            Siege = new SiegeTold(lifted ? null : layer.Code, lifted),
            ClaimedBy = parties.Speaker,
            Hedged = mood.Hedged(t),
            Confidence = layer.Sure ? 0.8 : 0.6,
            Rule = lifted ? "ar/siege-lifted" : "ar/siege",
        }));
    }
}
