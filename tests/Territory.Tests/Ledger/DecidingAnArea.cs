using Territory.Contracts;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

public sealed class DecidingAnArea
{
    private static AreaScenario Daraa => new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31");

    [Fact]
    public void who_excludes_nobody_stands_against_nobody()
    {
        // Somebody else left too, better known; the holder holds a part of it.
        foreach (var owner in Enumerable.Range(0, 6).Select(n => "owner " + n))
        {
            new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31").When(Claim("ally", null, "2024-12-06", "A1", owner, from: "HEZBOLLAH"), Claim("left", null, "2024-12-06", from: "GOV_ASSAD"))
                .ThenHeldOn("2024-12-07", "Withdrawn  since 2024-12-06");
            new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31")
                .When(Claim("holds", "GOV_ASSAD", "2024-12-06", "A1", owner, ClaimKind.Partial, Extent.Part), Claim("part", "OPP", "2024-12-06", kind: ClaimKind.Partial, extent: Extent.Part))
                .ThenHeldOn("2024-12-07", "Contested GOV_ASSAD against OPP since 2024-12-06");
        }
    }

    [Fact]
    public void who_says_that_it_was_held_on_stands_against_who_says_it_fell()
    {
        // Which of two equal claims comes first is up to a hash: it must not matter.
        foreach (var owner in Enumerable.Range(0, 12).Select(n => "owner " + n))
            new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31").When(Claim("fell", "OPP", "2024-12-06", owner: owner), Claim("held", "GOV_ASSAD", "2024-12-06"))
                .ThenHeldOn("2024-12-07", "Contested GOV_ASSAD against OPP since 2024-12-06").ThenAnswer("fell", "decided", "v1/equal-claims").ThenAnswer("held", "contests", "v1/equal-claims");
        new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31").When(Claim("fell", "OPP", "2024-12-06", "B2"), Claim("held", "GOV_ASSAD", "2024-12-06", "A1"))
            .ThenHeldOn("2024-12-07", "Controlled GOV_ASSAD since 2018-07-31").ThenAnswer("fell", "superseded", "v1/better-grade").ThenAnswer("held", "corroborates", "v1/held-already");
        new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31").When(Claim("fell", "OPP", "2024-12-06", "A1"), Claim("held", "GOV_ASSAD", "2024-12-06", "B2"))
            .ThenHeldOn("2024-12-07", "Controlled OPP since 2024-12-06").ThenAnswer("held", "superseded", "v1/better-grade");
    }

    [Fact]
    public void a_good_claim_decides_alone() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07")).Then("decided Controlled OPP since 2024-12-07").ThenAnswer("a", "decided", "v1/decides-alone");

    [Fact]
    public void the_takers_word_counts_through_a_registered_source() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", claimedBy: "OPP")).Then("decided Controlled OPP since 2024-12-07");

    [Fact]
    public void the_takers_word_waits_when_its_own_channel_says_so() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", claimedBy: "OPP", party: "HTS")).Then().ThenAnswer("a", "waits", "v1/own-word");

    [Fact]
    public void one_more_owner_confirms_the_takers_word() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", claimedBy: "OPP", registered: false)).Then()
            .When(Claim("b", "OPP", "2024-12-07", "C3")).Then("decided Controlled OPP since 2024-12-07").ThenAnswer("a", "supports", "v1/two-independent");

    [Fact]
    public void a_poor_claim_waits_and_says_for_what() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", "C3")).Then().ThenAnswer("a", "waits", "v1/grade");

    [Fact]
    public void two_owners_decide_together() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", "C3"), Claim("b", "OPP", "2024-12-07", "C3")).Then("decided Controlled OPP since 2024-12-07");

    [Fact]
    public void mirrors_of_one_owner_count_once() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", "C3", owner: "wire"), Claim("b", "OPP", "2024-12-07", "C3", owner: "wire")).Then();

    [Fact]
    public void what_was_not_graded_never_decides() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", "F6"), Claim("b", "OPP", "2024-12-07", "F1"), Claim("c", "OPP", "2024-12-07", "A6")).Then();

    [Fact]
    public void a_hedged_claim_never_decides() => Daraa.When(Claim("a", "OPP", "2024-12-07", "A1", hedged: true)).Then().ThenAnswer("a", "waits", "v1/hedged");

    [Fact]
    public void a_governorate_needs_its_level_in_words() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", "A1", extent: Extent.Unstated)).Then().ThenAnswer("a", "waits", "v1/level-not-stated");

    [Fact]
    public void part_of_it_makes_contested() =>
        Daraa.When(Claim("a", "OPP", "2024-12-06", kind: ClaimKind.Partial, extent: Extent.Part)).Then("decided Contested GOV_ASSAD against OPP since 2024-12-06");

    [Fact]
    public void an_equal_denial_makes_contested() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07")).Then("decided Controlled OPP since 2024-12-07")
            .When(Claim("b", "OPP", "2024-12-07", kind: ClaimKind.Denial)).Then("corrected Contested GOV_ASSAD against OPP since 2024-12-07");

    [Fact]
    public void a_poorer_denial_changes_nothing() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", "B2")).When(Claim("b", "OPP", "2024-12-07", "C3", kind: ClaimKind.Denial)).Then();

    [Fact]
    public void equal_claims_for_two_takers_make_contested() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07"), Claim("b", "SDF", "2024-12-07")).Then("decided Contested GOV_ASSAD against OPP+SDF since 2024-12-07");

    [Fact]
    public void the_better_graded_taker_stands() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07", "B2"), Claim("b", "SDF", "2024-12-07", "A1")).Then("decided Controlled SDF since 2024-12-07").ThenAnswer("a", "superseded", "v1/better-grade");

    [Fact]
    public void what_was_so_already_corroborates() =>
        Daraa.When(Claim("a", "GOV_ASSAD", "2024-12-01")).Then().ThenAnswer("a", "corroborates", "v1/held-already");

    [Fact]
    public void the_same_claim_again_changes_nothing() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07")).When(Claim("a", "OPP", "2024-12-07")).ThenNothing();

    [Fact]
    public void a_late_report_changes_the_past_only() =>
        Daraa.When(Claim("a", "OPP", "2024-12-07")).When(Claim("b", "SDF", "2021-06-01", reported: "2024-12-09")).Then("decided Controlled SDF since 2021-06-01");

    [Fact]
    public void a_better_dated_claim_corrects_the_date() =>
        Daraa.When(Claim("a", "OPP", "2024-12-08")).When(Claim("b", "OPP", "2024-12-07", "A1")).Then("corrected Controlled OPP since 2024-12-07");

    [Fact]
    public void a_withdrawal_has_no_taker() =>
        Daraa.When(Claim("a", null, "2024-12-06", from: "GOV_ASSAD")).Then("decided Withdrawn  since 2024-12-06");

    [Fact]
    public void a_persons_decision_of_the_same_time_stands() =>
        Daraa.When(Claim("a", "OPP", "2018-07-31")).Then().ThenAnswer("a", "superseded", "v1/person-decided");

    [Fact]
    public void taken_lost_and_taken_again_are_three_changes() =>
        Daraa.When(Claim("a", "OPP", "2024-12-01"), Claim("b", "GOV_ASSAD", "2024-12-02"), Claim("c", "OPP", "2024-12-03"))
            .Then("decided Controlled OPP since 2024-12-01", "decided Controlled GOV_ASSAD since 2024-12-02", "decided Controlled OPP since 2024-12-03");
}
