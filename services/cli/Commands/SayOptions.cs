using System.CommandLine;
using System.CommandLine.Parsing;
using Territory.Cli.Screen;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary>The options with which a person says how an area is held: of a decision and of a correction alike.</summary>
internal sealed class SayOptions
{
    private readonly Option<string?> to = new("--to") { Description = "Code of the holder; while contested, of the challenger.", HelpName = "actor" };
    private readonly Option<string?> from = new("--from") { Description = "Code of whom it passed from.", HelpName = "actor" };
    private readonly Option<ControlStatus?> status = Word<ControlStatus>("--status", "How it is held");
    private readonly Option<Extent?> extent = Word<Extent>("--extent", "How much of it");
    private readonly Option<Manner?> manner = Word<Manner>("--manner", "How it passed");
    private readonly Option<string?> effective = new("--effective") { Description = "Since when: 2024-12-07 (a local day), 2024-12, or an instant.", HelpName = "time" };
    private readonly Option<string[]?> with = Many("--with", "Codes of those who hold it beside --to.", "actor");
    private readonly Option<string[]?> challengers = Many("--challenger", "Codes of those who contest it.", "actor");
    private readonly Option<string[]?> besiegers = Many("--besieged-by", "Codes of those who besiege it.", "actor");
    private readonly Option<string[]?> claimsFor = Many("--claim", "Ids of claims for it.", "id");
    private readonly Option<string[]?> claimsAgainst = Many("--against", "Ids of claims against it.", "id");
    private readonly Option<Grade?> grade = new("--grade") { Description = "Its grade, A1 to F6; that of the best claim without it.", HelpName = "grade", CustomParser = ReadGrade };

    /// <summary>The same request under the same key is recorded once.</summary>
    public Option<string?> Key { get; } = new("--idempotency-key") { Description = "A key of your own: the same request under it is recorded once.", HelpName = "key" };
    public Option<int?> Version { get; } = new("--if-version") { Description = "Only if the area is still at this version.", HelpName = "number" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { to, from, status, extent, manner, effective, with, challengers, besiegers, claimsFor, claimsAgainst, grade, Key, Version }) command.Options.Add(option);
    }

    public ChangeToDecide Decision(ParseResult parsed, string area, string? note) => Said(parsed, new ChangeToDecide(area) { Note = note, Status = ControlStatus.Controlled });

    public ChangeToCorrect Correction(ParseResult parsed, string reason) => Said(parsed, new ChangeToCorrect(reason));

    private T Said<T>(ParseResult parsed, T about) where T : ChangeToSay => (T)((ChangeToSay)about with
    {
        To = parsed.GetValue(to),
        From = parsed.GetValue(from),
        Status = parsed.GetValue(status) ?? about.Status,
        Extent = parsed.GetValue(extent),
        Manner = parsed.GetValue(manner),
        EffectiveAt = parsed.GetValue(effective),
        With = Some(parsed, with),
        Challengers = Some(parsed, challengers),
        BesiegedBy = Some(parsed, besiegers),
        ClaimsFor = Some(parsed, claimsFor),
        ClaimsAgainst = Some(parsed, claimsAgainst),
        Grade = parsed.GetValue(grade),
    });

    public static ExitCode Show(Output output, DecisionRecorded recorded)
    {
        if (output.IsJson) output.Json(recorded);
        else output.Line($"Recorded as {recorded.Id} at position {recorded.Position}; the area is at version {recorded.Version}.");
        return ExitCode.Ok;
    }

    internal static Grade? ReadGrade(ArgumentResult given)
    {
        var text = given.Tokens[^1].Value;
        if (Grade.TryParse(text, out var read)) return read;
        given.AddError($"--grade is '{text}'; expected a letter A–F and a digit 1–6, for example B2");
        return null;
    }

    private static string[]? Some(ParseResult parsed, Option<string[]?> option) => parsed.GetValue(option) is { Length: > 0 } given ? given : null;

    internal static Option<string[]?> Many(string name, string description, string help) => new(name) { Description = description, HelpName = help, AllowMultipleArgumentsPerToken = true };

    internal static Option<T?> Word<T>(string name, string description) where T : struct, Enum => new(name)
    {
        Description = $"{description}: {string.Join(", ", Enum.GetValues<T>().Select(Words.Of))}.",
        HelpName = "word",
        CustomParser = given =>
        {
            var text = given.Tokens[^1].Value;
            foreach (var word in Enum.GetValues<T>())
                if (Words.Of(word) == text) return word;
            given.AddError($"{name} is '{text}'; expected one of {string.Join(", ", Enum.GetValues<T>().Select(Words.Of))}");
            return null;
        },
    };
}
