using System.Text;

namespace Territory.Cli.Screen;

/// <summary>Words of strangers, made safe to show on one line of a terminal.</summary>
internal static class Plain
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>One line without control characters: a report must not move the cursor or reorder what stands beside it.</summary>
    public static string Line(string? text)
    {
        if (text is null) return "";
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\r' or '\t' or ' ' or '\u2028' or '\u2029')
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else if (!char.IsControl(c) && !IsDirectionMark(c)) line.Append(c);
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>The same, and kept from reordering its neighbours when it has letters that run from right to left.</summary>
    public static string Isolated(string? text)
    {
        var line = Line(text);
        return line.Any(IsRightToLeft) ? $"{FirstStrongIsolate}{line}{PopDirectionalIsolate}" : line;
    }

    // Embeddings, overrides and isolates (Unicode Standard Annex 9); the marks 200E and 200F are harmless and stay.
    private static bool IsDirectionMark(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    // Hebrew, Arabic, Syriac, Thaana and their presentation forms.
    private static bool IsRightToLeft(char c) => c is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC';
}
