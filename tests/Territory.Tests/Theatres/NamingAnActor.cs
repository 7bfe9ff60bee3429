using Shouldly;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Theatres;

public sealed class NamingAnActor
{
    private static readonly Theatre Syria = TheatrePacks.LoadAll().Single(t => t.Id == "syria");

    [Theory]
    [InlineData("SD", "OPP")]
    [InlineData("HTSS", "HTS (")]
    [InlineData("gov", "GOV_ASSAD (")]
    [InlineData("المعارضة", "OPP (")]
    public void a_slip_is_told_what_is_near(string slip, string expected) => ActorSearch.Expected(Syria, slip).ShouldContain(expected);

    [Fact]
    public void what_is_like_none_is_told_all()
    {
        ActorSearch.Near(Syria, "zzz").ShouldBeEmpty();
        foreach (var actor in Syria.Actors) ActorSearch.Expected(Syria, "zzz").ShouldContain(actor.Code);
    }
}
