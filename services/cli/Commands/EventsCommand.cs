using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory events</c>: the ledger's own log.</summary>
internal static class EventsCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var area = new Option<string?>("--area") { Description = "Only of this area and all below it: code, ISO code or name.", HelpName = "area" };
        var type = new Option<string?>("--type") { Description = "Only of this type, such as change_decided.v1.", HelpName = "type" };
        var since = new Option<string?>("--since") { Description = "Recorded from this local day on, or since this instant.", HelpName = "time" };
        var until = new Option<string?>("--until") { Description = "Recorded up to the end of this local day, or up to this instant.", HelpName = "time" };
        var after = new Option<long?>("--after") { Description = "Only after this position (with --order desc: before it).", HelpName = "position" };
        var limit = new Option<int>("--limit") { Description = "At most this many.", HelpName = "number", DefaultValueFactory = _ => 100 };
        var order = new Option<string>("--order") { Description = "asc is oldest first, desc newest first.", HelpName = "asc|desc", DefaultValueFactory = _ => "asc" };
        order.AcceptOnlyFromAmong("asc", "desc");
        after.Validators.Add(Numbers.NotNegative("--after"));
        limit.Validators.Add(Numbers.Positive("--limit"));
        var command = new Command("events", "Lists the ledger's own log as it was written: claims, decisions, observations, reviews, successions.") { area, type, since, until, after, limit, order };
        Examples.AddTo(command, "territory events --area SY12 --order desc", "territory events --type change_retracted.v1 --json");
        return command.Does(server, surroundings, (parsed, session, cancellation) => RunAsync(
            session, parsed.GetValue(server.Theatre), parsed.GetValue(limit),
            new()
            {
                Area = parsed.GetValue(area),
                Type = parsed.GetValue(type),
                Since = parsed.GetValue(since),
                Until = parsed.GetValue(until),
                After = parsed.GetValue(after)?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                NewestFirst = parsed.GetValue(order) == "desc",
            },
            cancellation));
    }

    private static async Task<ExitCode> RunAsync(Session session, string? theatre, int limit, EventsQuestion question, CancellationToken cancellation)
    {
        var times = session.Output.IsJson ? null : await session.TimesAsync(theatre, cancellation);
        return await Paging.ShowAsync(
            session.Output, limit, (after, most) => session.Client.EventsAsync(question with { After = after ?? question.After, Limit = most }, cancellation), Show,
            "There is nothing of that in the log.", next => $"There are more; go on with --after {next}.");

        void Show(LogEvent e)
        {
            if (times is null) session.Output.Json(e);
            else session.Output.Line($"{e.Position,8}  {times.Show(e.RecordedAt)}  {e.Type}  {e.Stream} {e.Version}  {Plain.Line(e.Data.GetRawText())}");
        }
    }
}
