namespace Territory.OperationsConsole.Reports;

/// <summary>A stretch of a text to mark, by UTF-16 offsets, half-open; <paramref name="Mark"/> says with what.</summary>
public readonly record struct MarkedSpan(int Start, int End, int Mark);

/// <summary>A piece of the text between two borders of spans. <paramref name="Ends"/> are the marks whose span ends with it.</summary>
public sealed record TextPiece(string Text, IReadOnlyList<int> Marks, IReadOnlyList<int> Ends);

/// <summary>Cuts a text where spans begin and end, so that overlapping spans can be shown without nesting.</summary>
public static class Highlight
{
    /// <summary>The pieces in order; together they are the text. Spans that lie outside are cut to it, empty ones left out.</summary>
    public static IReadOnlyList<TextPiece> Cut(string text, IEnumerable<MarkedSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(text);
        var inside = spans.Select(s => new MarkedSpan(Snap(text, s.Start), Snap(text, s.End), s.Mark)).Where(s => s.Start < s.End).ToArray();
        var borders = inside.SelectMany(s => new[] { s.Start, s.End }).Append(0).Append(text.Length).Distinct().Order().ToArray();
        return [.. borders.Zip(borders.Skip(1), (start, end) => new TextPiece(
            text[start..end],
            [.. inside.Where(s => s.Start <= start && s.End >= end).Select(s => s.Mark).Distinct().Order()],
            [.. inside.Where(s => s.End == end).Select(s => s.Mark).Distinct().Order()]))];
    }

    /// <summary>Into the text, and never between the halves of a surrogate pair: half a letter is no letter.</summary>
    private static int Snap(string text, int offset)
    {
        var at = Math.Clamp(offset, 0, text.Length);
        return at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]) ? at - 1 : at;
    }
}
