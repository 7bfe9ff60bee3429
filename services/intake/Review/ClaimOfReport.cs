using System.Security.Claims;
using System.Text.Json.Serialization;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Intake.Reports;
using Territory.Theatres;

namespace Territory.Intake.Review;

/// <summary>A claim, where it stands, and what a person needs to judge it.</summary>
/// <param name="ReportId">The report it stands in.</param>
/// <param name="Version">How often persons decided about it; for <c>If-Match</c>.</param>
/// <param name="Claim">The claim as it stands.</param>
/// <param name="Report">About the report.</param>
/// <param name="Passage">The words around its evidence; for analysts.</param>
/// <param name="Review">What persons made of it; for analysts.</param>
internal sealed record ClaimOfReport(
    string ReportId, int Version, ClaimAnswerOfReport Claim, AboutReport Report,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PassageOfReport? Passage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReviewOfClaim? Review)
{
    public static ClaimOfReport Of(StoredReport report, string claimId, ClaimsPrincipal person, TheatreRegister theatres, TextHashes hashes)
    {
        var (answer, analyst) = (ReportsApi.Show(report, person, theatres, hashes), person.May(Roles.Analyst));
        var (claim, review) = (answer.Claims.First(c => c.Id == claimId), report.State.ReviewOf(claimId));
        var read = report.State.Received.Claims.First(c => c.Id == claimId);
        return new(
            answer.Id!, review.Version, claim, new(answer.Source, answer.Grade, answer.Title, answer.Url, answer.Language, answer.PublishedAt, answer.Demonstration),
            answer.Text is { } text ? PassageOfReport.Around(text, read.Evidence) : null,
            analyst && review.Version > 0 ? new(review.AcceptedBy, review.Note, review.Reading is null ? null : ClaimReading.Of(read)) : null);
    }
}

/// <summary>What is said of a report beside its claims.</summary>
/// <param name="Source">Who published it; <c>S-xxxx</c> when it is restricted.</param>
/// <param name="PublishedAt">When, at its precision.</param>
internal sealed record AboutReport(string Source, Grade Grade, string? Title, string? Url, string Language, string PublishedAt, bool Demonstration);

/// <summary>What persons made of a claim.</summary>
/// <param name="AcceptedBy">Who found it right as it stands.</param>
/// <param name="Note">What the last of them said.</param>
/// <param name="AsRead">How the rule had read it; null when nobody amended it.</param>
internal sealed record ReviewOfClaim(IReadOnlyList<string> AcceptedBy, string? Note, ClaimReading? AsRead);

/// <summary>A stretch of a report's text, half-open, in UTF-16 code units of the whole.</summary>
internal sealed record PassageOfReport(int Start, int End, string Text)
{
    private const int Margin = 300;
    private const int Most = 4000;

    /// <summary>The evidence with some words before and behind it; the whole text is the report's to tell.</summary>
    public static PassageOfReport? Around(string text, IReadOnlyList<EvidenceSpan> evidence)
    {
        if (evidence.Count == 0) return null;
        var start = Snap(text, Math.Max(0, evidence[0].Start - Margin));
        var end = Snap(text, Math.Min(Math.Min(text.Length, evidence[^1].End + Margin), start + Most));
        return new(start, end, text[start..end]);
    }

    private static int Snap(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]) ? at - 1 : at;
}
