using System.CommandLine;
using System.CommandLine.Parsing;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory control</c>: who holds what.</summary>
internal static class ControlCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var area = new Argument<string?>("AREA") { Description = "Code, ISO code or name, in either language; all areas of a level without it.", Arity = ArgumentArity.ZeroOrOne };
        var level = new Option<AreaLevel?>("--level") { Description = "governorate (the default), district, subdistrict, place, site or region.", HelpName = "level", CustomParser = ReadLevel };
        var at = new Option<string?>("--at") { Description = "State at this time in the world: 2024-12-07 (the end of that local day), 2024-12, 2024, or an instant.", HelpName = "time" };
        var reported = new Option<string?>("--reported") { Description = "As the claims reported up to this time would have it.", HelpName = "time" };
        var known = new Option<string?>("--known") { Description = "As the record stood at this time, or at this position.", HelpName = "time" };
        var names = new Option<string?>("--names") { Description = "Names as on that day, or today's.", HelpName = "day|today" };
        names.AcceptOnlyFromAmong("day", "today");
        var command = new Command("control", "Shows who holds which area, now or at any time, as known at any time.") { area, level, at, reported, known, names };
        command.Validators.Add(given =>
        {
            if (given.GetValue(area) is not null && given.GetValue(level) is not null) given.AddError("AREA and --level exclude each other: an area has its level");
        });
        Examples.AddTo(command,
            "territory control",
            "territory control Daraa --at 2024-12-06",
            "territory control --level district --json",
            "territory control SY12 --known 2024-12-08T06:00:00Z      what the record said then");
        return command.Does(server, surroundings, (parsed, session, cancellation) => RunAsync(
            session, parsed.GetValue(server.Theatre), parsed.GetValue(area),
            new() { Level = parsed.GetValue(level), At = parsed.GetValue(at), Reported = parsed.GetValue(reported), Known = parsed.GetValue(known), Names = parsed.GetValue(names) }, cancellation));
    }

    private static async Task<ExitCode> RunAsync(Session session, string? theatre, string? area, ControlQuestion question, CancellationToken cancellation)
    {
        if (area is null)
        {
            var answer = await session.Client.ControlAsync(question, cancellation);
            if (session.Output.IsJson) session.Output.Json(answer);
            else Show(session.Output, answer, answer.Areas, await session.TimesAsync(theatre, cancellation));
        }
        else
        {
            var answer = await session.Client.ControlAsync(area, question, cancellation);
            if (session.Output.IsJson) session.Output.Json(answer);
            else Show(session.Output, answer, [answer.Area], await session.TimesAsync(theatre, cancellation));
            foreach (var warning in answer.Warnings) session.Output.Note(Plain.Line(warning));
        }
        return ExitCode.Ok;
    }

    private static AreaLevel? ReadLevel(ArgumentResult given)
    {
        var text = given.Tokens[^1].Value;
        foreach (var level in Enum.GetValues<AreaLevel>())
            if (Words.Of(level) == text) return level;
        given.AddError($"--level is '{text}'; expected one of {string.Join(", ", Enum.GetValues<AreaLevel>().Select(Words.Of))}");
        return null;
    }

    internal static void Show(Output output, ControlEnvelope envelope, IReadOnlyList<AreaControl> areas, Times times)
    {
        output.Table(["Area", "Name", "Status", "Held by", "Since", "Grade", Output.Remarks, "الاسم"], areas.Select(a => (IReadOnlyList<Cell>)
            [a.Area, a.Name, new(Words.Of(a.Status), Colour(a.Status)), Words.List(a.Controllers, "nobody known"), a.SinceAt ?? times.Show(a.Since, ""), a.Grade?.ToString(), Beside(a, envelope.At, times), a.NameAr]));
        foreach (var warning in areas.SelectMany(a => a.Warnings.Select(w => $"{a.Area}: {w}"))) output.Line(warning);
        output.Line(Foot(envelope, times));
    }

    private static string Foot(ControlEnvelope envelope, Times times)
    {
        var axes = (envelope.Known is { } known ? $", as recorded by {times.Show(known)}" : "") + (envelope.Reported is { } reported ? $", as reported by {times.Show(reported)}" : "");
        var settled = envelope.Settled ? $"settled, checksum {envelope.Checksum}" : "not settled yet: the same question may be answered otherwise in a moment";
        return $"At {times.Show(envelope.At)}{axes}; position {envelope.Position}; {settled}; pack {envelope.PackVersion}.";
    }

    private static string Beside(AreaControl area, DateTimeOffset at, Times times)
    {
        var said = new List<string>();
        if (area.Challengers.Count > 0) said.Add("contested by " + Words.List(area.Challengers));
        if (area.BesiegedBy.Count > 0) said.Add("besieged by " + Words.List(area.BesiegedBy));
        if (area.Extent is Extent.Most or Extent.Part or Extent.Centre) said.Add(Words.Of(area.Extent.Value) + " of it");
        if (area.InheritedFrom is { } above) said.Add("follows from " + above);
        if (area is { Certain: false, Status: not ControlStatus.Unknown }) said.Add("changed within that time");
        if (ObservationWindow.Of(area, at, times) is { } window) said.Add(window);
        if (area.Demonstration) said.Add("demonstration");
        return string.Join("; ", said);
    }

    private static string? Colour(ControlStatus status) => status switch
    {
        ControlStatus.Controlled => "green",
        ControlStatus.Contested => "yellow",
        ControlStatus.Unknown => "grey",
        _ => "blue",
    };
}
