using Territory.Cli.Screen;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary>What was read in a report, for a person: a line per claim with its words, and under it what came of it.</summary>
internal static class ReceiptLines
{
    public static void Show(Output output, ReportReceipt receipt, string? file, bool dryRun)
    {
        output.Line($"{(file is null ? "" : file + ": ")}{Standing(receipt, dryRun)}; language {receipt.Language}; {Count(receipt.Claims.Count, "claim")}.");
        if (receipt.CopyOf is { } first) output.Line($"  It tells the story of {first}, and both count as one voice.");
        foreach (var claim in receipt.Claims)
        {
            output.Line("  " + Line(claim));
            if (claim.Candidates.Count > 1) output.Line($"    may also mean {string.Join(", ", claim.Candidates.Where(c => c != claim.Area))}: a person decides");
            if (claim.Decision is { } decision) output.Line("    " + Line(decision));
        }
        foreach (var note in receipt.Notes) output.Line($"  note: {note.Kind}{(note.Area is { } area ? " " + area : "")}{Quoted(note.Quote)}");
        if (receipt.Changes is { Count: > 0 } changes) output.Line($"Changes: {string.Join(", ", changes)}");
        else if (receipt.Changes is { Count: 0 }) output.Line("It changed nothing.");
    }

    private static string Standing(ReportReceipt receipt, bool dryRun) => receipt switch
    {
        _ when dryRun => "Dry run, nothing was stored",
        { Duplicate: true } => $"Report {receipt.Id}, which was here before",
        _ => $"Report {receipt.Id}",
    };

    internal static string Line(ClaimRead claim)
    {
        var area = $"{claim.AreaName ?? "an unknown area"}{(claim.Area is { } code ? $" ({code}{(claim.Level is { } level ? ", " + Words.Of(level) : "")})" : "")}";
        var hedged = claim.Hedged ? ", hedged" : "";
        var by = claim.ClaimedBy is { } speaker ? $", says {speaker}" : "";
        var words = string.Concat(claim.Evidence.Select(q => Quoted(q.Text)));
        return $"{Plain.Line(area)}: {Passing(claim)} · {Words.Of(claim.Kind)}, {Words.Of(claim.Status)}, {Words.Of(claim.Extent)}{hedged}{by} · {claim.EffectiveAt ?? "undated"}{Basis(claim)}{words}";
    }

    private static string Passing(ClaimRead claim) => (claim.From, claim.To is { } to ? string.Join(" + ", claim.With.Prepend(to)) : null) switch
    {
        ({ } from, { } holders) => $"{from} to {holders}",
        (null, { } holders) => $"to {holders}",
        ({ } from, null) => $"from {from}",
        _ => "nobody named",
    };

    private static string Basis(ClaimRead claim) => claim.DateBasis is { } basis ? $" ({Words.Of(basis)})" : "";

    private static string Quoted(string? words) => string.IsNullOrWhiteSpace(words) ? "" : $" «{Plain.Isolated(words)}»";

    internal static string Line(ClaimDecision decision) =>
        $"{decision.Outcome} ({decision.Rule}){(decision.Missing is { } missing ? ": " + Plain.Line(missing) : "")}{(decision.ChangeId is { } change ? $", change {change}" : "")}";

    private static string Count(int number, string word) => number == 1 ? $"1 {word}" : $"{number} {word}s";
}
