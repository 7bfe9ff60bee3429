using System.CommandLine;
using System.Globalization;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory replay</c>: a stretch of history to a file, a queue or a webhook.</summary>
internal static class ReplayCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var since = Text("--since", "Recorded since: a local day, month or year, or an instant.", "time");
        var until = Text("--until", "Recorded up to the end of a local day, month or year, or up to an instant.", "time");
        var after = new Option<long?>("--after") { Description = "After this position, instead of --since.", HelpName = "position" };
        var to = new Option<long?>("--until-position") { Description = "Up to and including this position, instead of --until.", HelpName = "position" };
        var known = Text("--known", "As known at this time or position: what was recorded later is left out.", "time");
        var areas = Many("--area", "Only these areas, all below them, and whole changes above them.", "area");
        var actors = Many("--actor", "Only these actors, their children and successors.", "code");
        var minGrade = Text("--min-grade", "Only changes whose best claim is graded at least so, for example B2.", "grade");
        var file = Text("-o", "Write it to this file, a JSON object per line; what a stopped replay left in it is added to. - is standard output.", "file");
        var queue = Text("--queue", "Send it to this RabbitMQ queue; made when it is not there.", "name");
        var webhook = Text("--webhook", "Post it to this address, signed.", "url");
        var speed = new Option<double>("--speed") { Description = "0: as fast as it takes. n: n times as fast as it was recorded.", HelpName = "n" };
        var wait = new Option<bool>("--wait") { Description = "Of a queue or a webhook: wait until it has ended, and show how far it is." };
        after.Validators.Add(Numbers.NotNegative("--after"));
        to.Validators.Add(Numbers.NotNegative("--until-position"));
        var command = new Command("replay", "Tells a stretch of history again, to one receiver, marked as a replay; nobody else notices. For operators.") { since, until, after, to, known, areas, actors, minGrade, file, queue, webhook, speed, wait };
        command.Validators.Add(given =>
        {
            if (given.Children.OfType<System.CommandLine.Parsing.CommandResult>().Any()) return;
            if (new Option[] { file, queue, webhook }.Count(o => given.GetResult(o) is not null) != 1) given.AddError("One target is needed: -o FILE, --queue NAME or --webhook URL");
        });
        command.Subcommands.Add(ReplaysCommands.List(server, surroundings));
        command.Subcommands.Add(ReplaysCommands.Show(server, surroundings));
        command.Subcommands.Add(ReplaysCommands.Cancel(server, surroundings));
        Examples.AddTo(command,
            "territory replay --since 2024-12-01 --until 2024-12-08 -o week.ndjson",
            "territory replay --known 2024-12-07 --area SY12 -o - | jq -r .data.summary",
            "territory replay --queue desk.training --after 0 --speed 3600 --wait",
            "territory replay list");
        return command.Does(server, surroundings, (parsed, session, cancellation) => RunAsync(session, new ReplayToStart
        {
            Since = parsed.GetValue(since),
            Until = parsed.GetValue(until),
            AfterPosition = parsed.GetValue(after),
            UntilPosition = parsed.GetValue(to),
            Known = parsed.GetValue(known),
            Filter = new() { Areas = parsed.GetValue(areas) ?? [], Actors = parsed.GetValue(actors) ?? [], MinGrade = parsed.GetValue(minGrade) },
            Target = parsed.GetValue(queue) is { } name ? new("queue", Queue: name) : parsed.GetValue(webhook) is { } url ? new("webhook", Url: url) : new("file"),
            Speed = parsed.GetValue(speed),
        }, parsed.GetValue(file), parsed.GetValue(wait), cancellation), interruption => surroundings.Error.WriteLine(TailCommand.Sentence(interruption)));
    }

    private static async Task<ExitCode> RunAsync(Session session, ReplayToStart asked, string? file, bool wait, CancellationToken cancellation)
    {
        if (file is not null) return await ReplayToFile.RunAsync(session, asked, file, cancellation);
        var replay = await session.Client.StartReplayAsync(asked, cancellation);
        // The secret is in this answer and in no later one.
        if (session.Output.IsJson) session.Output.Json(replay);
        else session.Output.Line($"{replay.Id}  {Count(replay.Total)} changes after position {replay.AfterPosition} up to {replay.UntilPosition}");
        if (!session.Output.IsJson && replay.Secret is { } secret) session.Output.Line($"Signed with {secret}  (shown this once)");
        if (!wait) return ExitCode.Ok;
        while (replay.EndedAt is null)
        {
            if (!session.Output.IsJson) session.Output.Note(Progress(replay));
            await Task.Delay(BetweenLooks, session.Surroundings.Clock, cancellation);
            replay = await session.Client.ReplayAsync(replay.Id, cancellation);
        }
        ReplaysCommands.Tell(session.Output, replay);
        return replay.State == "done" ? ExitCode.Ok : ExitCode.Refused;
    }

    internal static string Progress(ReplayStatus replay) =>
        $"{replay.State}: {Count(replay.Processed)} of {Count(replay.Total)} looked at, {Count(replay.Delivered)} told{(replay.Rate > 0 ? $", {Count((long)replay.Rate)} a second" : "")}{(replay.EtaSeconds is { } left ? $", {left:0} s left" : "")}{(replay.Error is { } error ? "; " + Plain.Line(error) : "")}";

    internal static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    private static Option<string[]?> Many(string name, string description, string help) => new(name) { Description = description, HelpName = help, AllowMultipleArgumentsPerToken = true };
}
