using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory areas</c>: which code a name has.</summary>
internal static class AreasCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var query = new Argument<string>("QUERY") { Description = "A code, or a name in either language." };
        var command = new Command("areas", "Finds areas by code or name: a city, its district and its governorate are three areas, even under one name.") { query };
        Examples.AddTo(command, "territory areas Homs", "territory areas درعا");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var found = await session.Client.AreasAsync(parsed.GetValue(query)!, cancellation);
            if (found.Items.Count == 0) throw new FailureException(ExitCode.NotFound, "No such area", $"No area fits '{parsed.GetValue(query)}'. Try another spelling, or the name in the other language.");
            if (session.Output.IsJson) foreach (var area in found.Items) session.Output.Json(area);
            else session.Output.Table(["Area", "Name", "Level", "ISO", "In", "الاسم"], found.Items.Select(a => (IReadOnlyList<Cell>)
                [a.Area, a.Label ?? a.Name, Words.Of(a.Level), a.Iso, string.Join(" > ", a.Path.SkipLast(1)), a.LabelAr ?? a.NameAr]));
            return ExitCode.Ok;
        });
    }
}
