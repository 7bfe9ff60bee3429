using Shouldly;
using Territory.Contracts;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Theatres;

public sealed class TheDemonstration
{
    private static readonly Theatre Syria = TheatrePacks.LoadAll().Single(t => t.Id == "syria");

    [Fact]
    public void is_read_in_both_languages_over_three_days()
    {
        Syria.Demonstration.Count.ShouldBeInRange(5, 7);
        Syria.Demonstration.Select(r => r.Language).Distinct().Order().ShouldBe(["ar", "en"]);
        Syria.Demonstration.Select(r => r.PublishedAt).Distinct().ShouldBe(["2024-12-05", "2024-12-06", "2024-12-07"]);
    }

    [Fact]
    public void says_that_it_is_invented()
    {
        Syria.Demonstration.ShouldAllBe(r => r.Text.Contains("invented for the demonstration") || r.Text.Contains("مختلق لغرض العرض"));
        Syria.SourceRegister.Where(s => Syria.Demonstration.Any(r => r.Source == s.Name)).ShouldAllBe(s => s.Demonstration);
    }

    [Fact]
    public void ends_with_the_whole_of_Daraa()
    {
        var last = Syria.Demonstration[^1];
        (last.Language, last.Grade, last.PublishedAt).ShouldBe(("ar", new Grade('B', 2), "2024-12-07"));
        last.Text.ShouldContain("سيطرتها الكاملة على محافظة درعا");
        Syria.SourceRegister.Single(s => s.Name == last.Source).Party.ShouldBeNull();
    }
}
