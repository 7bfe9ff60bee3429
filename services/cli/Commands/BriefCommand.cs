using System.CommandLine;
using System.Text.Json;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory brief</c>: one printable page.</summary>
internal static class BriefCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var since = new Option<string?>("--since") { Description = "Recorded after: a local day, an instant or a position; a week before the end without it.", HelpName = "time" };
        var until = new Option<string?>("--until") { Description = "Recorded up to; now without it.", HelpName = "time" };
        var language = new Option<string>("--lang") { Description = "ar or en.", HelpName = "ar|en", DefaultValueFactory = _ => "en" };
        var file = new Option<string?>("--output", "-o") { Description = "Writes it to this file; to the screen without it.", HelpName = "file" };
        language.AcceptOnlyFromAmong("ar", "en");
        var command = new Command("brief", "Writes a printable page of HTML, or with --json an object: changes, corrections, what is contested, what nobody observed, and the sources.") { since, until, language, file };
        Examples.AddTo(command, "territory brief -o brief.html", "territory brief --since 2024-12-01 --lang ar -o brief.html", "territory brief --since 2024-12-01 --json");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var written = session.Output.IsJson
                ? JsonSerializer.Serialize(await session.Client.BriefAsync(parsed.GetValue(since), parsed.GetValue(until), cancellation), ContractJson.Options)
                : await session.Client.BriefPageAsync(parsed.GetValue(since), parsed.GetValue(until), parsed.GetValue(language), cancellation);
            if (parsed.GetValue(file) is not { } path)
            {
                session.Output.Line(written);
                return ExitCode.Ok;
            }
            await WrittenFile.WriteAsync(path, session.Output.IsJson ? written + "\n" : written, cancellation);
            session.Output.Note($"Written to {Path.GetFullPath(path)}.");
            return ExitCode.Ok;
        });
    }
}
