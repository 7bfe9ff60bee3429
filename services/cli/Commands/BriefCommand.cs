using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory brief</c>: one printable page.</summary>
internal static class BriefCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var since = new Option<string?>("--since") { Description = "Recorded after: a local day, an instant or a position; a week before the end without it.", HelpName = "time" };
        var until = new Option<string?>("--until") { Description = "Recorded up to; now without it.", HelpName = "time" };
        var language = new Option<string>("--lang") { Description = "ar or en.", HelpName = "ar|en", DefaultValueFactory = _ => "en" };
        var file = new Option<string?>("--output", "-o") { Description = "Writes the page to this file; to the screen without it.", HelpName = "file" };
        language.AcceptOnlyFromAmong("ar", "en");
        var command = new Command("brief", "Writes a printable page of HTML: changes, corrections, what is contested, what nobody observed, and the sources.") { since, until, language, file };
        Examples.AddTo(command, "territory brief -o brief.html", "territory brief --since 2024-12-01 --lang ar -o brief.html");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var page = await session.Client.BriefAsync(parsed.GetValue(since), parsed.GetValue(until), parsed.GetValue(language), cancellation);
            if (parsed.GetValue(file) is not { } path)
            {
                session.Output.Line(page);
                return ExitCode.Ok;
            }
            await File.WriteAllTextAsync(path, page, cancellation);
            session.Output.Note($"Written to {Path.GetFullPath(path)}.");
            return ExitCode.Ok;
        });
    }
}
