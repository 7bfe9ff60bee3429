using System.Globalization;
using Territory.Cli.Screen;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary>How a rebuild stands, for a person.</summary>
internal static class RebuildWords
{
    /// <summary>The state in which a run waits for a person.</summary>
    public const string Waits = "awaitingApproval";
    private const int BarWidth = 30;

    public static void Show(Output output, RebuildStatus run)
    {
        output.Line($"{run.Id}  {run.View}  {Progress(run)}");
        if (run.CancelledBy is { } by) output.Line($"Cancelled by {Plain.Isolated(by)}.");
        if (run.Error is { } error) output.Line(Plain.Line(error));
        if (run.Verification is not { } found) return;
        output.Line($"{Number(found.Compared)} rows compared, {Number(found.Different)} differ.");
        foreach (var sample in found.Samples) output.Line(Sample(sample));
        if (run.State != Waits) return;
        if (run.Stage is { } stage) output.Line($"{Plain.Line(stage)}.");
        output.Line($"The live view is as it was. To put the rebuilt one in its place: territory rebuild approve {run.Id}; to leave it: territory rebuild cancel {run.Id}.");
    }

    private static string Sample(RebuildDifference sample) => sample.Sentence is { } sentence ? Plain.Line(sentence)
        : $"{Plain.Isolated(sample.Area ?? "")}: live {Plain.Line(sample.Live?.GetRawText() ?? "no row")}, rebuilt {Plain.Line(sample.Rebuilt?.GetRawText() ?? "no row")}";

    /// <summary>A bar while the log is read and while events are folded, words for what comes after.</summary>
    public static string Progress(RebuildStatus run) => run.State switch
    {
        "folding" when run is { StageShare: { } share, Stage: { } stage } => $"{Bar((long)Math.Round(share * 100), 100)} {Plain.Line(stage)}",
        "folding" when run.Total > 0 && run.Stage is null or "folding the log" => $"{Bar(run.Processed, run.Total)} {Number(run.Processed)} of {Number(run.Total)} events, {Number((long)run.Rate)} a second{(run.EtaSeconds is { } left ? $", {left.ToString("0", CultureInfo.InvariantCulture)} s left" : "")}",
        "done" => $"done: {Number(run.Processed)} events",
        Waits => "waits for approval",
        var state => run.Stage is { } stage ? $"{state}: {Plain.Line(stage)}" : state,
    };

    private static string Bar(long done, long total)
    {
        var full = (int)(Math.Min(done, total) * BarWidth / total);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}] {Math.Min(done, total) * 100 / total,3} %";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
