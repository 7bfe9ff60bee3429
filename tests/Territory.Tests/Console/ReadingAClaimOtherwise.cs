using Shouldly;
using Territory.Contracts;
using Territory.OperationsConsole.Api;
using Territory.OperationsConsole.Review;
using Xunit;

namespace Territory.Tests.OperationsConsole;

public sealed class ReadingAClaimOtherwise
{
    private static ReadClaim Claim(params string[] candidates) => new(
        "c1", "C1", "One", AreaLevel.Place, null, "A", "B", ClaimKind.Change, ControlStatus.Controlled, Extent.Unstated, Manner.Force, "2024-12-07", Precision.Day, DateBasis.Text, "B", [], false, 0.5, "r", [], ClaimState.Pending, null, candidates);

    [Fact]
    public void what_stands_amends_nothing() => new ClaimDraft(Claim()).Amendment().ShouldBe(new ClaimAmendment());

    [Fact]
    public void only_what_is_otherwise_is_sent()
    {
        var draft = new ClaimDraft(Claim()) { To = "C", Kind = ClaimKind.Partial, EffectiveAt = " 2024-12-06 ", Note = "the day before" };
        draft.Amendment().ShouldBe(new ClaimAmendment(To: "C", Kind: ClaimKind.Partial, EffectiveAt: "2024-12-06", Note: "the day before"));
    }

    [Fact]
    public void an_actor_left_empty_is_nobody()
    {
        var amendment = new ClaimDraft(Claim()) { From = "", ClaimedBy = "" }.Amendment();
        amendment.Clear.ShouldBe(["from", "claimedBy"]);
        (amendment with { Clear = null }).ShouldBe(new ClaimAmendment());
    }

    [Fact]
    public void which_of_several_is_meant_is_for_the_person_to_say()
    {
        new ClaimDraft(Claim("C1", "C2")).Amendment().Area.ShouldBeNull();
        new ClaimDraft(Claim("C1", "C2")) { Area = "C1" }.Amendment().Area.ShouldBe("C1");
        new ClaimDraft(Claim("C1", "C2"), isChosen: true).Amendment().Area.ShouldBe("C1", "a second person agrees with the first");
    }
}
