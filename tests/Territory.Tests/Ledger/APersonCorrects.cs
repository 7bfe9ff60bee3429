using CsCheck;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

public sealed class APersonCorrects
{
    private static AreaScenario Taken => new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31").When(Claim("a", "OPP", "2024-12-07"));

    private static string Last(AreaScenario scenario) => scenario.State.Timeline[^1].ChangeId;

    [Fact]
    public void what_was_not_mentioned_stands()
    {
        var scenario = Taken;
        scenario.WhenCorrected(Last(scenario), "c", new(Effective: Day("2024-12-08"))).Then("corrected Controlled OPP since 2024-12-08").ThenAnswer("a", "superseded", "v1/person-overruled");
        scenario.State.Timeline.Length.ShouldBe(2);
    }

    [Fact]
    public void the_same_claims_do_not_bring_back_what_was_retracted()
    {
        var scenario = Taken;
        scenario.WhenRetracted(Last(scenario), "r").Then("retracted").ThenHeldOn("2024-12-09", "Controlled GOV_ASSAD since 2018-07-31")
            .When(Claim("b", "OPP", "2024-12-07", "A1")).Then().ThenAnswer("b", "superseded", "v1/person-overruled")
            .When(Claim("c", "OPP", "2024-12-09")).Then("decided Controlled OPP since 2024-12-09");
    }

    [Fact]
    public void what_is_gone_cannot_be_corrected_again()
    {
        var scenario = Taken;
        var change = Last(scenario);
        scenario.WhenRetracted(change, "r").WhenCorrected(change, "c", new(Effective: Day("2024-12-08"))).ThenRefused(Why.State, "id");
        scenario.WhenRetracted(change, "s").ThenRefused(Why.State, "id");
        scenario.WhenRetracted("chg_r", "t").ThenRefused(Why.NotFound, "id");
        scenario.WhenRetracted("never heard", "u").ThenRefused(Why.NotFound, "id");
    }

    [Fact]
    public void nothing_that_differs_is_refused()
    {
        var scenario = Taken;
        scenario.WhenCorrected(Last(scenario), "c", new("OPP", Effective: Day("2024-12-07"))).ThenRefused(Why.Meaning, "body");
    }

    [Fact]
    public void to_whom_it_passed_from_is_refused()
    {
        var scenario = new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31").When(Claim("a", "OPP", "2024-12-07", from: "GOV_ASSAD"));
        scenario.WhenCorrected(Last(scenario), "c", new("GOV_ASSAD")).ThenRefused(Why.Meaning, "to");
    }

    [Fact]
    public void his_own_decision_withdrawn_lets_the_policy_speak_again() =>
        Taken.WhenDecided("k", new("SDF", Status: ControlStatus.Controlled, Extent: Extent.Whole, Effective: Day("2024-12-07"))).WhenRetracted("chg_k", "r")
            .Then("decided Controlled OPP since 2024-12-07", "retracted");

    [Fact]
    public void another_holder_for_the_same_time()
    {
        var scenario = Taken;
        scenario.WhenCorrected(Last(scenario), "c", new("SDF")).Then("corrected Controlled SDF since 2024-12-07").ThenHeldOn("2024-12-08", "Controlled SDF since 2024-12-07");
    }

    [Theory, InlineData("2024-12-03", "2018-07-31"), InlineData("2010-05-01", "2010-05-01")]
    public void the_day_of_a_siege_and_it_is_held_since_the_holder_came_or_since_that_day(string moved, string since)
    {
        var besieged = new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31").When(Siege("s", "ISIS", "2024-12-01"));
        besieged.WhenCorrected(Last(besieged), "c", new(Effective: Day(moved))).Then($"corrected Controlled GOV_ASSAD besieged by ISIS since {moved}");
        besieged.State.At(Day("2024-12-05").From)!.Ruling.HeldFrom.ShouldBe(Day("2018-07-31").From);
        besieged.State.Timeline.Single(s => s.ChangeId == "chg_c").Ruling.HeldFrom.ShouldBe(Day(since).From, "nobody held it before the decision's own time");
    }

    /// <summary>Claims, decisions, corrections and retractions in any order: the fold holds together, and what was before a retracted change holds on.</summary>
    [Fact]
    public void in_any_order_leaves_the_fold_consistent() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 9], Gen.Int[0, 2], Gen.Int[0, 30]).Array[4, 14].Sample(drawn =>
        {
            var scenario = new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31");
            foreach (var ((step, day, who, which), i) in drawn.Select((d, i) => (d, i)))
            {
                var (actor, effective) = (new[] { "OPP", "SDF", "ISIS" }[who], $"2024-12-0{day}");
                if (scenario.State.Timeline.IsEmpty) scenario.GivenHeldBy("GOV_ASSAD", $"{2000 + i}-01-01");
                var target = scenario.State.Timeline[which % scenario.State.Timeline.Length];
                if (step == 0) scenario.When(Claim($"c{i}", actor, effective));
                if (step == 1) scenario.WhenDecided($"d{i}", new(actor, Status: ControlStatus.Controlled, Extent: Extent.Whole, Effective: Day(effective)));
                if (step == 2) scenario.WhenCorrected(target.ChangeId, $"k{i}", new(actor));
                if (step == 3 && target.Ruling.DecidedBy != "import:chronology-v1") Retract(scenario, target, $"r{i}");
                Consistent(scenario.State);
            }
        }, iter: 1000);

    private static void Retract(AreaScenario scenario, Standing target, string key)
    {
        var before = scenario.State.At(target.Ruling.Effective.From.AddTicks(-1));
        scenario.WhenRetracted(target.ChangeId, key);
        scenario.State.Timeline.ShouldNotContain(s => s.ChangeId == target.ChangeId);
        // What was before holds on, unless the policy has something of its own for that time to say again.
        var now = scenario.State.At(target.Ruling.Effective.From);
        if (now?.Ruling.Effective.From != target.Ruling.Effective.From) now?.Ruling.Controllers.ShouldBe(before?.Ruling.Controllers);
    }

    private static void Consistent(AreaState state)
    {
        state.Timeline.Select(s => s.Ruling.Effective.From).ShouldBeInOrder();
        state.Timeline.Select(s => s.Ruling.Effective.From).ShouldBeUnique("at most one decision an instant");
        state.Timeline.ShouldAllBe(s => !state.Ended.ContainsKey(s.ChangeId));
        var standing = state.Timeline.Select(s => s.ChangeId).ToHashSet();
        foreach (var (claim, answer) in state.Answers)
            if (answer.Decision is { ChangeId: { } change, Outcome: not "superseded" }) standing.ShouldContain(change, $"the answer of {claim} names what stands");
        Reassess.Decide(state, Syria.FindArea(state.Area)!, Reassess.Given(state), state.Overruled, _ => null, Syria).ShouldBeEmpty("deciding again adds nothing");
    }
}
