using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory retract</c>: a change did not happen.</summary>
internal static class RetractCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "The change, as territory changes --json names it." };
        var reason = new Option<string>("--reason") { Description = "Why; told to everybody who was told of the change.", HelpName = "text", Required = true };
        var say = new SayOptions();
        var command = new Command("retract", "Retracts a change: what was before it holds on.") { id, reason, say.Key, say.Version };
        Examples.AddTo(command, "territory retract chg_0123 --reason \"The desk took its report back\"");
        return command.Does(server, surroundings, async (parsed, session, cancellation) => SayOptions.Show(session.Output, await session.Client.RetractChangeAsync(
            parsed.GetValue(id)!, parsed.GetValue(reason)!, parsed.GetValue(say.Key), parsed.GetValue(say.Version), cancellation)));
    }
}
