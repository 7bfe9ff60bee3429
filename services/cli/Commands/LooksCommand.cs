using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory review looks</c> and <c>dismiss</c>: what in the ledger does not fit together, and letting it be.</summary>
internal static class LooksCommand
{
    public static Command List(ServerOptions server, Surroundings surroundings)
    {
        var area = new Option<string?>("--area") { Description = "Only of this area and all below it.", HelpName = "area" };
        var kind = OneOf("--kind", "Only of this kind", "validity", "observation", "districts");
        var state = OneOf("--state", "How they stand; open without it", "open", "settled", "dismissed", "all");
        var limit = new Option<int>("--limit") { Description = "At most this many.", HelpName = "number", DefaultValueFactory = _ => 100 };
        limit.Validators.Add(Numbers.Positive("--limit"));
        var command = new Command("looks", "Lists what in the ledger asks for a look: what was not there by the register, observations that contradict, districts that all disagree.") { area, kind, state, limit };
        Examples.AddTo(command, "territory review looks --area SY12", "territory review dismiss rev_0123 --reason \"two towns of one name\"");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
            await ListAsync(session, await session.TimesAsync(parsed.GetValue(server.Theatre), cancellation), parsed.GetValue(limit),
                new() { Area = parsed.GetValue(area), Kind = parsed.GetValue(kind), State = parsed.GetValue(state) }, cancellation));
    }

    public static Command Dismiss(ServerOptions server, Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "What asks for a look, as territory review looks names it." };
        var reason = new Option<string>("--reason") { Description = "Why it may be so.", HelpName = "text", Required = true };
        var key = new Option<string?>("--idempotency-key") { Description = "A key of your own: the same request under it is recorded once.", HelpName = "key" };
        return new Command("dismiss", "Lets something be that asked for a look.") { id, reason, key }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var recorded = await session.Client.DismissLookAsync(parsed.GetValue(id)!, parsed.GetValue(reason)!, parsed.GetValue(key), cancellation);
            if (session.Output.IsJson) session.Output.Json(recorded);
            else session.Output.Line($"{parsed.GetValue(id)}  is dismissed; position {recorded.Position}.");
            return ExitCode.Ok;
        });
    }

    private static Task<ExitCode> ListAsync(Session session, Times times, int limit, LooksQuestion question, CancellationToken cancellation) => Paging.ShowAsync(
        session.Output, limit, (after, most) => session.Client.LooksAsync(question with { After = after, Limit = most }, cancellation), look => Show(session.Output, look, times),
        "Nothing asks for a look.", _ => "There are more; settle these first, or raise --limit.");

    private static void Show(Output output, LookAsked look, Times times)
    {
        if (output.IsJson)
        {
            output.Json(look);
            return;
        }
        output.Line($"{look.Id}  {Plain.Isolated(look.AreaName)} ({look.Area}{(look.Level is { } level ? ", " + Words.Of(level) : "")}) · {look.Kind} · {look.State}{(look.RaisedAt is { } raised ? ", raised " + times.Show(raised) : "")}");
        output.Line("    " + Plain.Isolated(look.Reason));
        if (look.ToDo is { } toDo) output.Line("    " + Plain.Line(toDo));
        if (look.EndedAt is { } ended) output.Line($"    {(look.EndedBy is { } by ? $"dismissed by {by}" : "settled by what came later")}, {times.Show(ended)}{(look.Note is { } note ? ": " + Plain.Isolated(note) : "")}");
    }

    private static Option<string?> OneOf(string name, string description, params string[] words)
    {
        var option = new Option<string?>(name) { Description = $"{description}: {string.Join(", ", words)}.", HelpName = "word" };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
