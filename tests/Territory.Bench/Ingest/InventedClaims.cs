using System.Globalization;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Bench.Ingest;

/// <summary>Claims of many sources about many areas and days, the same for the same seed: agreeing, disagreeing, partial and denying.</summary>
/// <param name="theatre">Whose areas and actors.</param>
/// <param name="seed">Of the chance.</param>
/// <param name="beyond">So many areas of the theatre are left to others.</param>
internal sealed class InventedClaims(Theatre theatre, int seed, int beyond = 0)
{
    public const int Areas = 400;
    private static readonly Grade[] Grades = [new('B', 2), new('C', 3), new('C', 3), new('D', 4), new('F', 6)];
    private readonly Random random = new(seed);
    private readonly Area[] areas = [.. theatre.Areas.Skip(beyond).Take(Areas)];
    private readonly string[] actors = [.. theatre.Actors.Take(4).Select(a => a.Code)];
    private int made;

    public Claim Next()
    {
        var id = $"claim-{seed}-{++made}";
        var (area, source, from) = (Any(areas), $"Source {random.Next(40)}", random.Next(actors.Length));
        var to = (from + 1 + random.Next(actors.Length - 1)) % actors.Length;
        var kind = random.Next(20) switch { 0 => ClaimKind.Denial, 1 or 2 => ClaimKind.Partial, _ => ClaimKind.Change };
        var day = new DateTimeOffset(2012, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(4000));
        var effective = new EffectiveTime(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Precision.Day, day, day.AddDays(1), DateBasis.Text);
        return new Claim(id, area.Code, actors[from], actors[to], kind, ControlStatus.Controlled, kind == ClaimKind.Partial ? Extent.Part : Extent.Whole, Manner.Force, effective,
            day.AddHours(random.Next(72)), null, [], Hedged: random.Next(10) == 0, 0.9, "bench", LevelStated: true, Any(Grades), new(source, source, Registered: true, Restricted: false), "", []);
    }

    /// <summary>The next claims as messages of so many each.</summary>
    public IEnumerable<RecordClaims> Messages(int claims, int each)
    {
        for (var left = claims; left > 0; left -= each)
        {
            var report = $"report-{seed}-{made}";
            yield return new RecordClaims(theatre.Id, report, [.. Enumerable.Range(0, Math.Min(each, left)).Select(_ => Next() with { ReportId = report })]);
        }
    }

    private T Any<T>(T[] of) => of[random.Next(of.Length)];
}
