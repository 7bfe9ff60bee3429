namespace Territory.OperationsConsole.Map;

/// <summary>The roomiest place in a shape, and how high a label may be there when it is twice as wide.</summary>
public readonly record struct LabelPlace(Spot Centre, double HalfHeight)
{
    // Words are wide: a step sideways costs half a step up or down.
    private const double Flat = 0.5;
    private const int Steps = 16;
    private const int Rounds = 4;

    /// <summary>Finds it by looking at a grid, then at finer ones around the best spot.</summary>
    public static LabelPlace In(IReadOnlyList<IReadOnlyList<Spot>> rings)
    {
        ArgumentNullException.ThrowIfNull(rings);
        var flat = rings.Select(ring => ring.Select(s => new Spot(s.X * Flat, s.Y)).ToArray()).ToArray();
        var all = flat.SelectMany(ring => ring).ToArray();
        var (left, right, top, bottom) = (all.Min(s => s.X), all.Max(s => s.X), all.Min(s => s.Y), all.Max(s => s.Y));
        var (best, room) = (new Spot((left + right) / 2, (top + bottom) / 2), double.NegativeInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            var (stepX, stepY) = ((right - left) / Steps, (bottom - top) / Steps);
            for (var i = 0; i <= Steps; i++)
                for (var j = 0; j <= Steps; j++)
                {
                    var spot = new Spot(left + (i * stepX), top + (j * stepY));
                    var here = Room(spot, flat);
                    if (here > room) (best, room) = (spot, here);
                }
            (left, right, top, bottom) = (best.X - stepX, best.X + stepX, best.Y - stepY, best.Y + stepY);
        }
        return new(new Spot(best.X / Flat, best.Y), Math.Max(0, room));
    }

    /// <summary>Distance to the nearest border; negative outside.</summary>
    private static double Room(Spot spot, Spot[][] rings)
    {
        var (inside, nearest) = (false, double.MaxValue);
        foreach (var ring in rings)
            for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
            {
                var (a, b) = (ring[i], ring[j]);
                if (a.Y > spot.Y != b.Y > spot.Y && spot.X < ((b.X - a.X) * (spot.Y - a.Y) / (b.Y - a.Y)) + a.X) inside = !inside;
                nearest = Math.Min(nearest, ToSegment(spot, a, b));
            }
        return (inside ? 1 : -1) * Math.Sqrt(nearest);
    }

    private static double ToSegment(Spot p, Spot a, Spot b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / length, 0, 1);
        var (x, y) = (a.X + (along * dx) - p.X, a.Y + (along * dy) - p.Y);
        return (x * x) + (y * y);
    }
}
