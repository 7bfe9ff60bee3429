using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;

namespace Territory.Cli.Commands;

/// <summary><c>territory knowledge</c>: what was learned between two moments of recording.</summary>
internal static class KnowledgeCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var since = new Option<string>("--since") { Description = "Recorded after: 2024-12-06 (from the beginning of that local day), an instant, or a position.", HelpName = "time", Required = true };
        var until = new Option<string?>("--until") { Description = "Recorded up to: 2024-12-07 (until the end of that local day), an instant, or a position.", HelpName = "time" };
        var area = new Option<string?>("--area") { Description = "Only this area, all below it, and whole changes above it.", HelpName = "area" };
        var kind = new Option<string?>("--kind") { Description = "Only new, late, corrected, retracted, succeeded or successionRetracted.", HelpName = "kind" };
        kind.AcceptOnlyFromAmong("new", "late", "corrected", "retracted", "succeeded", "successionRetracted");
        var command = new Command("knowledge", "Shows what was learned: new, late, corrected and retracted, with what the record said before and since.") { since, until, area, kind };
        Examples.AddTo(command, "territory knowledge --since 2024-12-06 --until 2024-12-07", "territory knowledge --since 2481 --kind retracted --json");
        return command.Does(server, surroundings, (parsed, session, cancellation) => RunAsync(
            session, parsed.GetValue(server.Theatre), new() { Since = parsed.GetValue(since)!, Until = parsed.GetValue(until), Area = parsed.GetValue(area), Kind = parsed.GetValue(kind) }, cancellation));
    }

    private static async Task<ExitCode> RunAsync(Session session, string? theatre, KnowledgeQuestion question, CancellationToken cancellation)
    {
        var items = new List<Learned>();
        for (Page<Learned>? page = null; page is null || page.Next is not null;)
        {
            page = await session.Client.KnowledgeAsync(question with { After = page?.Next }, cancellation);
            if (session.Output.IsJson) foreach (var item in page.Items) session.Output.Json(item);
            else items.AddRange(page.Items);
        }
        if (!session.Output.IsJson) Show(session.Output, items, await session.TimesAsync(theatre, cancellation));
        return ExitCode.Ok;
    }

    private static void Show(Output output, List<Learned> items, Times times)
    {
        if (items.Count == 0) output.Line("Nothing was learned.");
        else output.Table(["Position", "Kind", "Area", "Of", "Before", "Since", "Recorded", Output.Remarks], items.Select(i => (IReadOnlyList<Cell>)
            [i.Position, i.Kind, i.AreaName ?? i.Summary, i.EffectiveAt, Said(i.Before), Said(i.After), times.Show(i.RecordedAt), i.Reason + (i.Demonstration ? " (demonstration)" : "")]));
    }

    private static string Said(Belief? belief) => belief is null ? "nothing" : $"{Words.Of(belief.Status)} {Words.List([.. belief.Controllers, .. belief.Challengers])}".TrimEnd();
}
