using System.Diagnostics;
using CsCheck;
using Shouldly;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>Whatever stands in a text: it is read without a throw, in linear time, and every span is a span of it.</summary>
public sealed class AnyText
{
    private static readonly string[] Pieces =
    [
        "سيطرت", "المعارضة", "على", "مدينة", "محافظة", "درعا", "حماة", "قوات النظام", "انسحبت", "من", "منها", "عليها", "بعد", "لم", "كانت", "قد", "إذا", "نفت", "التي",
        "تحت سيطرة", "بيد", "سلّم", "إلى قسد", "أنباء عن", "و", "ب", "لل", "،", ".", "؟", "\n", "(", ")", "«", "»", "2019", "٢٠٢٤", "7/12/2024", "31 شباط", "ليلة السبت", "قبل 99999999 سنة",
        "شنت", "هجوما", "هجوم", "صدت", "محاولا", "بلدتي", "القريتين", "المذكورة", "عليهما", "لم يتبق", "سوى", "أحيائها", "تابعة", "كفر", "اتهمت", "لـ", "و ",
        "rebels", "seized", "Hama", "and", "the", "city", "of", "control", "withdrew", "from", "to", "by", "not", "was", "U.S.", "Dar'a", "'s", "province", "Feb 30", "in 9999",
        "\u0301", "\u064B", "\u0640", "\u200F", "\u202E", "\uFEFF", "\uD800", "\uDC00", "😀", "\0", "\u2029", "ﻻ", "ﷺ", "ẛ", "İ", "ß", "%", "-", "—", "/",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 60].Select(p => string.Join(' ', p)),
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 60].Select(string.Concat),
        Gen.Char.Array[0, 200].Select(c => new string(c)));

    private static readonly Gen<string?> Languages = Gen.Int[0, 2].Select(i => i switch { 0 => "ar", 1 => "en", _ => (string?)null });

    [Fact]
    public void is_read_without_a_throw_and_quoted_exactly() =>
        Gen.Select(Texts, Languages).Sample((text, language) =>
        {
            var read = Syria.Reader.Read(text, Published, language);
            foreach (var claim in read.Claims)
            {
                claim.Evidence.ShouldNotBeEmpty();
                claim.Confidence.ShouldBeInRange(0, 1);
                var end = -1;
                foreach (var span in claim.Evidence)
                {
                    span.Start.ShouldBeGreaterThan(end);
                    span.End.ShouldBeGreaterThan(span.Start);
                    span.End.ShouldBeLessThanOrEqualTo(text.Length);
                    end = span.Start;
                }
            }
            foreach (var note in read.Notes) (note.Span.Start >= 0 && note.Span.End <= text.Length && note.Span.Length > 0).ShouldBeTrue();
        }, iter: 4000);

    [Theory]
    [InlineData("شنت قوات النظام هجوما على مدينة حماة")]
    [InlineData("شنت قوات النظام على مدينة حماة هجوما")]
    [InlineData("صدت الفصائل هجوم")]
    [InlineData("هجوما على حماة")]
    [InlineData("سيطرت المعارضة على أحيائها")]
    [InlineData("سقوط درعا،")]
    [InlineData("لم يتبق بيد قوات النظام سوى")]
    [InlineData("اتهمت قسد الجيش السوري بدخول")]
    public void may_end_where_a_rule_looks_ahead(string text) => Should.NotThrow(() => Syria.Read(text));

    [Fact]
    public void is_quoted_with_its_clitic_and_quotation_marks()
    {
        const string text = "سلّم النظام مدينة حماة لـ«هيئة تحرير الشام»";
        var claim = Syria.Read(text).Claims.ShouldHaveSingleItem();
        claim.To.ShouldBe("HTS");
        claim.Evidence[^1].Of(text).ShouldBe("مدينة حماة لـ«هيئة تحرير الشام");
    }

    [Fact]
    public void is_quoted_with_its_marks_and_variants()
    {
        // Tatweel, vowels, a bidi mark and an emoji before the words: the quote is what was written.
        const string text = "😀 \u200Fسيـطرتِ المعارضةُ على مديـنة حمــاة";
        var claim = Syria.Read(text).Claims.ShouldHaveSingleItem();
        claim.Area.ShouldBe("C2987");
        string.Join('|', claim.Evidence.Select(e => e.Of(text))).ShouldBe("سيـطرتِ المعارضةُ|مديـنة حمــاة");
    }

    [Theory]
    [InlineData("سيطرت المعارضة على مدينة حماة و")]
    [InlineData("rebels seized Hama and ")]
    [InlineData("(((")]
    [InlineData(".")]
    [InlineData("IS is in Hama and ")]
    [InlineData("على ")]
    [InlineData("ا")]
    [InlineData("كانت قد سيطرت عليها ")]
    public void takes_time_in_proportion_to_its_length(string piece)
    {
        Syria.Reader.Read(Repeated(piece, 20_000), Published);
        // Ten times the text, with room for a busy machine: quadratic work would take a hundred times as long, whenever it is tried.
        var most = (Time(piece, 100_000) + TimeSpan.FromMilliseconds(40)) * 30;
        Enumerable.Range(0, 3).Any(_ => Time(piece, 1_000_000) < most).ShouldBeTrue($"a million characters took longer than {most} three times");
    }

    private static readonly EffectiveTime Published = Territory.Theatres.LocalTime.OfDay(new DateOnly(2024, 12, 7), Syria.Theatre.Zone, DateBasis.Published);

    private static TimeSpan Time(string piece, int length)
    {
        var text = Repeated(piece, length);
        var watch = Stopwatch.StartNew();
        Syria.Reader.Read(text, Published);
        return watch.Elapsed;
    }

    private static string Repeated(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
