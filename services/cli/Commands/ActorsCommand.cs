using System.CommandLine;
using System.Globalization;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory actors</c>: who can hold an area, and as whom it goes on.</summary>
internal static class ActorsCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var query = new Argument<string?>("QUERY") { Description = "A code, or a part of a name in either language.", Arity = ArgumentArity.ZeroOrOne };
        var on = new Option<string?>("--on") { Description = "Only those that existed on this local day.", HelpName = "day" };
        var command = new Command("actors", "Lists who can hold an area: codes, names, validity, and as whom each goes on.") { query, on };
        Examples.AddTo(command, "territory actors", "territory actors opposition", "territory actors --on 2024-12-07");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var (words, day) = (parsed.GetValue(query), parsed.GetValue(on));
            var found = new List<ActorFound>();
            for (string? after = null; ;)
            {
                var page = await session.Client.ActorsAsync(words, day, after, cancellation);
                found.AddRange(page.Items);
                if ((after = page.Next) is null) break;
            }
            if (found.Count == 0) throw new FailureException(ExitCode.NotFound, "No such actor", $"No actor fits '{words ?? day}'. Try another spelling, or the list of all: territory actors");
            if (session.Output.IsJson) foreach (var actor in found) session.Output.Json(actor);
            else session.Output.Table(["Actor", "In the field", "Neutral", "Part of", "From", "Until", "Goes on as", "الاسم"], found.Select(a => (IReadOnlyList<Cell>)
                [a.Code, a.Field, a.Neutral, a.Parent, Day(a.ValidFrom), Day(a.ValidTo), a.Successor is { } next ? $"{next.Code} from {Day(next.On)}" : "", a.FieldAr]));
            return ExitCode.Ok;
        });
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
