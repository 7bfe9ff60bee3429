using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Recording;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Ledger;

/// <summary>What the bus may bring: every fault is a sentence, and what is sound passes.</summary>
public sealed class FaultyClaims
{
    private static readonly DateTimeOffset Now = new(2024, 12, 8, 12, 0, 0, TimeSpan.Zero);
    private static readonly EffectiveTime Seventh = Day("2024-12-07");
    private static readonly Claim Sound = new(
        "c1", "SY12", "GOV_ASSAD", "OPP", ClaimKind.Change, ControlStatus.Controlled, Extent.Whole, Manner.Force, Seventh, Seventh.From, null, [], false, 0.9, "rule", true,
        Grade.Parse("B2"), new("a desk", "a house", true, false), "r1", []);

    public static TheoryData<string, Claim> Faults => new()
    {
        { "has no id", Sound with { Id = "" } },
        { "lacks its area", Sound with { Source = null! } },
        { "lacks its area", Sound with { Via = null! } },
        { "has an empty item", Sound with { With = [null!] } },
        { "more than 100 items", Sound with { Via = [.. Enumerable.Repeat("wire", 101)] } },
        { "more than 500 characters", Sound with { Rule = new string('r', 501) } },
        { "The area 'SY99' is unknown", Sound with { Area = "SY99" } },
        { "The actor 'NOBODY' is unknown", Sound with { To = "NOBODY" } },
        { "The actor 'NOBODY' is unknown", Sound with { With = ["NOBODY"], Status = ControlStatus.Shared } },
        { "The actor 'NOBODY' is unknown", Sound with { From = null, To = null, Siege = new("NOBODY") } },
        { "stays in intake", Sound with { Kind = ClaimKind.Attempt } },
        { "none of the words of the contract", Sound with { Status = (ControlStatus)77 } },
        { "The confidence is 1.5", Sound with { Confidence = 1.5 } },
        { "from OPP to itself", Sound with { From = "OPP" } },
        { "from opp to itself", Sound with { From = "opp" } },
        { "twice", Sound with { Status = ControlStatus.Shared, With = ["SDF", "sdf"] } },
        { "twice", Sound with { Status = ControlStatus.Shared, With = ["OPP"] } },
        { "shared but not by whom", Sound with { Status = ControlStatus.Shared } },
        { "names nobody who holds", Sound with { To = null } },
        { "several holders", Sound with { With = ["SDF"] } },
        { "which has no taker", Sound with { Status = ControlStatus.Withdrawn } },
        { "does not say who withdrew", Sound with { Status = ControlStatus.Withdrawn, From = null, To = null } },
        { "says nothing of the holder", Sound with { Siege = new("ISIS") } },
        { "who lays the siege", Sound with { From = null, To = null, Siege = new(null) } },
        { "ends before it begins", Sound with { Effective = Seventh with { To = Seventh.From } } },
        { "wider than a year", Sound with { Effective = Seventh with { To = Seventh.From.AddDays(400) } } },
        { "before 1900", Sound with { Effective = Seventh with { From = default, To = DateTimeOffset.MinValue.AddDays(1) } } },
        { "before 1900", Sound with { ReportedAt = default } },
        { "ahead of now", Sound with { ReportedAt = Now.AddHours(15) } },
        { "has not happened", Sound with { Effective = Day("2024-12-10") } },
    };

    [Theory, MemberData(nameof(Faults))]
    public void are_told_what_is_wrong(string words, Claim claim) => ClaimFaults.Find(claim, Syria, Now).ShouldNotBeNull().ShouldContain(words);

    // Not among the others: a runner that writes the name of this case into a result file cuts the file off there.
    [Fact]
    public void a_nul_is_one_of_them() => ClaimFaults.Find(Sound with { Rule = "r\0" }, Syria, Now).ShouldNotBeNull().ShouldContain("NUL");

    public static TheoryData<Claim> SoundOnes => [
        Sound,
        Sound with { Status = ControlStatus.Shared, With = ["GOV_ASSAD"] },
        Sound with { Status = ControlStatus.Withdrawn, To = null },
        Sound with { Status = ControlStatus.Unknown, To = null, From = null },
        Sound with { Status = ControlStatus.Contested, To = null, From = null },
        Sound with { Kind = ClaimKind.Denial, To = null },
        Sound with { From = null, To = null, Siege = new("ISIS") },
        Sound with { From = null, To = null, Siege = new(null, Lifted: true) },
        Sound with { Effective = Day("2024"), ReportedAt = Now },
        // Of a report only the first instant of its date is known: what it tells of may be later in that month.
        Sound with { ReportedAt = Day("2024-12").From },
        Sound with { Effective = Day("2024-12-09"), ReportedAt = Now },
    ];

    [Theory, MemberData(nameof(SoundOnes))]
    public void sound_ones_pass(Claim claim) => ClaimFaults.Find(claim, Syria, Now).ShouldBeNull();
}
