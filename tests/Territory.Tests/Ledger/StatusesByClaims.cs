using Shouldly;
using Territory.Contracts;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

/// <summary>Every status, extent and attribute is reached by claims, and leaves by them.</summary>
public sealed class StatusesByClaims
{
    private static AreaScenario Held => new AreaScenario("C5993").GivenHeldBy("GOV_ASSAD", "2018-07-12");

    [Fact]
    public void shared_names_all_who_hold_it() =>
        Held.When(Claim("a", "SDF", "2024-12-07", status: ControlStatus.Shared, with: ["GOV_ASSAD"])).Then("decided Shared GOV_ASSAD+SDF since 2024-12-07");

    [Fact]
    public void shared_in_another_order_is_the_same_telling() =>
        Held.When(Claim("a", "SDF", "2024-12-07", status: ControlStatus.Shared, with: ["OPP"]))
            .When(Claim("b", "SDF", "2024-12-20", status: ControlStatus.Shared, with: ["OPP"])).Then().ThenAnswer("b", "corroborates", "v1/held-already");

    [Theory]
    [InlineData("SDF", "OPP")]
    [InlineData("OPP", "SDF")]
    public void whoever_is_named_first_they_share_it_together(string one, string other) =>
        Held.When(Claim("a", "SDF", "2024-12-07", "C3", owner: "a house", status: ControlStatus.Shared, with: ["OPP"])).Then()
            .When(Claim("b", one, "2024-12-07", "C3", owner: "another house", status: ControlStatus.Shared, with: [other])).Then("decided Shared OPP+SDF since 2024-12-07");

    [Fact]
    public void one_of_two_leaving_leaves_the_other() =>
        Held.When(Claim("a", "SDF", "2024-12-01", status: ControlStatus.Shared, with: ["GOV_ASSAD"]))
            .When(Claim("b", null, "2024-12-07", from: "GOV_ASSAD")).Then("decided Controlled SDF since 2024-12-07");

    [Fact]
    public void contested_in_words_keeps_the_last_holder() =>
        Held.When(Claim("a", "OPP", "2024-12-06", status: ControlStatus.Contested)).Then("decided Contested GOV_ASSAD against OPP since 2024-12-06");

    [Fact]
    public void contested_where_nothing_is_decided_takes_the_claims_word() =>
        new AreaScenario("C5993").When(Claim("a", "OPP", "2024-12-06", status: ControlStatus.Contested, from: "GOV_ASSAD")).Then("decided Contested GOV_ASSAD against OPP since 2024-12-06");

    [Fact]
    public void a_third_party_joins_a_contest() =>
        Held.When(Claim("a", "OPP", "2024-12-06", status: ControlStatus.Contested)).When(Claim("b", "SDF", "2024-12-07", kind: ClaimKind.Partial, extent: Extent.Part))
            .Then("decided Contested GOV_ASSAD against OPP+SDF since 2024-12-07");

    [Fact]
    public void a_challenger_who_leaves_ends_the_contest() =>
        Held.When(Claim("a", "OPP", "2024-12-06", status: ControlStatus.Contested)).When(Claim("b", null, "2024-12-08", from: "OPP"))
            .Then("decided Controlled GOV_ASSAD since 2024-12-08");

    [Theory]
    [InlineData(Extent.Most)]
    [InlineData(Extent.Part)]
    [InlineData(Extent.Centre)]
    public void less_than_the_whole_contests_and_does_not_change(Extent extent) =>
        Held.When(Claim("a", "OPP", "2024-12-07", extent: extent)).Then("decided Contested GOV_ASSAD against OPP since 2024-12-07").ThenAnswer("a", "decided", "v1/partial");

    [Fact]
    public void two_parts_on_one_day_do_not_exclude_each_other() =>
        Held.When(Claim("a", "OPP", "2024-12-07", "A1", kind: ClaimKind.Partial, extent: Extent.Part), Claim("b", "SDF", "2024-12-07", "B2", kind: ClaimKind.Partial, extent: Extent.Part))
            .Then("decided Contested GOV_ASSAD against OPP+SDF since 2024-12-07").ThenAnswer("b", "supports", "v1/partial");

    [Fact]
    public void unknown_claimed_is_decided() =>
        Held.When(Claim("a", null, "2024-12-09", status: ControlStatus.Unknown)).Then("decided Unknown  since 2024-12-09");

    [Fact]
    public void a_loss_to_nobody_named_leaves_the_holder_unknown() =>
        Held.When(Claim("a", null, "2024-12-06", status: ControlStatus.Unknown, from: "GOV_ASSAD")).Then("decided Unknown  since 2024-12-06");

    [Fact]
    public void who_leaves_what_another_holds_changes_nothing() =>
        Held.When(Claim("a", "OPP", "2024-12-06"), Claim("b", null, "2024-12-07", from: "GOV_ASSAD")).Then("decided Controlled OPP since 2024-12-06").ThenAnswer("b", "corroborates", "v1/held-already");

    [Fact]
    public void leaving_and_entering_on_one_day_is_one_change() =>
        Held.When(Claim("a", null, "2024-12-06", "A1", from: "GOV_ASSAD"), Claim("b", "OPP", "2024-12-06")).Then("decided Controlled OPP since 2024-12-06").ThenAnswer("a", "corroborates", "v1/held-already");

    [Fact]
    public void withdrawn_then_entered_are_two_changes() =>
        Held.When(Claim("a", null, "2024-12-06", from: "GOV_ASSAD"), Claim("b", "OPP", "2024-12-07"))
            .Then("decided Withdrawn  since 2024-12-06", "decided Controlled OPP since 2024-12-07");

    [Fact]
    public void the_whole_after_most_of_it_is_news() =>
        new AreaScenario("SY12").GivenHeldBy("OPP", "2024-12-07", Extent.Most).When(Claim("a", "OPP", "2024-12-09")).Then("decided Controlled OPP since 2024-12-09");

    [Fact]
    public void a_party_is_named_while_it_is_its_word_alone()
    {
        var scenario = Held.When(Claim("a", "OPP", "2024-12-07", claimedBy: "OPP"));
        scenario.State.Timeline[^1].Ruling.ClaimedBy.ShouldBe("OPP");
        scenario.When(Claim("b", "OPP", "2024-12-07", "C3")).Then();
        scenario.State.Timeline[^1].Ruling.ClaimedBy.ShouldBeNull("somebody else says so too");
    }

    [Fact]
    public void an_old_name_of_the_holder_is_the_holder() =>
        new AreaScenario("SY12").GivenHeldBy("OPP", "2024-12-07").When(Claim("a", "OPP", "2025-01-05")).Then().ThenAnswer("a", "corroborates", "v1/held-already");

    [Fact]
    public void an_actor_before_its_time_counts_with_a_warning()
    {
        var scenario = Held.When(Claim("a", "HTS", "2015-03-28"));
        scenario.Then("decided Controlled HTS since 2015-03-28");
        scenario.State.Answers["a"].Decision.Warning.ShouldNotBeNull().ShouldContain("HTS is known from 2017-01-28");
        scenario.When(Claim("b", "OPP", "2024-12-07")).State.Answers["b"].Decision.Warning.ShouldBeNull();
    }
}
