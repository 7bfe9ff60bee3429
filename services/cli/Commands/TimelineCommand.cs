using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory timeline</c>: who held an area when.</summary>
internal static class TimelineCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var area = new Argument<string>("AREA") { Description = "Code, ISO code or name, in either language." };
        var reported = new Option<string?>("--reported") { Description = "As the claims reported up to this time would have it.", HelpName = "time" };
        var known = new Option<string?>("--known") { Description = "As the record stood at this time, or at this position.", HelpName = "time" };
        var command = new Command("timeline", "Shows who held an area from when to when.") { area, reported, known };
        Examples.AddTo(command, "territory timeline SY12", "territory timeline درعا", "territory timeline C5993 --known 2024-12-08 --json");
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var timeline = await session.Client.TimelineAsync(parsed.GetValue(area)!, parsed.GetValue(known), parsed.GetValue(reported), cancellation);
            if (session.Output.IsJson) foreach (var segment in timeline.Items) session.Output.Json(segment);
            else Show(session.Output, timeline, await session.TimesAsync(parsed.GetValue(server.Theatre), cancellation));
            return ExitCode.Ok;
        });
    }

    private static void Show(Output output, AreaTimeline timeline, Times times)
    {
        var area = timeline.Area;
        output.Line($"{Plain.Line(area.Label ?? area.Name)} ({area.Area}, {Words.Of(area.Level)})  {Plain.Isolated(area.NameAr)}");
        if (timeline.Items.Count == 0) output.Line("Nothing was ever decided about it: its status is unknown.");
        else output.Table(["From", "Until", "Status", "Held by", "Grade", "Decided by", "Recorded"], timeline.Items.SelectMany((s, i) => Rows(s, i + 1 < timeline.Items.Count ? timeline.Items[i + 1] : null, times)));
    }

    /// <summary>A segment, and the time until the next one, of which nothing is known.</summary>
    private static IEnumerable<IReadOnlyList<Cell>> Rows(TimelineSegment s, TimelineSegment? next, Times times)
    {
        var follows = next is null || next.Start == s.End;
        yield return [From(s, times), follows && next is not null ? From(next, times) : times.Show(s.End, "now"), Words.Of(s.Status), Held(s), s.Grade?.ToString(), Decided(s), times.Show(s.RecordedAt, "")];
        if (!follows) yield return [times.Show(s.End, ""), From(next!, times), Words.Of(ControlStatus.Unknown), "nobody known", "", "", ""];
    }

    private static string From(TimelineSegment s, Times times) => s.EffectiveAt ?? times.Show(s.Start, "always");

    private static string Held(TimelineSegment segment) =>
        Words.List(segment.Controllers, "nobody known") + (segment.Challengers.Count > 0 ? $" (contested by {Words.List(segment.Challengers)})" : "");

    private static string Decided(TimelineSegment segment) =>
        segment.DecidedBy + (segment.InheritedFrom is { } above ? $", follows from {above}" : "") + (segment.Demonstration ? ", demonstration" : "");
}
