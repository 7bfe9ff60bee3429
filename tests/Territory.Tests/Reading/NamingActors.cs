using Shouldly;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>Whom words mean depends on the day and on the mouth.</summary>
public sealed class NamingActors
{
    [Theory]
    [InlineData("2024-11-20", "GOV_ASSAD")]
    [InlineData("2025-07-15", "GOV_TRANS")]
    public void the_syrian_army_changes_its_bearer(string published, string actor) =>
        Syria.Read("سيطر الجيش السوري على مدينة تدمر", published).Claims.ShouldHaveSingleItem().To.ShouldBe(actor);

    [Fact]
    public void an_army_that_retreats_on_the_day_is_the_old_one() =>
        Syria.Read("انسحب الجيش السوري من مدينة حمص", "2024-12-08").Claims.ShouldHaveSingleItem().From.ShouldBe("GOV_ASSAD");

    [Fact]
    public void terrorists_are_whom_the_speaker_fights()
    {
        var claim = Syria.Read("نفت وزارة الدفاع السورية سيطرة الإرهابيين على مدينة حماة", "2024-12-04").Claims.ShouldHaveSingleItem();
        (claim.Kind, claim.To, claim.ClaimedBy).ShouldBe((ClaimKind.Denial, "OPP", "GOV_ASSAD"));
    }

    [Fact]
    public void a_capital_speaks_for_its_government()
    {
        var claim = Syria.Read("دمشق تعلن السيطرة على مدينة السويداء", "2025-07-15").Claims.ShouldHaveSingleItem();
        (claim.To, claim.ClaimedBy).ShouldBe(("GOV_TRANS", "GOV_TRANS"));
    }

    [Fact]
    public void factions_of_one_coalition_act_as_the_coalition() =>
        Syria.Read("سيطرت هيئة تحرير الشام وفصائل المعارضة على مدينة حماة").Claims.ShouldHaveSingleItem().To.ShouldBe("OPP");

    [Fact]
    public void media_between_are_named_nearest_first() =>
        Syria.Read("ذكرت رويترز نقلا عن المرصد السوري لحقوق الإنسان أن المعارضة سيطرت على مدينة حماة").Claims.ShouldHaveSingleItem().Via.ShouldBe(["رويترز", "المرصد السوري لحقوق الإنسان"]);

    [Fact]
    public void a_retreat_in_the_losers_own_words_waits()
    {
        var claim = Syria.Read("قال الجيش السوري إنه نفذ إعادة انتشار من مدينة درعا", "2024-12-06").Claims.ShouldHaveSingleItem();
        (claim.From, claim.To, claim.Status, claim.NeedsReview).ShouldBe(("GOV_ASSAD", null, ControlStatus.Withdrawn, true));
    }

    [Fact]
    public void hearsay_is_hedged() => Syria.Read("أنباء غير مؤكدة عن سيطرة المعارضة على مدينة حماة").Claims.ShouldHaveSingleItem().Hedged.ShouldBeTrue();
}
