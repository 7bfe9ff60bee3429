using System.Text.Json;
using Shouldly;
using Territory.Bench.Reading;
using Territory.Contracts;
using Territory.Intake.Review;
using Territory.Tests.Reading;
using Xunit;
using static Territory.Tests.Intake.ReviewScenario;

namespace Territory.Tests.Intake;

public sealed class TrainingOnReviews
{
    private const string Words = "سيطرت فصائل المعارضة على المدينة.";

    private static TrainingPassage Of(ReviewScenario scenario) => TrainingPassage.Of(scenario.State, Words, Syria.Theatre);

    [Fact]
    public void an_amendment_is_what_is_expected()
    {
        var passage = Of(new ReviewScenario(Claim()).WhenAccepted("1", new(Area: "C5993", Effective: Day("2024-12-06"))));
        passage.Expected.ShouldBe([new("Daraa", "C5993", "SY12", "GOV_ASSAD", "OPP", ClaimKind.Change, "2024-12-06", null, null)]);
        passage.Note.ShouldBe("ar/test read area SY12, date 2024-12-07");
    }

    [Fact]
    public void what_was_rejected_is_expected_no_more()
    {
        var passage = Of(new ReviewScenario(Claim(), Claim("2", area: "SY14")).WhenRejected("1"));
        passage.Expected.Select(e => e.Pcode).ShouldBe(["SY14"]);
        passage.Note.ShouldBe("no claim: SY12 to OPP (ar/test), It was planned.");
    }

    [Fact]
    public void the_judge_of_readings_reads_it()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, JsonSerializer.Serialize(Of(new ReviewScenario(Claim()).WhenAccepted("1", new(To: "SDF"))), ContractJson.Options));
        var passage = Passage.Load([file]).ShouldHaveSingleItem();
        File.Delete(file);
        (passage.Id, passage.Lang, passage.Text, passage.RefDate).ShouldBe(("rep_1", "ar", Words, "2024-12-07"));
        var expected = passage.Expected.ShouldHaveSingleItem();
        (expected.Pcode, expected.Adm1, expected.From, expected.To, expected.Kind, expected.Date).ShouldBe(("SY12", "SY12", "GOV_ASSAD", "SDF", ClaimKind.Change, null));
    }
}
