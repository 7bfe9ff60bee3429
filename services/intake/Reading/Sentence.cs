using System.Runtime.CompilerServices;

namespace Territory.Intake.Reading;

/// <summary>The items of one sentence, and the clause each belongs to.</summary>
internal sealed class Sentence(Item[] items, int number, bool question = false)
{
    private readonly int[] clauses = new int[items.Length];

    public Item[] Items => items;
    /// <summary>0 for the first sentence of the report: its headline or lead.</summary>
    public int Number { get; } = number;
    /// <summary>Ends in a question mark: it asks and tells nothing.</summary>
    public bool Question { get; } = question;
    public int Count => Items.Length;
    /// <summary>The item; beyond either end a mark that means nothing, so that looking around needs no bounds.</summary>
    public Item this[int at]
    {
        // Asked for everywhere: a twentieth of all reading was the call.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var all = items;
            return (uint)at < (uint)all.Length ? all[at] : Item.Beyond;
        }
    }

    public int ClauseOf(int at) => clauses[at];
    /// <summary>Whether both are items of one clause; nothing beyond either end is.</summary>
    public bool SameClause(int a, int b) => (uint)a < (uint)Count && (uint)b < (uint)Count && clauses[a] == clauses[b];

    /// <summary>«خلال العملية», «أثناء الهجوم»: when it was, in two words.</summary>
    public bool Meantime(int at) => this[at].Word is "خلال" or "اثناء" && this[at + 1] is { Kind: TokenKind.Word, IsArea: false, IsActor: false } when && when.Word.StartsWith("ال", StringComparison.Ordinal) && !when.Is(Hint.Cue | Hint.CueSite | Hint.Itself);

    /// <summary>Begins a new clause at an item, for it and all after it.</summary>
    public void Divide(Func<Sentence, int, bool> begins)
    {
        for (var (i, clause) = (0, 0); i < Count; i++) clauses[i] = i > 0 && begins(this, i) ? ++clause : clause;
    }

    public int ClauseStart(int at)
    {
        while (at > 0 && clauses[at - 1] == clauses[at]) at--;
        return at;
    }

    public int ClauseEnd(int at)
    {
        while (at < Count && at + 1 < Count && clauses[at + 1] == clauses[at]) at++;
        return at + 1;
    }
}

/// <summary>Cuts tokens into sentences and tags them. A comma ends no sentence; a line does.</summary>
internal static class Tagging
{
    // A sentence without an end (a list, hostile text) is cut: every look around a trigger stays bounded.
    private const int LongestSentence = 250;
    private const int MostPoints = 6;

    public static IEnumerable<Sentence> Of(NormalizedText text, List<Token> tokens, Lexicon lexicon)
    {
        var number = 0;
        for (var start = 0; start < tokens.Count;)
        {
            var end = start;
            while (end < tokens.Count && end - start < LongestSentence && (tokens[end].Kind is not (TokenKind.Stop or TokenKind.Line) || Trails(tokens, end, text.Text) || Wrapped(tokens, start, end, text.Text, lexicon))) end++;
            if (end > start) yield return new Sentence(Items(text.Text, tokens, start, end, lexicon), number, end < tokens.Count && tokens[end].In(text.Text) is "?" or "؟");
            // Points in a row part two headlines.
            if (end > start && !(end + 1 < tokens.Count && tokens[end].Kind == TokenKind.Stop && (tokens[end + 1].Kind == TokenKind.Stop || tokens[end].In(text.Text) is "…"))) number++;
            start = end < tokens.Count && tokens[end].Kind is TokenKind.Stop or TokenKind.Line ? end + 1 : end;
        }
    }

    // «سيطرت الفصائل على مدينة», and the name on the next line: a line broken within a phrase, or after its first word.
    private static bool Wrapped(List<Token> tokens, int start, int at, string folded, Lexicon lexicon) =>
        tokens[at].Kind == TokenKind.Line && at > start && tokens[at - 1].Kind == TokenKind.Word && at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Word && folded[tokens[at - 1].Start] >= '\u0600'
        && (start == 0 && at == 1 || lexicon.Form(tokens[at - 1].In(folded)).Lists.Has(Cue.WordBeforeAName));

    // "factions... have taken over": points in a row before a small letter end nothing.
    private static bool Trails(List<Token> tokens, int at, string folded)
    {
        var (first, last) = (at, at);
        // Of no more points than people write: a text of points alone is not gone through for each of them.
        while (first > Math.Max(0, at - MostPoints) && tokens[first - 1].Kind == TokenKind.Stop) first--;
        while (last + 1 < Math.Min(tokens.Count, at + MostPoints) && tokens[last + 1].Kind == TokenKind.Stop) last++;
        return first < last && last + 1 < tokens.Count && tokens[last + 1] is { Kind: TokenKind.Word, Capital: false } next && next.In(folded)[0] is >= 'a' and <= 'z';
    }

    // «وحدات الجيش السوري الحر»: the name that begins inside the wording and ends beyond it is the party's.
    private static int Overlapped(string folded, List<Token> tokens, int at, int end, int length, Lexicon lexicon)
    {
        for (var i = at + 1; i < at + length; i++)
            if (lexicon.Longest(lexicon.Form(tokens[i].In(folded)), folded, tokens, i, end) is { } inner && i + inner.Length > at + length && inner is { Prefix: "", Meaning.Actors.Count: > 0 }) return i;
        return -1;
    }

    private static Item[] Items(string folded, List<Token> tokens, int start, int end, Lexicon lexicon)
    {
        var items = new List<Item>(end - start);
        for (var i = start; i < end;)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Line) { i++; continue; }
            var first = lexicon.Form(token.In(folded));
            var match = token.Kind is TokenKind.Word or TokenKind.Number ? lexicon.Longest(first, folded, tokens, i, end) : null;
            if (match is { Length: > 1 } party && party.Meaning.Actors.Count > 0 && folded[token.Start] is >= '\u0600' && Overlapped(folded, tokens, i, end, party.Length, lexicon) is >= 0 and var longer) match = lexicon.Longest(first, folded, tokens, i, longer);
            var length = match?.Length ?? 1;
            var span = new TextSpan(token.Original.Start, tokens[i + length - 1].Original.End);
            items.Add(new Item
            {
                Kind = token.Kind == TokenKind.Number && match is not null ? TokenKind.Word : token.Kind,
                Span = span,
                First = first,
                Last = length == 1 ? first : lexicon.Form(tokens[i + length - 1].In(folded)),
                Capital = tokens.FindIndex(i, length, t => t.Capital) >= 0,
                HamzaBelow = token.HamzaBelow,
                Prefix = match?.Prefix ?? "",
                Meaning = match is not { } known ? Item.Nothing : tokens[i].Capital ? known.Meaning : known.Meaning.Written,
            });
            i += length;
        }
        return [.. items];
    }
}
