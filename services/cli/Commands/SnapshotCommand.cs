using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory snapshot</c>: pins the state of all areas, lists what is pinned, and fetches it.</summary>
internal static class SnapshotCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var command = new Command("snapshot", "Pins the state of all areas, so that a published date can be shown again and proven.") { Take(server, surroundings), List(server, surroundings), Get(server, surroundings) };
        Examples.AddTo(command, "territory snapshot take --at 2024-12-07 --reason \"weekly map\"", "territory snapshot list", "territory snapshot get snp_0193… --geojson -o map.geojson", "territory verify --snapshot snp_0193…");
        return command;
    }

    private static Command Take(ServerOptions server, Surroundings surroundings)
    {
        var at = new Option<string?>("--at") { Description = "At this time of the world; now without it.", HelpName = "time" };
        var known = new Option<string?>("--known") { Description = "By what was recorded up to this time or position; everything without it.", HelpName = "time" };
        var reason = RunningCheck.Reason();
        return new Command("take", "Pins it now; every night it is done by itself.") { at, known, reason }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var taken = await session.Client.TakeSnapshotAsync(parsed.GetValue(at), parsed.GetValue(known), parsed.GetValue(reason), cancellation);
            if (session.Output.IsJson) session.Output.Json(taken);
            else session.Output.Line($"{taken.Id}  {taken.Areas} areas at position {taken.Position}, checksum {taken.Checksum}");
            return ExitCode.Ok;
        });
    }

    private static Command List(ServerOptions server, Surroundings surroundings) => new Command("list", "Lists what is pinned, newest first.").Does(server, surroundings, async (parsed, session, cancellation) =>
    {
        var all = new List<PinnedState>();
        for (Page<PinnedState>? page = null; page is null || page.Next is not null; all.AddRange(page.Items)) page = await session.Client.SnapshotsAsync(page?.Next, cancellation);
        if (session.Output.IsJson)
        {
            foreach (var one in all) session.Output.Json(one);
            return ExitCode.Ok;
        }
        var times = await session.TimesAsync(parsed.GetValue(server.Theatre), cancellation);
        if (all.Count == 0) session.Output.Line("Nothing is pinned yet.");
        else session.Output.Table(["Id", "At", "Position", "Areas", "Checksum", "By", Output.Remarks], all.Select(s => (IReadOnlyList<Cell>)[s.Id, times.Show(s.At), s.Position, $"{s.Areas}", s.Checksum[..12], s.TakenBy, s.Reason]));
        return ExitCode.Ok;
    });

    private static Command Get(ServerOptions server, Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "The snapshot." };
        var geojson = new Option<bool>("--geojson") { Description = "With shapes, as GeoJSON." };
        var file = new Option<string?>("-o", "--output") { Description = "Write it to this file; standard output without it.", HelpName = "file" };
        return new Command("get", "Fetches it, for ever the same bytes.") { id, geojson, file }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var text = await session.Client.SnapshotAsync(parsed.GetValue(id)!, parsed.GetValue(geojson), cancellation);
            if (parsed.GetValue(file) is { } path) await WrittenFile.WriteAsync(path, text, cancellation);
            else session.Output.AsIs(text);
            return ExitCode.Ok;
        });
    }
}
