using Shouldly;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>The pack's own invented reports, read as they are meant; with their title before them and without.</summary>
public sealed class ReadingTheDemonstration
{
    [Theory]
    [InlineData("01-salamiyah", "C3244 GOV_ASSAD>OPP Change")]
    [InlineData("02-rastan-talbiseh", "C2870 GOV_ASSAD>OPP Change|C2882 GOV_ASSAD>OPP Change")]
    [InlineData("03-homs-denial", "C2528 GOV_ASSAD> Denial|C2528 >OPP Attempt")]
    [InlineData("04-daraa-city", "C5993 GOV_ASSAD>OPP Change")]
    [InlineData("05-as-suwayda", "C6147 GOV_ASSAD>LOCAL_SUWAYDA Change")]
    [InlineData("06-quneitra", "C6268 GOV_ASSAD>OPP Change")]
    [InlineData("07-daraa", "SY12 GOV_ASSAD>OPP Change|SY12 >GOV_ASSAD Background")]
    public void each_report_claims_what_it_says(string id, string claims)
    {
        var report = Syria.Theatre.Demonstration.Single(d => d.Id == id);
        Told(report.Text, report.PublishedAt).ShouldBe(claims);
        Told($"{report.Title}\n{report.Text}", report.PublishedAt).ShouldBe(claims);
    }

    [Fact]
    public void the_last_one_takes_the_whole_governorate()
    {
        var report = Syria.Theatre.Demonstration[^1];
        var claim = Syria.Read(report.Text, report.PublishedAt).Claims.Single(c => c.Kind != ClaimKind.Background);
        (claim.Area, claim.Extent, claim.LevelStated, claim.ClaimedBy, claim.Hedged).ShouldBe(("SY12", Extent.Whole, true, "OPP", false));
        claim.Confidence.ShouldBeGreaterThan(Syria.Theatre.Policy.LeastConfidence);
    }

    private static string Told(string text, string publishedAt) =>
        string.Join('|', Syria.Read(text, publishedAt).Claims.Select(c => $"{c.Area} {c.From}>{c.To} {c.Kind}"));
}
