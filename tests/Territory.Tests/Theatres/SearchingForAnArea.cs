using Shouldly;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Theatres;

public sealed class SearchingForAnArea
{
    private static readonly Theatre Syria = TheatrePacks.LoadAll().Single(t => t.Id == "syria");

    [Theory]
    [InlineData("SY12", "SY12")]
    [InlineData(" sy12 ", "SY12")]
    [InlineData("c5993", "C5993")]
    [InlineData("SY-DR", "SY12")]
    [InlineData("sy-hi", "SY04")]
    [InlineData("x-izra-prison", "X-IZRA-PRISON")]
    [InlineData("سجن إزرع", "X-IZRA-PRISON")]
    // a governorate, its district and its city under one bare name
    [InlineData("Daraa", "SY12")]
    [InlineData("dar'a", "SY12")]
    [InlineData("درعا", "SY12")]
    [InlineData("HOMS", "SY04")]
    [InlineData("Daraa city", "C5993")]
    [InlineData("Daraa district", "SY1200")]
    [InlineData("مدينة درعا", "C5993")]
    [InlineData("محافظة درعا", "SY12")]
    // spelling
    [InlineData("ادلب", "SY07")]
    [InlineData("إِدْلِب", "SY07")]
    [InlineData("حماه", "SY05")]
    // as PDFs keep it
    [InlineData("ﺩﺭﻋﺎ", "SY12")]
    [InlineData("القنيطره", "SY14")]
    [InlineData("Hesîçe", "SY08")]
    [InlineData("hesice", "SY08")]
    [InlineData("deir ez zor", "SY09")]
    [InlineData("Ţarţūs", "SY10")]
    // a district named after the place in it
    [InlineData("Palmyra", "C2889")]
    [InlineData("كوباني", "C1946")]
    public void finds_the_one_meant(string text, string code) =>
        AreaSearch.Find(Syria, text).ShouldBeOfType<AreaFound.Found>().Area.Code.ShouldBe(code);

    [Fact]
    public void lists_unrelated_places_of_one_name() =>
        AreaSearch.Find(Syria, "القحطانية").ShouldBeOfType<AreaFound.Ambiguous>().Candidates.Select(a => a.Code).ShouldBe(["C4751", "C6270"]);

    [Theory]
    [InlineData("Darra", "SY12")]
    [InlineData("Alepo", "SY02")]
    [InlineData("Hmos", "SY04")]
    [InlineData("ادبل", "SY07")]
    [InlineData("SY99", "SY09")]
    [InlineData("C59933", "C5993")]
    [InlineData("xyzzy", null)]
    [InlineData("", null)]
    [InlineData("'", null)]
    public void suggests_what_is_written_nearly_so(string text, string? nearest) =>
        AreaSearch.Find(Syria, text).ShouldBeOfType<AreaFound.NotFound>().Near.Select(a => a.Code).FirstOrDefault().ShouldBe(nearest);

    [Fact]
    public void calls_a_name_shared_by_apart_places_ambiguous()
    {
        using var pack = new MiniPack();
        AreaSearch.Find(pack.Load(), "haven").ShouldBeOfType<AreaFound.Ambiguous>().Candidates.Select(a => a.Code).ShouldBe(["E12", "W11"]);
        AreaSearch.Find(pack.Load(), "Port").ShouldBeOfType<AreaFound.Found>().Area.Code.ShouldBe("W11");
    }
}
