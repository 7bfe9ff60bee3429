using System.Text.Json.Serialization;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reports;


/// <summary>What the API tells of a report and its claims.</summary>
/// <param name="CopyOf">Id of the report with which another source told the same story first: both are one voice.</param>
public sealed record ReportAnswer(
    string? Id, bool Duplicate, string Theatre, string Source, Grade Grade, string? Title, string? Url, string Language, string Sha256, string PublishedAt, DateTimeOffset PublishedFrom, bool Demonstration,
    IReadOnlyList<ClaimAnswerOfReport> Claims, IReadOnlyList<NoteOfReport> Notes, IReadOnlyList<string>? Changes = null, string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CopyOf = null);

public sealed record EvidenceOfClaim(int Start, int End, string? Quote);

public sealed record NoteOfReport(string Kind, string? Area, int Start, int End, string? Quote);

/// <param name="With">Codes of those beside <paramref name="To"/>: who holds it too when shared, who fights over it too when contested.</param>
public sealed record ClaimAnswerOfReport(
    string? Id, string Area, string AreaName, string AreaNameAr, AreaLevel Level, string? Governorate, string? From, string? To, ClaimKind Kind, ControlStatus Status, Extent Extent, Manner Manner,
    string EffectiveAt, Precision Precision, DateTimeOffset EffectiveFrom, DateTimeOffset EffectiveTo, DateBasis DateBasis, string? ClaimedBy, IReadOnlyList<string> Via, bool Hedged, double Confidence, string Rule,
    IReadOnlyList<EvidenceOfClaim> Evidence, IReadOnlyList<string> Candidates, IReadOnlyList<string> With, ClaimState? State, ClaimDecision? Decision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SiegeTold? Siege = null);

internal static class ReportAnswers
{
    /// <param name="text">The words, for whoever may see them; null otherwise.</param>
    public static ReportAnswer Of(ReportState state, Theatre theatre, string? text, bool duplicate, bool stored)
    {
        var report = state.Received;
        return new(
            stored ? report.ReportId : null, duplicate, report.Theatre, report.Source, report.Grade, report.Title, report.Url, report.Language, report.Sha256, report.PublishedAt.At, report.PublishedAt.From, report.Demonstration,
            [.. state.StandingClaims().Select(c => OfClaim(c, state.Progress[c.Id], theatre, text, stored))],
            text is null ? [] : [.. report.Notes.Select(n => new NoteOfReport(n.Kind, n.Area, n.Start, n.End, text[n.Start..n.End]))],
            CopyOf: report.CopiedFrom?.ReportId);
    }

    private static ClaimAnswerOfReport OfClaim(FoundClaim c, ClaimProgress progress, Theatre theatre, string? text, bool stored)
    {
        var area = theatre.FindArea(c.Area);
        return new(
            stored ? c.Id : null, c.Area, area?.Name ?? c.Area, area?.NameAr ?? c.Area, area?.Level ?? AreaLevel.Place, area is { Path: [var governorate, ..], Level: not AreaLevel.Region } ? governorate : null, c.From, c.To, c.Kind, c.Status, c.Extent, c.Manner,
            c.Effective.At, c.Effective.Precision, c.Effective.From, c.Effective.To, c.Effective.Basis, c.ClaimedBy, c.Via, c.Hedged, c.Confidence, c.Rule,
            [.. c.Evidence.Select(e => new EvidenceOfClaim(e.Start, e.End, text?[e.Start..e.End]))], c.Candidates, c.With ?? [], progress.State, progress.Decision, c.Siege);
    }
}
