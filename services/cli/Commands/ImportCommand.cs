using System.CommandLine;
using System.Globalization;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory import</c>: history from a CSV file, all of it or none.</summary>
internal static class ImportCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file in UTF-8 with a header; docs/imports.md lists the columns. - is standard input." };
        var kind = new Option<string>("--as") { Description = "What the rows are: decisions, or claims for the policy to decide on.", HelpName = "decisions|claims", Required = true };
        kind.AcceptOnlyFromAmong("decisions", "claims");
        var dryRun = new Option<bool>("--dry-run") { Description = "Record nothing; show what would change." };
        var wait = new Option<bool>("--wait") { Description = "Wait until it has ended, and show how far it is." };
        var command = new Command("import", "Imports history from a CSV file. One bad row, and none of it is recorded.") { file, kind, dryRun, wait };
        Examples.AddTo(command,
            "territory import history.csv --as decisions --dry-run --wait",
            "territory import history.csv --as decisions --wait",
            "zcat claims.csv.gz | territory import - --as claims --json");
        return command.Does(server, surroundings, (parsed, session, cancellation) => RunAsync(session, parsed.GetValue(file)!, parsed.GetValue(kind)!, parsed.GetValue(dryRun), parsed.GetValue(wait), cancellation));
    }

    private static async Task<ExitCode> RunAsync(Session session, string file, string kind, bool dryRun, bool wait, CancellationToken cancellation)
    {
        ImportStatus import;
        await using (var csv = Open(file, session.Surroundings)) import = await session.Client.ImportAsync(csv, kind, dryRun, cancellation);
        while (wait && import.EndedAt is null)
        {
            if (!session.Output.IsJson) session.Output.Note(Progress(import));
            await Task.Delay(BetweenLooks, session.Surroundings.Clock, cancellation);
            import = await session.Client.ImportAsync(import.Id, cancellation);
        }
        if (session.Output.IsJson) session.Output.Json(import);
        else await ShowAsync(session, import, cancellation);
        return import.State is "failed" or "cancelled" ? ExitCode.Refused : ExitCode.Ok;
    }

    private static async Task ShowAsync(Session session, ImportStatus import, CancellationToken cancellation)
    {
        var output = session.Output;
        output.Line($"{import.Id}  {Progress(import)}");
        if (import.Error is { } error) output.Line(Plain.Line(error));
        if (import.Diff is { } diff)
        {
            output.Line($"{Number(diff.New)} rows are new, {Number(diff.Known)} are known; {Number(diff.AreasTouched)} areas are touched.");
            output.Table(["Area", "Name", "New", "Known", "Changes", "Now", "Then"], diff.Areas.Select(a => (IReadOnlyList<Cell>)[a.Area, a.Name, Number(a.New), Number(a.Known), Number(a.Decisions), Held(a.Now), Held(a.Then)]));
        }
        if (import.BadRows > 0) await ShowErrorsAsync(session, import.Id, cancellation);
    }

    private static async Task ShowErrorsAsync(Session session, string id, CancellationToken cancellation)
    {
        for (string? after = null; ;)
        {
            var page = await session.Client.ImportErrorsAsync(id, after, cancellation);
            foreach (var error in page.Items) session.Output.Line($"row {error.Row} (line {error.Line}), {error.Field}: {(error.Found is { } found ? $"found '{Plain.Isolated(found)}', " : "nothing there, ")}expected {Plain.Isolated(error.Expected)}");
            if ((after = page.Next) is null) return;
        }
    }

    private static string Progress(ImportStatus import) => import.State switch
    {
        "appending" => $"appending: {Number(import.Done)} of {Number(import.Rows)} rows, {Number((long)import.Rate)} a second{(import.EtaSeconds is { } left ? $", {left:0} s left" : "")}",
        "done" when !import.DryRun => $"done: {Number(import.Done)} rows",
        var state => $"{state}: {Number(import.Rows)} rows",
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Held(ImportHolding? holding) => holding is null ? "nothing decided" : Words.List(holding.Controllers, holding.Status.ToString().ToLowerInvariant());

    private static Stream Open(string file, Surroundings surroundings)
    {
        try
        {
            return file == ReportText.StandardInput ? surroundings.In : File.OpenRead(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FailureException(ExitCode.NotFound, "No such file", $"The file '{file}' does not exist. Check the path, or give - to read standard input.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.NotAllowed, "File not readable", $"'{file}' may not be read by this user, or is a folder. Give a file this user may read.");
        }
    }
}
