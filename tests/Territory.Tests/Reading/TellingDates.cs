using Shouldly;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>Dates in words, told from the day of publication (Sunday 8 December 2024).</summary>
public sealed class TellingDates
{
    [Theory]
    [InlineData("مساء أمس", "2024-12-07")]
    [InlineData("أول أمس", "2024-12-06")]
    [InlineData("اليوم الأحد", "2024-12-08")]
    [InlineData("يوم السبت", "2024-12-07")]
    [InlineData("الاثنين", "2024-12-02")]
    [InlineData("قبل ثلاثة أيام", "2024-12-05")]
    [InlineData("في 5 كانون الأول 2024", "2024-12-05")]
    [InlineData("في ٥ ديسمبر ٢٠٢٤", "2024-12-05")]
    [InlineData("بتاريخ 5/12/2024", "2024-12-05")]
    [InlineData("في 30 تشرين الثاني/نوفمبر", "2024-11-30")]
    public void arabic_dates_become_days(string words, string day) => Effective($"سيطرت المعارضة على مدينة حماة {words}").ShouldBe((day, DateBasis.Text));

    [Theory]
    [InlineData("on Thursday", "2024-12-05")]
    [InlineData("yesterday", "2024-12-07")]
    [InlineData("three days ago", "2024-12-05")]
    [InlineData("on December 5", "2024-12-05")]
    [InlineData("on 5 December 2024", "2024-12-05")]
    public void english_dates_become_days(string words, string day) => Effective($"Rebels seized Hama {words}").ShouldBe((day, DateBasis.Text));

    [Theory]
    [InlineData("سيطرت المعارضة على مدينة حماة منذ قليل")]
    [InlineData("سيطرت المعارضة على مدينة حماة")]
    public void without_a_date_it_is_the_day_of_publication(string text) => Effective(text).ShouldBe(("2024-12-08", DateBasis.Published));

    [Fact]
    public void the_night_of_a_day_begins_on_its_eve()
    {
        var night = Syria.Read("سيطرت المعارضة على مدينة حماة ليلة السبت", "2024-12-08").Claims.ShouldHaveSingleItem().Effective;
        (night.At, night.Precision, night.To - night.From).ShouldBe(("2024-12-07", Precision.Day, TimeSpan.FromDays(2)));
    }

    [Theory]
    [InlineData("سيطر النظام على مدينة حلب في عام 2016")]
    [InlineData("سيطر النظام على مدينة حلب في كانون الأول 2016")]
    [InlineData("The army recaptured Aleppo in December 2016")]
    public void a_distant_date_tells_history(string text) => Syria.Read(text, "2024-12-08").Claims.ShouldHaveSingleItem().Kind.ShouldBe(ClaimKind.Background);

    [Fact]
    public void a_wider_publication_stays_as_wide()
    {
        var effective = Syria.Read("سيطرت المعارضة على مدينة حماة", "2024-12").Claims.ShouldHaveSingleItem().Effective;
        (effective.At, effective.Precision, effective.Basis).ShouldBe(("2024-12", Precision.Month, DateBasis.Published));
    }

    private static (string, DateBasis) Effective(string text)
    {
        var effective = Syria.Read(text, "2024-12-08").Claims.ShouldHaveSingleItem().Effective;
        return (effective.At, effective.Basis);
    }
}
