using Territory.Contracts;

namespace Territory.Intake.Reading;

// How a list of places goes on: «X وY في ريف Z، وبلدات بينها …».
internal sealed partial class ArabicPlaces
{
    private const int LandmarkReach = 8;

    /// <summary>After a place: steps over what describes it and onto the next of the list.</summary>
    private bool Continues(ref int at)
    {
        var plural = cue;
        for (var (i, landmark) = (at + 1, false); i < s.Count && i < at + LandmarkReach; i++)
        {
            var item = s[i];
            if (item.Kind == TokenKind.Open) { i = Closed(i); continue; }
            if (item.Kind == TokenKind.Close && i == at + 1 && Bracketed(at - 1)) continue;
            // «عين العرب/كوباني»: one town by two names.
            if (i == at + 1 && item.Kind == TokenKind.Dash && s[i + 1].IsArea && s[i + 1].Meaning.Areas.Intersect(s[at].Meaning.Areas).Any()) { i++; continue; }
            var comma = item.Kind == TokenKind.Comma;
            var again = item.Is(Sense.On | Sense.From) && item.HasConjunction;
            var next = comma || again ? i + 1 : i;
            if (Either(i) is > 0 and var other) next = other;
            // «، إضافة إلى الفوج 46»
            var added = s[next].Is(Hint.Besides);
            if (added) next++;
            if (comma && !added && !s[next].HasConjunction && ClosesRelative(i)) return false;
            // «بلدة X، آخر معاقل A في الريف، ومدينة Y»: past what is said of the one to the other.
            if (comma && !s[next].HasConjunction && PastAside(i) is >= 0 and var resumed)
            {
                Restart(resumed, keepCue: false);
                at = resumed - 1;
                return true;
            }
            if (!landmark && (s[next].Is(Hint.CuePlace) && !s[next + 1].IsArea || !Listed(next, landmark)) && PastUnknown(i) is > 0 and var resumes && Listed(resumes, landmark))
            {
                Restart(resumes, keepCue: true);
                if (s[resumes].Is(Hint.Cue)) cue = Hint.None;
                at = resumes - 1;
                return true;
            }
            if (comma && Timed(i - 1) && Predicated(next)) return false;
            if ((next > i || s[next].HasConjunction) && (Listed(next, landmark && !again) || again && Quantity(s[next])))
            {
                // «أطراف سراقب وخان شيخون»: the share counts for the bare names that follow.
                var (shared, things) = (part && !again && !added, thing && within && !again && !added);
                Restart(next, keepCue: true);
                if (s[next].IsArea) (part, thing) = (shared, things);
                if (s[next].Is(Hint.Cue | Hint.CueSite) || again && Quantity(s[next])) cue = plural = Hint.None;
                at = next - 1;
                return true;
            }
            // «مدينة X، ومعها Y»
            if (s[next].Says(Cue.AndWithIt) && Names(next + 1))
            {
                Restart(next + 1, keepCue: false);
                at = next;
                return true;
            }
            if (Dated(i) is > 0 and var dated && !Predicated(dated + 1)) { i = dated; continue; }
            // «من بلدات ريف X، كبلدة Y وZ», «كمورك»: the names that stand for them.
            if (item.HasPreposition('ك') && (item is { IsArea: true, IsActor: false } || item.Is(Hint.CuePlace) && s[i + 1].IsArea) && found.Exists(p => p.Partly) && Stretch.Of(first, Math.Max(0, at - first)).Any(k => s[k].Is(Hint.CuePlace))) return Instead(i, ref at);
            // «مواقع في ريف X، من بينها Y وZ»
            if (comma && s[i + 1].Is(Hint.Including) && Names(i + 2)) return Instead(i + 2, ref at);
            // «ومدينة X بلدة Y»: a comma left out.
            if (i == at + 1 && item is { HasConjunction: false, Prepositional: false } && item.Is(Hint.CuePlace) && s[i + 1].IsArea && !landmark)
            {
                Restart(i, keepCue: false);
                at = i - 1;
                return true;
            }
            if (comma) return false;
            // «بلدة X ومن ثم Y»
            var then = item.Word is "ثم" ? i + 1 : item.Word is "ومن" && s[i + 1].Word is "ثم" ? i + 2 : -1;
            if (then > 0 && Names(then) && !s[then].Prepositional && !s[then + 1].Finite && !s[then + 2].Finite)
            {
                Restart(then, keepCue: false);
                at = then - 1;
                return true;
            }
            if (several && Known(i) is > 0 and var later)
            {
                i = later - 1;
                continue;
            }
            if (item.Says(Cue.ByRatio) && s[i + 1].Says(Cue.Hundred)) continue;
            if (Trailing(item) || Possessed(item)) continue;
            // «وباقي أريافها»
            if (item.Word is ['و', _, _, ..] && Possession(s[i + 1])) { i++; continue; }
            if (item.Is(Hint.Including) && Names(i + 1)) return Instead(i + 1, ref at);
            // «بلدة X الواقعة بين Y وZ وقرية W»: past the two it lies between.
            if (item.Is(Sense.Between) && s[i - 1].Is(Sense.Near) && s[i + 1].IsArea && s[i + 2] is { IsArea: true, HasConjunction: true }) { Mention(s[i + 1]); Mention(s[i + 2]); (landmark, i) = (true, i + 2); continue; }
            if (item.Is(Sense.In | Sense.Near | Sense.Direction) || item.HasPreposition('ب')) { if (item.Is(Sense.Between)) return false; landmark = true; Mention(item); }
            else if (landmark && (item.IsArea || item.Is(Hint.Cue | Hint.CueFeature | Hint.CueSite) || item.IsWord)) Mention(item);
            else if (!(item.IsWord && !item.HasConjunction && item.Word.StartsWith("ال", StringComparison.Ordinal))) return false;
        }
        return false;
    }

    // Where the list goes on, with a word for the kind of place, behind an apposition or a relative clause between two commas; -1 where it does not.
    private int PastAside(int comma)
    {
        var first = s[comma + 1];
        if (!(first.Is(Tie.Ordinal | Tie.Bastion) || first.Is(Sense.Rel) || first.Says(Cue.ChiefOrCentre))) return -1;
        for (var (i, told) = (comma + 2, false); i < s.Count && i <= comma + 14; i++)
        {
            if (s[i].Is(Sense.Clause)) return -1;
            told |= s[i].Is(Sense.After | Sense.Was | Sense.Still | Sense.Hold) || s[i].Finite && s[i].Is(ArabicRules.Triggers);
            if (s[i].Kind != TokenKind.Comma) continue;
            var next = s[i + 1].Is(Sense.On) && s[i + 1].HasConjunction ? i + 2 : i + 1;
            // «سيطر على X، التي كانت بيد A، وعلى Y»: of the verb before, whatever stands between.
            return (next > i + 1 || !told && s[next].HasConjunction) && s[next].Is(Hint.CuePlace) && s[next + 1] is { IsArea: true, IsActor: false } && !(s[next + 2].IsWord && !s[next + 2].Word.StartsWith("ال", StringComparison.Ordinal)) && !Stretch.Of(next + 2, 2).Any(k => s[k].Finite || s[k].Is(Sense.Still | Sense.Hold)) ? next : -1;
        }
        return -1;
    }

    // «نفى دخول الجيش إلى X أو إلى أي حي من Y»: both, where nothing is said to have happened.
    private int Either(int at)
    {
        if (s[at].Word is not "او" || !Stretch.Of(0, first).Any(i => s[i].Is(Sense.Deny | Sense.Refute | Sense.Neg | Sense.Attempt | Sense.Repel))) return -1;
        var next = s[at + 1].Is(Sense.On | Sense.From | Sense.To | Sense.In) ? at + 2 : at + 1;
        return s[next].Word is "اي" ? next + 1 : next;
    }

    // «استعادت A، التي انسحبت من X، مدينة Y»: what follows belongs to the verb before the relative clause.
    private bool ClosesRelative(int comma)
    {
        var rel = Stretch.Of(comma - 10, 10).LastOrDefault(i => s[i].Is(Sense.Rel), -1);
        if (rel < 2 || rel > first || s[rel - 1].Kind != TokenKind.Comma || !s[rel - 2].IsActor || Stretch.Of(rel, comma - rel).Any(i => s[i].Kind == TokenKind.Comma)) return false;
        var verb = Stretch.Of(rel - 8, 7).LastOrDefault(i => s[i].Finite && s[i].Is(Sense.Take | Sense.Enter | Sense.Receive), -1);
        return verb >= 0 && !Stretch.Of(verb + 1, rel - verb - 1).Any(i => s[i].IsArea && !s[i].IsActor);
    }

    private bool Names(int at) => s[at].IsArea || s[at].Is(Hint.CuePlace | Hint.CueGovernorate);

    // The names replace the summary before them: «مدن في محافظة درعا بينها نوى».
    private bool Instead(int names, ref int at)
    {
        found.RemoveAll(p => p.Partly);
        Restart(names, keepCue: false);
        at = names - 1;
        return true;
    }

    // «قرى X وكفر كذا وY»: past a name nobody knows to the next that is known.
    private int Known(int at)
    {
        if (!(s[at].IsWord && s[at].Word.Length > 3 && s[at].Word[0] == 'و')) return -1;
        var next = at + 1;
        while (next <= at + UnknownWords && s[next].IsWord) next++;
        return s[next] is { IsArea: true, IsActor: false, HasConjunction: true, Prepositional: false } ? next : -1;
    }

    // «على X وعلى الجانب الشرقي من Y»
    private static bool Quantity(Item item) => item.Is(Sense.Part | Sense.Most | Sense.Whole | Sense.Centre | Sense.WholeParts) && !item.HasConjunction;

    // «ومطارها»: what belongs to the place goes with it.
    private static bool Possessed(Item item) => item.IsWord && item.Word[0] == 'و' && Possession(item);

    private static bool Possession(Item item) => item.IsWord && item.Word.Length > 4 && item.Word.EndsWith("ها", StringComparison.Ordinal);

    // «قريتي X وY … القريتين», which is also the name of a town.
    private bool Pair(int at) => s[at].Is(Hint.Itself) && s[at].Word.EndsWith("تين", StringComparison.Ordinal) && DualBefore(s, at) is >= 0 and var dual && s[at].Word.AsSpan(2).StartsWith(s[dual].Word.AsSpan(0, s[dual].Word.Length - 1));

    // «المدينتين», «البلدتان», «الحيين»
    private static bool Two(string word) => word.EndsWith("تين", StringComparison.Ordinal) || word.EndsWith("تان", StringComparison.Ordinal) || word.EndsWith("تيهم", StringComparison.Ordinal) || word.EndsWith("تيهما", StringComparison.Ordinal) || word.EndsWith("الحيين", StringComparison.Ordinal) || word.EndsWith("الحيان", StringComparison.Ordinal);

    /// <summary>«مدينتي», «بلدتا»: the cue of two places last named before an item; -1 for none.</summary>
    public static int DualBefore(Sentence s, int at) => Stretch.Of(0, at).LastOrDefault(i => s[i].Says(Cue.TwoQuarters) && s[i].Is(Hint.CueQuarter) || s[i].Is(Hint.CuePlace | Hint.CueSubdistrict | Hint.CueDistrict) && (s[i].Word.EndsWith("تي", StringComparison.Ordinal) || s[i].Word.EndsWith("تا", StringComparison.Ordinal)), -1);

    /// <summary>«من X وY …، ودخل البلدتين»: the two governed together before an item, else the last two named together.</summary>
    public static IReadOnlyList<Place> Couple(Sentence s, int at, Scene scene)
    {
        var second = Stretch.Of(0, at).LastOrDefault(i => s[i] is { IsArea: true, HasConjunction: true, Prepositional: false } && s[i - 1].IsArea, -1);
        return second >= 0 && From(s, s[second - 2].Is(Hint.Cue) ? second - 2 : second - 1, scene, direct: false, out _) is { Count: 2 } named ? named : scene.LastTogether.Count == 2 ? scene.LastTogether : scene.LastCouple;
    }

    // «القرى المذكورة», «القريتين المذكورتين»: those listed before.
    private List<Place> Recalled(int at)
    {
        // «تمشيط حي X في مدينة Y …، وتسليم الحي»: the quarter that was named.
        if (s[at].Is(Hint.Itself) && s[at].Word.EndsWith("الحي", StringComparison.Ordinal) && !s[at + 1].Word.StartsWith("ال", StringComparison.Ordinal) && Stretch.Of(0, at).LastOrDefault(i => s[i].Is(Hint.CueQuarter) && !s[i].Is(Hint.Itself), -1) is >= 0 and var quarter)
            return [.. From(s, quarter, scene, direct: true, out _).Take(1).Select(p => p with { First = at, Last = at, Span = s[at].Span })];
        if (!(s[at].Is(Hint.CuePlace) || Pair(at)) || !(Pair(at) || s[at + 1].Word.StartsWith("المذكور", StringComparison.Ordinal))) return [];
        var list = Stretch.Of(0, at).LastOrDefault(i => s[i].Is(Hint.CuePlace) && (s[at].Word.AsSpan(2).StartsWith(s[i].Word) || Pair(at) && i == DualBefore(s, at)), -1);
        return list < 0 ? [] : [.. From(s, list, scene, direct: true, out _).Select(p => p with { First = at, Last = at, Span = s[at].Span })];
    }

    // «بالكامل» after the name counts for the places so far.
    private bool Trailing(Item item)
    {
        if (item.Is(Tie.Environs) && found is [.., { Area: { SeatOf: 1, Path: [var top, ..] } } seat] && scene.Theatre.FindArea(top) is { } governorate)
        {
            found[^1] = seat with { Areas = [governorate], Cued = true };
            cue = Hint.CueGovernorate;
        }
        // «مدينة X بنسبة 80 %», «مدينة X بشكل شبه كامل»: of what was named, and not all of it.
        if (item.Says(Cue.PartlyOrByRatio)) return Sizes(Extent.Part);
        if (item.Is(Sense.Most) && item.Word.StartsWith('ب')) return Sizes(Extent.Most);
        return item.Is(Sense.Whole) || item.Is(Tie.Environs) ? Sizes(Extent.Whole) : item.Is(Sense.Adverb) && !item.Finite;
    }

    private bool Sizes(Extent extent)
    {
        for (var i = 0; i < found.Count; i++)
            if (found[i].Extent == Extent.Unstated) found[i] = found[i] with { Extent = extent };
        return true;
    }

    private bool Landmark(int at) => s[at].HasPreposition('ب') && s[at].Is(Hint.CueCountry | Hint.CueGovernorate) || s[at].Is(Sense.In) && s[at + 1].Is(Hint.CueCountry | Hint.CueGovernorate);

    // After a landmark only a cue goes on with the list: «بريف حماة وإدلب» are two landmarks.
    private bool Listed(int at, bool landmark)
    {
        if (at >= s.Count || Speaks(at)) return false;
        if (Anew(s, at)) return false;
        if (s[at].Is(Sense.Part | Sense.Most) && s[at].HasConjunction) return !landmark;
        // «X بريف حماة، وY بريف إدلب»: each with its own landmark.
        if (s[at] is { IsArea: true, IsActor: false, HasConjunction: true, Prepositional: false } && landmark && Landmark(at + 1)) return true;
        if (s[at].IsArea) return !landmark && !(at + 1 < s.Count && s[at + 1].Finite && s[at + 1].Is(Sense.Become | Sense.Fall | Sense.Say) && !s[at + 1].Word.EndsWith("تا", StringComparison.Ordinal));
        if (s[at].Is(Hint.CueCountry) && s[at].HasConjunction && !s[at].Prepositional) return !landmark;
        // «على نقاط في بلدة X، ومقار في بلدة Y»
        if (s[at].Is(Hint.CueSite) && s[at] is { HasConjunction: true, Prepositional: false } && s[at + 1].Is(Sense.In) && (s[at + 2].Is(Hint.CuePlace) || s[at + 2].IsArea) && found.Exists(p => p.Partly)) return !landmark;
        // «مدينة X ومطار Y»: a site of its own.
        if (s[at].Is(Hint.CueSite) && s[at] is { HasConjunction: true, Prepositional: false } && s[at + 1].IsArea && s[at + 1].Meaning.Areas.TrueForAll(a => a.Level == AreaLevel.Site)) return !landmark;
        if (!s[at].Is(Hint.CuePlace | Hint.CueDistrict | Hint.CueSubdistrict | Hint.CueGovernorate | Hint.CueQuarter) || s[at].HasPreposition('ب')) return false;
        return !landmark || s[at].Is(Hint.CuePlace);
    }

    // «أن تدمر باتت بيد الجيش»: a verb follows no verb, and a hill or a gate is masculine.
    private bool Feminine(int at) => !s[at].Tail.EndsWith('ه') && s[at + 1] is { Finite: true, HasConjunction: false } verb && verb.Is(Sense.Become | Sense.Fall | Sense.Exit) && (verb.Word.EndsWith('ت') || verb.Word.StartsWith('ت'));

    // «التل المطل على X»: a hill, since towns are feminine.
    private bool CommonNoun(int at) => cue == Hint.None && !thing && s[at].Meaning.Areas.TrueForAll(a => a.NeedsCue) && s[at].Word == s[at].Tail && s[at + 1] is { IsWord: true, HasConjunction: false } next
        && next.Word.StartsWith("ال", StringComparison.Ordinal) && next.Word[^1] is not ('ه' or 'ن' or 'ت' or 'و');
}
