using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Intake.Relay;
using Territory.Intake.Review;
using Xunit;
using static Territory.Tests.Intake.ReviewScenario;

namespace Territory.Tests.Intake;

public sealed class ReviewingAClaim
{
    [Fact]
    public void accepted_it_goes_on_as_it_was_read() => new ReviewScenario(Claim()).WhenAccepted("1").Then("accepted 1", "released 1 of a desk by person:ann").ThenStands("1", ClaimState.Sent, 1);

    [Fact]
    public void amended_it_goes_on_as_the_person_reads_it()
    {
        var scenario = new ReviewScenario(Claim()).WhenAccepted("1", new(Area: "C5993", From: "SDF", Effective: Day("2024-12-06"))).Then("amended 1: change c5993 sdf to opp, controlled unstated 2024-12-06", "released 1 of a desk by person:ann");
        var sent = SendClaims.ToClaim(scenario.State, Desk, scenario.State.StandingClaims().Single());
        (sent.Id, sent.Area, sent.From, sent.To, sent.Effective.At, sent.LevelStated, sent.Confidence, sent.Rule).ShouldBe(("1", "C5993", "SDF", "OPP", "2024-12-06", true, 1, "ar/test/amended"));
    }

    [Fact]
    public void accepted_it_is_sure_under_its_own_rule()
    {
        var scenario = new ReviewScenario(Claim()).WhenAccepted("1");
        var sent = SendClaims.ToClaim(scenario.State, Desk, scenario.State.StandingClaims().Single());
        (sent.Confidence, sent.Rule, sent.LevelStated).ShouldBe((1, "ar/test", false));
    }

    [Fact]
    public void rejected_it_stays() => new ReviewScenario(Claim()).WhenRejected("1").Then("rejected 1").ThenStands("1", ClaimState.Rejected, 1);

    [Fact]
    public void one_claim_leaves_the_others_waiting() => new ReviewScenario(Claim(), Claim("2")).WhenAccepted("2").Then("accepted 2", "released 2 of a desk by person:ann").ThenStands("1", ClaimState.Pending, 0);

    [Fact]
    public void the_same_request_again_changes_nothing() => new ReviewScenario(Claim()).WhenAccepted("1", key: "k").WhenAccepted("1", key: "k").ThenNothing();

    [Fact]
    public void a_key_of_another_request_is_refused() => new ReviewScenario(Claim()).WhenAccepted("1", key: "k").WhenAccepted("1", key: "k", fingerprint: "another").ThenRefused(Why.Meaning, "Idempotency-Key");

    [Fact]
    public void upon_an_older_version_is_refused() => new ReviewScenario(2, Claim()).WhenAccepted("1").WhenAccepted("1", by: "bob", ifVersion: 0).ThenRefused(Why.Version, "If-Match");

    [Fact]
    public void twice_is_refused_and_says_where_to_go_on() => new ReviewScenario(Claim()).WhenAccepted("1").WhenAccepted("1", by: "bob").ThenRefused(Why.State, "state").WhenRejected("1").ThenRefused(Why.State, "state");

    [Fact]
    public void what_was_rejected_is_not_accepted() => new ReviewScenario(Claim()).WhenRejected("1").WhenAccepted("1").ThenRefused(Why.State, "state");

    [Fact]
    public void what_the_ledger_refused_may_go_again_amended() =>
        new ReviewScenario(Claim()).WhenAccepted("1").WhenAnswered("1", "refused").WhenAccepted("1", new(To: "SDF")).Then("amended 1: change sy12 gov_assad to sdf, controlled unstated 2024-12-07", "released 1 of a desk by person:ann");

    [Fact]
    public void a_place_that_could_be_several_is_chosen() => new ReviewScenario(Claim(area: "C5993", candidates: ["C5993", "SY12"]))
        .WhenAccepted("1").ThenRefused(Why.Meaning, "area").WhenAccepted("1", new(Area: "SY12")).Then("amended 1: change sy12 gov_assad to opp, controlled unstated 2024-12-07", "released 1 of a desk by person:ann");

    [Fact]
    public void an_attempt_taken_for_a_change_stays_with_its_report() =>
        new ReviewScenario(Claim()).WhenAccepted("1", new(Kind: ClaimKind.Attempt)).Then("amended 1: attempt sy12 gov_assad to opp, controlled unstated 2024-12-07", "kept 1").ThenStands("1", null, 1);

    [Fact]
    public void a_change_taken_for_an_attempt_goes_on() => new ReviewScenario(Claim(kind: ClaimKind.Attempt)).WhenAccepted("1").ThenRefused(Why.Meaning, "kind")
        .WhenRejected("1").ThenRefused(Why.State, "state").WhenAccepted("1", new(Kind: ClaimKind.Change)).Then("amended 1: change sy12 gov_assad to opp, controlled unstated 2024-12-07", "released 1 of a desk by person:ann");

    [Fact]
    public void without_a_taker_it_is_a_withdrawal() => new ReviewScenario(Claim()).WhenAccepted("1", new(Clear: ["to"])).Then("amended 1: change sy12 gov_assad to nobody, withdrawn unstated 2024-12-07", "released 1 of a desk by person:ann");

    [Fact]
    public void with_a_taker_it_is_one_no_more() => new ReviewScenario(Claim(to: null, status: ControlStatus.Withdrawn)).WhenAccepted("1", new(To: "OPP")).Then("amended 1: change sy12 gov_assad to opp, controlled unstated 2024-12-07", "released 1 of a desk by person:ann");

    [Fact]
    public void with_others_beside_the_taker_it_is_shared_and_goes_on_so()
    {
        var scenario = new ReviewScenario(Claim()).WhenAccepted("1", new(With: ["SDF"])).Then("amended 1: change sy12 gov_assad to opp, shared unstated 2024-12-07", "released 1 of a desk by person:ann");
        SendClaims.ToClaim(scenario.State, Desk, scenario.State.StandingClaims().Single()).With.ShouldNotBeNull().ShouldBe(["SDF"]);
    }

    [Fact]
    public void without_them_it_is_shared_no_more() =>
        new ReviewScenario(Claim(status: ControlStatus.Shared) with { With = ["SDF"] }).WhenAccepted("1", new(With: [])).Then("amended 1: change sy12 gov_assad to opp, controlled unstated 2024-12-07", "released 1 of a desk by person:ann");

    [Fact]
    public void an_unknown_claim_is_not_found() => new ReviewScenario(Claim()).WhenAccepted("9").ThenRefused(Why.NotFound, "id");

    private static IEnumerable<(Amendment Amendment, string Field)> Senseless =>
    [
        (new(Area: "SY99"), "area"),
        (new(To: "NOBODY"), "to"),
        (new(ClaimedBy: "NOBODY"), "claimedBy"),
        (new(To: "GOV_ASSAD"), "to"),
        (new(Effective: Day("2027-01-01")), "effectiveAt"),
        (new(Effective: Day("1802-01-01")), "effectiveAt"),
        (new(Status: ControlStatus.Withdrawn), "to"),
        (new(Status: ControlStatus.Shared), "with"),
        (new(With: ["NOBODY"]), "with"),
        (new(With: ["OPP"]), "with"),
        (new(With: ["SDF", "SDF"]), "with"),
        (new(With: ["SDF"], Status: ControlStatus.Controlled), "with"),
        (new(With: ["SDF"], Clear: ["to"]), "with"),
        (new(Clear: ["from", "to"], Status: ControlStatus.Controlled), "to"),
        (new(Clear: ["from", "to"], Status: ControlStatus.Withdrawn), "from"),
    ];

    [Fact]
    public void what_cannot_be_is_refused()
    {
        foreach (var (amendment, field) in Senseless) new ReviewScenario(Claim()).WhenAccepted("1", amendment).ThenRefused(Why.Meaning, field);
    }

    [Fact]
    public void a_siege_says_nothing_of_the_holder() =>
        new ReviewScenario(Claim(from: null, to: null, status: ControlStatus.Unknown, siege: new("OPP"))).WhenAccepted("1", new(To: "OPP")).ThenRefused(Why.Meaning, "to").WhenAccepted("1").Then("accepted 1", "released 1 of a desk by person:ann");
}
