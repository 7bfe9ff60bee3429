using System.Diagnostics;
using System.Globalization;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Recording;
using Territory.Theatres;

namespace Territory.Bench.Ingest;

/// <summary>
/// What one more claim of an area costs the policy, by how much was claimed of it before: with what stands around it taken as it
/// is, and beside that with everything assessed anew. Claims come in bursts of ten with quiet days between, as about a town.
/// </summary>
internal static class Assessing
{
    private const int Seed = 20241207, Burst = 10, DaysBetween = 10, Asked = 60;
    private static readonly int[] Claims = [100, 1_000, 10_000];

    public static Task RunAsync(IReadOnlyList<string> options)
    {
        var theatre = TheatrePacks.LoadAll()[0];
        foreach (var count in Claims)
        {
            var (area, invented, random) = (theatre.Areas.First(a => a.Level == AreaLevel.Place), new InventedClaims(theatre, Seed), new Random(Seed));
            var state = new AreaState(area.Code);
            for (var bursts = count / Burst; state.Claims.Values.Count() < count;)
                foreach (var e in Decide(state, [.. Enumerable.Range(0, Burst).Select(_ => Next(bursts))], isAssessed: !state.Claims.IsEmpty)) state = state.Fold(e, state.Version + 1, default);
            var (fresh, whole) = (new List<double>(), new List<double>());
            for (var i = 0; i < Asked; i++)
            {
                var claim = Next(count / Burst);
                var (one, all) = (Timed(() => Decide(state, [claim], isAssessed: true), fresh), Timed(() => Decide(state, [claim], isAssessed: false), whole));
                if (one.Count != all.Count) throw new InvalidOperationException($"What is new led to {one.Count} events, everything to {all.Count}.");
            }
            Bench.Row($"assess.{count}", Median(fresh), "µs/claim");
            Bench.Row($"assess.{count}.everything", Median(whole), "µs/claim");
            Bench.Row($"assess.{count}.ratio", Median(whole) / Median(fresh), "times");

            KnownClaim Next(int bursts)
            {
                var day = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(bursts) * DaysBetween + random.Next(3));
                return ClaimAsKnown.Of(invented.Next(), theatre) with
                {
                    Area = area.Code,
                    Effective = new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Precision.Day, day, day.AddDays(1), DateBasis.Text),
                    ReportedAt = day.AddHours(random.Next(72)),
                };
            }

            IReadOnlyList<object> Decide(AreaState known, IReadOnlyList<KnownClaim> claims, bool isAssessed) =>
                RecordClaim.Decide(new(area, known, _ => null) { Theatre = theatre, IsAssessed = isAssessed }, claims);
        }
        return Task.CompletedTask;
    }

    private static IReadOnlyList<object> Timed(Func<IReadOnlyList<object>> decide, List<double> times)
    {
        var since = Stopwatch.GetTimestamp();
        var events = decide();
        times.Add(Stopwatch.GetElapsedTime(since).TotalMicroseconds);
        return events;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
