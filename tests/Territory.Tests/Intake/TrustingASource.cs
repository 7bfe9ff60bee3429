using Shouldly;
using Territory.Contracts;
using Territory.Intake.Reports;
using Xunit;
using static Territory.Tests.Intake.ReviewScenario;

namespace Territory.Tests.Intake;

public sealed class TrustingASource
{
    private static readonly Trust Usual = new(0.7);

    private static string[] GoingOn(Trust trust, params FoundClaim[] claims) =>
        [.. ReceiveReport.Decide(new ReviewScenario(claims).State.Received, Desk, trust).OfType<ClaimsReleased>().SelectMany(r => r.ClaimIds)];

    [Fact]
    public void what_is_sure_goes_on_and_the_rest_waits() => GoingOn(Usual, Claim("sure", confidence: 0.9), Claim("unsure", confidence: 0.6)).ShouldBe(["sure"]);

    [Fact]
    public void a_source_trusted_less_needs_surer_readings() => GoingOn(new(0.95), Claim(confidence: 0.9)).ShouldBeEmpty();

    [Fact]
    public void a_source_trusted_more_needs_less() => GoingOn(new(0.5), Claim(confidence: 0.6)).ShouldBe(["1"]);

    [Fact]
    public void of_a_source_everything_may_wait() => GoingOn(new(0, EverythingWaits: true), Claim(confidence: 1)).ShouldBeEmpty();

    [Fact]
    public void no_trust_sends_on_what_only_a_person_can_say() =>
        GoingOn(new(0), Claim("several", confidence: 1, candidates: ["C4751", "C6270"]), Claim("loser", confidence: 1, needsReview: true), Claim("attempt", confidence: 1, kind: ClaimKind.Attempt)).ShouldBeEmpty();

    [Fact]
    public void a_copy_speaks_with_the_voice_of_the_first()
    {
        var copy = new ReviewScenario(Claim(confidence: 1)).State.Received with { CopiedFrom = new("rep_0", "a wire", "OPP") };
        ReceiveReport.Decide(copy, Desk, Usual).OfType<ClaimsReleased>().Single().Source.ShouldBe(Desk with { Owner = "a wire", Party = "OPP" });
    }
}
