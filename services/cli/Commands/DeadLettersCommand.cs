using System.CommandLine;
using System.Text.Json;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory dead-letters</c>: what could not be taken, and what to do about it.</summary>
internal static class DeadLettersCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var state = new Option<string>("--state") { Description = "How they stand; waiting without it.", HelpName = "state", DefaultValueFactory = _ => "waiting" };
        state.AcceptOnlyFromAmong("waiting", "retrying", "delivered", "discarded", "all");
        var (queue, limit) = (Queue("Only of this queue."), new Option<int>("--limit") { Description = "At most this many.", HelpName = "number", DefaultValueFactory = _ => 100 });
        limit.Validators.Add(Numbers.Positive("--limit"));
        var command = new Command("dead-letters", "Lists messages between the services that could not be taken; sends them again or gives them up.")
        {
            state, queue, limit, Show(server, surroundings), Retry(server, surroundings), Discard(server, surroundings),
        };
        Examples.AddTo(command, "territory dead-letters", "territory dead-letters retry --all", "territory dead-letters discard dlt_0123 --reason \"nobody of ours sent it\"");
        return command.Does(server, surroundings, (parsed, session, cancellation) => ListAsync(
            session, parsed.GetValue(limit), new() { State = parsed.GetValue(state) is var asked and not "all" ? asked : null, Queue = parsed.GetValue(queue) }, cancellation));
    }

    private static Command Show(ServerOptions server, Surroundings surroundings)
    {
        var id = Id();
        return new Command("show", "Shows a dead letter, and what is in it.") { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var opened = await session.Client.DeadLetterAsync(parsed.GetValue(id)!, cancellation);
            if (session.Output.IsJson)
            {
                session.Output.Json(opened);
                return ExitCode.Ok;
            }
            Tell(session.Output, opened.Letter);
            session.Output.Line(opened.Message is { } message ? JsonSerializer.Serialize(message, Indented) : Plain.Line(opened.Text ?? ""));
            return ExitCode.Ok;
        });
    }

    private static Command Retry(ServerOptions server, Surroundings surroundings)
    {
        var (id, all, queue) = (new Argument<string?>("ID") { Description = "Id of a dead letter.", Arity = ArgumentArity.ZeroOrOne }, new Option<bool>("--all") { Description = "All that wait." }, Queue("With --all: only those of this queue."));
        var command = new Command("retry", "Sends dead letters to their queues again.") { id, all, queue };
        command.Validators.Add(given =>
        {
            if ((given.GetValue(id) is null) != given.GetValue(all)) given.AddError("retry takes the ID of one, or --all");
            else if (given.GetValue(queue) is not null && !given.GetValue(all)) given.AddError("--queue needs --all");
        });
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            if (parsed.GetValue(id) is { } one)
            {
                Tell(session.Output, await session.Client.RetryDeadLetterAsync(one, cancellation));
                return ExitCode.Ok;
            }
            var sent = await session.Client.RetryDeadLettersAsync(parsed.GetValue(queue), cancellation);
            if (session.Output.IsJson) session.Output.Json(sent);
            else session.Output.Line($"{ReplayCommand.Count(sent.Retrying)} are sent again{(sent.Left > 0 ? $"; {ReplayCommand.Count(sent.Left)} wait still: once more" : "")}{(sent.QueuesGone is { Count: > 0 } gone ? $"; there is no queue {string.Join(", ", gone.Select(Plain.Isolated))}" : "")}.");
            return ExitCode.Ok;
        });
    }

    private static Command Discard(ServerOptions server, Surroundings surroundings)
    {
        var (id, reason) = (Id(), new Option<string>("--reason") { Description = "Why it need not be taken.", HelpName = "text", Required = true });
        return new Command("discard", "Gives a dead letter up; it stays in the list.") { id, reason }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            Tell(session.Output, await session.Client.DiscardDeadLetterAsync(parsed.GetValue(id)!, parsed.GetValue(reason)!, cancellation));
            return ExitCode.Ok;
        });
    }

    private static Task<ExitCode> ListAsync(Session session, int limit, DeadLettersQuestion question, CancellationToken cancellation) => Paging.ShowAsync(
        session.Output, limit, (after, most) => session.Client.DeadLettersAsync(question with { After = after, Limit = most }, cancellation), letter => Tell(session.Output, letter),
        question.State is null ? "There are no dead letters." : $"No dead letter is {question.State}.", _ => "There are more; raise --limit.");

    private static void Tell(Output output, DeadLetter letter)
    {
        if (output.IsJson)
        {
            output.Json(letter);
            return;
        }
        output.Line($"{letter.Id}  {letter.State}  {Plain.Isolated(letter.MessageType ?? "message")} of {Plain.Isolated(letter.Queue)}, failed {ReplayCommand.Count(letter.Failures)} times, last {letter.LastFailedAt:u}");
        output.Line("    " + Plain.Line(letter.Error));
        if (letter.ActedBy is { } by) output.Line($"    {(letter.State == "discarded" ? "discarded" : "sent again")} by {Plain.Isolated(by)}, {letter.ActedAt:u}{(letter.Reason is { } reason ? ": " + Plain.Isolated(reason) : "")}");
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Option<string?> Queue(string description) => new("--queue") { Description = description, HelpName = "queue" };

    private static Argument<string> Id() => new("ID") { Description = "Id of a dead letter; territory dead-letters lists them." };
}
