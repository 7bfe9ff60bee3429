using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory tail</c>: changes as they happen, until it is stopped.</summary>
internal static class TailCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var after = new Option<long?>("--after") { Description = "First everything after this position (0: all of history), then live. Without it only what comes from now on.", HelpName = "position" };
        var area = new Option<string?>("--area") { Description = "Only this area, all below it, and whole changes above it: code, ISO code or name.", HelpName = "area" };
        var actor = new Option<string?>("--actor") { Description = "Only this actor, its children and successors.", HelpName = "code" };
        var from = new Option<string?>("--from") { Description = "Only what passed from exactly this actor.", HelpName = "code" };
        var to = new Option<string?>("--to") { Description = "Only what passed to exactly this actor.", HelpName = "code" };
        var grade = new Option<Grade?>("--min-grade") { Description = "Only changes whose best claim is graded at least so, for example B2.", HelpName = "grade", CustomParser = given => SayOptions.ReadGrade(given) };
        after.Validators.Add(Numbers.NotNegative("--after"));
        var command = new Command("tail", "Prints control changes as they happen, each once and in order, through interruptions. Ctrl-C ends it.") { after, area, actor, from, to, grade };
        Examples.AddTo(command,
            "territory tail",
            "territory tail --area SY12 --after 0",
            "territory tail --json | jq -r .data.summary");
        return command.Does(server, surroundings, (parsed, session, cancellation) => RunAsync(
            session, parsed.GetValue(server.Theatre), parsed.GetValue(after), new() { Area = parsed.GetValue(area), Actor = parsed.GetValue(actor), From = parsed.GetValue(from), To = parsed.GetValue(to), MinGrade = parsed.GetValue(grade) }, cancellation),
            interruption => surroundings.Error.WriteLine(Sentence(interruption)));
    }

    private static async Task<ExitCode> RunAsync(Session session, string? theatre, long? after, ChangeFilter filter, CancellationToken cancellation)
    {
        // A server that is not there at all is an answer now, not something to wait for.
        var position = after ?? await session.Client.HeadAsync(cancellation);
        try
        {
            var times = session.Output.IsJson ? null : await session.TimesAsync(theatre, cancellation);
            if (after is null && times is not null) session.Output.Note($"Waiting for changes after position {position}; Ctrl-C ends it.");
            await foreach (var change in session.Client.Changes(position, filter, cancellation))
            {
                if (times is null) session.Output.Json(change);
                else session.Output.Line(Words.LineOf(change, times));
                session.Output.Flush();
                position = long.Parse(change.Position, System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            session.Output.Note($"Stopped at position {position}; go on with: territory tail --after {position}");
        }
        return ExitCode.Ok;
    }

    internal static string Sentence(Interruption interruption)
    {
        var reason = interruption.Reason is { } failure ? $"Connection lost ({Plain.Line(failure.Message).TrimEnd('.')})" : "The server closed the feed";
        return $"{reason}; trying again in {interruption.Delay.TotalSeconds:0.#} s from position {interruption.Position}.";
    }
}
