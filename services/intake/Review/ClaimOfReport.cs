using System.Security.Claims;
using System.Text.Json.Serialization;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.Http;
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
    public static ClaimOfReport Of(StoredReport report, string claimId, ClaimsPrincipal person, TheatreRegister theatres, TextHashes hashes, ReviewSettings settings)
    {
        var (answer, analyst) = (ReportsApi.Show(report, person, theatres, hashes), person.May(Roles.Analyst));
        var (claim, review) = (answer.Claims.First(c => c.Id == claimId), report.State.ReviewOf(claimId));
        var read = report.State.Received.Claims.First(c => c.Id == claimId);
        return new(
            answer.Id!, review.Version, claim, new(answer.Source, answer.Grade, answer.Title, answer.Url, answer.Language, answer.PublishedAt, answer.Demonstration),
            answer.Text is { } text ? PassageOfReport.Around(text, read.Evidence) : null,
            analyst && review.Version > 0 ? ReviewOfClaim.Of(read, review, waits: claim.State is ClaimState.Pending or null && !review.AcceptedBy.IsEmpty && review.AcceptedBy.Length < settings.Persons, theatres.Find(report.State.Received.Theatre)!) : null);
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
/// <param name="Choice">Where the words may mean several areas, which of them was chosen.</param>
/// <param name="Otherwise">What others had accepted instead, oldest first; null when nobody reads it otherwise.</param>
/// <param name="Missing">While it waits for another person: what must be agreed on, and who reads it otherwise, in a sentence.</param>
internal sealed record ReviewOfClaim(
    IReadOnlyList<string> AcceptedBy, string? Note, ClaimReading? AsRead,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChosenArea? Choice,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ReadOtherwise>? Otherwise,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Missing)
{
    public static ReviewOfClaim Of(FoundClaim read, ClaimReview review, bool waits, Theatre theatre)
    {
        var asRead = ClaimReading.Of(read);
        var standing = review.Reading ?? asRead;
        var choice = review.Reading is null || read.Candidates.Length < 2 ? null : new ChosenArea(standing.Area, theatre.FindArea(standing.Area)?.Label ?? standing.Area, read.Candidates, review.AcceptedBy);
        ReadOtherwise[] others = [.. (review.Otherwise ?? []).Select(o => new ReadOtherwise(o.Reading ?? asRead, o.By))];
        return new(
            review.AcceptedBy, review.Note, review.Reading is null ? null : asRead, choice, others.Length == 0 ? null : others,
            waits ? string.Join(' ', others.Select(o => $"{Names(o.By)} reads it as {Words(o.Reading, theatre)}.").Prepend($"Another person must agree with {Names(review.AcceptedBy)}, who reads it as {Words(standing, theatre)}.")) : null);
    }

    private static string Names(IEnumerable<string> persons) => string.Join(" and ", persons);

    private static string Words(ClaimReading r, Theatre theatre) =>
        $"{theatre.FindArea(r.Area)?.Label ?? r.Area} ({r.Area}), {r.From ?? "nobody"} to {(r.To is { } to ? string.Join(" + ", (r.With ?? []).Prepend(to)) : "nobody")}, {EnumWords.Word(r.Kind)}, {EnumWords.Word(r.Status)}, extent {EnumWords.Word(r.Extent)}, {r.Effective.At}";
}

/// <summary>Which of the areas that the words may mean persons chose.</summary>
/// <param name="Area">Its code.</param>
/// <param name="AreaName">Its name with its level.</param>
/// <param name="Among">All that the words may mean.</param>
/// <param name="By">Who chose it.</param>
internal sealed record ChosenArea(string Area, string AreaName, IReadOnlyList<string> Among, IReadOnlyList<string> By);

/// <summary>How somebody reads a claim otherwise than it stands.</summary>
internal sealed record ReadOtherwise(ClaimReading Reading, IReadOnlyList<string> By);

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
