using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory succession</c>: an actor goes on as another.</summary>
internal static class SuccessionCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var from = new Argument<string>("FROM") { Description = "Code of the actor that ends." };
        var to = new Argument<string>("TO") { Description = "Code of the actor that goes on." };
        var on = new Option<string>("--on") { Description = "First local day under the new code.", HelpName = "day", Required = true };
        var source = new Option<string>("--source") { Description = "Where it comes from: a founding statement, a decree.", HelpName = "text", Required = true };
        var command = new Command("succession", "Records that an actor goes on as another: what it holds carries over, by one event.") { from, to, on, source };
        Examples.AddTo(command, "territory succession OPP GOV_TRANS --on 2024-12-10 --source \"Caretaker government takes office\"");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var recorded = await session.Client.RecordSuccessionAsync(new(parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(on)!, parsed.GetValue(source)!), cancellation);
            if (session.Output.IsJson) session.Output.Json(recorded);
            else session.Output.Line($"{recorded.From} goes on as {recorded.To} from {recorded.On:yyyy-MM-dd}; position {recorded.Position}, {recorded.Id}.");
            foreach (var warning in recorded.Warnings ?? []) session.Output.Note(Plain.Line(warning));
            return ExitCode.Ok;
        });
    }
}
