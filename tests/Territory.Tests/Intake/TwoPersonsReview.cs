using Microsoft.Extensions.Configuration;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Hosting.Settings;
using Territory.Intake.Review;
using Xunit;
using static Territory.Tests.Intake.ReviewScenario;

namespace Territory.Tests.Intake;

public sealed class TwoPersonsReview
{
    private static ReviewScenario Accepted => new ReviewScenario(2, Claim()).WhenAccepted("1").Then("accepted 1").ThenStands("1", ClaimState.Pending, 1);

    [Theory]
    [InlineData(null, 1)]
    [InlineData("2", 2)]
    public void is_a_setting(string? text, int persons) => Settings(text).Persons.ShouldBe(persons);

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("two")]
    public void of_one_or_two(string text) => Should.Throw<SettingException>(() => Settings(text)).Message.ShouldContain("TERRITORY_REVIEW_PERSONS");

    private static ReviewSettings Settings(string? text) => ReviewSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("REVIEW_PERSONS", text)]).Build());

    [Fact]
    public void a_second_one_sends_it_on() => Accepted.WhenAccepted("1", by: "bob").Then("accepted 1", "released 1 of a desk by person:bob").ThenStands("1", ClaimState.Sent, 2);

    [Fact]
    public void the_same_one_is_no_second() => Accepted.WhenAccepted("1", key: "again").ThenRefused(Why.State, "person");

    [Fact]
    public void a_second_who_reads_it_otherwise_begins_anew()
    {
        var scenario = Accepted.WhenAccepted("1", new(To: "SDF"), by: "bob").Then("amended 1: change sy12 gov_assad to sdf, controlled unstated 2024-12-07").ThenStands("1", ClaimState.Pending, 2);
        scenario.State.ReviewOf("1").AcceptedBy.ShouldBe(["person:bob"]);
        scenario.WhenAccepted("1", key: "again").Then("accepted 1", "released 1 of a desk by person:ann");
        scenario.State.StandingClaims().Single().To.ShouldBe("SDF");
    }

    [Fact]
    public void what_the_first_chose_is_kept_until_he_comes_round()
    {
        var scenario = new ReviewScenario(2, Claim(area: "C4751", candidates: ["C4751", "C6270"])).WhenAccepted("1", new(Area: "C6270")).WhenAccepted("1", new(Area: "C4751"), by: "bob").ThenStands("1", ClaimState.Pending, 2);
        var otherwise = scenario.State.ReviewOf("1").Otherwise.ShouldNotBeNull().ShouldHaveSingleItem();
        (otherwise.Reading?.Area, string.Join('+', otherwise.By)).ShouldBe(("C6270", "person:ann"));
        scenario.WhenAccepted("1", key: "round").Then("accepted 1", "released 1 of a desk by person:ann");
        scenario.State.ReviewOf("1").Otherwise.ShouldBeNull();
    }

    [Fact]
    public void the_same_holders_in_another_order_are_the_same_reading() => new ReviewScenario(2, Claim())
        .WhenAccepted("1", new(With: ["SDF", "ISIS"])).WhenAccepted("1", new(With: ["ISIS", "SDF"]), by: "bob").Then("accepted 1", "released 1 of a desk by person:bob");

    [Fact]
    public void one_alone_cannot_amend_his_way_through() =>
        new ReviewScenario(2, Claim()).WhenAccepted("1", new(To: "SDF")).WhenAccepted("1", new(To: "OPP")).Then("amended 1: change sy12 gov_assad to opp, controlled unstated 2024-12-07").ThenStands("1", ClaimState.Pending, 2);

    [Fact]
    public void one_is_enough_to_keep_it_back() => Accepted.WhenRejected("1", by: "bob").Then("rejected 1").ThenStands("1", ClaimState.Rejected, 2);

    [Fact]
    public void a_change_among_attempts_needs_both() => new ReviewScenario(2, Claim(kind: ClaimKind.Attempt))
        .WhenAccepted("1", new(Kind: ClaimKind.Change)).Then("amended 1: change sy12 gov_assad to opp, controlled unstated 2024-12-07").ThenStands("1", null, 1)
        .WhenAccepted("1", key: "again").ThenRefused(Why.State, "person").WhenAccepted("1", by: "bob").Then("accepted 1", "released 1 of a desk by person:bob");

    [Fact]
    public void an_attempt_is_kept_by_both() => new ReviewScenario(2, Claim())
        .WhenAccepted("1", new(Kind: ClaimKind.Attempt)).ThenStands("1", ClaimState.Pending, 1).WhenAccepted("1", by: "bob").Then("accepted 1", "kept 1").ThenStands("1", null, 2);
}
