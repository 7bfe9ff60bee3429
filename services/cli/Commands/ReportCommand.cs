using System.CommandLine;
using System.CommandLine.Parsing;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory report</c>: hands reports in and shows what was read in them.</summary>
internal static class ReportCommand
{
    private const int LongestWait = 60;

    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files with the words of a report each, in UTF-8; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string>("--source") { Description = "Who published it: a name of the source register.", HelpName = "name", Required = true };
        var grade = new Option<Grade?>("--grade") { Description = "Admiralty grade, A1 to F6. It may lower the source's grade; only an analyst may raise it.", HelpName = "grade", CustomParser = ReadGrade };
        var published = new Option<string?>("--published") { Description = "When it was published: 2024-12-07 (a local day) or an instant such as 2024-12-07T14:30:00Z. Now without it.", HelpName = "time" };
        var title = new Option<string?>("--title") { Description = "Its headline.", HelpName = "text" };
        var link = new Option<string?>("--link") { Description = "Where it was published on the web.", HelpName = "address" };
        var language = new Option<string?>("--language") { Description = "ar or en; found out without it.", HelpName = "code" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only read it: nothing is stored, nothing decided." };
        var wait = new Option<int?>("--wait") { Description = $"Wait up to this many seconds, at most {LongestWait}, for what is decided, and show it.", HelpName = "seconds" };
        wait.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && int.TryParse(token.Value, out var seconds) && seconds is < 1 or > LongestWait) given.AddError($"--wait is {seconds}; expected 1 to {LongestWait} seconds");
        });
        var command = new Command("report", "Hands in reports and shows the claims read in them, with the words each rests on.") { files, source, grade, published, title, link, language, dryRun, wait };
        Examples.AddTo(command,
            "territory report daraa.txt --source \"Field desk\" --grade B2 --published 2024-12-07 --wait 10",
            "pbpaste | territory report - --source \"Field desk\" --dry-run",
            "territory report reports/*.txt --source archive --published 2024-12 --json");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var now = surroundings.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
            var about = new ReportToSubmit("", parsed.GetValue(source)!, parsed.GetValue(published) ?? now)
            {
                Title = parsed.GetValue(title),
                Grade = parsed.GetValue(grade),
                Url = parsed.GetValue(link),
                Language = parsed.GetValue(language),
            };
            return await RunAsync(session, parsed.GetValue(files)!, about, parsed.GetValue(dryRun), parsed.GetValue(wait), cancellation);
        });
    }

    /// <summary>One bad file does not keep the others out; the first failure gives the exit code.</summary>
    private static async Task<ExitCode> RunAsync(Session session, string[] files, ReportToSubmit about, bool dryRun, int? wait, CancellationToken cancellation)
    {
        var worst = ExitCode.Ok;
        foreach (var file in files)
        {
            try
            {
                var text = await ReportText.ReadAsync(file, session.Surroundings, cancellation);
                var receipt = await session.Client.SubmitReportAsync(about with { Text = text }, dryRun, wait, cancellation);
                if (session.Output.IsJson) session.Output.Json(receipt);
                else ReceiptLines.Show(session.Output, receipt, files.Length > 1 ? file : null, dryRun);
            }
            catch (Exception failure) when (files.Length > 1 && Failure.Of(failure) is { Code: not ExitCode.Unreachable } told)
            {
                session.Output.Tell(told with { Problem = told.Problem with { Detail = $"{file}: {told.Problem.Detail}" } });
                if (worst == ExitCode.Ok) worst = told.Code;
            }
        }
        return worst;
    }

    private static Grade? ReadGrade(ArgumentResult given)
    {
        var text = given.Tokens[^1].Value;
        if (Grade.TryParse(text, out var grade)) return grade;
        given.AddError($"--grade is '{text}'; expected a letter A–F and a digit 1–6, for example B2");
        return null;
    }
}
