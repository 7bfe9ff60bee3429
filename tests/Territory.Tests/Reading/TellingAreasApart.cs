using Shouldly;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>City, district, governorate and countryside of one name; towns of one name; names that are common words.</summary>
public sealed class TellingAreasApart
{
    [Theory]
    [InlineData("سيطرت المعارضة على حماة", "C2987", ClaimKind.Change)]
    [InlineData("سيطرت المعارضة على مدينة حماة بالكامل", "C2987", ClaimKind.Change)]
    [InlineData("سيطرت المعارضة على محافظة حماة", "SY05", ClaimKind.Change)]
    [InlineData("سيطرت المعارضة على كامل الحدود الإدارية لمحافظة حماة", "SY05", ClaimKind.Change)]
    [InlineData("سيطرت المعارضة على قرى في ريف حماة", "SY05", ClaimKind.Partial)]
    [InlineData("سيطرت المعارضة على معظم محافظة حماة", "SY05", ClaimKind.Partial)]
    [InlineData("سيطرت المعارضة على ريف دمشق", "SY03", ClaimKind.Partial)]
    [InlineData("سيطرت المعارضة على منطقة عفرين", "SY0203", ClaimKind.Change)]
    [InlineData("Rebels seized Hama", "C2987", ClaimKind.Change)]
    [InlineData("Rebels seized all of Hama province", "SY05", ClaimKind.Change)]
    [InlineData("Rebels seized most of Hama province", "SY05", ClaimKind.Partial)]
    [InlineData("Rebels seized villages in Hama province", "SY05", ClaimKind.Partial)]
    public void the_words_decide_the_level(string text, string area, ClaimKind kind)
    {
        var claim = Syria.Read(text).Claims.ShouldHaveSingleItem();
        (claim.Area, claim.Kind).ShouldBe((area, kind));
    }

    [Fact]
    public void towns_of_one_name_wait_with_their_candidates()
    {
        var claim = Syria.Read("سيطرت المعارضة على بلدة القحطانية").Claims.ShouldHaveSingleItem();
        claim.Candidates.ShouldBe(["C4751", "C6270"], ignoreOrder: true);
        (claim.NeedsReview, claim.Confidence < Syria.Theatre.Policy.LeastConfidence).ShouldBe((true, true));
    }

    [Fact]
    public void the_governorate_named_settles_which_town()
    {
        var claim = Syria.Read("سيطرت المعارضة على بلدة القحطانية بريف القنيطرة").Claims.ShouldHaveSingleItem();
        (claim.Area, claim.Candidates.Count, claim.NeedsReview).ShouldBe(("C6270", 0, false));
    }

    [Theory]
    [InlineData("فتح الجيش الباب أمام المدنيين")]
    [InlineData("زارت السفيرة مدينة حلب")]
    [InlineData("سيطر الجيش على حريق في محافظة اللاذقية")]
    [InlineData("سيطر المنتخب على المباراة في حمص")]
    [InlineData("Rebels took control of the match in Hama")]
    public void what_governs_no_place_claims_nothing(string text) => Syria.Read(text).Claims.ShouldBeEmpty();

    [Fact]
    public void the_seat_said_as_city_never_changes_its_governorate() =>
        Syria.Read("سيطرت المعارضة على مدينة درعا بالكامل. وقال سكان في محافظة درعا إن الهدوء يسود.").Claims.ShouldHaveSingleItem().Area.ShouldBe("C5993");
}
