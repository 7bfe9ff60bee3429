using System.Globalization;
using CsCheck;
using Shouldly;
using Territory.OperationsConsole.Map;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.OperationsConsole;

public sealed class DrawingATheatre
{
    private static readonly GeoPoint[] Corners = [new(35, 32), new(43, 38)];

    [Fact]
    public void fits_the_points_into_the_width()
    {
        var projection = new Projection(Corners, 1000);
        projection.Of(new(35, 38)).ShouldBe(new Spot(0, 0));
        var far = projection.Of(new(43, 32));
        far.X.ShouldBe(1000, 1e-9);
        far.Y.ShouldBe(projection.Height, 1e-9);
    }

    [Fact]
    public void keeps_angles() => Gen.Select(Gen.Double[35, 43], Gen.Double[32, 38]).Sample((longitude, latitude) =>
    {
        const double small = 1e-5;
        var projection = new Projection(Corners, 1000);
        var (here, east, north) = (projection.Of(new(longitude, latitude)), projection.Of(new(longitude + (small / Math.Cos(latitude * Math.PI / 180)), latitude)), projection.Of(new(longitude, latitude + small)));
        // The same way on the ground is the same way on the map, in both directions.
        ((east.X - here.X) / (here.Y - north.Y)).ShouldBe(1, 1e-4);
    });

    [Fact]
    public void keeps_north_up_and_west_left() => Gen.Select(Gen.Double[35, 42], Gen.Double[32, 37]).Sample((longitude, latitude) =>
    {
        var projection = new Projection(Corners, 1000);
        var (here, there) = (projection.Of(new(longitude, latitude)), projection.Of(new(longitude + 1, latitude + 1)));
        return there.X > here.X && there.Y < here.Y;
    });

    [Fact]
    public void refuses_a_theatre_without_shapes() => Should.Throw<ArgumentException>(() => new Projection([], 1000)).Message.ShouldContain("no shapes");

    [Fact]
    public void writes_closed_rings_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SY");
            MapDrawing.PathOf([[new(0.04, 1.55), new(0.01, 1.56), new(-2.5, 3)], [new(4, 4), new(5, 5)]]).ShouldBe("M0,1.6L-2.5,3ZM4,4L5,5Z");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void puts_a_label_where_there_is_room()
    {
        // An L: the middle of its box is outside it.
        var place = LabelPlace.In([[new(0, 0), new(100, 0), new(100, 20), new(20, 20), new(20, 100), new(0, 100), new(0, 0)]]);
        place.HalfHeight.ShouldBe(10, 0.5);
        place.Centre.Y.ShouldBe(10, 1);
        place.Centre.X.ShouldBeInRange(15, 85);
    }

    [Fact]
    public void keeps_a_label_out_of_holes()
    {
        IReadOnlyList<Spot> outer = [new(0, 0), new(100, 0), new(100, 100), new(0, 100), new(0, 0)];
        IReadOnlyList<Spot> hole = [new(10, 10), new(70, 10), new(70, 90), new(10, 90), new(10, 10)];
        LabelPlace.In([outer, hole]).Centre.X.ShouldBeGreaterThan(70);
    }

    public static TheoryData<string> Theatres => [.. TheatrePacks.LoadAll().Select(t => t.Id)];

    [Theory, MemberData(nameof(Theatres))]
    public void labels_every_area_inside_it_or_beside_the_map(string id)
    {
        var drawing = new MapDrawing(TheatrePacks.LoadAll().Single(t => t.Id == id));
        drawing.Areas.ShouldNotBeEmpty();
        foreach (var side in drawing.Areas.Where(a => a.Label.Target is not null).GroupBy(a => a.Label.Anchor))
        {
            var heights = side.Select(a => a.Label.At.Y).Order().ToArray();
            foreach (var (above, below) in heights.Zip(heights.Skip(1))) (below - above).ShouldBeGreaterThan(30);
        }
        drawing.Areas.ShouldAllBe(a => a.Label.At.Y > drawing.Top && a.Label.At.Y < drawing.Bottom && a.Path.StartsWith('M') && a.Path.EndsWith('Z'));
    }
}
