using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory retract-succession</c>: an actor did not go on as another.</summary>
internal static class RetractSuccessionCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "The succession, as territory succession and territory changes --json name it." };
        var reason = new Option<string>("--reason") { Description = "Why; told to everybody who was told of the succession.", HelpName = "text", Required = true };
        var command = new Command("retract-succession", "Takes back a succession: the actor goes on under its own name.") { id, reason };
        Examples.AddTo(command, "territory retract-succession suc_0123 --reason \"The decree was not issued\"");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var retracted = await session.Client.RetractSuccessionAsync(parsed.GetValue(id)!, parsed.GetValue(reason)!, cancellation);
            if (session.Output.IsJson) session.Output.Json(retracted);
            else session.Output.Line($"{retracted.From} does not go on as {retracted.To} from {retracted.On:yyyy-MM-dd}; position {retracted.Position}.");
            return ExitCode.Ok;
        });
    }
}
