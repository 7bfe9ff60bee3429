using CsCheck;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

/// <summary>What speaks against the register or against what is decided is listed for a person, until it is settled or he lets it be.</summary>
public sealed class AskingForALook
{
    private static AFamilyOfAreas Daraa => new AFamilyOfAreas("SY12", "SY1200", "C5993").WhenDecided("SY12", "held", "GOV_ASSAD", "2018-07-31", Extent.Whole);

    private const string StillHeld = "Observation obs_1: By obs_1 SY12 was still held by GOV_ASSAD at 2024-12-08, and by what is decided it was held by OPP then.";

    [Fact]
    public void still_held_by_another_asks_for_one() =>
        Daraa.WhenDecided("SY12", "k", "OPP", "2024-12-07", Extent.Whole).WhenSeen("SY12", "obs_1", "GOV_ASSAD", "2024-12-08").Open.ShouldBe([StillHeld]);

    [Fact]
    public void it_does_not_matter_which_came_first() =>
        Daraa.WhenSeen("SY12", "obs_1", "GOV_ASSAD", "2024-12-08").WhenDecided("SY12", "k", "OPP", "2024-12-07", Extent.Whole).Open.ShouldBe([StillHeld]);

    [Fact]
    public void who_holds_it_from_above_counts() =>
        Daraa.WhenSeen("C5993", "obs_1", "GOV_ASSAD", "2024-12-08").WhenDecided("SY12", "k", "OPP", "2024-12-07", Extent.Whole).Open.ShouldHaveSingleItem().ShouldContain("C5993 was still held by GOV_ASSAD");

    [Fact]
    public void the_same_holder_asks_for_none()
    {
        Daraa.WhenSeen("C5993", "obs_1", "GOV_ASSAD", "2024-12-08").Open.ShouldBeEmpty();
        Daraa.WhenDecided("SY12", "k", "OPP", "2024-12-09", Extent.Whole).WhenSeen("SY12", "obs_1", "GOV_ASSAD", "2024-12-08").Open.ShouldBeEmpty("it was so then");
    }

    [Fact]
    public void a_retraction_settles_it()
    {
        var family = Daraa.WhenDecided("SY12", "k", "OPP", "2024-12-07", Extent.Whole).WhenSeen("SY12", "obs_1", "GOV_ASSAD", "2024-12-08").WhenRetracted("SY12", "chg_k", "r");
        family.Open.ShouldBeEmpty();
        family["SY12"].Reviews.Values.ShouldHaveSingleItem().State.ShouldBe(ReviewState.Settled);
    }

    [Fact]
    public void a_persons_own_event_is_still_the_last() =>
        Daraa.WhenDecided("SY12", "k", "OPP", "2024-12-07", Extent.Whole).WhenSeen("SY12", "obs_1", "GOV_ASSAD", "2024-12-08")["SY12"].ShouldSatisfyAllConditions(s => s.Requests["obs_1"].Version.ShouldBe(s.Version));

    [Fact]
    public void who_was_not_there_asks_for_one()
    {
        var family = Daraa.When(Claim("a", "GOV_TRANS", "2012-01-01"));
        family.Open.ShouldHaveSingleItem().ShouldStartWith("Validity a: GOV_TRANS is known from");
        var review = family["SY12"].Reviews.Values.Single();
        family.WhenDismissed("SY12", review, "The register is right, the report too.").Obstacle.ShouldBeNull();
        family.Open.ShouldBeEmpty();
        family.When(Claim("b", "OPP", "2024-12-07")).Open.ShouldBeEmpty("what a person let be stays so");
    }

    [Fact]
    public void it_is_dismissed_once()
    {
        var family = Daraa.When(Claim("a", "GOV_TRANS", "2012-01-01"));
        var review = family["SY12"].Reviews.Values.Single();
        var version = family.WhenDismissed("SY12", review, "so").Events.ShouldHaveSingleItem().ShouldBeOfType<ReviewDismissed>();
        version.Raised.ShouldBe(review.Reason);
        family.WhenDismissed("SY12", review, "so").Known.ShouldNotBeNull();
        family.WhenDismissed("SY12", review, "otherwise").Obstacle.ShouldNotBeNull().Why.ShouldBe(Why.State);
        family.WhenDismissed("SY12", review, "so", "person:another").Obstacle.ShouldNotBeNull().Why.ShouldBe(Why.State);
    }

    /// <summary>Looks and claims of a governorate and what is below it, in any order.</summary>
    [Fact]
    public void arrival_order_does_not_matter() => Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[1, 5], Gen.Bool).Array[2, 8], Gen.Int).Sample((drawn, seed) =>
    {
        var steps = drawn.Select((d, i) => (Area: new[] { "SY12", "SY1200", "C5993" }[d.Item1], Actor: new[] { "OPP", "SDF", "GOV_ASSAD" }[d.Item2], Day: $"2024-12-0{d.Item3}", Look: d.Item4, Id: $"x{i}")).ToArray();
        var shuffled = steps.ToArray();
        new Random(seed).Shuffle(shuffled);
        AFamilyOfAreas All(IEnumerable<(string Area, string Actor, string Day, bool Look, string Id)> order) => order.Aggregate(Daraa, (family, s) => s.Look ? family.WhenSeen(s.Area, s.Id, s.Actor, s.Day) : family.When(Claim(s.Id, s.Actor, s.Day, area: s.Area)));
        All(steps).Open.ShouldBe(All(shuffled).Open);
    }, iter: 1000);
}
