using System.CommandLine;
using System.CommandLine.Parsing;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory rebuild</c>: a view folded anew from the log, beside the live one.</summary>
internal static class RebuildCommand
{
    private const string Views = "control_now, timeline, claims or reviews";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var view = new Argument<string?>("VIEW") { Description = $"The view: {Views}.", Arity = ArgumentArity.ZeroOrOne };
        var reason = new Option<string?>("--reason") { Description = "Why; it is kept with the run." };
        var approve = new Option<bool>("--approve") { Description = "Put the rebuilt view in the place of the live one whatever differs. Without it, differences are shown and wait for your word." };
        var follow = new Option<bool>("--follow") { Description = "Wait until it has ended or waits for approval, and show how far it is. Ctrl-C ends the waiting, not the rebuild." };
        var command = new Command("rebuild", "Rebuilds a view from the log. Readers keep the live one until the rebuilt one has been compared with it and is put in its place. For operators.") { view, reason, approve, follow };
        command.Validators.Add(given =>
        {
            if (given.Children.OfType<CommandResult>().Any()) return;
            if (given.GetResult(view) is not { Tokens.Count: > 0 }) given.AddError($"A view is needed ({Views}), or one of list, show, follow, approve and cancel");
        });
        foreach (var about in RebuildsCommands.All(server, surroundings)) command.Subcommands.Add(about);
        Examples.AddTo(command,
            "territory rebuild timeline --follow",
            "territory rebuild control_now --reason \"a row was tampered with\" --approve --follow",
            "territory rebuild list",
            "territory rebuild approve reb_0193b0a1c2d37e4f8a9b0c1d2e3f4a5b");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var run = await session.Client.StartRebuildAsync(parsed.GetValue(view)!, parsed.GetValue(reason), parsed.GetValue(approve), cancellation);
            return parsed.GetValue(follow) ? await FollowAsync(session, run, cancellation) : Tell(session.Output, run);
        });
    }

    /// <summary>Until it has ended or waits for approval; whoever interrupts that is told how to go on.</summary>
    internal static async Task<ExitCode> FollowAsync(Session session, RebuildStatus run, CancellationToken cancellation)
    {
        try
        {
            for (var told = ""; run.EndedAt is null && run.State != RebuildWords.Waits;)
            {
                if (!session.Output.IsJson && RebuildWords.Progress(run) is var progress && progress != told) session.Output.Note(told = progress);
                await Task.Delay(BetweenLooks, session.Surroundings.Clock, cancellation);
                run = await session.Client.RebuildAsync(run.Id, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            session.Output.Note($"The rebuild {run.Id} goes on by itself; follow it again with: territory rebuild follow {run.Id}");
            return ExitCode.Interrupted;
        }
        return Tell(session.Output, run);
    }

    /// <summary>Shows it; whatever has not come to its end as wished makes the command fail.</summary>
    internal static ExitCode Tell(Output output, RebuildStatus run)
    {
        if (output.IsJson) output.Json(run);
        else RebuildWords.Show(output, run);
        return run.State is "failed" or "cancelled" or RebuildWords.Waits ? ExitCode.Refused : ExitCode.Ok;
    }
}
