using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory subscribe list</c>, <c>show</c>, <c>pause</c>, <c>resume</c>, <c>reset</c>, <c>delete</c> and <c>parked</c>.</summary>
internal static class SubscriptionCommands
{
    public static IEnumerable<Command> All(ServerOptions server, Surroundings surroundings)
    {
        yield return List(server, surroundings);
        yield return OfOne("show", "Shows how a subscription stands.", (client, id, cancellation) => client.SubscriptionAsync(id, cancellation));
        yield return OfOne("pause", "Stops delivering; nothing is lost.", (client, id, cancellation) => client.SetSubscriptionAsync(id, paused: true, cancellation));
        yield return OfOne("resume", "Goes on delivering where it was.", (client, id, cancellation) => client.SetSubscriptionAsync(id, paused: false, cancellation));
        yield return Reset(server, surroundings);
        yield return Delete(server, surroundings);
        yield return Parked(server, surroundings);

        Command OfOne(string name, string description, Func<TerritoryClient, string, CancellationToken, Task<SubscriptionStatus>> act)
        {
            var id = Id();
            return new Command(name, description) { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
            {
                Tell(session.Output, await act(session.Client, parsed.GetValue(id)!, cancellation));
                return ExitCode.Ok;
            });
        }
    }

    private static Command List(ServerOptions server, Surroundings surroundings) => new Command("list", "Lists your subscriptions; an operator's list has everybody's.").Does(server, surroundings, async (_, session, cancellation) =>
    {
        var items = new List<SubscriptionStatus>();
        for (Page<SubscriptionStatus>? page = null; page is null || page.Next is not null;)
        {
            page = await session.Client.SubscriptionsAsync(page?.Next, cancellation);
            items.AddRange(page.Items);
        }
        if (session.Output.IsJson) foreach (var item in items) session.Output.Json(item);
        else if (items.Count == 0) session.Output.Line("There are no subscriptions.");
        else session.Output.Table(["Subscription", "Name", "Owner", "State", "To", "Behind", "Parked", Output.Remarks], items.Select(s => (IReadOnlyList<Cell>)
            [s.Id, s.Name, s.Owner, s.State, s.Target?.Queue ?? s.Target?.Url, ReplayCommand.Count(s.Lag?.Events ?? 0), ReplayCommand.Count(s.Parked), s.Failures?.Reason ?? s.StateReason]));
        return ExitCode.Ok;
    });

    private static Command Reset(ServerOptions server, Surroundings surroundings)
    {
        var (id, to) = (Id(), new Argument<string>("TO") { Description = "beginning, now, a position, or a time." });
        return new Command("reset", "Moves the cursor: what follows is delivered, again if it was before.") { id, to }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            Tell(session.Output, await session.Client.ResetSubscriptionAsync(parsed.GetValue(id)!, parsed.GetValue(to)!, cancellation));
            return ExitCode.Ok;
        });
    }

    private static Command Delete(ServerOptions server, Surroundings surroundings)
    {
        var id = Id();
        return new Command("delete", "Ends a subscription. The queue or stream that was declared for it is deleted too, with all that nobody has taken from it: pause it and empty the queue first to keep that.") { id }.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var ended = await session.Client.DeleteSubscriptionAsync(parsed.GetValue(id)!, cancellation);
            if (!session.Output.IsJson) session.Output.Line($"{parsed.GetValue(id)} is deleted{(ended is null ? "" : $", and with it {ended.Queue}, in which were {ReplayCommand.Count(ended.Messages)} messages")}.");
            else if (ended is not null) session.Output.Json(ended);
            return ExitCode.Ok;
        });
    }

    private static Command Parked(ServerOptions server, Surroundings surroundings)
    {
        var id = Id();
        var retry = new Option<bool>("--retry") { Description = "Try it again: all of it, or the one of --position." };
        var skip = new Option<string?>("--skip") { Description = "Give up the one of --position, for this reason.", HelpName = "reason" };
        var position = new Option<long?>("--position") { Description = "The position of one delivery.", HelpName = "position" };
        var command = new Command("parked", "Lists what was put aside after it failed for days, tries it again, or gives it up.") { id, retry, skip, position };
        command.Validators.Add(given =>
        {
            if (given.GetResult(skip) is not null && (given.GetResult(position) is null || given.GetResult(retry) is not null)) given.AddError("--skip needs --position, and no --retry");
        });
        return command.Does(server, surroundings, (parsed, session, cancellation) => ParkedAsync(session, parsed.GetValue(id)!, parsed.GetValue(retry), parsed.GetValue(skip), parsed.GetValue(position), cancellation));
    }

    private static async Task<ExitCode> ParkedAsync(Session session, string id, bool retry, string? skip, long? position, CancellationToken cancellation)
    {
        if (skip is not null) await session.Client.SkipParkedAsync(id, position!.Value, skip, cancellation);
        else if (retry)
        {
            var retried = await session.Client.RetryParkedAsync(id, position, cancellation);
            if (session.Output.IsJson) session.Output.Json(retried);
            else session.Output.Line($"{ReplayCommand.Count(retried.Retrying)} are tried again.");
        }
        else
        {
            var items = new List<ParkedDelivery>();
            for (Page<ParkedDelivery>? page = null; page is null || page.Next is not null;)
            {
                page = await session.Client.ParkedAsync(id, page?.Next, cancellation);
                items.AddRange(page.Items);
            }
            if (session.Output.IsJson) foreach (var item in items) session.Output.Json(item);
            else if (items.Count == 0) session.Output.Line("Nothing is parked.");
            else session.Output.Table(["Position", "Event", "Attempts", "For", Output.Remarks], items.Select(p => (IReadOnlyList<Cell>)[p.Position, p.EventId, $"{p.Attempts}", TimeSpan.FromSeconds(p.AgeSeconds).ToString("d\\d\\ hh\\:mm", System.Globalization.CultureInfo.InvariantCulture), p.Reason]));
        }
        return ExitCode.Ok;
    }

    internal static void Tell(Output output, SubscriptionStatus subscription)
    {
        if (output.IsJson) output.Json(subscription);
        else output.Line($"{subscription.Id}  {subscription.State}, at position {subscription.Cursor}, {ReplayCommand.Count(subscription.Lag?.Events ?? 0)} behind, {ReplayCommand.Count(subscription.Parked)} parked{(subscription.Target?.Queue is { } queue ? $"; {subscription.Target.Type} {queue}" : "")}{(subscription.Failures?.Reason is { } reason ? "; " + Plain.Line(reason) : "")}");
    }

    private static Argument<string> Id() => new("ID") { Description = "Id of a subscription." };
}
