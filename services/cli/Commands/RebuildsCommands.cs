using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory rebuild list</c>, <c>show</c>, <c>follow</c>, <c>approve</c> and <c>cancel</c>.</summary>
internal static class RebuildsCommands
{
    public static IEnumerable<Command> All(ServerOptions server, Surroundings surroundings) =>
        [List(server, surroundings), Show(server, surroundings), Follow(server, surroundings), Approve(server, surroundings), Cancel(server, surroundings)];

    private static Command List(ServerOptions server, Surroundings surroundings)
    {
        var limit = new Option<int>("--limit") { Description = "At most this many.", HelpName = "number", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(Numbers.Positive("--limit"));
        return new Command("list", "Lists the rebuilds, newest first.") { limit }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var page = await session.Client.RebuildsAsync(limit: Math.Min(parsed.GetValue(limit), 1000), cancellation: cancellation);
            if (session.Output.IsJson) foreach (var run in page.Items) session.Output.Json(run);
            else if (page.Items.Count == 0) session.Output.Line("There are no rebuilds.");
            else session.Output.Table(["Rebuild", "State", "View", "Started by", "Why", Output.Remarks], page.Items.Select(run => (IReadOnlyList<Cell>)[run.Id, run.State, run.View, run.StartedBy, run.Reason, RebuildWords.Progress(run)]));
            return ExitCode.Ok;
        });
    }

    private static Command Show(ServerOptions server, Surroundings surroundings)
    {
        var id = Id();
        return new Command("show", "Shows how a rebuild stands, with samples of what differs.") { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            RebuildCommand.Tell(session.Output, await session.Client.RebuildAsync(parsed.GetValue(id)!, cancellation));
            return ExitCode.Ok;
        });
    }

    private static Command Follow(ServerOptions server, Surroundings surroundings)
    {
        var id = Id();
        return new Command("follow", "Waits until a rebuild has ended or waits for approval, and shows how far it is.") { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
            await RebuildCommand.FollowAsync(session, await session.Client.RebuildAsync(parsed.GetValue(id)!, cancellation), cancellation));
    }

    private static Command Approve(ServerOptions server, Surroundings surroundings)
    {
        var (id, follow) = (Id(), new Option<bool>("--follow") { Description = "Wait until it has ended, and show how far it is." });
        return new Command("approve", "Puts a rebuilt view in the place of the live one, with the differences it shows. If there are others by then, it waits again.") { id, follow }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var run = await session.Client.ApproveRebuildAsync(parsed.GetValue(id)!, cancellation);
            return parsed.GetValue(follow) ? await RebuildCommand.FollowAsync(session, run, cancellation) : RebuildCommand.Tell(session.Output, run);
        });
    }

    private static Command Cancel(ServerOptions server, Surroundings surroundings)
    {
        var id = Id();
        return new Command("cancel", "Ends a rebuild; the live view stays as it is.") { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            RebuildCommand.Tell(session.Output, await session.Client.CancelRebuildAsync(parsed.GetValue(id)!, cancellation));
            return ExitCode.Ok;
        });
    }

    private static Argument<string> Id() => new("ID") { Description = "Id of a rebuild; territory rebuild list has them." };
}
