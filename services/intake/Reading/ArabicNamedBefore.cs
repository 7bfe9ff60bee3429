using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

// What was named before a word: the subject of its clause, a list, what a pronoun may mean.
internal sealed partial class ArabicGoverned
{
    // The one place named before an item, though it only said where.
    private List<Place> OnlyNamed(int before)
    {
        var names = Stretch.Of(0, before).Where(i => s[i].IsArea && !s[i].IsActor).ToList();
        // «مدينة X بريف Y الغربي»: where it lies.
        if (names.Count > 1 && names.RemoveAll(i => s[i - 1].Is(Hint.CueCountry | Hint.CueGovernorate) && (s[i - 1].HasPreposition('ب') || s[i - 2].Is(Sense.In))) > 0) names.RemoveAll(i => !s[i - 1].Is(Hint.CuePlace));
        return names is [var only] ? [.. ArabicPlaces.From(s, s[only - 1].Is(Hint.Cue) ? only - 1 : only, scene, direct: true, out _).Take(1)] : [];
    }

    /// <summary>What a pronoun of the next sentence may mean, when this one told nothing.</summary>
    public void Remember()
    {
        if (s.Items.Any(i => i.IsArea)) scene.LastNamed = OnlyNamed(s.Count).FirstOrDefault();
        if (s.Items.Any(i => i.IsArea)) scene.LastCalled = Called();
        scene.LastCouple = ArabicPlaces.Couple(s, s.Count, scene);
    }

    // No place one goes to, comes from or is near.
    private (string Kind, IReadOnlyList<Area> Areas)? Called() =>
        Stretch.Of(1, Math.Max(0, s.Count - 1)).Where(i => s[i].IsArea && !s[i].IsActor && s[i - 1].Is(Hint.CuePlace)).ToList() is [var only] && !s[only - 2].Is(Sense.To | Sense.From | Sense.Near | Sense.Direction) && !s[only - 2].Is(Hint.CueCountry) && !s[only - 1].Prepositional
            && ArabicPlaces.From(s, only - 1, scene, direct: true, out _) is [{ Area.Level: AreaLevel.Place } place, ..] ? (s[only - 1].Word[s[only - 1].Prefix.Length..], place.Areas) : null;

    // «استعيدت X وانتشرت فيها وحدات الجيش»; not «في وقت انتشرت فيه القوات في Y», not «في X، ووصلت أخرى Y وانتشرت فيها».
    private bool DeployedIn(int t, int pronoun) =>
        s[t].Finite && s[t].Is(Sense.Deploy) && s[pronoun].Says(Cue.InsideIt) && !s[t - 1].Is(Sense.Rel) && !s[t - 1].EndsIn(Cue.TimeNoun)
        && !Stretch.Of(pronoun + 1, 6).TakeWhile(i => s.SameClause(i, t)).Any(i => s[i].Is(Sense.In) && (s[i + 1].IsArea || s[i + 1].Is(Hint.Cue)))
        && (governed.Count == 0 || governed[^1].Last > t || !Stretch.Of(governed[^1].Last + 1, t - governed[^1].Last - 1).Any(i => s[i] is { IsArea: true, IsActor: false } && !Stretch.Of(i - 2, 2).Any(k => s[k].Is(Sense.Direction) || s[k].Is(Hint.CueCountry | Hint.CueGovernorate))));

    // «انضمت بلدات داعل والغارية إلى المصالحة ودخلتها»: the whole list that the name ends.
    private List<Place>? Listed(int last)
    {
        for (var i = last - 1; i >= 0 && i >= last - Reach; i--)
            if (s[i].Is(Hint.CuePlace) && !s[i].Prepositional && ArabicPlaces.From(s, i, scene, direct: true, out var end) is { Count: > 1 } list && end > last) return list;
        return null;
    }

    /// <summary>«قواتنا العاملة في X وY قامت بإعادة الانتشار», «إعادة انتشار في محافظة X», «انسحبت القوات التي كانت متمركزة في X»: where those who leave stood.</summary>
    public List<Place> Stationed(int t)
    {
        var euphemism = s[t].Is(Hint.Euphemism);
        for (var i = euphemism ? Math.Max(1, t - Reach) : t + 1; i <= t + Reach; i++)
        {
            // «قواتنا العاملة على محور X نفذت إعادة انتشار»
            if (euphemism && s[i].Is(Sense.On) && s[i - 1].Is(Tie.Stationed) && s[i + 1].Says(Cue.AxisNoun)) return List(i + 2, direct: false);
            // Who is entrenched in a town has not left it.
            if (s[i].Is(Sense.In) && (s[i - 1].Is(Tie.Stationed) && !s[i - 1].Word.Contains("تحصن", StringComparison.Ordinal) || euphemism && i > t && i <= t + Reach / 2 && s[i + 1].Is(Hint.CueGovernorate) && s.SameClause(i, t))) return List(i + 1, direct: false);
        }
        return [];
    }

    /// <summary>The whole list that ends with a name: «بلدات X وY، وZ».</summary>
    public List<Place> EndingAt(int last)
    {
        var from = ListStart(last);
        return !s[last].IsArea || from > 0 && s[from - 1].Is(Hint.CueFeature) ? [] : ArabicPlaces.From(s, from, scene, direct: true, out _);
    }

    /// <summary>Where the list begins that a name ends.</summary>
    public int ListStart(int last)
    {
        var from = last;
        // «سيطر على X، ومدينة Y لا تزال بيد A»: Y alone.
        while (from > 0 && from > last - Reach && !(s[from - 1].Kind == TokenKind.Comma && ArabicPlaces.Anew(s, from)) && Before(from) is >= 0 and var before) from = before;
        return from;
    }

    // The item of a list before another of it: its kind, the name before «و», or one that nobody knows.
    private int Before(int at)
    {
        if (s[at - 1].Is(Hint.Cue) || s[at - 1].Is(Sense.Part | Sense.Most | Sense.Whole | Sense.WholeParts) && !s[at - 1].Is(Sense.Adverb)) return at - 1;
        var comma = s[at - 1].Kind == TokenKind.Comma ? 1 : 0;
        if (s[at - 1 - comma].IsArea && (s[at].HasConjunction || Unheard(at) || s[at].Is(Hint.Cue) && comma == 0)) return at - 1 - comma;
        return Unheard(at - 1 - comma) && s[at].HasConjunction ? at - 1 - comma : -1;
    }

    // A name nobody knows, in a list.
    private bool Unheard(int at) => s[at] is { IsWord: true, Word: ['و', _, _, ..] } && s[at].Meaning == Item.Nothing;

    public List<Place> PlacesBefore(int t) => PlacesBefore(t, s.ClauseStart(t));

    public List<Place> PlacesBefore(int t, int start)
    {
        for (var i = start; i < t; i++)
        {
            if (!s[i].IsArea && !s[i].Is(Hint.Cue)) continue;
            // «ثلثا مدينة X عادا إلى سيطرة الجيش»: the share counts.
            if (i > start && Share(i - 1) && ArabicPlaces.From(s, i - 1, scene, direct: true, out var whole) is { Count: > 0 } shared) return whole <= t + 1 ? shared : [];
            // «نحو 50٪ من محافظة X باتت بيد A»
            if (i > start && ShareOf(i - 1, start) is >= 0 and var amount && ArabicPlaces.From(s, amount, scene, direct: true, out var past) is { Count: > 0 } counted) return past <= t + 1 ? counted : [];
            if (i > start && s[i - 1].Is(Sense.In | Sense.Near | Sense.From | Sense.On | Sense.To)) return [];
            var places = ArabicPlaces.From(s, i, scene, direct: true, out var end);
            // «تل كذا في محافظة X باتت بيد A»: where it lies.
            return places.Count > 0 && end <= t + 1 && (!Whole(places[0]) || !s[places[0].First].Prepositional && (places.Count > 1 || places[0].First == start || StandsItself(places[0].First))) ? places : [];
        }
        return [];
    }

    private bool Share(int at) => s[at].Is(Sense.Part | Sense.Most | Sense.Whole | Sense.WholeParts) && !s[at].Is(Sense.Adverb | Sense.To | Sense.In | Sense.Near) && !s[at].Prepositional;

    public Place? PlaceBefore(int at) => Near(at) is { } near && (!Whole(near) || StandsItself(near.First) && !Since(near.Last, at)) ? near : null;

    private Place? Near(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 12; i--)
            // «حافلات متجهة إلى X»: whither they go.
            if (s[i].IsArea && !(i > 0 && (s[i - 1].Is(Sense.In | Sense.Near) || s[i - 1].Is(Hint.CueFeature) || s[i - 1].Is(Sense.To) && s[i - 2].Word.Contains("متجه", StringComparison.Ordinal) | s[i - 2].Word.Contains("متوجه", StringComparison.Ordinal)))) return ArabicPlaces.From(s, i > 0 && s[i - 1].Is(Hint.Cue) ? i - 1 : i, scene, direct: true, out _).FirstOrDefault() is { } near && near.Area.Level == AreaLevel.Governorate && s[near.First - 1].Is(Sense.From) ? near with { Extent = Extent.Part } : ArabicPlaces.From(s, i > 0 && s[i - 1].Is(Hint.Cue) ? i - 1 : i, scene, direct: true, out _).FirstOrDefault();
        return null;
    }
}
