using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

public sealed class APersonDecides
{
    private static readonly PersonsWord Taken = new("OPP", Status: ControlStatus.Controlled, Extent: Extent.Whole, Effective: Day("2024-12-07"));

    private static AreaScenario Daraa => new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31");

    [Fact]
    public void and_it_is_so_from_then_on() => Daraa.WhenDecided("k", Taken).Then("decided Controlled OPP since 2024-12-07").ThenHeldOn("2024-12-06", "Controlled GOV_ASSAD since 2018-07-31");

    [Fact]
    public void citing_claims_takes_their_grade_and_report()
    {
        var ruling = Daraa.When(Claim("a", "OPP", "2024-12-07", "C3")).WhenDecided("k", Taken with { ClaimsFor = ["a"] }).State.Timeline[^1].Ruling;
        (ruling.Grade, ruling.ReportedAt, ruling.From, ruling.DecidedBy).ShouldBe((Grade.Parse("C3"), Day("2024-12-07").From, "GOV_ASSAD", "person:editor"));
    }

    [Fact]
    public void and_the_policy_yields_for_the_same_time() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07")).WhenDecided("k", Taken with { To = "SDF" })
            .Then("retracted", "decided Controlled SDF since 2024-12-07").ThenAnswer("a", "superseded", "v1/person-decided");

    [Fact]
    public void until_a_claim_effective_later_is_enough() =>
        Daraa.WhenDecided("k", Taken).When(Claim("a", "SDF", "2024-12-06")).Then("decided Controlled SDF since 2024-12-06").ThenHeldOn("2024-12-07", "Controlled OPP since 2024-12-07")
            .When(Claim("b", "SDF", "2024-12-09")).Then("decided Controlled SDF since 2024-12-09");

    [Fact]
    public void a_later_claim_of_the_same_corroborates() => Daraa.WhenDecided("k", Taken).When(Claim("a", "OPP", "2024-12-08")).Then().ThenAnswer("a", "corroborates", "v1/held-already");

    [Fact]
    public void the_same_key_again_changes_nothing() => Daraa.WhenDecided("k", Taken).WhenDecided("k", Taken).ThenNothing().Verdict!.Known.ShouldNotBeNull().Version.ShouldBe(2);

    [Fact]
    public void a_key_used_for_another_request_is_refused() => Daraa.WhenDecided("k", Taken).WhenDecided("k", Taken with { To = "SDF" }, fingerprint: "another").ThenRefused(Why.Meaning, "Idempotency-Key");

    [Fact]
    public void a_key_is_known_even_after_a_retraction() => Daraa.WhenDecided("k", Taken).WhenRetracted("chg_k", "r").WhenDecided("k", Taken).ThenNothing();

    [Fact]
    public void upon_an_older_version_is_refused() => Daraa.WhenDecided("k", Taken, ifVersion: 0).ThenRefused(Why.Version, "If-Match");

    [Fact]
    public void twice_for_one_time_is_refused() => Daraa.WhenDecided("k", Taken).WhenDecided("l", Taken with { To = "SDF" }).ThenRefused(Why.State, "effectiveAt");

    [Theory]
    [InlineData(ControlStatus.Controlled, null, "to")]
    [InlineData(ControlStatus.Shared, "OPP", "with")]
    [InlineData(ControlStatus.Withdrawn, "OPP", "to")]
    [InlineData(ControlStatus.Unknown, "OPP", "to")]
    [InlineData(ControlStatus.Contested, null, "challengers")]
    public void a_status_that_does_not_fit_is_refused(ControlStatus status, string? to, string field) => Daraa.WhenDecided("k", Taken with { Status = status, To = to }).ThenRefused(Why.Meaning, field);

    public static TheoryData<PersonsWord, string> Senseless => new()
    {
        { Taken with { To = "NOBODY" }, "to" },
        { Taken with { BesiegedBy = ["NOBODY"] }, "besiegedBy" },
        { Taken with { BesiegedBy = ["OPP"] }, "besiegedBy" },
        { Taken with { From = "OPP" }, "from" },
        { Taken with { Effective = Day("2026-11-28") }, "effectiveAt" },
        { Taken with { Effective = Day("1802-01-01") }, "effectiveAt" },
        { Taken with { ClaimsFor = ["never heard"] }, "claimsFor" },
        { Taken with { ClaimsAgainst = ["never heard"] }, "claimsAgainst" },
        { Taken with { With = ["SDF"] }, "with" },
        { Taken with { Challengers = ["SDF"] }, "challengers" },
    };

    [Theory, MemberData(nameof(Senseless))]
    public void what_cannot_be_is_refused(PersonsWord word, string field) => Daraa.WhenDecided("k", word).ThenRefused(Why.Meaning, field);

    [Theory]
    [InlineData(null)]
    [InlineData(Extent.Unstated)]
    public void of_a_governorate_he_says_how_much(Extent? extent) => Daraa.WhenDecided("k", Taken with { Extent = extent }).ThenRefused(Why.Meaning, "extent");

    [Fact]
    public void of_a_place_unstated_is_whole() =>
        new AreaScenario("C5993").WhenDecided("k", Taken with { Extent = null }).Then("decided Controlled OPP since 2024-12-07");

    [Fact]
    public void contested_keeps_the_last_holder() =>
        Daraa.WhenDecided("k", new("OPP", Status: ControlStatus.Contested, Effective: Day("2024-12-06"))).Then("decided Contested GOV_ASSAD against OPP since 2024-12-06");

    [Fact]
    public void a_siege_goes_on_unless_he_says_otherwise() =>
        Daraa.When(Siege("s", "ISIS", "2024-12-01") with { LevelStated = true })
            .WhenDecided("k", new("GOV_ASSAD", Status: ControlStatus.Controlled, Extent: Extent.Whole, Effective: Day("2024-12-03"))).Then("decided Controlled GOV_ASSAD besieged by ISIS since 2024-12-03")
            .WhenDecided("l", new("GOV_ASSAD", Status: ControlStatus.Controlled, Extent: Extent.Whole, Effective: Day("2024-12-05"), BesiegedBy: [])).Then("decided Controlled GOV_ASSAD since 2024-12-05");
}
