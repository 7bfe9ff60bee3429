using CsCheck;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

public sealed class ArrivalOrder
{
    private static readonly Gen<KnownClaim[]> Claims = Gen.Select(
        Pick("OPP", "SDF", "GOV_ASSAD", "ISIS"), Gen.Int[1, 9], Pick("A1", "B2", "C3", "D4"), Gen.Int[0, 3], Pick(ClaimKind.Change, ClaimKind.Change, ClaimKind.Partial, ClaimKind.Denial), Gen.Int[0, 4])
        .Array[1, 8].Select(drawn => drawn.Select((d, i) => Claim($"c{i}", d.Item1, $"2024-12-0{d.Item2}", d.Item3, "owner " + d.Item4, d.Item5, d.Item5 == ClaimKind.Partial ? Extent.Part : Extent.Whole, reported: $"2024-12-1{d.Item6}")).ToArray());

    [Fact]
    public void does_not_change_the_timeline() => Gen.Select(Claims, Gen.Int).Sample((claims, seed) =>
    {
        var shuffled = claims.ToArray();
        new Random(seed).Shuffle(shuffled);
        Timeline(OneByOne(claims)).ShouldBe(Timeline(OneByOne(shuffled)));
    }, iter: 2000);

    [Fact]
    public void together_or_one_by_one_is_the_same() => Claims.Sample(claims =>
    {
        Timeline(Start().When(claims)).ShouldBe(Timeline(OneByOne(claims)));
    }, iter: 2000);

    [Fact]
    public void deciding_again_adds_nothing() => Claims.Sample(claims =>
    {
        OneByOne(claims).When(claims).ThenNothing();
    }, iter: 1000);

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static AreaScenario Start() => new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31");

    private static AreaScenario OneByOne(KnownClaim[] claims) => claims.Aggregate(Start(), (scenario, claim) => scenario.When(claim));

    /// <summary>What is held and why; ids and positions may differ.</summary>
    private static string Timeline(AreaScenario scenario) => string.Join('\n', scenario.State.Timeline.Select(s =>
        $"{s.Ruling.Effective.At} {s.Ruling.Status} {string.Join('+', s.Ruling.Controllers)} against {string.Join('+', s.Ruling.Challengers)}"));
}
