using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

/// <summary>
/// The first story: two areas, two effective dates, partial claims, a silent loser and a reconstruction a year later. What
/// was reported by which day decides what an analyst of that day would have said.
/// </summary>
public sealed class DaraaInDecember2024
{
    private static readonly KnownClaim[] OfTheGovernorate =
    [
        Claim("attack", "OPP", "2024-12-06", status: ControlStatus.Contested, from: "GOV_ASSAD"),
        Claim("announced", "OPP", "2024-12-07", claimedBy: "OPP", owner: "a wire"),
        Claim("most of it", "OPP", "2024-12-07", "B2", kind: ClaimKind.Partial, extent: Extent.Most, owner: "an observer"),
        Claim("redeploying", null, "2024-12-07", "C3", from: "GOV_ASSAD", claimedBy: "GOV_ASSAD", hedged: true),
        Claim("reconstruction", "OPP", "2024-12-07", "A1", reported: "2025-12-08", owner: "a broadcaster"),
    ];

    private static readonly KnownClaim[] OfTheCity =
    [
        Claim("centre", "OPP", "2024-12-06", kind: ClaimKind.Partial, extent: Extent.Centre, area: "C5993"),
        Claim("late friday", "OPP", "2024-12-06", "B2", reported: "2024-12-07", owner: "a wire", area: "C5993"),
        Claim("saturday", "OPP", "2024-12-07", "C3", owner: "others", area: "C5993"),
        Claim("rebuilt", "OPP", "2024-12-06", "A1", reported: "2025-12-08", owner: "a broadcaster", area: "C5993"),
    ];

    [Theory]
    [InlineData("2024-12-06", "2024-12-06", "Contested GOV_ASSAD+OPP", "Contested GOV_ASSAD+OPP")]
    [InlineData("2024-12-06", "2024-12-07", "Contested GOV_ASSAD+OPP", "Contested GOV_ASSAD+OPP")]
    [InlineData("2024-12-06", "2024-12-08", "Contested GOV_ASSAD+OPP", "Contested GOV_ASSAD+OPP")]
    [InlineData("2024-12-07", "2024-12-06", "Contested GOV_ASSAD+OPP", "Controlled OPP")]
    [InlineData("2024-12-07", "2024-12-07", "Controlled OPP", "Controlled OPP")]
    [InlineData("2024-12-07", "2024-12-08", "Controlled OPP", "Controlled OPP")]
    [InlineData("2025-12-31", "2024-12-05", "Controlled GOV_ASSAD", "Controlled GOV_ASSAD")]
    [InlineData("2025-12-31", "2024-12-06", "Contested GOV_ASSAD+OPP", "Controlled OPP")]
    [InlineData("2025-12-31", "2024-12-07", "Controlled OPP", "Controlled OPP")]
    [InlineData("2025-12-31", "2024-12-08", "Controlled OPP", "Controlled OPP")]
    public void as_reported_by_a_day(string reported, string at, string governorate, string city)
    {
        Held(Governorate(), reported, at).ShouldBe(governorate);
        Held(City(), reported, at).ShouldBe(city);
    }

    [Fact]
    public void every_claim_is_told_what_it_led_to()
    {
        Governorate().ThenAnswer("attack", "decided", "v1/decides-alone").ThenAnswer("announced", "supports", "v1/decides-alone").ThenAnswer("reconstruction", "supports", "v1/decides-alone")
            .ThenAnswer("most of it", "corroborates", "v1/held-already").ThenAnswer("redeploying", "waits", "v1/hedged");
        // The whole and its centre on one day: the whole stands, the centre agrees.
        City().ThenAnswer("centre", "corroborates", "v1/held-already").ThenAnswer("saturday", "supports", "v1/decides-alone");
    }

    [Fact]
    public void the_day_is_the_better_claims_and_the_grade_rises() =>
        City().State.Timeline[^1].Ruling.ShouldSatisfyAllConditions(r => r.Effective.At.ShouldBe("2024-12-06"), r => r.Grade.ShouldBe(Grade.Parse("A1")), r => r.From.ShouldBe("GOV_ASSAD"));

    private static AreaScenario Governorate() => OfTheGovernorate.Aggregate(new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31"), (scenario, claim) => scenario.When(claim));

    private static AreaScenario City() => OfTheCity.Aggregate(new AreaScenario("C5993").GivenHeldBy("GOV_ASSAD", "2018-07-12"), (scenario, claim) => scenario.When(claim));

    private static string Held(AreaScenario scenario, string reported, string at)
    {
        var state = AsReported.Of(scenario.State, Syria.FindArea(scenario.State.Area)!, Day(reported).To.AddMicroseconds(-1), _ => null, Syria);
        var ruling = state.At(Day(at).To.AddMicroseconds(-1))!.Ruling;
        return $"{ruling.Status} {string.Join('+', ruling.Controllers.Concat(ruling.Challengers))}";
    }
}
