using System.Diagnostics;
using System.Text;
using Territory.Contracts;
using Territory.Intake.Reading;
using Territory.Theatres;

namespace Territory.Bench.Reading;

/// <summary>Megabytes of Arabic news read per second on one core, beside the same words found by one regular expression: <c>./bench reading-speed [--seconds 10]</c>.</summary>
public static class SpeedBench
{
    private const int ReportLength = 3000;
    private const double Megabyte = 1e6;

    public static Task RunAsync(IReadOnlyList<string> options)
    {
        var seconds = Bench.Number(options, "seconds", 10);
        var theatre = TheatrePack.Load(Path.Combine(TheatrePacks.DefaultRoot, "syria"));
        var reports = Reports(Passage.Load(Directory.GetFiles("tests/Territory.Tests/Reading/passages", "ar-*.jsonl").Order()));
        var (reader, naive) = (new ReportReader(theatre), new NaiveReader(theatre));
        LocalTime.TryParse("2024-12-07", theatre.Zone, DateBasis.Published, out var published);
        Bench.Row("reports", reports.Count, "count");
        Bench.Row("report size", reports.Average(r => Encoding.UTF8.GetByteCount(r)), "bytes of UTF-8");
        var (read, claims) = Measured(reports, seconds, r => reader.Read(r, published).Claims.Count);
        var (baseline, _) = Measured(reports, seconds, r => naive.Words.Count(r));
        Bench.Row("read", read, "MB/s of UTF-8 on one core");
        Bench.Row("baseline, one alternation of all words", baseline, "MB/s of UTF-8 on one core");
        Bench.Row("read to baseline", read / baseline, "times");
        Bench.Row("claims read", claims, "per round");
        return Task.CompletedTask;
    }

    // News of the usual length, made of our own passages.
    private static List<string> Reports(IReadOnlyList<Passage> passages)
    {
        var (reports, text) = (new List<string>(), new StringBuilder());
        foreach (var passage in passages)
        {
            text.Append(passage.Text).Append('\n');
            if (text.Length < ReportLength) continue;
            reports.Add(text.ToString());
            text.Clear();
        }
        return reports;
    }

    private static (double MegabytesPerSecond, int Found) Measured(List<string> reports, int seconds, Func<string, int> work)
    {
        var bytes = reports.Sum(r => (long)Encoding.UTF8.GetByteCount(r));
        var found = reports.Sum(work);
        var (watch, rounds) = (Stopwatch.StartNew(), 0);
        for (; watch.Elapsed.TotalSeconds < seconds; rounds++) reports.ForEach(r => work(r));
        return (rounds * bytes / Megabyte / watch.Elapsed.TotalSeconds, found);
    }
}
