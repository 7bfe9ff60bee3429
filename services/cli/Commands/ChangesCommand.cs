using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory changes</c>: the public log.</summary>
internal static class ChangesCommand
{
    private const int LargestPage = 1000;

    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var after = new Option<long?>("--after") { Description = "Only changes after this position (with --order desc: before it).", HelpName = "position" };
        var area = new Option<string?>("--area") { Description = "Only this area, all below it, and whole changes above it: code, ISO code or name.", HelpName = "area" };
        var actor = new Option<string?>("--actor") { Description = "Only this actor, its children and successors.", HelpName = "code" };
        var limit = new Option<int>("--limit") { Description = "At most this many.", HelpName = "number", DefaultValueFactory = _ => 100 };
        var order = new Option<string>("--order") { Description = "asc is oldest first, desc newest first.", HelpName = "asc|desc", DefaultValueFactory = _ => "asc" };
        order.AcceptOnlyFromAmong("asc", "desc");
        after.Validators.Add(Numbers.NotNegative("--after"));
        limit.Validators.Add(Numbers.Positive("--limit"));
        var command = new Command("changes", "Lists the control changes of the public log.") { after, area, actor, limit, order };
        Examples.AddTo(command,
            "territory changes --order desc --limit 10          the latest ten",
            "territory changes --area SY12 --json",
            "territory changes --after 2481                     what came since position 2481");
        return command.Does(server, surroundings, (parsed, session, cancellation) => RunAsync(
            session, parsed.GetValue(server.Theatre), parsed.GetValue(limit),
            new() { After = parsed.GetValue(after), Area = parsed.GetValue(area), Actor = parsed.GetValue(actor), NewestFirst = parsed.GetValue(order) == "desc" }, cancellation));
    }

    private static async Task<ExitCode> RunAsync(Session session, string? theatre, int limit, ChangesQuestion question, CancellationToken cancellation)
    {
        var times = session.Output.IsJson ? null : await session.TimesAsync(theatre, cancellation);
        for (var left = limit; ;)
        {
            var page = await session.Client.ChangesPageAsync(question with { Limit = Math.Min(left, LargestPage) }, cancellation);
            foreach (var change in page.Items)
                if (times is null) session.Output.Json(change);
                else session.Output.Line(Line(change, times));
            left -= page.Items.Count;
            if (page.Next is null || page.Items.Count == 0) return ExitCode.Ok;
            if (left <= 0)
            {
                session.Output.Note($"There are more; go on with --after {page.Next}.");
                return ExitCode.Ok;
            }
            question = question with { After = page.Next };
        }
    }

    private static string Line(CloudEvent change, Times times) => $"{change.Position,8}  {Words.LineOf(change, times)}";
}
