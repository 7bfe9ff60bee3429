using System.Globalization;
using Territory.Contracts;
using Territory.Hosting.Http;

namespace Territory.Bench.Reading;

/// <summary>The rows of a judged reading.</summary>
internal static class ReadingReport
{
    private static readonly double[] Steps = [0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01];

    public static void Scores(string who, List<Judged> judged)
    {
        Row(who + " strict", judged, j => Tally.Of(j.Strict, (_, _) => true));
        Row(who + " relaxed", judged, j => Tally.Of(j.Relaxed, (_, _) => true));
        Row(who + " change", judged, Judging.Changes);
        Bench.Row($"{who} false governorate flips", judged.Sum(j => j.FalseFlips.Count()), "count");
        Bench.Row($"{who} passages with a false flip", judged.Count(j => j.FalseFlips.Any()), "count");
    }

    private static void Row(string name, List<Judged> judged, Func<Judged, Tally> count)
    {
        var each = judged.ConvertAll(j => count(j));
        var sum = each.Aggregate(new Tally(), Tally.Add);
        foreach (var (figure, of) in new (string, Func<Tally, double>)[] { ("precision", t => t.Precision), ("recall", t => t.Recall), ("F1", t => t.F1) })
        {
            var (low, high) = Bootstrap.Interval(each, of);
            Bench.Row($"{name} {figure}", of(sum), string.Create(CultureInfo.InvariantCulture, $"ratio (95 % {low:0.000}–{high:0.000}; {sum.Right} right, {sum.Wrong} wrong, {sum.Missed} missed)"));
        }
    }

    public static void Slots(List<Judged> judged, Judging judging)
    {
        var right = judged.SelectMany(j => j.Strict).Where(p => p is { Expected: not null, Told: not null }).ToList();
        var (from, none, dated) = (right.Where(p => p.Expected!.From is not null).ToList(), right.Where(p => p.Expected!.From is null).ToList(), right.Where(p => p.Expected!.Date is not null).ToList());
        Share("slot from, where stated", from.Count(p => judging.Party(p.Expected!.From, p.Told!.From)), from.Count);
        Share("slot from, where none is stated", none.Count(p => p.Told!.From is null), none.Count);
        Share("slot date, where stated", dated.Count(p => p.Told!.At.StartsWith(p.Expected!.Date!, StringComparison.Ordinal)), dated.Count);
        var together = right.Where(p => p.Expected!.With is not null || p.Told!.With is not null).ToList();
        Share("slot with, where several are stated or read", together.Count(p => Covers(Holders(p.Expected!.To, p.Expected.With), Holders(p.Told!.To, p.Told.With))), together.Count);

        bool Covers(HashSet<string?> expected, HashSet<string?> told) => expected.Count == told.Count && expected.All(e => told.Any(t => judging.Party(e, t)));
    }

    private static HashSet<string?> Holders(string? to, IReadOnlyList<string>? with) => [.. (with ?? []).Append(to)];

    private static void Share(string name, int right, int of) => Bench.Row(name, of == 0 ? 1 : (double)right / of, $"ratio ({right} of {of})");

    public static void Groups(string what, List<Judged> judged, Func<Passage, string?> key)
    {
        foreach (var group in judged.GroupBy(j => key(j.Passage)).Where(g => g.Key is not null).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var all = group.Select(j => Tally.Of(j.Strict, (_, _) => true)).Aggregate(new Tally(), Tally.Add);
            Bench.Row($"{what} {group.Key} strict F1", all.F1, Figures(all));
        }
    }

    public static void Kinds(List<Judged> judged)
    {
        foreach (var kind in Enum.GetValues<ClaimKind>())
        {
            var of = Tally.Of(judged.SelectMany(j => j.Strict), (e, t) => (e?.Kind ?? t!.Kind) == kind);
            Bench.Row($"kind {EnumWords.Word(kind)} strict F1", of.F1, Figures(of));
        }
    }

    private static string Figures(Tally t) => string.Create(CultureInfo.InvariantCulture, $"ratio (P {t.Precision:0.000} R {t.Recall:0.000}; {t.Right} right, {t.Wrong} wrong, {t.Missed} missed)");

    /// <summary>Rows: the kind expected; columns: the kind read for the same place and taker.</summary>
    public static void Confusion(List<Judged> judged, Judging judging)
    {
        var cells = judged.SelectMany(j => Confused(j, judging)).CountBy(c => c).ToDictionary();
        foreach (var ((expected, told), count) in cells.OrderBy(c => c.Key.Item1, StringComparer.Ordinal).ThenBy(c => c.Key.Item2, StringComparer.Ordinal))
            Bench.Row($"confusion {expected} read as {told}", count, "count");
    }

    private static IEnumerable<(string, string)> Confused(Judged j, Judging judging)
    {
        var alone = j.Strict.Where(p => p.Expected is null).Select(p => p.Told!).ToList();
        foreach (var (e, t) in j.Strict.Where(p => p.Expected is not null))
        {
            var read = t ?? alone.Find(a => judging.Alike(e!, a));
            if (t is null && read is not null) alone.Remove(read);
            yield return (EnumWords.Word(e!.Kind), read is null ? "nothing" : EnumWords.Word(read.Kind));
        }
        foreach (var extra in alone) yield return ("nothing", EnumWords.Word(extra.Kind));
    }

    /// <summary>What is said with a confidence should be right that often.</summary>
    /// <param name="plot">Where the diagram of it is written to; null: nowhere.</param>
    public static void Reliability(List<Judged> judged, string? plot)
    {
        var told = judged.SelectMany(j => j.Strict).Where(p => p.Told is not null).Select(p => (p.Told!.Confidence, Right: p.Expected is not null)).ToList();
        var bins = new List<ReliabilityBin>();
        foreach (var (from, to) in Steps.Zip(Steps.Skip(1)))
        {
            var bin = told.Where(t => t.Confidence >= from && t.Confidence < to).ToList();
            if (bin.Count == 0) continue;
            bins.Add(new(from, Math.Min(to, 1), bin.Average(t => t.Confidence), bin.Average(t => t.Right ? 1.0 : 0), bin.Count));
        }
        foreach (var bin in bins)
            Bench.Row(string.Create(CultureInfo.InvariantCulture, $"reliability {bin.From:0.00}–{bin.To:0.00}"), bin.Right, string.Create(CultureInfo.InvariantCulture, $"ratio right (said {bin.Said:0.000}, n {bin.Count})"));
        if (bins.Count == 0) return;
        Bench.Row("reliability mean error", bins.Sum(bin => bin.Count * Math.Abs(bin.Said - bin.Right)) / told.Count, "ratio");
        if (plot is not null) ReliabilityPlot.Write(plot, bins);
    }

    public static void Misses(List<Judged> judged)
    {
        foreach (var j in judged.Where(j => j.Strict.Any(p => p.Expected is null || p.Told is null)))
        {
            Console.WriteLine($"\n{j.Passage.Id} [{j.Passage.Trap ?? j.Passage.Note}] {j.Passage.Text}");
            foreach (var (e, t) in j.Strict)
                if (e is null) Console.WriteLine($"  wrong   {t!.Area} {t.From}>{t.To} {EnumWords.Word(t.Kind)} ({t.Rule}, {t.Confidence:0.00})");
                else if (t is null) Console.WriteLine($"  missed  {e.Pcode}/{e.Adm1} {e.From}>{e.To} {EnumWords.Word(e.Kind)}");
                else Console.WriteLine($"  right   {t.Area} {t.From}>{t.To} {EnumWords.Word(t.Kind)} ({t.Rule}, {t.Confidence:0.00})");
        }
    }
}
