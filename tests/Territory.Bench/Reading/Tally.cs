namespace Territory.Bench.Reading;

/// <summary>Right, wrong and missed.</summary>
public readonly record struct Tally(int Right, int Wrong, int Missed)
{
    public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);
    public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);
    public double F1 => 2 * Right + Wrong + Missed == 0 ? 1 : 2.0 * Right / (2 * Right + Wrong + Missed);

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P {Precision:0.000} R {Recall:0.000} ({Right} right, {Wrong} wrong, {Missed} missed)");

    public static Tally operator +(Tally a, Tally b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missed + b.Missed);
    public static Tally Add(Tally left, Tally right) => left + right;

    /// <summary>Of the pairs kept: a pair is right, a reading alone wrong, an expectation alone missed.</summary>
    public static Tally Of(IEnumerable<(Expected? Expected, Told? Told)> pairs, Func<Expected?, Told?, bool> kept)
    {
        var tally = new Tally();
        foreach (var (e, t) in pairs.Where(p => kept(p.Expected, p.Told)))
            tally += e is null ? new Tally(0, 1, 0) : t is null ? new Tally(0, 0, 1) : new Tally(1, 0, 0);
        return tally;
    }
}

/// <summary>How far a figure would move with other passages of the same kind: passages drawn again and again, with a fixed seed.</summary>
public static class Bootstrap
{
    private const int Draws = 2000;

    /// <summary>The middle 95 % of the figure.</summary>
    public static (double Low, double High) Interval(IReadOnlyList<Tally> passages, Func<Tally, double> figure)
    {
        var (random, drawn) = (new Random(20241207), new double[Draws]);
        for (var i = 0; i < Draws; i++)
        {
            var sum = new Tally();
            for (var j = 0; j < passages.Count; j++) sum += passages[random.Next(passages.Count)];
            drawn[i] = figure(sum);
        }
        Array.Sort(drawn);
        return (drawn[Draws / 40], drawn[Draws - 1 - Draws / 40]);
    }
}
