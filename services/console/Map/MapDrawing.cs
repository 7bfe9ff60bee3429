using System.Globalization;
using System.Text;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.OperationsConsole.Map;

/// <summary>An area as the map draws it: <paramref name="Path"/> is SVG path data.</summary>
public sealed record DrawnArea(Area Area, string Path, MapLabel Label);

/// <summary>Where an area's two names stand. A small area's stand beside the map with a line to <paramref name="Target"/>.</summary>
public sealed record MapLabel(Spot At, double Size, string Anchor, Spot? Target);

/// <summary>A theatre's governorates, drawn once.</summary>
public sealed class MapDrawing
{
    private const double MapWidth = 1000;
    private const double Margin = 12;
    private const double Gutter = 150;
    private const double LineHeight = 2.3;
    // Average width of a letter against its height; Arabic is narrower.
    private const double LetterWidth = 0.56;
    private static readonly double[] Sizes = [19, 16, 14];
    private const double BesideSize = 15;

    public MapDrawing(Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        var areas = theatre.Areas.Where(a => a.Level == AreaLevel.Governorate && theatre.Shapes.ContainsKey(a.Code)).OrderBy(a => a.Code, StringComparer.Ordinal).ToArray();
        var projection = new Projection(areas.SelectMany(a => theatre.Shapes[a.Code]).SelectMany(ring => ring), MapWidth);
        var rings = areas.ToDictionary(a => a, a => theatre.Shapes[a.Code].Select(ring => (IReadOnlyList<Spot>)[.. ring.Select(projection.Of)]).ToArray());
        var labels = Labels(areas.ToDictionary(a => a, a => LabelPlace.In(rings[a])), projection);
        Areas = [.. areas.Select(a => new DrawnArea(a, PathOf(rings[a]), labels[a]))];
        var beside = labels.Values.Where(l => l.Target is not null).Select(l => l.At.X).ToArray();
        Left = beside.Any(x => x < 0) ? -Gutter : -Margin;
        Right = projection.Width + (beside.Any(x => x > projection.Width) ? Gutter : Margin);
        (Top, Bottom) = (-Margin, projection.Height + Margin);
    }

    public IReadOnlyList<DrawnArea> Areas { get; }
    public double Left { get; }
    public double Right { get; }
    public double Top { get; }
    public double Bottom { get; }

    public string ViewBox => $"{Number(Left)} {Number(Top)} {Number(Right - Left)} {Number(Bottom - Top)}";

    /// <summary>A number as SVG wants it, whatever the language of the machine.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Closed rings as path data, to a tenth of a unit.</summary>
    internal static string PathOf(IEnumerable<IReadOnlyList<Spot>> rings)
    {
        var path = new StringBuilder();
        foreach (var ring in rings)
        {
            var last = "";
            foreach (var spot in ring)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{spot.X:0.#},{spot.Y:0.#}");
                if (text == last) continue;
                path.Append(last.Length == 0 ? 'M' : 'L').Append(text);
                last = text;
            }
            path.Append('Z');
        }
        return path.ToString();
    }

    private static Dictionary<Area, MapLabel> Labels(Dictionary<Area, LabelPlace> places, Projection projection)
    {
        var labels = new Dictionary<Area, MapLabel>();
        foreach (var (area, place) in places)
            if (Array.Find(Sizes, size => Fits(area, place, size)) is var fitting and > 0) labels[area] = new(place.Centre, fitting, "middle", null);
        var outside = places.Where(p => !labels.ContainsKey(p.Key)).ToArray();
        foreach (var side in outside.GroupBy(p => p.Value.Centre.X < projection.Width / 2))
        {
            var (x, anchor) = side.Key ? (-Margin, "end") : (projection.Width + Margin, "start");
            foreach (var (area, y) in Stack([.. side.OrderBy(p => p.Value.Centre.Y)], projection.Height))
                labels[area] = new(new(x, y), BesideSize, anchor, places[area].Centre);
        }
        return labels;
    }

    /// <summary>Whether both names fit the ellipse that is twice as wide as high.</summary>
    private static bool Fits(Area area, LabelPlace place, double size)
    {
        if (place.HalfHeight <= 0) return false;
        var across = size * LetterWidth * Math.Max(area.Name.Length, area.NameAr.Length * 0.8) / 2 / (2 * place.HalfHeight);
        var up = size * LineHeight / 2 / place.HalfHeight;
        return (across * across) + (up * up) <= 1.25;
    }

    /// <summary>Labels beside the map, each as near its area as the one above allows.</summary>
    private static IEnumerable<(Area, double)> Stack(IReadOnlyList<KeyValuePair<Area, LabelPlace>> side, double height)
    {
        const double room = BesideSize * (LineHeight + 0.5);
        var (least, most) = (room / 2, height - (room / 2) - (room * (side.Count - 1)));
        foreach (var (area, place) in side)
        {
            var y = Math.Clamp(place.Centre.Y, least, Math.Max(least, most));
            yield return (area, y);
            (least, most) = (y + room, most + room);
        }
    }
}

/// <summary>The drawings of all theatres.</summary>
public sealed class Drawings(TheatreRegister theatres)
{
    private readonly Dictionary<string, MapDrawing> drawings = theatres.All.ToDictionary(t => t.Id, t => new MapDrawing(t), StringComparer.Ordinal);

    public MapDrawing Of(Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        return drawings[theatre.Id];
    }
}
