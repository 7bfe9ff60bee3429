using System.Collections.Concurrent;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>A wording found in the text.</summary>
internal readonly record struct Match(int Length, Meaning Meaning, string Prefix);

/// <summary>The wordings of one language in a theatre, compiled once; afterwards it only remembers the words it met.</summary>
internal sealed class Lexicon
{
    private readonly WordTree plain = new();
    // Wordings whose first word has its article swallowed by ل.
    private readonly WordTree joined = new();
    // English writes Arabic names in many ways: compared by what the spellings have in common.
    private readonly WordTree spellings = new();
    private readonly bool arabic;
    private readonly Dictionary<string, CueSet> said = [];
    // Single words that rules look for beside a wording.
    private readonly CueTable cues;
    // The words of all texts so far. The common ones are met soon; those of a hostile text have no end, in number or length.
    private readonly ConcurrentDictionary<string, WordForm> met = new(StringComparer.Ordinal);
    internal const int MostMet = 50_000, LongestMet = 32;
    private int count;
    // «كفر», «خان»: often written as one word with the name behind them.
    private readonly HashSet<string> heads = [];

    // "securely", "reluctantly": no list has them all.
    private const int ShortestManner = 5;
    private static readonly Match Manner = new(1, new Meaning { Senses = Sense.Adverb }, "");

    public Lexicon(Theatre theatre, string language)
    {
        arabic = language == "ar";
        cues = new CueTable(said);
        if (!theatre.Phrases.TryGetValue(language, out var lists)) return;
        var kinds = lists.Where(l => Enum.TryParse<Hint>(l.Key, ignoreCase: true, out var hint) && (hint & Hint.Cue) != 0).SelectMany(l => l.Value).Select(ArabicInflection.Fold).ToHashSet();
        foreach (var (name, entries) in lists) AddList(theatre, name, entries);
        var seats = Seats(theatre);
        heads = [.. lists.GetValueOrDefault("nameHead", []).Select(ArabicInflection.Fold)];
        foreach (var area in theatre.Areas) AddArea(area, kinds, seats);
        foreach (var actor in theatre.Actors)
            foreach (var form in actor.Forms.Where(f => OfLanguage(f.Text))) AddActor(new ActorWording(actor, form));
    }

    /// <summary>How many words it remembers.</summary>
    public int Met => Volatile.Read(ref count);

    /// <summary>What the letters of a word tell.</summary>
    public WordForm Form(ReadOnlySpan<char> letters)
    {
        if (met.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters, out var known)) return known;
        var word = letters.ToString();
        var form = new WordForm(word, [.. Openings(word)], arabic ? null : spellings.Next(Transliteration.Key(word)), cues);
        if (word is { Length: > 0 and <= LongestMet } && !char.IsDigit(word[0]) && Met < MostMet && met.TryAdd(word, form)) Interlocked.Increment(ref count);
        return form;
    }

    private IEnumerable<Opening> Openings(string word)
    {
        foreach (var cut in arabic ? Clitics.Cuts(word) : Clitics.None)
        {
            if (plain.Next(word.AsSpan(cut)) is { } wordings) yield return new(wordings, word[..cut]);
            if (arabic && word.AsSpan(cut).StartsWith("ل") && joined.Next(word.AsSpan(cut)) is { } swallowed) yield return new(swallowed, word[..(cut + 1)]);
        }
    }

    /// <summary>The longest wording that begins at a token; of equally long ones that with the fewest clitics cut.</summary>
    public Match? Longest(WordForm first, string folded, List<Token> tokens, int at, int end)
    {
        Match? best = null;
        foreach (var (wordings, clitics) in first.Openings) best = Better(best, wordings.Longest(folded, tokens, at, end), clitics);
        if (arabic) return best;
        if (Named(folded, tokens, at, end)) return first.Spelled is { } names ? Better(best, names.Longest(folded, tokens, at, end, Transliteration.Key), "") : best;
        return best ?? (first.Word.Length > ShortestManner && first.Word.EndsWith("ly", StringComparison.Ordinal) ? Manner : null);
    }

    // «al-Shajara» begins with a small letter.
    private static bool Named(string folded, List<Token> tokens, int at, int end) =>
        tokens[at].Capital || (at + 1 < end && tokens[at + 1].Capital && tokens[at].In(folded) is "al" or "el");

    /// <summary>Whether a phrase list of this name is read: a misspelt one would be silent.</summary>
    public static bool Knows(string list) =>
        Enum.TryParse<Sense>(list, ignoreCase: true, out _) || Enum.TryParse<Hint>(list, ignoreCase: true, out _) || Enum.TryParse<Tie>(list, ignoreCase: true, out _) || Enum.TryParse<Cue>(list, ignoreCase: true, out _) || Ordered(list) is not null || list.Split('.') is ["actor" or "metonym" or "voice", _];

    private static Match? Better(Match? best, (int Length, Meaning? Meaning) found, string prefix) =>
        found.Meaning is not null && found.Length > (best?.Length ?? 0) ? new Match(found.Length, found.Meaning, prefix) : best;

    private void AddList(Theatre theatre, string name, IReadOnlyList<string> entries)
    {
        var (sense, hint) = (Enum.TryParse<Sense>(name, ignoreCase: true, out var s) ? s : Sense.None, Enum.TryParse<Hint>(name, ignoreCase: true, out var h) ? h : Hint.None);
        var tie = Enum.TryParse<Tie>(name, ignoreCase: true, out var t) ? t : Tie.None;
        if (Ordered(name) is { } counted)
            for (var i = 0; i < entries.Count; i++)
                foreach (var word in entries[i].Split('/')) Tag(ArabicInflection.Fold(word), m => m.Count(counted, i));
        else if (sense != Sense.None || hint != Hint.None || tie != Tie.None)
            foreach (var entry in entries)
                foreach (var wording in arabic ? ArabicInflection.Of(entry) : EnglishInflection.Of(entry)) Tag(wording.Words, m => m.Add(sense, hint, tie, wording));
        else if (Enum.TryParse<Cue>(name, ignoreCase: true, out var cue))
            foreach (var entry in entries) Say(name, entry, cue);
        else if (name.Split('.') is [("actor" or "metonym" or "voice") and var kind, var whom])
            AddWordings(theatre, name, whom.Split('@'), kind, entries);
    }

    private void Say(string list, string entry, Cue cue)
    {
        var (folded, word) = (NormalizedText.Of(entry), ArabicInflection.Fold(entry));
        if (Tokens.Of(folded, entry).Count != 1)
            throw new InvalidOperationException($"The phrase list '{list}' has the entry '{entry}', which no single word of a text is; write one word.");
        if (!said.TryGetValue(word, out var set)) said[word] = set = new CueSet();
        set.Add(cue);
    }

    // In these lists the place in the list is the meaning: Sunday first, January first, one first.
    private static Hint? Ordered(string name) => name switch { "weekdays" => Hint.Weekday, "months" => Hint.Month, "small" => Hint.Small, _ => null };

    private void AddWordings(Theatre theatre, string name, string[] whom, string kind, IReadOnlyList<string> entries)
    {
        var actor = theatre.FindActor(whom[0])
            ?? throw new InvalidOperationException($"The phrase list '{name}' names the actor '{whom[0]}', which the theatre '{theatre.Id}' does not have; name the code of one of its actors.");
        foreach (var entry in entries) AddActor(new ActorWording(actor, new SurfaceForm(entry), Common: true, whom.ElementAtOrDefault(1), Metonym: kind != "actor", Voice: kind == "voice"));
    }

    // «محافظة درعا» is read as cue and name, so that every level is told apart in the same way.
    private void AddArea(Area area, HashSet<string> kinds, Dictionary<string, Area> seats)
    {
        var names = new[] { area.Name, area.NameAr }.Concat(area.Variants).Where(OfLanguage).Select(ArabicInflection.Fold).ToHashSet();
        foreach (var name in names)
        {
            var words = name.Split(' ');
            var cued = words.Length > 1 && ((kinds.Contains(words[0]) && names.Contains(string.Join(' ', words[1..]))) || (kinds.Contains(words[^1]) && names.Contains(string.Join(' ', words[..^1]))));
            if (cued) continue;
            Tag(name, m => m.Add(area));
            if (Joined(words, names) is { } joint) Tag(joint, m => m.Add(area));
            if (seats.GetValueOrDefault(area.Code) is { } seat) Tag(name, m => m.Add(seat));
            if (!arabic && Transliteration.Keys(name) is { Length: > 0 } keys) spellings.At(keys).Add(area);
        }
    }

    // «كفربطنا» beside «كفر بطنا», and the other way round; nothing for a spelling that is listed.
    private string? Joined(string[] words, HashSet<string> names)
    {
        var other = words is [var head, var name] && heads.Contains(head) ? head + name : words is [['ك', 'ف', 'ر', _, _, _, ..] whole] ? "كفر " + whole[3..] : null;
        return other is null || names.Contains(other) ? null : other;
    }

    // A spelling of a governorate or district is one of its seat too, where both bear one name.
    private static Dictionary<string, Area> Seats(Theatre theatre)
    {
        var seats = new Dictionary<string, Area>();
        foreach (var place in theatre.Areas.Where(a => a.SeatOf is not null))
            foreach (var above in place.Path.Select(theatre.FindArea).OfType<Area>())
                if ((above.Level, place.SeatOf) is (AreaLevel.Governorate, 1) or (AreaLevel.District, 2) && above.NameAr == place.NameAr) seats.TryAdd(above.Code, place);
        return seats;
    }

    private void AddActor(ActorWording wording) => Tag(ArabicInflection.Fold(wording.Form.Text), m => m.Actors.Add(wording));

    private bool OfLanguage(string name) => name.Any(c => c is >= '\u0600' and <= '\u06FF') == arabic;

    private void Tag(string words, Action<Meaning> mark)
    {
        var parts = words.Split([' ', '-', '/', '(', ')', '"', ','], StringSplitOptions.RemoveEmptyEntries).Select(w => (w.EndsWith("'s", StringComparison.Ordinal) ? w[..^2] : w).Replace("'", "").Replace(".", "")).ToArray();
        if (parts.Length == 0) return;
        mark(plain.At(parts));
        if (arabic && Clitics.WithLam(parts[0]) is { } lam) mark(joined.At([lam, .. parts[1..]]));
    }
}
