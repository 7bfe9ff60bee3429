using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory replay list</c>, <c>show</c> and <c>cancel</c>.</summary>
internal static class ReplaysCommands
{
    public static Command List(ServerOptions server, Surroundings surroundings)
    {
        var limit = new Option<int>("--limit") { Description = "At most this many.", HelpName = "number", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(Numbers.Positive("--limit"));
        return new Command("list", "Lists the replays, newest first.") { limit }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var page = await session.Client.ReplaysAsync(limit: Math.Min(parsed.GetValue(limit), 1000), cancellation: cancellation);
            if (session.Output.IsJson) foreach (var replay in page.Items) session.Output.Json(replay);
            else if (page.Items.Count == 0) session.Output.Line("There are no replays.");
            else session.Output.Table(["Replay", "State", "To", "Told", "Of", "By", Output.Remarks], page.Items.Select(r => (IReadOnlyList<Cell>)
                [r.Id, r.State, r.Target?.Queue ?? r.Target?.Url ?? "file", ReplayCommand.Count(r.Delivered), ReplayCommand.Count(r.Total), r.StartedBy, r.Error]));
            return ExitCode.Ok;
        });
    }

    public static Command Show(ServerOptions server, Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "Id of a replay." };
        return new Command("show", "Shows how a replay stands.") { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            Tell(session.Output, await session.Client.ReplayAsync(parsed.GetValue(id)!, cancellation));
            return ExitCode.Ok;
        });
    }

    public static Command Cancel(ServerOptions server, Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "Id of a replay." };
        return new Command("cancel", "Ends a replay; what was told stays told.") { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            Tell(session.Output, await session.Client.CancelReplayAsync(parsed.GetValue(id)!, cancellation));
            return ExitCode.Ok;
        });
    }

    internal static void Tell(Output output, ReplayStatus replay)
    {
        if (output.IsJson) output.Json(replay);
        else output.Line($"{replay.Id}  {ReplayCommand.Progress(replay)}");
    }
}
