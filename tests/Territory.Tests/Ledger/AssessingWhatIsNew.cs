using CsCheck;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Ledger;

/// <summary>
/// A family of areas with a history of months: whoever remembers what was assessed, and looks only at what is new or met by what
/// changed above, comes to the very events of who assesses everything each time.
/// </summary>
public sealed class AssessingWhatIsNew
{
    private static readonly string[] Family = ["SY12", "SY1200", "C5993"];

    /// <summary>Days in bunches with quiet weeks between: some within the policy's window of each other, some just beyond it.</summary>
    private static readonly string[] Days =
        ["2024-09-01", "2024-09-02", "2024-09-06", "2024-09-09", "2024-10-01", "2024-10-03", "2024-10-20", "2024-10-21", "2024-10-22", "2024-11-08", "2024-12-01", "2024-12-05", "2024-12-09"];

    /// <summary>Reports of much later deny, and are denied, across those weeks; every fourth is a denial.</summary>
    private static readonly Gen<KnownClaim[]> Claims = Gen.Select(ArrivalOrder.Claims, ArrivalOrder.Claims, ArrivalOrder.Claims, Gen.Int[0, 12].Array[27], Gen.Int[0, 12].Array[27], Gen.Int[0, 2].Array[27])
        .Select((one, two, three, days, reported, areas) => one.Concat(two).Concat(three).Select((c, i) => c with
        {
            Id = $"c{i}",
            Area = Family[areas[i]],
            Kind = i % 4 == 3 ? ClaimKind.Denial : c.Kind,
            Effective = AreaScenario.Day(Days[days[i]]),
            ReportedAt = AreaScenario.Day(Days[Math.Max(days[i], reported[i])]).From,
        }).ToArray());

    private static readonly Succession[] Successions = [new("OPP", "GOV_TRANS", new(2024, 10, 21), "test")];

    [Fact]
    public void is_assessing_everything()
    {
        var (remembered, concerned) = (0, 0);
        Gen.Select(Claims, Gen.Int[0, 40].Array[6], Gen.Int[1, 3].Array[27]).Sample((claims, words, together) =>
        {
            var (one, other) = (Lived(new(Family), claims, words, together), Lived(new(Family) { Forgets = true }, claims, words, together));
            one.Log.ShouldBe(other.Log);
            Interlocked.Add(ref remembered, one.Remembered);
            Interlocked.Add(ref concerned, one.Concerned);
        }, iter: 1200);
        remembered.ShouldBeGreaterThan(6_000);
        concerned.ShouldBeGreaterThan(500);
    }

    private static AFamilyOfAreas Lived(AFamilyOfAreas family, KnownClaim[] claims, int[] words, int[] together)
    {
        family.WhenDecided("SY12", "held", "GOV_ASSAD", "2018-07-31", Extent.Whole);
        for (var (next, turn) = (0, 0); next < claims.Length; next += together[turn++])
        {
            if (next == words[0]) family.WhenDecided(Family[next % 3], $"p{next}", "ISIS", Days[next % Days.Length], Extent.Whole);
            if (next == words[1]) family.WhenDecided("C5993", $"q{next}", "SDF", "2024-10-10", Extent.Whole);
            if (next == words[2] && family["C5993"].Timeline.Last is { } wrong) family.WhenRetracted("C5993", wrong.ChangeId, $"r{next}");
            if (next == words[3]) family.WhenSucceeded(Successions);
            if (next == words[4] && Any(family["SY12"], next) is { } above) family.WhenRetracted("SY12", above, $"s{next}");
            if (next == words[5] && Any(family["SY12"], next) is { } misdated) family.WhenDated("SY12", misdated, $"t{next}", Days[next * 5 % Days.Length]);
            family.When([.. claims.Skip(next).Take(together[turn])]);
        }
        return family;

        static string? Any(AreaState state, int seed) => state.Timeline.IsEmpty ? null : state.Timeline[seed % state.Timeline.Length].ChangeId;
    }
}
