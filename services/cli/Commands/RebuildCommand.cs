using System.CommandLine;
using System.Globalization;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory rebuild</c>: a view folded anew from the log, beside the live one.</summary>
internal static class RebuildCommand
{
    private const int BarWidth = 30;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var view = new Argument<string>("VIEW") { Description = "The view: control_now or timeline." };
        var reason = new Option<string?>("--reason") { Description = "Why; it is kept with the run." };
        var approve = new Option<bool>("--approve") { Description = "Put the rebuilt view in the place of the live one even where they differ. Without it, differences are shown and wait for your word." };
        var follow = new Option<bool>("--follow") { Description = "Wait until it has ended or waits for approval, and show how far it is." };
        var command = new Command("rebuild", "Rebuilds a view from the log. Readers keep the live one until the rebuilt one has been compared with it and is put in its place.") { view, reason, approve, follow };
        Examples.AddTo(command,
            "territory rebuild timeline --follow",
            "territory rebuild control_now --reason \"a row was tampered with\" --approve --follow");
        return command.Does(server, surroundings, (parsed, session, cancellation) => RunAsync(session, parsed.GetValue(view)!, parsed.GetValue(reason), parsed.GetValue(approve), parsed.GetValue(follow), cancellation));
    }

    private static async Task<ExitCode> RunAsync(Session session, string view, string? reason, bool approve, bool follow, CancellationToken cancellation)
    {
        var run = await session.Client.StartRebuildAsync(view, reason, approve, cancellation);
        for (var told = ""; follow && run.EndedAt is null && run.State != "awaitingApproval";)
        {
            if (!session.Output.IsJson && Progress(run) is var progress && progress != told) session.Output.Note(told = progress);
            await Task.Delay(BetweenLooks, session.Surroundings.Clock, cancellation);
            run = await session.Client.RebuildAsync(run.Id, cancellation);
        }
        if (session.Output.IsJson) session.Output.Json(run);
        else Show(session.Output, run);
        return run.State is "failed" or "cancelled" or "awaitingApproval" ? ExitCode.Refused : ExitCode.Ok;
    }

    private static void Show(Output output, RebuildStatus run)
    {
        output.Line($"{run.Id}  {run.View}  {Progress(run)}");
        if (run.Error is { } error) output.Line(Plain.Line(error));
        if (run.Verification is not { } found) return;
        output.Line($"{Number(found.Compared)} rows compared, {Number(found.Different)} differ.");
        foreach (var sample in found.Samples)
            output.Line($"{Plain.Isolated(sample.Area)}: live {Plain.Line(sample.Live?.GetRawText() ?? "no row")}, rebuilt {Plain.Line(sample.Rebuilt?.GetRawText() ?? "no row")}");
        if (run.State == "awaitingApproval") output.Line($"The live view is as it was. To put the rebuilt one in its place: POST /api/rebuilds/{run.Id}/approve; to leave it: POST /api/rebuilds/{run.Id}/cancel.");
    }

    /// <summary>A bar while events are folded, words for what comes after.</summary>
    private static string Progress(RebuildStatus run) => run.State switch
    {
        "folding" when run.Total > 0 => $"{Bar(run.Processed, run.Total)} {Number(run.Processed)} of {Number(run.Total)} events, {Number((long)run.Rate)} a second{(run.EtaSeconds is { } left ? $", {left.ToString("0", CultureInfo.InvariantCulture)} s left" : "")}",
        "done" => $"done: {Number(run.Processed)} events",
        "awaitingApproval" => "waits for approval",
        var state => run.Stage is { } stage ? $"{state}: {stage}" : state,
    };

    private static string Bar(long done, long total)
    {
        var full = (int)(Math.Min(done, total) * BarWidth / total);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}] {Math.Min(done, total) * 100 / total,3} %";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
