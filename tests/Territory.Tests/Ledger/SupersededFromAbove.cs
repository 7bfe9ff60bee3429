using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

/// <summary>A town that was once decided about for itself, and has since passed with its whole governorate.</summary>
public sealed class SupersededFromAbove
{
    private const string Town = "C3987", Governorate = "SY07";
    private static readonly KnownClaim Fall = Claim("fall", "OPP", "2024-11-30", area: Governorate);

    private static AFamilyOfAreas HeldSince2019 => new AFamilyOfAreas([.. Syria.FindArea(Town)!.Path]).WhenDecided(Town, "own", "GOV_ASSAD", "2019-08-23", Extent.Whole);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void its_holder_of_old_takes_it_again_from_the_one_above(bool reportedFirst)
    {
        var again = Claim("again", "GOV_ASSAD", "2024-12-04", "A1", area: Town);
        var family = reportedFirst ? HeldSince2019.When(again).When(Fall) : HeldSince2019.When(Fall).When(again);
        var ruling = family[Town].At(Day("2024-12-05").From)!.Ruling;
        (ruling.Controller, ruling.From).ShouldBe(("GOV_ASSAD", "OPP"));
        family[Town].Answers["again"].Decision.Outcome.ShouldBe("decided");
    }

    [Fact]
    public void what_its_new_holder_says_of_it_is_nothing_new()
    {
        var family = HeldSince2019.When(Fall).When(Claim("so", "OPP", "2024-12-02", area: Town));
        family[Town].Answers["so"].Decision.Outcome.ShouldBe("corroborates");
        family[Town].Timeline.Length.ShouldBe(1);
    }

    [Fact]
    public void whoever_takes_it_next_takes_it_from_the_one_above()
    {
        HeldSince2019.When(Fall).When(Claim("next", "SDF", "2024-12-04", area: Town))[Town].At(Day("2024-12-05").From)!.Ruling.From.ShouldBe("OPP");
        HeldSince2019.When(Fall).WhenDecided(Town, "person", "SDF", "2024-12-04", Extent.Whole)[Town].At(Day("2024-12-05").From)!.Ruling.From.ShouldBe("OPP");
    }

    [Fact]
    public void once_the_whole_is_held_no_longer_nobody_holds_it()
    {
        var family = HeldSince2019.When(Fall, Claim("part", "SDF", "2024-12-02", kind: ClaimKind.Partial, extent: Extent.Part, area: Governorate));
        family.When(Claim("again", "GOV_ASSAD", "2024-12-04", area: Town))[Town].At(Day("2024-12-05").From)!.Ruling.From.ShouldBeNull("it is not said who held it there");
    }
}
