using Territory.Theatres;

namespace Territory.OperationsConsole.Map;

/// <summary>A point of the drawing, y downwards.</summary>
public readonly record struct Spot(double X, double Y);

/// <summary>Mercator, fitted to a width: conformal everywhere, so that coasts and borders keep their angles. Fails only near the poles.</summary>
public sealed class Projection
{
    private readonly double west;
    private readonly double north;
    private readonly double scale;

    public Projection(IEnumerable<GeoPoint> points, double width)
    {
        ArgumentNullException.ThrowIfNull(points);
        var all = points.ToArray();
        if (all.Length == 0) throw new ArgumentException("A map needs at least one point; the theatre pack has no shapes.", nameof(points));
        (west, north) = (all.Min(p => p.Longitude), all.Max(p => North(p.Latitude)));
        var east = all.Max(p => p.Longitude);
        scale = east > west ? width / (Radians(east) - Radians(west)) : 1;
        Width = width;
        Height = (north - all.Min(p => North(p.Latitude))) * scale;
    }

    public double Width { get; }
    public double Height { get; }

    public Spot Of(GeoPoint point) => new((Radians(point.Longitude) - Radians(west)) * scale, (north - North(point.Latitude)) * scale);

    private static double North(double latitude) => Math.Asinh(Math.Tan(Radians(latitude)));

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
