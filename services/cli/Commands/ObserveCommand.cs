using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory observe</c>: somebody looked, and nothing was new.</summary>
internal static class ObserveCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var area = new Argument<string>("AREA") { Description = "Code, ISO code or name, in either language." };
        var until = new Option<string>("--until") { Description = "Until when it was watched: 2025-03-01 (a local day) or an instant.", HelpName = "time", Required = true };
        var source = new Option<string>("--source") { Description = "Who looked.", HelpName = "name", Required = true };
        var heldBy = new Option<string?>("--held-by") { Description = "Code of who still holds it; without it only that nothing was seen to change.", HelpName = "actor" };
        var grade = new Option<Grade?>("--grade") { Description = "Its grade, A1 to F6.", HelpName = "grade", CustomParser = SayOptions.ReadGrade };
        var note = new Option<string?>("--note") { Description = "For analysts.", HelpName = "text" };
        var say = new SayOptions();
        var command = new Command("observe", "Records that somebody looked at an area and found nothing new: no change is told from nobody looked.") { area, until, source, heldBy, grade, note, say.Key };
        Examples.AddTo(command, "territory observe SY12 --until 2025-03-01 --held-by GOV_TRANS --source \"Field desk\" --grade B2");
        return command.Does(server, surroundings, async (parsed, session, cancellation) => SayOptions.Show(session.Output, await session.Client.RecordObservationAsync(
            new ObservationToRecord(parsed.GetValue(area)!, parsed.GetValue(until)!, parsed.GetValue(source)!) { HeldBy = parsed.GetValue(heldBy), Grade = parsed.GetValue(grade), Note = parsed.GetValue(note) },
            parsed.GetValue(say.Key), cancellation)));
    }
}
