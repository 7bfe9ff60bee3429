using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory correct</c>: a change was right in part.</summary>
internal static class CorrectCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "The change, as territory changes --json names it." };
        var reason = new Option<string>("--reason") { Description = "Why; told to everybody who was told of the change.", HelpName = "text", Required = true };
        var say = new SayOptions();
        var command = new Command("correct", "Corrects a change; what is not mentioned stands.") { id, reason };
        say.AddTo(command);
        Examples.AddTo(command, "territory correct chg_0123 --effective 2024-12-06 --reason \"It was a day earlier\"");
        return command.Does(server, surroundings, async (parsed, session, cancellation) => SayOptions.Show(session.Output, await session.Client.CorrectChangeAsync(
            parsed.GetValue(id)!, say.Correction(parsed, parsed.GetValue(reason)!), parsed.GetValue(say.Key), parsed.GetValue(say.Version), cancellation)));
    }
}
