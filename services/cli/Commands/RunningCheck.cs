using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary>A check followed to its end: how far it is, then what it found. Whatever was found makes the command fail.</summary>
internal static class RunningCheck
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static Option<bool> NoWait() => new("--no-wait") { Description = "Only start it; GET /api/checks/{id} tells how it goes." };

    public static Option<string?> Reason() => new("--reason") { Description = "Why, for the record.", HelpName = "text" };

    public static async Task<ExitCode> FollowAsync(Session session, CheckStatus check, bool noWait, CancellationToken cancellation)
    {
        for (var told = ""; !noWait && check.EndedAt is null; check = await session.Client.CheckStatusAsync(check.Id, cancellation))
        {
            if (!session.Output.IsJson && Progress(check) != told) session.Output.Note(told = Progress(check));
            await Task.Delay(BetweenLooks, session.Surroundings.Clock, cancellation);
        }
        if (session.Output.IsJson) session.Output.Json(check);
        else session.Output.Line($"{check.Id}  {Progress(check)}{Numbers(check.Summary)}");
        if (check.Error is { } error && !session.Output.IsJson) session.Output.Line(Plain.Line(error));
        await ShowFindingsAsync(session, check, cancellation);
        return check.Findings > 0 || check.State is "failed" or "cancelled" ? ExitCode.Refused : ExitCode.Ok;
    }

    private static async Task ShowFindingsAsync(Session session, CheckStatus check, CancellationToken cancellation)
    {
        if (check.Findings == 0) return;
        for (string? after = null; ;)
        {
            var page = await session.Client.FindingsAsync(check.Id, after, cancellation);
            foreach (var finding in page.Items) Show(session.Output, finding);
            if ((after = page.Next) is null) return;
        }
    }

    private static void Show(Output output, CheckFinding finding)
    {
        if (output.IsJson)
        {
            output.Json(finding);
            return;
        }
        output.Line($"{finding.Kind}  {Plain.Line(finding.Sentence)}");
        if (finding.Found is not null || finding.Expected is not null) output.Line($"  found     {Said(finding.Found)}\n  expected  {Said(finding.Expected)}");
    }

    private static string Said(JsonElement? value) => value is { } row ? Plain.Isolated(row.GetRawText()) : "nothing";

    internal static string Progress(CheckStatus check)
    {
        var found = check.Findings switch { 0 => "nothing found", 1 => "1 thing found", var many => $"{Number(many)} things found" };
        return check.State switch
        {
            "queued" => "waiting to begin",
            "running" => $"{Bar(check.Processed, check.Total)} {Number(check.Processed)} of {Number(check.Total)} {check.Unit}, {Number((long)check.Rate)} a second{(check.EtaSeconds is { } left ? $", {left.ToString("0", CultureInfo.InvariantCulture)} s left" : "")}, {found}",
            var state => $"{state}: {Number(check.Processed)} {check.Unit}, {found}",
        };
    }

    private static string Bar(long done, long total)
    {
        var full = total == 0 ? 0 : (int)Math.Min(20, 20 * done / total);
        return "[" + new string('#', full) + new string('.', 20 - full) + "]";
    }

    private static string Numbers(JsonElement? summary) => summary is { ValueKind: JsonValueKind.Object } told ? "  (" + string.Join(", ", told.EnumerateObject().Select(member => $"{member.Name} {Plain.Line(member.Value.ToString())}")) + ")" : "";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
