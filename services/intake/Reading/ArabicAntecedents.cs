using Territory.Contracts;

namespace Territory.Intake.Reading;

// Which place «عليها» and «التي خسرها» go back to.
internal sealed partial class ArabicGoverned
{
    /// <summary>«… عليها»: what the pronoun goes back to; never a whole governorate that was only named as where places lie.</summary>
    public List<Place> Antecedent(int t) => [.. Referred(t).Where(p => !Whole(p) || Acted(p, t))];

    private static bool Whole(Place place) => place is { Area.Level: AreaLevel.Governorate, Partly: false };

    // The governorate itself was the object, here or in the sentence before, and no villages were spoken of since.
    private bool Acted(Place governorate, int t)
    {
        if (governed.FindLast(p => p.Areas.SequenceEqual(governorate.Areas)) is { } told) return Whole(told) && !Since(told.Last, t);
        if (governorate.Last < t && s[governorate.Last].IsArea && s[governorate.Last].Meaning.Areas.Contains(governorate.Area) && StandsItself(governorate.First) && !Since(governorate.Last, t)) return true;
        return scene.LastPlace is { } last && Whole(last) && last.Areas.SequenceEqual(governorate.Areas) && !Since(-1, t);
    }

    // «في تل كذا، وعلى قرى»: other places than the governorate, though none of them has a name here.
    private bool Since(int from, int t) => Stretch.Of(from + 1, Math.Max(0, t - from - 1)).Any(i => s[i].Is(Hint.CuePlace | Hint.CueSite | Hint.CueFeature) && !s[i].Is(Hint.Itself) || s[i].Is(Sense.On) && !s[i + 1].Is(Hint.CueGovernorate) && !s[i + 1].Is(Sense.TakeOn | Sense.Whole));

    // «محافظة X» as subject or object, and not as where something lies: behind a verb, a party, or at the head of its sentence.
    private bool StandsItself(int first)
    {
        if (s[first].Prepositional) return false;
        var before = s[first - 1];
        // «سيطر الجيش على محافظة X», and not «غارات على محافظة X».
        if (before.Is(Sense.On)) return s[first - 2] is var holds && (holds.IsActor || holds.Is(ArabicRules.Triggers | Sense.TakeOn | Sense.Hold | Sense.Adverb)) && Stretch.Of(s.ClauseStart(first), Math.Max(0, first - 1 - s.ClauseStart(first))).Any(i => s[i].Is(ArabicRules.Triggers | Sense.TakeOn | Sense.Hold));
        if (first == 0 || before.Kind is TokenKind.Stop or TokenKind.Colon || before.Finite && before.Is(ArabicRules.Triggers) || before.Is(Sense.That | Sense.Was | Sense.Still | Sense.Become | Sense.Clause | Sense.Whole | Sense.Most)) return !before.Is(Sense.In | Sense.Near);
        return before.IsActor && before.Tail.StartsWith("ال", StringComparison.Ordinal) || before.Is(ArabicRules.Triggers) && before.Form == Form.Noun;
    }

    // The place last governed in this sentence, else named before, else the last of the sentence before.
    private List<Place> Referred(int t)
    {
        if (Bound(t) is { Count: > 0 } bound) return bound;
        // «البلدات التي خسرها»: what the relative clause hangs on, if it has a name at all.
        if (Stretch.Of(t - 7, 7).LastOrDefault(i => s[i].Is(Sense.Rel) && (i == t - 1 || s[i + 1].Is(Sense.Attempt) || s[t].Form == Form.Noun && s[i + 1].Finite && s[i + 1].Is(Sense.Take | Sense.Manage | Sense.Impose)), -1) is >= 0 and var rel)
        {
            if (Described(rel) is { Count: > 0 } described) return described;
            for (var i = rel - 1; i >= rel - 5; i--)
            {
                // «بناحيتي X وY اللتين خسرتهما»
                if (s[i].IsArea && Both(t) is { } two) return two;
                // «القرى شرقي X التي أخلاها»: not what they lie near.
                if (s[i].IsArea && s[i - 1].Is(Sense.Direction) && Stretch.Of(i - 4, 3).LastOrDefault(head => s[head].Is(Hint.CuePlace), -1) is >= 0 and var villages) return ArabicPlaces.From(s, villages, scene, direct: true, out _);
                if (s[i].IsArea) return [.. ArabicPlaces.From(s, s[i - 1].Is(Hint.Cue) ? i - 1 : i, scene, direct: !s[i - 1].Is(Sense.To | Sense.In | Sense.On | Sense.From), out _).Take(1)];
                // «وهي المدينة التي خسرها»: the one told of.
                if (s[i].Is(Hint.Itself) && s[i - 1].Word is "وهي" or "هي" && i == rel - 1) break;
                // «مغادرة البلدة التي سيطر عليها قبل أيام»
                if (i == rel - 1 && s[i].Is(Hint.Itself) && !s[i].Is(Hint.Cue) && s[i].Says(Cue.TheTown)) return [.. ArabicPlaces.From(s, i, scene, direct: true, out _).Take(1)];
                if (s[i].Is(Hint.Cue | Hint.Itself) || s[i].Is(Sense.Part)) return [];
            }
        }
        // «من تلال سيطرت عليها»: what has no name here.
        // «من مناطق أخرى لم يدخلها»
        if (s[t].Finite && s[t].Pronoun && s[t - 1].Is(Sense.Neg) && s[t - 2].Says(Cue.Others) && s[t - 3].Is(Sense.Part)) return [];
        if (s[t].Finite && (s[t - 1].Is(Hint.CueFeature | Hint.CueSite | Hint.CuePlace) || s[t - 1].Is(Sense.Part)) && !s[t - 2].Is(Tie.Ordinal) && !s[t - 1].Word.StartsWith("ال", StringComparison.Ordinal)) return [];
        // «سيطروا على قرى X، وباتوا على تخوم المدينة لكن لم يدخلوها»: the town spoken of since.
        if (governed.Count > 0 && s[t].Finite && Stretch.Of(governed[^1].Last + 1, Math.Max(0, t - governed[^1].Last - 1)).LastOrDefault(i => s[i].Is(Hint.Itself) && !s[i].Is(Hint.Cue) && s[i].Says(Cue.TheTown), -1) is >= 0 and var since)
            return [.. ArabicPlaces.From(s, since, scene, direct: true, out _).Take(1)];
        // «في بلدات الحراك ونصيب، ودخلها»: all that were named together.
        if (governed.Count > 0) return together.Contains(governed[^1]) ? [.. together] : [governed[^1]];
        for (var i = t - 1; i >= 0; i--)
        {
            var from = i;
            while (s[from - 1].Is(Hint.Cue)) from--;
            // «خرجوا من X باتجاه Y، ودخلتها القوات»: not whither they went.
            if (s[i].IsArea && s[from - 1].Is(Sense.To) && Stretch.Of(from - 10, 9).Any(k => s[k].Is(Sense.Exit | Sense.Withdraw | Sense.Leave | Sense.Pull) && s.SameClause(k, i))) continue;
            if (!s[i].IsArea || s[from].HasPreposition('ب') || s[from].Is(Hint.CueCountry) || s[from - 1].Is(Sense.In | Sense.Near | Sense.Direction | Sense.After | Sense.Before) || s[from - 1].Is(Hint.CueFeature) || s[ListStart(i) - 1].Is(Sense.Between)) continue;
            return Listed(i) ?? [.. ArabicPlaces.From(s, from, scene, direct: true, out _).Take(1)];
        }
        if (Fought(t) is { Count: > 0 } fought) return fought;
        if (scene.LastPlace is { } last) return [last];
        return OnlyNamed(t) is { Count: > 0 } only ? only : scene.LastNamed is { } named ? [named] : [];
    }

    // «تتجه الأرتال نحو X تمهيدا لدخولها», «على مشارف X بهدف اقتحامها»: whither they go.
    private List<Place> Bound(int t)
    {
        if (s[t] is not { Form: Form.Noun, Pronoun: true } || !s[t].Is(Sense.Enter | Sense.Take | Sense.TakeOn | Sense.Attack) || !s[t - 1].Says(Cue.WithTheAim)) return [];
        var name = Stretch.Of(t - 6, 5).LastOrDefault(i => s[i] is { IsArea: true, IsActor: false }, -1);
        if (name < 0 || Stretch.Of(name + 1, t - name - 2).Any(i => s[i].Finite || s[i].Kind == TokenKind.Comma)) return [];
        var from = s[name - 1].Is(Hint.CuePlace) ? name - 1 : name;
        return s[from - 1].Is(Sense.To | Sense.Direction) || s[from - 1].Says(Cue.Towards) || s[from - 1].Is(Sense.Near) && s[from - 1].Word is "علي" ? [.. ArabicPlaces.From(s, from, scene, direct: true, out _).Where(p => p.Area.Level == AreaLevel.Place).Take(1)] : [];
    }

    // «معارك في بلدة X، شمالي Y، انتهت بسقوطها»: the one town of the sentence; the other names say where it lies.
    private List<Place> Fought(int t)
    {
        if (!s[t].Is(Sense.Fall | Sense.Take)) return [];
        var names = Stretch.Of(1, Math.Max(0, t - 1)).Where(i => s[i].IsArea && !s[i].IsActor && !s[i - 1].Is(Sense.Direction) && !s[i - 1].Is(Hint.CueCountry | Hint.CueGovernorate)).ToList();
        return names is [var only] && s[only - 1].Is(Hint.CuePlace) && s[only - 2].Is(Sense.In) ? [.. ArabicPlaces.From(s, only - 1, scene, direct: true, out _).Take(1)] : [];
    }

    // «استعادة بلدة X بريف Y، التي فقدتها»: the town, not the countryside it lies in.
    private List<Place> Described(int rel)
    {
        if (s[rel - 1].Kind != TokenKind.Comma || governed.Count == 0 || governed[^1].Last >= rel || governed[^1].Last < rel - 8) return [];
        var between = Stretch.Of(governed[^1].Last + 1, rel - governed[^1].Last - 1);
        return !between.Any(i => s[i].HasPreposition('ب') && s[i].Is(Hint.CueCountry | Hint.CueGovernorate) || s[i].Is(Sense.In) && s[i + 1].Is(Hint.CueCountry | Hint.CueGovernorate)) ? [] : together.Contains(governed[^1]) ? [.. together] : [governed[^1]];
    }

    // «وقفوا عند مداخل مدينة X لكنهم لم يدخلوها», «ينفي دخولهم إليها»: the town they came up to since.
    private List<Place> CameUpTo(int t)
    {
        if (governed.Count == 0 || !s[t].Is(Sense.Enter)) return [];
        var name = Stretch.Of(governed[^1].Last + 1, Math.Max(0, t - governed[^1].Last - 1)).LastOrDefault(i => s[i] is { IsArea: true, IsActor: false }, -1);
        var cue = s[name - 1].Is(Hint.Cue) ? name - 1 : name;
        return name >= 0 && s[cue - 1].Says(Cue.EdgeNoun) ? [.. ArabicPlaces.From(s, cue, scene, direct: false, out _).Take(1)] : [];
    }
}
