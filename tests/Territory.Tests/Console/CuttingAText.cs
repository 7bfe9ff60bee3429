using CsCheck;
using Shouldly;
using Territory.OperationsConsole.Reports;
using Xunit;

namespace Territory.Tests.OperationsConsole;

public sealed class CuttingAText
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String["ab ابجد"], Gen.String["x😀ي"], Gen.String).Where(t => t.Length <= 60);

    private static readonly Gen<(string Text, MarkedSpan[] Spans)> Marked =
        from text in Texts
        from spans in Gen.Select(Gen.Int[-3, 64], Gen.Int[-3, 64], Gen.Int[0, 4], (start, end, mark) => new MarkedSpan(start, end, mark)).Array[0, 8]
        select (text, spans);

    [Fact]
    public void gives_back_the_text() => Marked.Sample(m => string.Concat(Highlight.Cut(m.Text, m.Spans).Select(p => p.Text)) == m.Text);

    [Fact]
    public void marks_every_letter_with_the_spans_around_it() => Marked.Sample(m =>
    {
        var at = 0;
        foreach (var piece in Highlight.Cut(Whole(m.Text), m.Spans))
        {
            for (var i = at; i < at + piece.Text.Length; i++)
                piece.Marks.ShouldBe([.. m.Spans.Where(s => s.Start <= i && i < s.End).Select(s => s.Mark).Distinct().Order()]);
            at += piece.Text.Length;
        }
    });

    [Fact]
    public void never_halves_a_letter() => Gen.Select(Gen.Int[-1, 9], Gen.Int[-1, 9]).Sample((start, end) =>
        Highlight.Cut("x😀ي😀😀", [new(start, end, 0)]).All(p => !char.IsLowSurrogate(p.Text[0]) && !char.IsHighSurrogate(p.Text[^1])));

    [Fact]
    public void ends_each_span_once()
    {
        var pieces = Highlight.Cut("0123456789", [new(0, 6, 1), new(3, 9, 2), new(3, 6, 3)]);
        pieces.Select(p => p.Text).ShouldBe(["012", "345", "678", "9"]);
        pieces.Select(p => string.Join(' ', p.Marks)).ShouldBe(["1", "1 2 3", "2", ""]);
        pieces.Select(p => string.Join(' ', p.Ends)).ShouldBe(["", "1 3", "2", ""]);
    }

    [Fact]
    public void leaves_out_what_marks_nothing() => Highlight.Cut("abc", [new(2, 2, 1), new(3, 9, 2), new(2, 1, 3)]).ShouldHaveSingleItem().Marks.ShouldBeEmpty();

    [Fact]
    public void of_no_length_has_no_piece() => Highlight.Cut("", [new(0, 4, 1)]).ShouldBeEmpty();

    // Letters of two halves move borders; without them each index is a letter.
    private static string Whole(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));
}
