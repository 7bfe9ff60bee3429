using System.Globalization;
using Shouldly;
using Territory.Contracts;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Theatres;

/// <summary>What the imported history says, read by eye against the sources; a row that changes one of these wants a reason.</summary>
public sealed class SyriaAtADate
{
    private static readonly Theatre Syria = TheatrePacks.LoadAll().Single(t => t.Id == "syria");

    [Theory]
    [InlineData("2011-03-16", "SY12", "controlled GOV_ASSAD")]
    [InlineData("2014-08-24", "SY11", "controlled ISIS")]
    [InlineData("2015-10-09", "C1366", "controlled YPG")]
    [InlineData("2015-10-10", "C1366", "controlled SDF")]
    [InlineData("2017-11-10", "C5167", "controlled GOV_ASSAD")]
    [InlineData("2017-11-12", "C5167", "controlled ISIS")]
    [InlineData("2020-02-28", "C3916", "controlled HTS")]
    // where the demonstration begins
    [InlineData("2024-12-05", "SY01", "controlled GOV_ASSAD")]
    [InlineData("2024-12-05", "SY02", "contested OPP vs GOV_ASSAD SDF")]
    [InlineData("2024-12-05", "SY03", "controlled GOV_ASSAD")]
    [InlineData("2024-12-05", "SY04", "controlled GOV_ASSAD")]
    [InlineData("2024-12-05", "SY05", "contested GOV_ASSAD vs OPP")]
    [InlineData("2024-12-05", "SY06", "contested GOV_ASSAD vs OPP")]
    [InlineData("2024-12-05", "SY07", "controlled OPP")]
    [InlineData("2024-12-05", "SY08", "contested SDF vs GOV_ASSAD SNA")]
    [InlineData("2024-12-05", "SY09", "contested GOV_ASSAD vs SDF")]
    [InlineData("2024-12-05", "SY10", "controlled GOV_ASSAD")]
    [InlineData("2024-12-05", "SY11", "contested SDF vs GOV_ASSAD SNA")]
    [InlineData("2024-12-05", "SY12", "controlled GOV_ASSAD")]
    [InlineData("2024-12-05", "SY13", "controlled GOV_ASSAD")]
    [InlineData("2024-12-05", "SY14", "controlled GOV_ASSAD")]
    [InlineData("2024-12-04", "C2987", "controlled GOV_ASSAD")]
    [InlineData("2024-12-05", "C2987", "controlled OPP")]
    [InlineData("2024-12-05", "C5993", "controlled GOV_ASSAD")]
    [InlineData("2024-12-05", "C1007", "controlled OPP")]
    [InlineData("2024-12-05", "SY1402", "controlled ISRAEL")]
    // the governorate's capital and the governorate fall on two days
    [InlineData("2024-12-06", "C5993", "controlled OPP")]
    [InlineData("2024-12-06", "SY12", "contested GOV_ASSAD vs OPP")]
    [InlineData("2024-12-07", "SY12", "controlled OPP")]
    // after the succession
    [InlineData("2024-12-09", "SY01", "controlled OPP")]
    [InlineData("2025-01-01", "SY01", "controlled GOV_TRANS")]
    [InlineData("2025-01-01", "SY02", "contested GOV_TRANS vs SDF")]
    [InlineData("2025-01-01", "SY03", "controlled GOV_TRANS")]
    [InlineData("2025-01-01", "SY04", "controlled GOV_TRANS")]
    [InlineData("2025-01-01", "SY05", "controlled GOV_TRANS")]
    [InlineData("2025-01-01", "SY06", "controlled GOV_TRANS")]
    [InlineData("2025-01-01", "SY07", "controlled GOV_TRANS")]
    [InlineData("2025-01-01", "SY08", "contested SDF vs SNA")]
    [InlineData("2025-01-01", "SY09", "contested SDF vs GOV_TRANS")]
    [InlineData("2025-01-01", "SY10", "controlled GOV_TRANS")]
    [InlineData("2025-01-01", "SY11", "contested SDF vs SNA")]
    [InlineData("2025-01-01", "SY12", "controlled GOV_TRANS")]
    [InlineData("2025-01-01", "SY13", "controlled LOCAL_SUWAYDA")]
    [InlineData("2025-01-01", "SY14", "contested GOV_TRANS vs ISRAEL")]
    // five states in six days
    [InlineData("2025-07-14", "C6147", "controlled LOCAL_SUWAYDA")]
    [InlineData("2025-07-15", "C6147", "controlled GOV_TRANS")]
    [InlineData("2025-07-17", "C6147", "controlled LOCAL_SUWAYDA")]
    [InlineData("2025-07-18", "C6147", "contested LOCAL_SUWAYDA vs TRIBES")]
    [InlineData("2025-07-20", "C6147", "controlled LOCAL_SUWAYDA")]
    [InlineData("2025-08-23", "C6147", "controlled NATIONAL_GUARD_SUWAYDA")]
    // nothing found is not nothing changed
    [InlineData("2026-03-01", "SY08", "unknown")]
    public void is_held_as_its_sources_say(string day, string area, string state)
    {
        var at = ChronologyFold.At(Syria, area, LocalTime.StartOf(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), Syria.Zone));
        var words = string.Join(' ', [at.Status.ToString().ToLowerInvariant(), .. at.Controllers, .. at.Challengers.Take(1).Select(_ => "vs"), .. at.Challengers]);
        words.ShouldBe(state);
    }

    [Fact]
    public void has_the_units_of_the_official_lists()
    {
        Syria.Areas.Count(a => a.Level == AreaLevel.Governorate).ShouldBe(14);
        Syria.Areas.Count(a => a.Level == AreaLevel.District).ShouldBe(62);
        Syria.Areas.Where(a => a.Level == AreaLevel.Governorate).ShouldAllBe(a => a.Iso!.StartsWith("SY-"));
        Syria.Areas.Count(a => a.SeatOf == 1).ShouldBe(13, "Rif Dimashq is governed from a city of another governorate");
        Syria.FindArea("C5993")!.Path.ShouldBe(["SY12", "SY1200", "C5993"]);
        Syria.FindArea("X-IZRA-PRISON")!.Parent.ShouldBe("SY1203");
    }

    [Fact]
    public void grades_own_knowledge_as_not_to_be_judged() =>
        Syria.Chronology.Where(r => r.Source == "own knowledge").ShouldAllBe(r => r.Grade.Reliability == 'F');

    [Fact]
    public void reads_the_same_army_by_date()
    {
        Meaning("الجيش السوري", new DateOnly(2024, 12, 7)).ShouldBe(["GOV_ASSAD"]);
        Meaning("الجيش السوري", new DateOnly(2024, 12, 8)).ShouldBe(["GOV_TRANS"]);
        Meaning("YPG", new DateOnly(2015, 1, 1)).ShouldBe(["YPG"]);
        Meaning("YPG", new DateOnly(2019, 1, 1)).ShouldBe(["SDF"]);
    }

    private static IEnumerable<string> Meaning(string form, DateOnly day) =>
        Syria.Actors.Where(a => a.Forms.Any(f => f.Text == form && f.Speaker is null && (f.From is null || day >= f.From) && (f.To is null || day < f.To))).Select(a => a.Code);
}
