using Shouldly;
using Territory.Ledger.Exports;
using Territory.Tests.Ledger;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Exports;

public sealed class TurningRings
{
    [Fact]
    public void the_outer_ring_runs_against_the_clock()
    {
        var polygon = Polygons.Of([Square(0, 0, 4, clockwise: true)]).ShouldHaveSingleItem().ShouldHaveSingleItem();
        Polygons.Area(polygon).ShouldBe(32);
    }

    [Fact]
    public void a_ring_within_is_a_hole_that_runs_with_it()
    {
        var polygon = Polygons.Of([Square(1, 1, 1, clockwise: false), Square(0, 0, 4, clockwise: true)]).ShouldHaveSingleItem();
        polygon.Select(Polygons.Area).ShouldBe([32, -2]);
    }

    [Fact]
    public void an_island_in_a_hole_is_a_polygon_of_its_own() =>
        Polygons.Of([Square(0, 0, 10), Square(1, 1, 8), Square(2, 2, 1), Square(20, 0, 1)]).Select(p => p.Count).ShouldBe([2, 1, 1]);

    [Fact]
    public void a_hole_may_touch_its_ring_in_a_corner() =>
        Polygons.Of([Square(0, 0, 4), [new(0, 0), new(1, 0.5), new(0.5, 1), new(0, 0)]]).ShouldHaveSingleItem().Count.ShouldBe(2);

    [Fact]
    public void every_pack_gives_closed_rings_of_the_right_turn()
    {
        foreach (var (area, rings) in AreaScenario.Syria.Shapes)
        {
            var polygons = Polygons.Of(rings);
            polygons.Sum(p => p.Count).ShouldBe(rings.Count, $"{area}: no ring is lost");
            foreach (var polygon in polygons) polygon.Select(ring => Math.Sign(Polygons.Area(ring))).ShouldBe([1, .. polygon.Skip(1).Select(_ => -1)], area);
        }
    }

    private static GeoPoint[] Square(double west, double south, double side, bool clockwise = false)
    {
        GeoPoint[] ring = [new(west, south), new(west + side, south), new(west + side, south + side), new(west, south + side), new(west, south)];
        return clockwise ? [.. Enumerable.Reverse(ring)] : ring;
    }
}
