using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory check</c>, <c>territory views</c> and <c>territory repair</c>: the views beside the log they are folded from.</summary>
internal static class CheckCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var view = new Option<string?>("--view") { Description = "Only this view; 'territory views' lists them.", HelpName = "view" };
        var area = new Option<string?>("--area") { Description = "Only this area.", HelpName = "area" };
        var share = new Option<int?>("--share") { Description = "Only one twenty-fourth of the areas, 0 to 23; every hour one is looked at by itself.", HelpName = "n" };
        var (reason, noWait) = (RunningCheck.Reason(), RunningCheck.NoWait());
        var command = new Command("check", "Holds every row of the views beside what the log folds to. Exit code 1 when one differs.") { view, area, share, reason, noWait };
        Examples.AddTo(command, "territory check", "territory check --view timeline --area SY12");
        return command.Does(server, surroundings, async (parsed, session, cancellation) => await RunningCheck.FollowAsync(
            session, await session.Client.CheckAsync(parsed.GetValue(view), parsed.GetValue(area), parsed.GetValue(share), parsed.GetValue(reason), cancellation), parsed.GetValue(noWait), cancellation));
    }

    public static Command Views(ServerOptions server, Surroundings surroundings)
    {
        var command = new Command("views", "Lists the views: how large, when checked, what is open.");
        Examples.AddTo(command, "territory views");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var (views, times) = ((await session.Client.ViewsAsync(cancellation)).Items, session.Output.IsJson ? null : await session.TimesAsync(parsed.GetValue(server.Theatre), cancellation));
            if (times is null) foreach (var view in views) session.Output.Json(view);
            else session.Output.Table(["View", "Version", "Rows", "Position", "Last checked", "All checked since", "Open findings"], views.Select(v => (IReadOnlyList<Cell>)
                [v.View, $"{v.Version}", $"{v.Rows}", v.Position, times.Show(v.LastCheckedAt, "never"), times.Show(v.CheckedSince, "not all yet"), new($"{v.FindingsOpen}", v.FindingsOpen > 0 ? "red" : null)]));
            return ExitCode.Ok;
        });
    }

    public static Command Repair(ServerOptions server, Surroundings surroundings)
    {
        var view = new Argument<string>("VIEW") { Description = "The view." };
        var area = new Argument<string>("AREA") { Description = "The area, by code or name." };
        var reason = RunningCheck.Reason();
        var command = new Command("repair", "Replaces an area's rows of a view by what its log folds to, while everything goes on.") { view, area, reason };
        Examples.AddTo(command, "territory repair timeline SY12");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var repair = await session.Client.RepairAsync(parsed.GetValue(view)!, parsed.GetValue(area)!, parsed.GetValue(reason), cancellation);
            if (session.Output.IsJson) session.Output.Json(repair);
            else session.Output.Line($"{repair.Id}  {repair.View} of {repair.Area}: {repair.Different} rows differed, {repair.Rows} are there now, {repair.Closed} findings ended.");
            return ExitCode.Ok;
        });
    }
}
