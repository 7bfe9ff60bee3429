using Shouldly;
using Territory.Contracts;
using Territory.OperationsConsole.Api;
using Territory.OperationsConsole.Map;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.OperationsConsole;

public sealed class TheLegend
{
    private static readonly Theatre Syria = TheatrePacks.LoadAll().Single(t => t.Id == "syria");

    [Fact]
    public void names_only_what_is_shown_and_most_first()
    {
        var lines = LegendLine.Of([Held("SY01", "GOV_ASSAD"), Held("SY02", "OPP"), Held("SY03", "OPP")], Syria);
        lines.Select(l => l.Name).ShouldBe(["Armed opposition", "Assad government"]);
        lines.Select(l => l.NameAr).ShouldBe(["المعارضة المسلحة", "حكومة الأسد"]);
    }

    [Fact]
    public void names_the_challenger_of_a_contested_area_and_the_hatching()
    {
        var lines = LegendLine.Of([State("SY12", ControlStatus.Contested, ["GOV_ASSAD"], ["OPP"])], Syria);
        lines.Select(l => l.Fill.Status).ShouldBe([ControlStatus.Controlled, ControlStatus.Controlled, ControlStatus.Contested]);
        lines[^1].Fill.Each.ShouldBe([Colour("GOV_ASSAD"), Colour("OPP")]);
    }

    [Fact]
    public void puts_unknown_last()
    {
        var lines = LegendLine.Of([State("SY01", ControlStatus.Unknown, [], []), State("SY02", ControlStatus.Withdrawn, [], []), Held("SY03", "SDF")], Syria);
        lines.Select(l => l.Fill.Status).ShouldBe([ControlStatus.Controlled, ControlStatus.Withdrawn, ControlStatus.Unknown]);
    }

    [Fact]
    public void explains_the_ring_of_a_siege_in_the_besiegers_colour()
    {
        LegendLine.Of([Held("SY09", "GOV_ASSAD")], Syria).ShouldAllBe(l => l.Ring == null);
        var line = LegendLine.Of([Held("SY09", "GOV_ASSAD") with { BesiegedBy = ["ISIS"] }], Syria)[^1];
        line.Name.ShouldStartWith("Besieged");
        line.Ring.ShouldBe(Colour("ISIS"));
        line.Fill.Paint.ShouldBe(Colour("GOV_ASSAD"), "it is held by whom it was held by");
    }

    [Fact]
    public void shows_an_actor_the_pack_does_not_know_by_its_code() => LegendLine.Of([Held("SY01", "SOMEBODY")], Syria).ShouldHaveSingleItem().Name.ShouldBe("SOMEBODY");

    [Fact]
    public void of_nothing_is_empty() => LegendLine.Of([], Syria).ShouldBeEmpty();

    [Fact]
    public void fills_a_held_area_with_its_holders_colour() => Fill(ControlStatus.Controlled, ["OPP"], []).Paint.ShouldBe(Colour("OPP"));

    [Fact]
    public void hatches_a_contested_area_with_both()
    {
        var fill = Fill(ControlStatus.Contested, ["GOV_ASSAD"], ["OPP"]);
        fill.Each.ShouldBe([Colour("GOV_ASSAD"), Colour("OPP")]);
        fill.Paint.ShouldBe($"url(#{fill.PatternId})");
        fill.PatternId.ShouldNotContain("#");
    }

    [Theory, InlineData(new[] { "SDF" }, new[] { "YPG" }), InlineData(new[] { "SDF" }, new string[0])]
    public void hatches_with_a_neutral_colour_where_there_is_one_party(string[] controllers, string[] challengers) =>
        Fill(ControlStatus.Contested, controllers, challengers).Each.Distinct().Count().ShouldBe(2);

    [Fact]
    public void stripes_a_shared_area_with_all_its_holders() => Fill(ControlStatus.Shared, ["GOV_ASSAD", "SDF", "OPP"], []).Each.Count.ShouldBe(3);

    [Fact]
    public void gives_an_area_nobody_entered_a_pattern() => Fill(ControlStatus.Withdrawn, [], []).IsPlain.ShouldBeFalse();

    private static AreaFill Fill(ControlStatus status, string[] controllers, string[] challengers) => AreaFill.Of(status, controllers, challengers, Syria);

    private static string Colour(string actor) => Syria.FindActor(actor)!.Colour;

    private static AreaControl Held(string area, string actor) => State(area, ControlStatus.Controlled, [actor], []);

    private static AreaControl State(string area, ControlStatus status, string[] controllers, string[] challengers) => new(
        area, area, area, AreaLevel.Governorate, status, controllers is [var one] ? one : null, controllers, challengers, [], null, Extent.Whole, null, null, null, true, false, null, null, [], [], null, null, null, false, []);
}
