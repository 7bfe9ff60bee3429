namespace Territory.Intake.Reading;

/// <summary>What a token is: a word or number, or the kind of break.</summary>
internal enum TokenKind { Word, Number, Comma, Open, Close, Dash, Colon, Stop, Line }

/// <summary>A word or mark of the folded text, with its place in the original.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, TextSpan Original, bool Capital, string? Bare = null)
{
    /// <summary>«إن» with its hamza below, which folds to the same as «أن».</summary>
    public bool HamzaBelow { get; init; }

    /// <summary>The letters to look up: without apostrophes and points.</summary>
    public ReadOnlySpan<char> In(string folded) => Bare ?? folded.AsSpan(Start, End - Start);
}

/// <summary>Cuts the folded text into tokens. Quotation marks vanish: a quoted name is the same name.</summary>
internal static class Tokens
{
    public static List<Token> Of(NormalizedText text, string original)
    {
        var (folded, tokens) = (text.Text, new List<Token>(text.Text.Length / 5));
        for (var i = 0; i < folded.Length;)
        {
            var c = folded[i];
            if (Lettered(c)) i = Word(text, original, tokens, i, Detached(folded, i, out var quoted) ? quoted : i);
            else
            {
                if (Break(folded, i) is { } kind) tokens.Add(new Token(kind, i, i + 1, text.Original(i, i + 1), false));
                // A possessive is a word of its own; any other apostrophe outside a word is a quotation mark.
                else if (c == '\'' && i > 0 && char.IsLetter(folded[i - 1]) && i + 1 < folded.Length && folded[i + 1] == 's' && Ends(folded, i + 2)) i++;
                i++;
            }
        }
        return tokens;
    }

    // «لـ«الجبهة»», «و التي»: a clitic that a quotation mark or a space parts from its word.
    private static bool Detached(string folded, int at, out int word)
    {
        for (word = at; word < folded.Length && word < at + 2 && folded[word] is 'و' or 'ف' or 'ب' or 'ل' or 'ك';) word++;
        var letters = word - at;
        while (letters > 0 && word < folded.Length && word < at + letters + 3 && folded[word] is '"' or ' ' or '\'') word++;
        // A space alone parts only و from its word: «ي ب ك» is a name of three letters.
        var parted = word > at + letters && (letters == 1 || folded[at] is 'و' or 'ف') && (folded[at] == 'و' || folded[(at + letters)..word].AsSpan().ContainsAny('"', '\''));
        return letters > 0 && parted && word + 1 < folded.Length && char.IsLetter(folded[word]) && char.IsLetter(folded[word + 1]) && (at == 0 || !Lettered(folded[at - 1]));
    }

    private static int Word(NormalizedText text, string original, List<Token> tokens, int start, int letters)
    {
        var (folded, end) = (text.Text, letters);
        var number = char.IsDigit(folded[start]);
        while (end < folded.Length && (Lettered(folded[end]) && !(end > start && Glued(folded, end)) || Inside(folded, end, number))) end++;
        var span = text.Original(start, end);
        var bare = !number && folded.AsSpan(start, end - start).IndexOfAny("'. \"") >= 0 ? string.Concat(folded[start..end].Where(Lettered)) : null;
        tokens.Add(new Token(number ? TokenKind.Number : TokenKind.Word, start, end, span, char.IsUpper(original[span.Start]), bare) { HamzaBelow = original[span.Start] == 'إ' });
        return end;
    }

    // «نحو80 بالمئة», «80كم»: an Arabic word and a number without the space between them.
    private static bool Glued(string folded, int at) => at > 0 && (char.IsDigit(folded[at]) && folded[at - 1] >= '\u0600' && char.IsLetter(folded[at - 1]) || folded[at] >= '\u0600' && char.IsLetter(folded[at]) && char.IsDigit(folded[at - 1]));

    // Inside a word: an apostrophe (Dar'a) that does not begin a possessive, the points of U.S., the point or comma of 3.5.
    private static bool Inside(string folded, int at, bool number)
    {
        if (at + 1 >= folded.Length || !Lettered(folded[at + 1])) return false;
        if (number) return folded[at] is '.' or ',' or '٫' or '٬' && char.IsDigit(folded[at + 1]);
        if (folded[at] == '\'') return !(folded[at + 1] == 's' && Ends(folded, at + 2));
        return folded[at] == '.' && folded[at + 1] < 0x80 && (at < 2 || !Lettered(folded[at - 2])) && Ends(folded, at + 2);
    }

    // Asked of each character of a text, most of which are letters of one block.
    private static bool Lettered(char c) => c is >= '\u0620' and <= '\u064A' || char.IsLetterOrDigit(c);

    private static bool Ends(string folded, int at) => at >= folded.Length || !Lettered(folded[at]);

    // "Oct. 9", "Gen. Hassan": the point shortens a word and ends no sentence.
    private static bool Shortens(string folded, int at)
    {
        var start = at;
        while (start > 0 && at - start < 5 && folded[start - 1] is >= 'a' and <= 'z') start--;
        if (at + 2 >= folded.Length || folded[at + 1] != ' ' || (start > 0 && Lettered(folded[start - 1]))) return false;
        return folded[start..at] is "jan" or "feb" or "mar" or "apr" or "jun" or "jul" or "aug" or "sep" or "sept" or "oct" or "nov" or "dec" ? char.IsDigit(folded[at + 2])
            : folded[start..at] is "gen" or "col" or "lt" or "maj" or "brig" or "capt" or "mr" or "mrs" or "dr";
    }

    private static TokenKind? Break(string folded, int at) => folded[at] switch
    {
        '\n' or '\r' => TokenKind.Line,
        '!' or '?' or '؟' or '؛' or ';' or '۔' or '•' or '…' => TokenKind.Stop,
        // The last point of U.S. ends no sentence.
        '.' => at > 2 && folded[at - 2] == '.' && char.IsLetter(folded[at - 1]) || Shortens(folded, at) ? null : TokenKind.Stop,
        ',' or '،' or '、' => TokenKind.Comma,
        // "A + B", "A & B": a list.
        '+' or '&' => at > 0 && at + 1 < folded.Length && folded[at - 1] == ' ' && folded[at + 1] == ' ' ? TokenKind.Comma : null,
        // "the city of Daraa [province]": an editor's word is read like the rest.
        '[' or ']' => null,
        '(' or '{' => TokenKind.Open,
        ')' or '}' => TokenKind.Close,
        '—' or '|' or '/' => TokenKind.Dash,
        '-' => at > 0 && at + 1 < folded.Length && folded[at - 1] < 0x80 && (Lettered(folded[at - 1]) || folded[at - 1] == '.') && (Lettered(folded[at + 1]) || folded[at + 1] == '\'' && at + 2 < folded.Length && char.IsLetter(folded[at + 2])) ? null : TokenKind.Dash,
        ':' => TokenKind.Colon,
        '%' or '٪' => TokenKind.Number,
        _ => null,
    };
}
