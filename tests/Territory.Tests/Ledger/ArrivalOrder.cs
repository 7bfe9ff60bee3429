using CsCheck;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Theatres;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

public sealed class ArrivalOrder
{
    /// <summary>Every kind of claim, on few days, grades and takers, so that ties are the rule.</summary>
    internal static readonly Gen<KnownClaim[]> Claims = Gen.Select(
        Gen.Int[0, 8], Pick("OPP", "SDF", "GOV_ASSAD", "ISIS"), Pick("SNA", "ISIS", "GOV_ASSAD"), Gen.Int[1, 5], Pick("A1", "B2", "B2", "C3", "D4"), Gen.Int[0, 3], Gen.Int[0, 3])
        .Array[1, 9].Select(drawn => drawn.Select((d, i) => Drawn($"c{i}", d.Item1, d.Item2, d.Item3, $"2024-12-0{d.Item4}", d.Item5, "owner " + d.Item6, $"2024-12-1{d.Item7}")).ToArray());

    private static KnownClaim Drawn(string id, int kind, string one, string other, string day, string grade, string owner, string reported) => kind switch
    {
        0 => Claim(id, one, day, grade, owner, reported: reported),
        1 => Claim(id, one, day, grade, owner, ClaimKind.Partial, Extent.Part, reported: reported),
        2 => Claim(id, one, day, grade, owner, ClaimKind.Denial, reported: reported),
        3 => Claim(id, one, day, grade, owner, status: ControlStatus.Shared, with: [other == one ? "TRIBES" : other], reported: reported),
        4 => Claim(id, one, day, grade, owner, status: ControlStatus.Contested, from: other == one ? null : other, reported: reported),
        5 => Claim(id, null, day, grade, owner, from: one, reported: reported),
        6 => Claim(id, null, day, grade, owner, status: ControlStatus.Unknown, from: one == "SDF" ? null : one, reported: reported),
        7 => Siege(id, one, day, grade),
        _ => Siege(id, one, day, grade, lifted: true),
    };

    [Fact]
    public void does_not_change_the_timeline() => Gen.Select(Claims, Gen.Int).Sample((claims, seed) =>
    {
        var shuffled = claims.ToArray();
        new Random(seed).Shuffle(shuffled);
        Timeline(OneByOne(claims)).ShouldBe(Timeline(OneByOne(shuffled)));
    }, iter: 4000);

    [Fact]
    public void together_or_one_by_one_is_the_same() => Claims.Sample(claims =>
    {
        Timeline(Start().When(claims)).ShouldBe(Timeline(OneByOne(claims)));
    }, iter: 4000);

    [Fact]
    public void deciding_again_adds_nothing() => Claims.Sample(claims =>
    {
        OneByOne(claims).When(claims).ThenNothing();
    }, iter: 1000);

    private static readonly string[] Family = ["SY12", "SY1200", "C5993"];

    /// <summary>Claims of a governorate, its district and its city, on few days: what is above decides what is news below.</summary>
    private static readonly Gen<KnownClaim[]> OfAFamily = Gen.Select(Claims, Gen.Int[0, 2].Array[9])
        .Select((claims, areas) => claims.Select((c, i) => c with { Area = Family[areas[i]] }).ToArray());

    private static readonly Succession[] Successions = [new("OPP", "GOV_TRANS", new(2024, 12, 3), "test"), new("SDF", "TRIBES", new(2024, 12, 4), "test")];

    [Fact]
    public void above_and_below_does_not_change_the_timelines() => Gen.Select(OfAFamily, Gen.Int).Sample((claims, seed) =>
    {
        var shuffled = claims.ToArray();
        new Random(seed).Shuffle(shuffled);
        Timelines(OneByOne(Held(), claims)).ShouldBe(Timelines(OneByOne(Held(), shuffled)));
        Timelines(Held().When(claims)).ShouldBe(Timelines(OneByOne(Held(), claims)));
    }, iter: 2000);

    [Fact]
    public void of_successions_does_not_change_the_timelines() => Gen.Select(OfAFamily, Gen.Int[0, 9], Gen.Int[0, 9]).Sample((claims, first, second) =>
    {
        var late = OneByOne(Held(), claims).WhenSucceeded(Successions);
        var between = OneByOne(Held(), claims[..Math.Min(first, claims.Length)]).WhenSucceeded(Successions[..1]);
        var rest = claims[Math.Min(first, claims.Length)..];
        between = OneByOne(between, rest[..Math.Min(second, rest.Length)]).WhenSucceeded(Successions);
        Timelines(OneByOne(between, rest[Math.Min(second, rest.Length)..])).ShouldBe(Timelines(late));
        Timelines(late.WhenSucceeded()).ShouldBe(Timelines(OneByOne(Held(), claims)), "a succession taken back leaves nothing behind");
    }, iter: 1500);

    [Fact]
    public void assessing_a_family_again_adds_nothing() => OfAFamily.Sample(claims =>
        OneByOne(Held(), claims).WhenSucceeded().Appended.ShouldBe(0), iter: 1000);

    private static AFamilyOfAreas Held() => new AFamilyOfAreas(Family).WhenDecided("SY12", "held", "GOV_ASSAD", "2018-07-31", Extent.Whole);

    private static AFamilyOfAreas OneByOne(AFamilyOfAreas family, KnownClaim[] claims) => claims.Aggregate(family, (f, claim) => f.When(claim));

    private static string Timelines(AFamilyOfAreas family) => string.Join("\n\n", Family.Select(code => code + "\n" + Timeline(family[code])));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static AreaScenario Start() => new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31");

    private static AreaScenario OneByOne(KnownClaim[] claims) => claims.Aggregate(Start(), (scenario, claim) => scenario.When(claim));

    /// <summary>Everything a decision says and rests on, and what every claim was told; only ids and positions of changes may differ.</summary>
    private static string Timeline(AreaScenario scenario) => Timeline(scenario.State);

    private static string Timeline(AreaState state)
    {
        var decisions = state.Timeline.Select(s => (s.ChangeId, s.Ruling)).Select(s =>
            $"{s.Ruling.Effective} since {s.Ruling.Since} {s.Ruling.Status} {s.Ruling.Extent} {List(s.Ruling.Controllers)} against {List(s.Ruling.Challengers)} besieged by {List(s.Ruling.BesiegedBy)} from {s.Ruling.From} "
            + $"{s.Ruling.Grade} {s.Ruling.Rule} {s.Ruling.ReportedAt:u} said by {s.Ruling.ClaimedBy}; for {List(Cited(state, s.ChangeId, s.Ruling.ClaimsFor, supports: true))}; against {List(Cited(state, s.ChangeId, s.Ruling.ClaimsAgainst, supports: false))}");
        var answers = state.Answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a =>
            $"{a.Key}: {a.Value.Decision with { ChangeId = null }} of {state.Timeline.SingleOrDefault(s => s.ChangeId == a.Value.Decision.ChangeId)?.Ruling.Effective.At}");
        return string.Join('\n', decisions.Concat(answers));
    }

    private static IEnumerable<string> Cited(AreaState state, string change, IEnumerable<string> ruled, bool supports) =>
        ruled.Concat(state.Answers.Where(a => a.Value.Decision.ChangeId == change && Side.Supports(a.Value.Decision) == supports).Select(a => a.Key)).Distinct().Order(StringComparer.Ordinal);

    private static string List(IEnumerable<string> items) => string.Join('+', items);
}
