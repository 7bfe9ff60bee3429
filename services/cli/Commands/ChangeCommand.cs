using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory change</c>: a person decides how an area is held.</summary>
internal static class ChangeCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var area = new Argument<string>("AREA") { Description = "Code, ISO code or name, in either language." };
        var note = new Option<string?>("--note") { Description = "Why, for analysts.", HelpName = "text" };
        var say = new SayOptions();
        var command = new Command("change", "Decides how an area is held from some time on, citing claims; the policy yields. The status is controlled without --status.") { area, note };
        say.AddTo(command);
        Examples.AddTo(command,
            "territory change SY12 --to OPP --extent whole --effective 2024-12-07 --note \"Two desks agree\"",
            "territory change C5993 --status contested --challenger OPP --effective 2024-12-06",
            "territory change C4360 --status shared --to GOV_TRANS --with SDF --effective 2026-02-02");
        return command.Does(server, surroundings, async (parsed, session, cancellation) => SayOptions.Show(session.Output, await session.Client.DecideChangeAsync(
            say.Decision(parsed, parsed.GetValue(area)!, parsed.GetValue(note)), parsed.GetValue(say.Key), parsed.GetValue(say.Version), cancellation)));
    }
}
