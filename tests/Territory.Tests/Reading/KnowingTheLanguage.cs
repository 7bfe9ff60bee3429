using Shouldly;
using Territory.Intake.Reading;
using Xunit;

namespace Territory.Tests.Reading;

public sealed class KnowingTheLanguage
{
    [Theory]
    [InlineData("سيطرت المعارضة على مدينة حماة", "ar")]
    [InlineData("قسد", "ar")]
    [InlineData("سیطرت المعارضة علی مدینة حماة", "ar")]
    [InlineData("Rebels seize Hama", "en")]
    [InlineData("Rebels seized Kobanî from the SDF, وكالة said.", "en")]
    [InlineData("نیروهای مخالف شهر حما را گرفتند و پس از آن به سوی حمص پیش رفتند", "fa")]
    [InlineData("هێزەکانی سووریای دیموکرات شاری مەنبجیان گرت", "ckb")]
    [InlineData("Les rebelles ont pris la ville de Hama et les forces du régime", "und")]
    [InlineData("Повстанцы взяли Хаму", "und")]
    [InlineData("反政府軍がハマを制圧", "und")]
    [InlineData("", "und")]
    [InlineData("12345 …", "und")]
    public void by_letters_and_common_words(string text, string language) => WrittenLanguage.Of(text).ShouldBe(language);

    [Fact]
    public void other_languages_claim_nothing()
    {
        var read = Syria.Read("نیروهای مخالف شهر حما را گرفتند و پس از آن به سوی حمص پیش رفتند");
        (read.Language, read.Claims.Count, read.Notes.Count).ShouldBe(("fa", 0, 0));
    }
}
