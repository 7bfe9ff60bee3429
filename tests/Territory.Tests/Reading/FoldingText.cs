using CsCheck;
using Shouldly;
using Territory.Intake.Reading;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>Folding and cutting: spellings meet, origins stay.</summary>
public sealed class FoldingText
{
    [Theory]
    [InlineData("أإآٱ", "اااا")]
    [InlineData("حماةُ", "حماه")]
    [InlineData("ســوريا", "سوريا")]
    [InlineData("مستشفى", "مستشفي")]
    [InlineData("شؤون طائرة", "شوون طايره")]
    [InlineData("ی ک", "ي ك")]
    [InlineData("٢٠٢٤", "2024")]
    [InlineData("Kobanî Ḩimş", "kobani hims")]
    public void brings_spelling_variants_together(string written, string folded) => NormalizedText.Of(written).Text.ShouldBe(folded);

    [Fact]
    public void every_folded_letter_knows_its_origin() =>
        Gen.String[0, 80].Sample(text =>
        {
            var folded = NormalizedText.Of(text);
            for (var i = 0; i < folded.Text.Length; i++)
            {
                var span = folded.Original(i, i + 1);
                (span.Start >= 0 && span.End <= text.Length && span.Length == 1).ShouldBeTrue();
            }
        });

    [Theory]
    [InlineData("Dar'a fell", "Dar'a|fell")]
    [InlineData("Assad's army", "Assad|army")]
    [InlineData("U.S. troops", "U.S|troops")]
    [InlineData("rebel-held Idlib", "rebel|held|Idlib")]
    [InlineData("حماة، حمص", "حماة|،|حمص")]
    [InlineData("«تحرير الشام»", "تحرير|الشام")]
    public void cuts_words_where_a_reader_would(string text, string words) =>
        string.Join('|', Tokens.Of(NormalizedText.Of(text), text).Where(t => t.Kind != TokenKind.Stop).Select(t => t.Original.Of(text))).ShouldBe(words);
}
