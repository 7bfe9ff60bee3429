using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Changes;
using Territory.Ledger.Control;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

public sealed class LayingSiege
{
    private static AreaScenario Besieged => new AreaScenario("C5993").GivenHeldBy("GOV_ASSAD", "2018-07-12").When(Siege("s", "ISIS", "2024-12-01"));

    [Fact]
    public void changes_neither_holder_nor_status()
    {
        var scenario = Besieged.Then("decided Controlled GOV_ASSAD besieged by ISIS since 2024-12-01").ThenAnswer("s", "decided", "v1/siege");
        scenario.State.Timeline[^1].Ruling.HeldFrom.ShouldBe(Day("2018-07-12").From, "it is held since it was taken, not since it is besieged");
    }

    [Fact]
    public void is_what_the_public_line_says()
    {
        var city = Syria.FindArea("C5993")!;
        Summary.Of(Syria, city, Besieged.State.Timeline[^1].Ruling, "").English.ShouldBe("Daraa city: besieged by ISIS");
        var lifted = Besieged.When(Siege("l", "ISIS", "2024-12-05", lifted: true)).State.Timeline[^1].Ruling;
        Summary.Of(Syria, city, lifted, "").English.ShouldBe("Daraa city: siege lifted");
    }

    [Fact]
    public void ends_when_it_is_lifted() =>
        Besieged.When(Siege("l", "ISIS", "2024-12-05", lifted: true)).Then("decided Controlled GOV_ASSAD since 2024-12-05").ThenAnswer("l", "decided", "v1/siege-lifted");

    [Fact]
    public void ends_when_the_besieger_takes_it() => Besieged.When(Claim("a", "ISIS", "2024-12-05")).Then("decided Controlled ISIS since 2024-12-05");

    [Fact]
    public void ends_when_the_besieged_is_gone() => Besieged.When(Claim("a", "SDF", "2024-12-05")).Then("decided Controlled SDF since 2024-12-05");

    [Fact]
    public void goes_on_while_the_besieged_is_only_contested() =>
        Besieged.When(Claim("a", "SDF", "2024-12-05", status: ControlStatus.Contested)).Then("decided Contested GOV_ASSAD against SDF besieged by ISIS since 2024-12-05");

    [Fact]
    public void by_a_second_party_adds_to_the_first() => Besieged.When(Siege("t", "OPP", "2024-12-02")).Then("decided Controlled GOV_ASSAD besieged by ISIS+OPP since 2024-12-02");

    [Fact]
    public void of_what_one_holds_oneself_waits() => Besieged.When(Siege("t", "GOV_ASSAD", "2024-12-02")).Then().ThenAnswer("t", "waits", "v1/siege");

    [Fact]
    public void that_is_denied_waits() =>
        Besieged.When(Siege("t", "OPP", "2024-12-02"), Siege("d", "OPP", "2024-12-02") with { Kind = ClaimKind.Denial }).Then().ThenAnswer("t", "waits", "v1/denied").ThenAnswer("d", "contests", "v1/denied");

    [Fact]
    public void on_the_day_it_was_taken_is_told_with_the_taking() =>
        Besieged.When(Claim("a", "SDF", "2024-12-05"), Siege("t", "GOV_ASSAD", "2024-12-05")).Then("decided Controlled SDF besieged by GOV_ASSAD since 2024-12-05");

    [Fact]
    public void a_poor_claim_of_it_waits() => Besieged.When(Siege("t", "OPP", "2024-12-02", "C3")).Then().ThenAnswer("t", "waits", "v1/grade");

    [Fact]
    public void a_governorate_takes_nothing_from_what_is_below()
    {
        var (daraa, city) = (Syria.FindArea("SY12")!, Syria.FindArea("C5993")!);
        var governorate = new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31").When(Siege("s", "ISIS", "2024-12-01") with { LevelStated = true });
        var taken = new AreaScenario("C5993").GivenHeldBy("OPP", "2022-01-01");
        Stretch? Own(string code) => code switch { "SY12" => Stretch.At(governorate.State.Timeline, Day("2024-12-02").From), "C5993" => Stretch.At(taken.State.Timeline, Day("2024-12-02").From), _ => null };
        governorate.State.Timeline[^1].Ruling.BesiegedBy.ShouldBe(["ISIS"]);
        Held.At(city, Own).Stretch!.Value.Controller.ShouldBe("OPP");
        Held.At(daraa, Own).Stretch!.Value.Controller.ShouldBe("GOV_ASSAD");
    }
}
