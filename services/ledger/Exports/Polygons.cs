using Territory.Theatres;

namespace Territory.Ledger.Exports;

/// <summary>
/// A pack's rings, which are filled by the even-odd rule, as RFC 7946 wants them: an outer ring counter-clockwise, its
/// holes clockwise, each polygon on its own.
/// </summary>
internal static class Polygons
{
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<GeoPoint>>> Of(IReadOnlyList<IReadOnlyList<GeoPoint>> rings)
    {
        var around = rings.Select(ring => rings.Where(other => other != ring && Surrounds(other, ring)).ToArray()).ToArray();
        var outer = Enumerable.Range(0, rings.Count).Where(i => around[i].Length % 2 == 0).ToArray();
        return [.. outer.Select(o => (IReadOnlyList<IReadOnlyList<GeoPoint>>)
            [Turned(rings[o], counterClockwise: true), .. HolesIn(o).Select(hole => Turned(rings[hole], counterClockwise: false))])];

        // A hole lies one ring deeper than the ring it is cut out of.
        IEnumerable<int> HolesIn(int o) => Enumerable.Range(0, rings.Count).Where(h => around[h].Length == around[o].Length + 1 && around[h].Contains(rings[o]));
    }

    /// <summary>Twice the area within a closed ring; positive when it runs counter-clockwise.</summary>
    public static double Area(IReadOnlyList<GeoPoint> ring) =>
        ring.Zip(ring.Skip(1), (a, b) => (a.Longitude * b.Latitude) - (b.Longitude * a.Latitude)).Sum();

    private static IReadOnlyList<GeoPoint> Turned(IReadOnlyList<GeoPoint> ring, bool counterClockwise) =>
        Area(ring) > 0 == counterClockwise ? ring : [.. ring.Reverse()];

    /// <summary>By a point that the two do not share: rings may touch, they do not cross.</summary>
    private static bool Surrounds(IReadOnlyList<GeoPoint> outer, IReadOnlyList<GeoPoint> inner)
    {
        var shared = outer.ToHashSet();
        var own = inner.Where(p => !shared.Contains(p)).Cast<GeoPoint?>().FirstOrDefault();
        return own is { } point && Contains(outer, point);
    }

    private static bool Contains(IReadOnlyList<GeoPoint> ring, GeoPoint point) => ring.Zip(ring.Skip(1)).Count(edge => Crosses(edge.First, edge.Second, point)) % 2 == 1;

    /// <summary>Whether the edge lies east of the point, at its latitude.</summary>
    private static bool Crosses(GeoPoint a, GeoPoint b, GeoPoint point) =>
        a.Latitude > point.Latitude != b.Latitude > point.Latitude
        && point.Longitude < ((b.Longitude - a.Longitude) * (point.Latitude - a.Latitude) / (b.Latitude - a.Latitude)) + a.Longitude;
}
