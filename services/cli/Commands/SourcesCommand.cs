using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory sources</c>: how far each source is trusted, and what of it waits for a person.</summary>
internal static class SourcesCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var command = new Command("sources", "Lists the register of sources: their grades, owners, and what of them waits for a person.") { Set(server, surroundings) };
        Examples.AddTo(command, "territory sources", "territory sources set \"Field desk\" --grade B2 --owner \"A house\"", "territory sources set Rumours --grade E5 --everything-waits");
        return command.Does(server, surroundings, async (_, session, cancellation) =>
        {
            var found = new List<SourceEntry>();
            for (Page<SourceEntry>? page = null; page is null || page.Next is not null;)
            {
                page = await session.Client.SourcesAsync(page?.Next, 1000, cancellation);
                found.AddRange(page.Items);
            }
            if (session.Output.IsJson) foreach (var source in found) session.Output.Json(source);
            else if (found.Count == 0) session.Output.Line("No source is registered.");
            else session.Output.Table(["Source", "Grade", "Owner", "Party", "Language", "Waits", Output.Remarks], found.Select(s => (IReadOnlyList<Cell>)
                [s.Name, s.Grade?.ToString(), s.Owner == s.Name ? "" : s.Owner, s.Party, s.Language, Waits(s), Remarks(s)]));
            return ExitCode.Ok;
        });
    }

    private static Command Set(ServerOptions server, Surroundings surroundings)
    {
        var name = new Argument<string>("NAME") { Description = "The source's name, as its reports give it." };
        var grade = new Option<Grade?>("--grade") { Description = "How good it is, A1 to F6.", HelpName = "grade", Required = true, CustomParser = SayOptions.ReadGrade };
        var (owner, language, party) = (Text("--owner", "Who speaks through it; itself without it.", "name"), Text("--language", "ISO 639.", "code"), Text("--party", "Code of the actor it belongs to.", "actor"));
        var least = new Option<double?>("--least-confidence") { Description = "What is read less surely, 0 to 1, waits for a person; the theatre's measure without it.", HelpName = "number" };
        var everything = new Option<bool>("--everything-waits") { Description = "Every reading waits for a person." };
        var restricted = new Option<bool>("--restricted") { Description = "It is named to analysts only." };
        return new Command("set", "Says all of a source anew; what is not mentioned is not so. It counts for what is reported from now on.") { name, grade, owner, language, party, least, everything, restricted }
            .Does(server, surroundings, async (parsed, session, cancellation) =>
            {
                var saved = await session.Client.RegisterSourceAsync(parsed.GetValue(name)!, new(parsed.GetValue(grade)!.Value)
                {
                    Owner = parsed.GetValue(owner),
                    Language = parsed.GetValue(language),
                    Party = parsed.GetValue(party),
                    LeastConfidence = parsed.GetValue(least),
                    EverythingWaits = parsed.GetValue(everything),
                    Restricted = parsed.GetValue(restricted),
                }, cancellation);
                if (session.Output.IsJson) session.Output.Json(saved);
                else session.Output.Line($"{Plain.Isolated(saved.Name)}: {saved.Grade}, {Waits(saved)} waits{(Remarks(saved) is { Length: > 0 } remarks ? "; " + remarks : "")}.");
                return ExitCode.Ok;
            });
    }

    private static string Waits(SourceEntry source) => source switch
    {
        { EverythingWaits: true } => "everything",
        { LeastConfidence: { } least } => "below " + least.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
        _ => "what the theatre says",
    };

    private static string Remarks(SourceEntry source) => string.Join(", ", new[] { source.Restricted ? "restricted" : null, source.Demonstration ? "demonstration" : null }.OfType<string>());

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };
}
