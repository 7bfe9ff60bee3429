using System.Globalization;

namespace Territory.Theatres;

/// <summary>
/// <c>shapes.json</c>: borders as lines of <c>longitude,latitude</c> points, and shapes as rings of border numbers: 1 is the first
/// border, −1 the first one walked backwards. Two neighbours name the same border, so the map has neither gaps nor overlaps.
/// </summary>
internal sealed record ShapesFile(string Source, IReadOnlyList<string> Borders, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<int>>> Shapes)
{
    private const string File = "shapes.json";

    public Dictionary<string, IReadOnlyList<IReadOnlyList<GeoPoint>>> Rings(PackFolder pack)
    {
        var borders = Borders.Select((text, i) => Points(text, i + 1, pack)).ToList();
        return Shapes.ToDictionary(s => s.Key, s => (IReadOnlyList<IReadOnlyList<GeoPoint>>)[.. s.Value.Select(ring => Ring(s.Key, ring, borders, pack))]);
    }

    private static List<GeoPoint> Ring(string area, IReadOnlyList<int> numbers, List<List<GeoPoint>> borders, PackFolder pack)
    {
        var ring = new List<GeoPoint>();
        foreach (var number in numbers)
        {
            if (number == 0 || Math.Abs(number) > borders.Count)
            {
                pack.Refuse(File, null, $"the shape of {area} names border {number}; expected 1 to {borders.Count}, negative for backwards.");
                return ring;
            }
            var border = borders[Math.Abs(number) - 1];
            var points = number > 0 ? border : Enumerable.Reverse(border);
            if (ring.Count > 0 && ring[^1] != points.FirstOrDefault())
                pack.Refuse(File, null, $"the shape of {area} breaks before border {number}: it begins elsewhere than the one before it ended; put the borders in walking order.");
            ring.AddRange(ring.Count == 0 ? points : points.Skip(1));
        }
        if (ring.Count < 4 || ring[0] != ring[^1]) pack.Refuse(File, null, $"a ring of {area} is not closed; its last border must end where its first begins.");
        return ring;
    }

    private static List<GeoPoint> Points(string text, int number, PackFolder pack)
    {
        var points = new List<GeoPoint>();
        foreach (var word in text.Split(' '))
        {
            var pair = word.Split(',');
            if (pair.Length == 2 && Degrees(pair[0], 180, out var longitude) && Degrees(pair[1], 90, out var latitude)) points.Add(new GeoPoint(longitude, latitude));
            else pack.Refuse(File, null, $"border {number} has the point '{word}'; expected longitude,latitude in degrees, for example 36.1049,32.6189.");
        }
        return points;
    }

    private static bool Degrees(string text, double limit, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= limit;
}
