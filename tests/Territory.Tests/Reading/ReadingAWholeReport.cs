using Shouldly;
using Territory.Contracts;
using Territory.Intake.Reading;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>A report without points or commas that tells one change, much history, and things that are no control.</summary>
public sealed class ReadingAWholeReport
{
    private const string Report = """
        المعارضة السورية تسيطر على درعا بالكامل وتطلق سراح سجناء
        قالت المعارضة السورية المسلحة إنها بسطت سيطرتها الكاملة على محافظة درعا الجنوبية بعد مواجهات مع قوات النظام السوري حيث دخلت مركز المحافظة قبل قليل وانتشرت في شوارعها
        وكانت المحافظة قد شهدت عام 2011 أولى المظاهرات وبقيت درعا سنوات ساحة للقتال بين قوات المعارضة وقوات النظام
        وذكرت مصادر محلية أن المقاتلين تمكنوا من تحرير عشرات المعتقلين من سجن إزرع في ريف درعا
        وفرضت المعارضة حظر التجول في المدينة وقالت إن السيطرة على درعا خطوة نحو مناطق أخرى لا تزال خاضعة لسيطرة النظام
        وغادرت عائلة الرئيس البلاد متوجهة إلى موسكو وفق تقارير غربية
        """;

    private static readonly Territory.Intake.Reading.Reading Read = Syria.Read(Report);

    [Fact]
    public void it_claims_one_change_of_the_governorate()
    {
        var claim = Read.Claims.Where(c => c is { Kind: ClaimKind.Change, Level: AreaLevel.Governorate }).ShouldHaveSingleItem();
        claim.Area.ShouldBe("SY12");
        claim.Governorate.ShouldBe("SY12");
        (claim.From, claim.To, claim.ClaimedBy).ShouldBe(("GOV_ASSAD", "OPP", "OPP"));
        (claim.Extent, claim.LevelStated, claim.Hedged).ShouldBe((Extent.Whole, true, false));
        (claim.Status, claim.Manner, claim.NeedsReview).ShouldBe((ControlStatus.Controlled, Manner.Force, false));
        claim.Confidence.ShouldBeGreaterThan(Syria.Theatre.Policy.LeastConfidence);
    }

    [Fact]
    public void just_now_is_the_day_of_publication()
    {
        var effective = Read.Claims.Single(c => c.Area == "SY12").Effective;
        (effective.At, effective.Basis, effective.Precision).ShouldBe(("2024-12-07", DateBasis.Published, Precision.Day));
    }

    [Fact]
    public void its_history_claims_no_change() => Read.Claims.Count(c => c.Kind == ClaimKind.Change).ShouldBe(1);

    [Fact]
    public void freed_detainees_and_the_curfew_are_notes()
    {
        var detainees = Read.Notes.First(n => n.Kind == NoteKind.Detainees && n.Area == "X-IZRA-PRISON");
        detainees.Span.Of(Report).ShouldBe("تحرير عشرات المعتقلين من سجن إزرع");
        Read.Notes.Single(n => n.Kind == NoteKind.Curfew).Span.Of(Report).ShouldBe("حظر التجول");
    }

    [Fact]
    public void the_prison_is_no_claim() => Read.Claims.ShouldNotContain(c => c.Area == "X-IZRA-PRISON");

    [Fact]
    public void the_same_text_reads_the_same_again()
    {
        var again = new ReportReader(Syria.Theatre);
        LocalTime.TryParse("2024-12-07", Syria.Theatre.Zone, DateBasis.Published, out var published).ShouldBeTrue();
        System.Text.Json.JsonSerializer.Serialize(again.Read(Report, published)).ShouldBe(System.Text.Json.JsonSerializer.Serialize(Read));
    }
}
