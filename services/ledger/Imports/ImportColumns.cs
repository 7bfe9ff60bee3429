namespace Territory.Ledger.Imports;

/// <summary>What the rows of an import are.</summary>
public enum ImportKind { Decisions, Claims }

/// <summary>A column of an import file.</summary>
/// <param name="Name">As the header has it.</param>
/// <param name="Required">The file must have it, and every row a value in it unless <paramref name="Meaning"/> says otherwise.</param>
/// <param name="Meaning">What stands in it.</param>
public sealed record ImportColumn(string Name, bool Required, string Meaning);

/// <summary>The one definition of both file formats: header check, API description and docs/imports.md follow from it.</summary>
public static class ImportColumns
{
    private const string Date = "a local day 2024-12-07, a month 2024-12, a year 2024, or an instant with a zone";

    public static IReadOnlyList<ImportColumn> Of(ImportKind kind) => kind == ImportKind.Decisions ? Decisions : Claims;

    private static readonly IReadOnlyList<ImportColumn> Decisions =
    [
        new("area", true, "code, ISO code or unambiguous name"),
        new("effective_at", true, $"since when it was so (of an observation: until when it was watched): {Date}"),
        new("status", true, "controlled, contested, shared, withdrawn or unknown; may be empty for an observation"),
        new("to", false, "code of the holder; several with | when shared; the last holder while contested"),
        new("from", false, "code of the holder before"),
        new("challengers", false, "codes with |, while contested"),
        new("besieged_by", false, "codes with |"),
        new("extent", false, "whole, most, part, centre or unstated; a governorate that is controlled, shared or withdrawn needs one"),
        new("manner", false, "force, agreement, withdrawal or unknown"),
        new("grade", false, "Admiralty grade A1 to F6; F6 when empty"),
        new("reported_at", false, $"when it was published, effective_at when empty: {Date}"),
        new("source", false, "who says so; an observation needs one"),
        new("note", false, "for analysts, at most 2,000 characters"),
        new("id", false, "the row's own id, unique in its area for ever: the same row in another file is known by it"),
        new("observation", false, "true: no change, but somebody looked and it was still so"),
    ];

    private static readonly IReadOnlyList<ImportColumn> Claims =
    [
        new("area", true, "code, ISO code or unambiguous name"),
        new("effective_at", true, $"since when it is said to be so: {Date}"),
        new("kind", false, "change, partial or denial; change when empty"),
        new("from", false, "code of the actor it passed from"),
        new("to", false, "code of the actor it passed to; from or to is needed, except in a denial and for a siege"),
        new("with", false, "codes with |: who holds it beside to when shared, who fights over it beside to when contested"),
        new("status", false, "controlled, contested, shared, withdrawn or unknown; controlled when empty, shared when somebody stands in with, withdrawn without a taker"),
        new("siege", false, "code of the actor that lays siege to it; such a row tells of the siege and of nothing else, without from, to, with and status"),
        new("siege_lifted", false, "true: the siege ended; siege may then be empty, when it is nobody's in particular"),
        new("extent", false, "whole, most, part, centre or unstated"),
        new("manner", false, "force, agreement, withdrawal or unknown"),
        new("reported_at", true, $"when it was published: {Date}"),
        new("claimed_by", false, "code of the actor that says so, when a party does"),
        new("source", true, "who published it"),
        new("owner", false, "who owns the source, itself when empty: sources of one owner count once"),
        new("grade", false, "Admiralty grade A1 to F6; F6 when empty"),
        new("hedged", false, "true: the source itself keeps its distance"),
        new("level_stated", false, "true: the words name the level of the area, or its whole extent"),
        new("id", false, "the claim's own id, unique for ever: the same claim in another file is known by it"),
    ];

    /// <summary>The columns as a table in Markdown.</summary>
    public static string Table(ImportKind kind) =>
        "| column | needed | what stands in it |\n|---|---|---|\n" + string.Concat(Of(kind).Select(c => $"| `{c.Name}` | {(c.Required ? "yes" : "")} | {c.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n"));
}
