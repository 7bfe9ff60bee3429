using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>Which places an Arabic trigger governs: after its preposition, as its object, or as a pronoun.</summary>
internal sealed partial class ArabicGoverned(Sentence s, Scene scene, List<Place> governed, List<Place> together)
{
    private const int Reach = 16;

    /// <summary>Places after a preposition: «سيطر … على X», «انسحب … من X», or the pronoun «عليها».</summary>
    public List<Place> Reached(int t, Sense preposition, Sense stop)
    {
        for (var i = t + 1; i < s.Count && i <= t + Reach; i++)
        {
            var item = s[i];
            if (preposition == Sense.On && item.Is(Sense.OnIt) || preposition == Sense.From && (item.Is(Sense.FromIt) || OffIt(t, i))) return Both(i) ?? Agreeing(i, Antecedent(t));
            if (preposition == Sense.On && Reckoned(i)) continue;
            if ((item.Is(preposition) || preposition == Sense.From && Off(t, i)) && !(preposition == Sense.From && (s[i + 1].Is(Sense.People) || (s[i + 1].IsActor && !s[i + 1].IsArea)))) return Sized(List(Past(i + 1), direct: false), t, i);
            // «وانتشرت فيها وحدات الجيش»
            if (preposition == Sense.In && item.Is(Hint.InIt) && DeployedIn(t, i)) return Antecedent(t);
            if (preposition == Sense.In && item.HasPreposition('ب') && item.Is(Hint.Cue)) return List(i, direct: false);
            if (i > t + 1 && item.Finite && item.Is(ArabicRules.Triggers | Sense.Say) || item.Is(Sense.Clause | stop)) return [];
            // «انسحبوا قبيل وصول تعزيزات من X»: whence the others come.
            if ((item.Is(Sense.To) || item.Is(Tie.Arrival)) && preposition == Sense.From) return [];
        }
        return [];
    }

    // «الهيئة المصنفة على قوائم كذا على مدينة X», «القوات المحسوبة على A»: what is said of who acts.
    private bool Reckoned(int on) => s[on].Word is "علي" && s[on - 2].IsActor && s[on - 1].Says(Cue.ClassedAs);

    // «تسيطر على: بلدة X، ومدينة Y», «انسحب من داخل مدينة X»
    // «بالسيطرة على على مدينة X»: a word written twice.
    private int Past(int at) => s[at].Kind == TokenKind.Colon || s[at].Word is "علي" && s[at - 1].Word is "علي" || s[at].Word is "داخل" && s[at].Is(Sense.In) ? at + 1 : at;

    // «هاجموا حاجزا عند مدخل بلدة X وسيطروا عليه»: no town, which is feminine. «حيي X وY في مدينة Z تسيطر عليهما A»: two, and no governorate.
    private List<Place> Agreeing(int pronoun, List<Place> places) =>
        s[pronoun].Word.EndsWith("هما", StringComparison.Ordinal) && places is [{ Area.Level: AreaLevel.Governorate }] || s[pronoun].Word is "عليه" or "منه" or "عنه" && places is [{ Partly: false } town] && Stretch.Of(town.First - 1, 2).Any(i => s[i].Says(Cue.TownNoun)) && town.Last < pronoun
        && Stretch.Of(0, town.First).Any(i => s[i].Is(Hint.CueSite | Hint.CueFeature) && !s[i].Tail.EndsWith('ه') || s[i].Says(Cue.SiteAccusative)) ? [] : places;

    // «تخلى التنظيم عن بلدة X», «انحسر عن X»
    private bool Off(int t, int at) => s[at].Word is "عن" && s[t].Is(Sense.Withdraw | Sense.Expel | Sense.Leave | Sense.Pull) && (s[at + 1].IsArea || s[at + 1].Is(Hint.Cue | Hint.CueSite | Hint.Itself) || s[at + 1].Is(Sense.Part | Sense.Most | Sense.Whole | Sense.OwnPosts));

    // «رحيل القوات عنها», «أبعدت عنها»
    private bool OffIt(int t, int at) => s[at].Says(Cue.OffIt) && s[t].Is(Sense.Withdraw | Sense.Expel | Sense.Leave | Sense.Pull);

    // «سيطرتها الكاملة على», «بشكل شبه كامل على»: the size stands with the verb.
    private List<Place> Sized(List<Place> places, int from, int to)
    {
        var extent = Extent.Unstated;
        for (var i = from + 1; i < to; i++)
            extent = s[i].Is(Sense.Most) ? Extent.Most : s[i].Is(Sense.Whole) && extent == Extent.Unstated ? Extent.Whole : s[i].Says(Cue.Partially) ? Extent.Part : extent;
        return extent == Extent.Unstated ? places : [.. places.Select(p => p.Extent == Extent.Unstated ? p with { Extent = extent } : p)];
    }

    // «مدينتي X وY اللتين سيطر عليهما»
    private List<Place>? Both(int pronoun) => Excepted(pronoun) ??
        (s[pronoun].Word.EndsWith("هما", StringComparison.Ordinal) && ArabicPlaces.DualBefore(s, pronoun) is >= 0 and var dual && ArabicPlaces.From(s, dual, scene, direct: true, out _) is { Count: 2 } two ? two : Twin(pronoun));

    // «باستثناء X وY اللتين تتجه الفصائل إليهما للسيطرة عليهما»: what is left out, not what is taken.
    private List<Place>? Excepted(int pronoun)
    {
        var rel = Stretch.Of(pronoun - Reach, Reach).LastOrDefault(i => s[i].Is(Sense.Rel), -1);
        var but = rel < 0 ? -1 : Stretch.Of(rel - Reach / 2, Reach / 2).LastOrDefault(i => s[i].Is(Tie.Only), -1);
        return but >= 0 && ArabicPlaces.From(s, but + 1, scene, direct: false, out _) is { Count: > 0 } places && places[^1].Last < rel ? places : null;
    }

    /// <summary>«امتدت سيطرته من X إلى Y», «وسع نطاق سيطرته في ريف X», «لتشمل X»: what control has come to cover; no outskirts that it only reaches.</summary>
    public List<Place> Extended(int t)
    {
        if (!Stretch.Of(t - 6, 13).Any(i => s[i].Is(Tie.Extend) && s.SameClause(i, t))) return [];
        // «على شريط حدودي يمتد من X إلى Y»: what lies between them.
        if (Stretch.Of(t + 1, 6).LastOrDefault(i => s[i].Is(Tie.Extend), -1) is >= 0 and var lies && s[lies].Says(Cue.Stretches) && (s[lies - 1].IsWord || s[lies - 2].IsWord) && Stretch.Of(t + 1, lies - t - 1).Any(i => s[i].Is(Sense.On))) return [];
        var covered = new List<Place>();
        for (var i = t + 1; i < s.Count && i <= t + Reach && !s[i].Is(Sense.Clause | Sense.After); i++)
        {
            var reaches = s[i].Is(Tie.Extend) || s[i].Is(Sense.To | Sense.In) || s[i].Is(Sense.From) && s[i].Word is "من" || s[i].Word is "حتي";
            if (reaches && !s[i + 1].Is(Sense.Part | Sense.Near) && ArabicPlaces.From(s, i + 1, scene, direct: false, out _) is { Count: > 0 } places)
            {
                covered.AddRange(places);
                i = places[^1].Last;
            }
        }
        return covered;
    }

    /// <summary>Places that are the object of a verb or of a verbal noun, past the subject.</summary>
    public List<Place> Object(int t)
    {
        var (acted, unknown) = (false, 0);
        if (s[t].Finite && s[t].Pronoun) return CameUpTo(t) is { Count: > 0 } reached ? reached : Antecedent(t);
        if (s[t].Finite && s[t].Is(Sense.Receive) && (s[t].Is(Tie.Charge) || s[t + 1].Is(Tie.Charge))) return Antecedent(t);
        for (var i = t + 1; i < s.Count && i <= t + Reach; i++)
        {
            var item = s[i];
            if (item.Form == Form.Noun && item.Is(Sense.TakeOn)) return [];
            // «دخول أي من عناصرها X»
            if (i == t + 1 && item.Says(Cue.AnyOrAnyone) && Stretch.Of(i + 1, 2).FirstOrDefault(men => s[men].Is(Sense.OwnForces), -1) is > 0 and var own) { i = own; continue; }
            if (s.Meantime(i)) { i++; continue; }
            // «استعادت دمشق السيطرة على X»: a capital that acts.
            if (item is { IsArea: true, IsActor: true } && s[i + 1].Is(Sense.TakeOn) && s[i + 1].Definite) return [];
            if (item.Is(Sense.To) && s[t].Is(Sense.Enter)) continue;
            // «مغادرة آخر دفعة من مقاتلي A نحو X»: whither they go.
            if (item.Is(Sense.To) && s[t].Is(Sense.Leave) && i > t + 1) return [];
            if (item.Is(Sense.In) && s[t].Is(Sense.Enter)) continue;
            // «انتزعت منه بلدة X»: from whom, before what.
            if (item.Is(Sense.FromIt) && s[t].Is(Sense.Take) && (s[i + 1].IsArea || s[i + 1].IsActor || s[i + 1].Is(Hint.Cue | Hint.CueSite) || s[i + 1].Is(Sense.Part | Sense.Adverb) || s[i + 1].EndsIn(Cue.InReturn))) continue;
            // «انتزعت منه في المقابل بلدة X»
            if (item.Is(Sense.Clause) && item.EndsIn(Cue.InReturn) && s[i - 1].Is(Sense.FromIt)) continue;
            // «استعاد الجيش 11 قرية في ريف X»
            if (item.Kind == TokenKind.Number && s[i + 1].Is(Hint.CuePlace)) return List(i, direct: false);
            // «دخلت 20 آلية تابعة للجيش مدينة X»
            if (!acted && item.Kind == TokenKind.Number && s[i + 1].IsWord && Stretch.Of(i + 2, 3).Any(next => s[next].IsActor && !s[next].IsArea)) continue;
            // «انتزع أحد أحياء مدينة X»
            if (item.Says(Cue.OneOrOrdinal) && (s[i + 1].Is(Hint.CityParts) || s[i + 1].Is(Sense.Part) && !s[i + 1].Is(Sense.Adverb))) return List(i + 1, direct: false);
            // «لم تدخل القوات بعد إلى»: not yet.
            if (item.Is(Sense.After) && s[i + 1].Is(Sense.To)) continue;
            if (item.IsArea || item.Is(Hint.Cue | Hint.CueSite | Hint.Itself) || item.Is(Sense.OwnPosts) || item.Is(Sense.Most | Sense.Centre | Sense.Whole | Sense.WholeParts) || (item.Is(Sense.Part) && !item.Is(Sense.Adverb)))
            {
                if ((item.IsActor && !item.IsArea) || Construct(i - 1)) continue;
                if (item.HasPreposition('ب') || (item.HasPreposition('ل') && s[t].Form != Form.Noun)) return [];
                // Past words nobody knows only a name with its kind, or after a preposition, is an object.
                if (unknown > 1 && item.IsArea && !s[i - 1].Is(Sense.To | Sense.In)) return [];
                return List(i, direct: !Plain(t, i));
            }
            // «سقطت صباح الأربعاء، وبعد أيام من المعارك، بلدة X بيد A»
            if (s[t].Finite && s[t].Is(Sense.Fall | Sense.Take) && item.Is(Sense.After) && Interlude(i) is >= 0 and var interlude) { i = interlude; continue; }
            // «استعاد الجيش، أمس الثلاثاء، مدينة X»
            if (item.Kind == TokenKind.Comma && i > t + 1 && Aside(i) is >= 0 and var aside) { i = aside; continue; }
            // «دخلت أرتال عسكرية تابعة للجيش مدينة X»: whose they are comes a few words on.
            if (!acted && item.IsWord && !item.Is(Tie.Civilians) && Stretch.Of(i + 1, 4).Any(next => s[next].IsActor && !s[next].IsArea && !s[next - 1].Is(Sense.Against | Sense.Between))) continue;
            // «حرر الجيش وحلفاؤه في عملية خاطفة مدينة X»: how, before what.
            if (acted && s[t].Finite && s[t].Is(Sense.Take) && Manner(i) is >= 0 and var manner) { i = manner; continue; }
            acted |= item.IsActor || item.Is(Hint.Latter);
            if (acted && (item.IsWord || (item.Kind == TokenKind.Number && unknown > 0)) && unknown++ < 3) continue;
            if (item.IsActor || item.Is(Sense.People | Sense.OwnForces | Sense.Adverb) || item.Is(Hint.Last | Hint.Today | Hint.Yesterday | Hint.Weekday | Hint.Night | Hint.DayUnit | Hint.WeekUnit)) continue;
            if (acted && item.Is(Sense.Near) && s[i + 1].IsActor) continue;
            if (item.Is(Sense.From) && i + 1 < s.Count && s[i + 1].IsActor) { i++; acted = true; continue; }
            if (item.Kind is TokenKind.Open) { while (i < s.Count && s[i].Kind != TokenKind.Close && i < t + Reach) i++; continue; }
            if (item.IsWord && i > t + 1 && s[i - 1].IsActor) continue;
            if (item.IsWord && i == t + 1 && i + 1 < s.Count && (s[i + 1].IsActor || s[i + 1].Is(Hint.CuePlace))) continue;
            return [];
        }
        return [];
    }

    // The last item of a phrase with «في» that names no place, before a word for the kind of one; -1 for any other.
    private int Manner(int at)
    {
        // «بالتعاون مع مجموعات A», «بالتنسيق مع B»
        var jointly = s[at].Says(Cue.InCooperation) && s[at + 1].Word is "مع";
        // «مدعومة من الطيران التركي»
        var backed = s[at].Is(Sense.From) && s[at - 1].Is(Tie.Backing);
        if (!jointly && !backed && (!s[at].Is(Sense.In) || s[at].Word is not "في")) return -1;
        for (var i = jointly ? at + 2 : at + 1; i <= at + 6; i++)
        {
            if (i > at + 1 && s[i].Is(Hint.CuePlace) && s[i] is { HasConjunction: false, Prepositional: false } && s[i + 1].IsArea) return i - 1;
            if (s[i].Kind is not (TokenKind.Word or TokenKind.Number) || s[i].IsArea || s[i].Finite || s[i].Is(Sense.Clause | Sense.Rel | Sense.On | Sense.From | Sense.To | Sense.In | Sense.Near | Sense.Direction | Sense.Part) || s[i].Is(Hint.Cue)) return -1;
        }
        return -1;
    }

    // «استعادت A، التي انسحبت من X، مدينة Y»: the comma that closes the relative clause, before what the main verb governs.
    private int Told(int comma)
    {
        if (!s[comma + 1].Is(Sense.Rel) || !s[comma - 1].IsActor) return -1;
        return Stretch.Of(comma + 3, 10).FirstOrDefault(i => s[i].Kind == TokenKind.Comma && s[i + 1].Is(Hint.CuePlace) && s[i + 1] is { HasConjunction: false, Prepositional: false }, -1);
    }

    // The comma that ends what went before, with the kind of a place right behind it; -1 where the sentence goes on otherwise.
    private int Interlude(int after)
    {
        var comma = Stretch.Of(after + 1, Reach / 2).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1);
        return comma >= 0 && s[comma + 1].Is(Hint.CuePlace) && s[comma + 1] is { HasConjunction: false, Prepositional: false } && !Stretch.Of(after + 1, comma - after - 1).Any(i => s[i].Finite || s[i].IsArea && !s[i].IsActor || s[i].Is(ArabicRules.Triggers & ~Sense.Attack) || s[i].Is(Sense.Clause | Sense.Rel)) ? comma : -1;
    }

    // What stands between two commas, or the time after one: its last item, -1 where the sentence goes on otherwise.
    private int Aside(int comma)
    {
        if (Told(comma) is >= 0 and var told) return told;
        for (var i = comma + 1; i < s.Count && i <= comma + 9; i++)
        {
            if (s[i].Kind == TokenKind.Comma) return i;
            if ((s[i].IsArea && !s[i].IsActor) || s[i].Finite || s[i].Is(Sense.Clause | Sense.Rel) || s[i].Is(Hint.Cue)) break;
        }
        return s[comma + 1].Is(Sense.Adverb) || s[comma + 1].Is(Hint.Today | Hint.Yesterday | Hint.Weekday | Hint.Night) ? comma : -1;
    }

    // «فصائل الغوطة»: whose they are, not what they lost.
    private bool Construct(int at) =>
        s[at].IsActor && s[at].Word == s[at].Tail && s[at].Meaning.Actors.TrueForAll(a => a.Common) && !s[at].Word.StartsWith("ال", StringComparison.Ordinal) && s[at].Word[^1] is not ('ن' or 'د') && s[at + 1].IsArea;

    // «استعاد الجيش تدمر»: right after a verb of taking or losing and its subject a name can be nothing else.
    private bool Plain(int t, int at) =>
        s[t].Is(Sense.Take | Sense.Lose | Sense.Fall) && s[at].IsArea && (at == t + 1 || s[at - 1].IsActor) && !(s[at + 1].IsWord && s[at + 1].Word.StartsWith("ال", StringComparison.Ordinal));

    // «لاقتحامها»: the pronoun is the object when nothing else is.
    public List<Place> ObjectOrPronoun(int t)
    {
        var places = Object(t);
        // «دخول قواته إليها»
        if (places.Count == 0 && s[t].Is(Sense.Enter) && Stretch.Of(t + 1, 4).Any(i => s[i].Says(Cue.ToIt))) return CameUpTo(t) is { Count: > 0 } reached ? reached : Antecedent(t);
        // «ثم عادت إليها قوات A»
        if (places.Count == 0 && s[t].Is(Sense.Enter) && s[t].Finite && s[t].Tail is "اليها" or "اليه" && s[t].Word != s[t].Tail) return Antecedent(t);
        // «بعد اقتحام الجيش لها», «استعادة A له»
        if (places.Count == 0 && s[t] is { Form: Form.Noun, Pronoun: false } && s[t + 1].IsActor && Stretch.Of(t + 2, 3).TakeWhile(i => !s[i].Finite && s[i].Kind == TokenKind.Word).Any(i => s[i].Says(Cue.ForIt))) return Antecedent(t);
        return places.Count == 0 && s[t].Form == Form.Noun && s[t].Pronoun && !s[t + 1].IsWord && !s[t + 1].Is(Sense.TakeOn) && !(s[t + 1].Is(Sense.Part) && s[t].Is(Sense.Receive)) ? Antecedent(t) : places;
    }

    private List<Place> List(int from, bool direct) => ArabicPlaces.From(s, from, scene, direct, out _) is { Count: > 0 } places ? Specified(from, places) ?? places : ListedNext(from) is { Count: > 0 } listed ? listed : (!direct || s[from].Is(Hint.Cue)) && PastStrangers(from) is { Count: > 0 } known ? known : NamedLater(from);

    // «على بناء الجامعة وبلدة X», «على الأكاديمية والمنطقة الصناعية في حي كذا، ومدينة Y»: past buildings that nobody knows to the town that is listed beside them.
    private List<Place> ListedNext(int from)
    {
        if (!s[from].Is(Hint.CueSite) && s[from].Kind != TokenKind.Open && s[from].Word is not (['ا', 'ل', ..] or "بناء" or "مباني" or "ابنيه")) return [];
        for (var i = from + 1; i <= from + Reach - 2; i++)
        {
            if (s[i].Is(Hint.CuePlace) && s[i] is { HasConjunction: true, Prepositional: false } && s[i + 1] is { IsArea: true, IsActor: false }) return ArabicPlaces.From(s, i, scene, direct: false, out _);
            if (s[i].Kind is TokenKind.Stop or TokenKind.Colon or TokenKind.Number || s[i].Finite || s[i].IsActor || s[i].Is(Hint.CuePlace | Hint.CueGovernorate | Hint.CueCountry) || s[i].Is(Sense.Clause | Sense.Rel | Sense.After | Sense.Before | Sense.Was | Sense.That | Sense.Still | Sense.Near | Sense.Direction | Sense.Between | Sense.To | Sense.From | Sense.On | Sense.Against | Sense.Part | Sense.Most)) return [];
            // «الطريق الواصل بين», «تلة تفصل X عن Y»
            if (s[i].IsWord && s[i].Word is ['ت' or 'ي', _, _, _, ..] || s[i].Says(Cue.OverlookingOrLinking)) return [];
        }
        return [];
    }
}
