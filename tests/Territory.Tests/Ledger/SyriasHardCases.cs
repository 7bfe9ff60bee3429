using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

/// <summary>Where the chronology is hardest: as decisions the rows give these timelines, and as claims the policy finds the same.</summary>
public sealed class SyriasHardCases
{
    private static readonly string[] Palmyra = ["Controlled ISIS since 2015-05-21", "Controlled GOV_ASSAD since 2016-03-27", "Controlled ISIS since 2016-12-11", "Controlled GOV_ASSAD since 2017-03-02", "Controlled SFA since 2024-12-07"];
    private static readonly string[] Saraqib = ["Controlled GOV_ASSAD since 2020-02-08", "Controlled HTS since 2020-02-27", "Controlled GOV_ASSAD since 2020-03-02"];
    private static readonly string[] AbuKamal = ["Controlled GOV_ASSAD since 2017-11-09", "Controlled ISIS since 2017-11-11", "Controlled GOV_ASSAD since 2017-11-19"];
    private static readonly string[] Suwayda = ["Controlled GOV_TRANS since 2025-07-15", "Controlled LOCAL_SUWAYDA since 2025-07-17", "Contested LOCAL_SUWAYDA+TRIBES since 2025-07-18", "Controlled LOCAL_SUWAYDA since 2025-07-20"];

    public static TheoryData<string, string, string, string[]> Cases => new()
    {
        { "C2889", "2015-05-01", "2024-12-31", Palmyra },
        { "C3916", "2020-02-01", "2020-03-31", Saraqib },
        { "C5167", "2017-11-01", "2017-11-30", AbuKamal },
        { "C6147", "2025-07-14", "2025-07-31", Suwayda },
    };

    [Theory, MemberData(nameof(Cases))]
    public void as_decisions_of_the_chronology(string area, string from, string to, string[] timeline) =>
        Between(new AreaScenario(area).Given([.. Rows(area, "2011-01-01", to).Select(Decision)]), from, to).ShouldBe(timeline);

    [Theory, MemberData(nameof(Cases))]
    public void as_claims_in_any_order(string area, string from, string to, string[] timeline)
    {
        var before = Rows(area, "2011-01-01", from).Select(Decision).ToArray();
        var claims = Rows(area, from, to).Select(AsClaim).ToArray();
        foreach (var arrival in new[] { claims, [.. claims.Reverse()], [.. claims.OrderBy(c => c.Id.Length).ThenByDescending(c => c.Id[^3])] })
            Between(arrival.Aggregate(new AreaScenario(area).Given(before), (scenario, claim) => scenario.When(claim)), from, to).ShouldBe(timeline);
    }

    [Fact]
    public void the_whole_of_raqqa_claimed_too_early_waits()
    {
        var governorate = new AreaScenario("SY11").Given([.. Rows("SY11", "2011-01-01", "2026-01-18").Select(Decision)]);
        var before = governorate.State.Timeline.Length;
        governorate.When(Claim("too early", "GOV_TRANS", "2026-01-18", "C3", area: "SY11")).Then().ThenAnswer("too early", "waits", "v1/grade");
        governorate.State.Timeline.Length.ShouldBe(before);
        governorate.When(Claim("the city", "GOV_TRANS", "2026-01-18", "A1", area: "SY11", extent: Extent.Centre)).Then().ThenAnswer("the city", "corroborates", "v1/held-already");
    }

    [Fact]
    public void after_mid_february_2026_it_is_unknown_and_not_unchanged()
    {
        var state = new AreaScenario("SY08").Given([.. Rows("SY08", "2011-01-01", "2026-12-31").Select(Decision)]).State;
        state.At(Day("2026-02-14").From)!.Ruling.Status.ShouldNotBe(ControlStatus.Unknown);
        state.At(Day("2026-02-15").From)!.Ruling.Status.ShouldBe(ControlStatus.Unknown);
        state.At(Day("2026-11-01").From)!.Ruling.Controllers.ShouldBeEmpty("nobody is named who was not seen");
    }

    private static IEnumerable<ChronologyRow> Rows(string area, string from, string to) =>
        Syria.Chronology.Where(r => r.Area == area && !r.Observation && Day(r.EffectiveAt).From >= Day(from).From && Day(r.EffectiveAt).From < Day(to).From);

    private static object Decision(ChronologyRow row) => new ChangeDecided(Syria.Id, row.Id, new(
        row.Status, [.. row.Controllers], [.. row.Challengers], row.From, row.From, row.Extent, row.Manner, Day(row.EffectiveAt), Day(row.EffectiveAt).From, row.Grade, "import", ChronologyRow.DecidedBy, [], [], null, false));

    private static KnownClaim AsClaim(ChronologyRow row) =>
        Claim(row.Id, row.Status == ControlStatus.Contested ? row.Challengers[0] : row.To, row.EffectiveAt, from: row.From, status: row.Status, extent: row.Extent, area: row.Area);

    private static string[] Between(AreaScenario scenario, string from, string to) => [.. scenario.State.Timeline
        .Where(s => s.Ruling.Effective.From >= Day(from).From && s.Ruling.Effective.From < Day(to).From)
        .Select(s => $"{s.Ruling.Status} {string.Join('+', s.Ruling.Controllers.Concat(s.Ruling.Challengers))} since {s.Ruling.Effective.At}")];
}
