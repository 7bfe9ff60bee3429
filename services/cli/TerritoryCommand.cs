using System.CommandLine;
using Territory.Cli.Backups;
using Territory.Cli.Commands;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli;

/// <summary>The command line as a whole: what it parses, and what each way of failing ends in.</summary>
internal static class TerritoryCommand
{
    private const string Description = "territory: who holds which area, since when, according to whom.";

    public static async Task<int> RunAsync(string[] args, Surroundings surroundings, CancellationToken cancellation = default)
    {
        var server = new ServerOptions();
        var parsed = Build(server, surroundings).Parse(args, new ParserConfiguration { EnablePosixBundling = false });
        var output = new Output(surroundings, parsed.GetValue(server.Json));
        try
        {
            return parsed.Action is null || parsed.Errors.Count > 0
                ? Failure.Usage(parsed).TellOn(output)
                : await InvokeAsync(parsed, output, surroundings, cancellation);
        }
        catch (IOException closed) when (BrokenPipe.Is(closed))
        {
            // Whoever read the output has had enough of it.
            return (int)ExitCode.Ok;
        }
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Output output, Surroundings surroundings, CancellationToken cancellation)
    {
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = surroundings.Out, Error = surroundings.Error };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (Exception failure) when (Failure.Of(failure) is { } told)
        {
            return told.TellOn(output);
        }
        finally
        {
            output.Flush();
        }
    }

    private static RootCommand Build(ServerOptions server, Surroundings surroundings)
    {
        var root = new RootCommand(Description) { Options = { server.Json, server.Url, server.Key, server.KeyFile, server.Data, server.Theatre } };
        Command[] commands =
        [
            ReportCommand.Build(server, surroundings),
            ReviewCommand.Build(server, surroundings),
            SourcesCommand.Build(server, surroundings),
            FeedsCommand.Build(server, surroundings),
            ControlCommand.Build(server, surroundings),
            ChangesCommand.Build(server, surroundings),
            TailCommand.Build(server, surroundings),
            SubscribeCommand.Build(server, surroundings),
            ReplayCommand.Build(server, surroundings),
            TimelineCommand.Build(server, surroundings),
            KnowledgeCommand.Build(server, surroundings),
            BriefCommand.Build(server, surroundings),
            AreasCommand.Build(server, surroundings),
            ImportCommand.Build(server, surroundings),
            RebuildCommand.Build(server, surroundings),
            ActorsCommand.Build(server, surroundings),
            SuccessionCommand.Build(server, surroundings),
            RetractSuccessionCommand.Build(server, surroundings),
            ChangeCommand.Build(server, surroundings),
            CorrectCommand.Build(server, surroundings),
            RetractCommand.Build(server, surroundings),
            ObserveCommand.Build(server, surroundings),
            CheckCommand.Build(server, surroundings),
            CheckCommand.Views(server, surroundings),
            CheckCommand.Repair(server, surroundings),
            VerifyCommand.Build(server, surroundings),
            SnapshotCommand.Build(server, surroundings),
            DeadLettersCommand.Build(server, surroundings),
            EventsCommand.Build(server, surroundings),
            BackupCommands.Backup(server, surroundings),
            BackupCommands.Restore(server, surroundings),
            OpenCommand.Build(server, surroundings),
        ];
        foreach (var command in commands) root.Subcommands.Add(command);
        Examples.AddTo(root,
            "territory control                                  who holds which governorate now",
            "territory control SY12 --at 2024-12-07             who held Daraa at the end of that day",
            "territory report news.txt --source \"Field desk\" --published 2024-12-07",
            "territory tail --area SY12                         Daraa's changes as they happen");
        root.Description += "\n\nExit codes: 0 ok, 1 refused, 2 wrong usage, 3 not found, 4 server unreachable, 5 not allowed.";
        return root;
    }
}
