using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory subscribe</c>: the server delivers to a webhook, a queue or a stream and keeps the cursor.</summary>
internal static class SubscribeCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var name = Text("--name", "A name for people.", "text");
        var webhook = Text("--webhook", "Post changes to this address, signed.", "url");
        var queue = Text("--queue", "Put them into a RabbitMQ queue of this name.", "name");
        var stream = Text("--stream", "Put them into a RabbitMQ stream of this name.", "name");
        var start = Text("--start", "Where it begins: beginning, now (the default), a position, or a time.", "place");
        var areas = Many("--area", "Only these areas, all below them, and whole changes above them.", "area");
        var actors = Many("--actor", "Only these actors, their children and successors.", "code");
        var from = Text("--from", "Only what passed from exactly this actor.", "code");
        var to = Text("--to", "Only what passed to exactly this actor.", "code");
        var minGrade = Text("--min-grade", "Only changes whose best claim is graded at least so, for example B2.", "grade");
        var kinds = Many("--kind", "Only changed, corrected, retracted, succeeded (and its retraction) or succession-retracted.", "kind");
        var command = new Command("subscribe", "Has the server deliver changes, each in order and none left out, for as long as it takes.") { name, webhook, queue, stream, start, areas, actors, from, to, minGrade, kinds };
        command.Validators.Add(given =>
        {
            if (given.Children.OfType<System.CommandLine.Parsing.CommandResult>().Any()) return;
            if (new Option[] { webhook, queue, stream }.Count(o => given.GetResult(o) is not null) != 1) given.AddError("One target is needed: --webhook URL, --queue NAME or --stream NAME");
        });
        foreach (var sub in SubscriptionCommands.All(server, surroundings)) command.Subcommands.Add(sub);
        Examples.AddTo(command,
            "territory subscribe --webhook https://example.org/territory --area SY12 --min-grade B2",
            "territory subscribe --queue desk.daraa --area SY12 --start beginning",
            "territory subscribe list",
            "territory subscribe parked sub_… --retry");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var made = await session.Client.SubscribeAsync(new()
            {
                Name = parsed.GetValue(name),
                Target = parsed.GetValue(webhook) is { } url ? new("webhook", Url: url) : parsed.GetValue(queue) is { } named ? new("queue", Queue: named) : new("stream", Queue: parsed.GetValue(stream)),
                Start = parsed.GetValue(start),
                Filter = new() { Areas = parsed.GetValue(areas) ?? [], Actors = parsed.GetValue(actors) ?? [], From = parsed.GetValue(from), To = parsed.GetValue(to), MinGrade = parsed.GetValue(minGrade), Kinds = parsed.GetValue(kinds) ?? [] },
            }, cancellation);
            SubscriptionCommands.Tell(session.Output, made);
            if (!session.Output.IsJson && made.Secret is { } secret) session.Output.Line($"Signed with {secret}  (shown this once)");
            return ExitCode.Ok;
        });
    }

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    private static Option<string[]?> Many(string name, string description, string help) => new(name) { Description = description, HelpName = help, AllowMultipleArgumentsPerToken = true };
}
