using Territory.Contracts;
using Territory.Intake.Reading;
using Territory.Theatres;

namespace Territory.Bench.Reading;

/// <summary>
/// How well reports are read, on annotated passages: <c>./bench reading [FILE.jsonl …] [--misses] [--plot FILE.svg]</c>, without a file on our own passages.
/// The baseline reads the same passages in the same run.
/// </summary>
public static class ReadingBench
{
    private const string OwnPassages = "tests/Territory.Tests/Reading/passages";

    public static Task RunAsync(IReadOnlyList<string> options)
    {
        var theatre = TheatrePack.Load(Path.Combine(TheatrePacks.DefaultRoot, "syria"));
        var plot = options.SkipWhile(o => o != "--plot").Skip(1).FirstOrDefault();
        if (options.Contains("--plot") && plot?.EndsWith(".svg", StringComparison.Ordinal) is not true) throw new ArgumentException("--plot needs the file to write the diagram to, such as --plot reliability.svg.");
        var files = options.Where(o => o != plot && !o.StartsWith("--", StringComparison.Ordinal)).ToList();
        var passages = Passage.Load(files.Count > 0 ? files : Directory.GetFiles(OwnPassages, "*.jsonl").Order());
        if (passages.Count == 0) throw new ArgumentException("The files have no passages; name a file with a JSON object a line: id, text, ref_date, expected.");
        var (reader, naive, judging) = (new ReportReader(theatre), new NaiveReader(theatre), new Judging(theatre));
        var read = Judge(passages, theatre, judging, (text, at) => [.. reader.Read(text, at).Claims.Where(c => c.Siege is null).Select(Told.Of)]);
        Bench.Row("passages", passages.Count, "count");
        ReadingReport.Scores("read", read);
        ReadingReport.Scores("naive", Judge(passages, theatre, judging, naive.Read));
        ReadingReport.Slots(read, judging);
        ReadingReport.Groups("language", read, p => p.Lang ?? "?");
        ReadingReport.Kinds(read);
        ReadingReport.Groups("trap", read, p => p.Trap);
        ReadingReport.Confusion(read, judging);
        ReadingReport.Reliability(read, plot);
        if (options.Contains("--misses")) ReadingReport.Misses(read);
        return Task.CompletedTask;
    }

    private static List<Judged> Judge(IReadOnlyList<Passage> passages, Theatre theatre, Judging judging, Func<string, EffectiveTime, IReadOnlyList<Told>> read) =>
        [.. passages.Select(p => Judged.Of(p, read(p.Text, Published(p, theatre)), judging))];

    private static EffectiveTime Published(Passage p, Theatre theatre) => LocalTime.TryParse(p.RefDate, theatre.Zone, DateBasis.Published, out var published)
        ? published : throw new FormatException($"Passage {p.Id}: ref_date is '{p.RefDate}'; expected a day such as 2024-12-07.");
}
