using System.Text.Json;
using System.Text.Json.Serialization;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Intake.Reports;
using Territory.Theatres;

namespace Territory.Intake.Review;

/// <summary>A report with what careful readers find in it, in the shape in which the reader is trained and judged.</summary>
/// <param name="Id">The report.</param>
/// <param name="Lang">ISO 639.</param>
/// <param name="Text">The words.</param>
/// <param name="Source">Who published it.</param>
/// <param name="RefDate">The theatre's local day of publication.</param>
/// <param name="Expected">Every claim of it as it stands after the review; rejected ones are not in it.</param>
/// <param name="Note">What the rules had read otherwise.</param>
internal sealed record TrainingPassage(
    string Id, string Lang, string Text, string Source, [property: JsonPropertyName("ref_date")] string RefDate, IReadOnlyList<TrainingClaim> Expected, string Note)
{
    public static TrainingPassage Of(ReportState state, string text, Theatre theatre)
    {
        var report = state.Received;
        return new(
            report.ReportId, report.Language, text, report.Source, LocalTime.OfDay(LocalTime.DayOf(report.PublishedAt.From, theatre.Zone), theatre.Zone, DateBasis.Published).At,
            [.. state.StandingClaims().Where(c => !IsRejected(state, c)).Select(c => TrainingClaim.Of(c, theatre))], string.Join("; ", Notes(state)));
    }

    /// <summary>What the ledger refused is still what the words say.</summary>
    private static bool IsRejected(ReportState state, FoundClaim claim) => state.Progress[claim.Id] is { State: ClaimState.Rejected, Decision.Outcome: "rejected" };

    private static IEnumerable<string> Notes(ReportState state)
    {
        if (state.Received.Demonstration) yield return "invented for the demonstration";
        foreach (var (read, standing) in state.Received.Claims.Zip(state.StandingClaims()))
        {
            if (IsRejected(state, read)) yield return $"no claim: {read.Area} to {read.To ?? "nobody"} ({read.Rule}), {state.ReviewOf(read.Id).Note}";
            else if (state.ReviewOf(read.Id).Reading is not null) yield return $"{read.Rule} read {string.Join(", ", Differences(ClaimReading.Of(read), ClaimReading.Of(standing)))}";
        }
    }

    private static IEnumerable<string> Differences(ClaimReading read, ClaimReading right)
    {
        (string Name, string? Was, string? Is)[] members =
        [
            ("area", read.Area, right.Area), ("from", read.From, right.From), ("to", read.To, right.To), ("kind", EnumWords.Word(read.Kind), EnumWords.Word(right.Kind)),
            ("status", EnumWords.Word(read.Status), EnumWords.Word(right.Status)), ("extent", EnumWords.Word(read.Extent), EnumWords.Word(right.Extent)), ("manner", EnumWords.Word(read.Manner), EnumWords.Word(right.Manner)),
            ("date", read.Effective.At, right.Effective.At), ("claim_by", read.ClaimedBy, right.ClaimedBy), ("with", Codes(read.With), Codes(right.With)),
        ];
        return members.Where(m => m.Was != m.Is).Select(m => $"{m.Name} {m.Was ?? "nobody"}").DefaultIfEmpty("the level unsaid");
    }

    private static string? Codes(IReadOnlyList<string>? actors) => actors is null ? null : string.Join('+', actors.Order(StringComparer.Ordinal));
}

/// <summary>One claim of a passage.</summary>
/// <param name="Place">English name of the area.</param>
/// <param name="Pcode">Its code.</param>
/// <param name="Adm1">Code of the governorate; null for a region.</param>
/// <param name="Date">The local date, where the words or a person say it; null = the day of publication.</param>
/// <param name="ClaimBy">Code of the actor that says so.</param>
/// <param name="With">Codes of those beside <paramref name="To"/>, when it is shared or contested among several.</param>
internal sealed record TrainingClaim(
    string Place, string Pcode, string? Adm1, string? From, string? To, ClaimKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Date, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyName("claim_by")] string? ClaimBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? With)
{
    public static TrainingClaim Of(FoundClaim c, Theatre theatre)
    {
        var area = theatre.FindArea(c.Area);
        var governorate = area is { Path: [var first, ..], Level: not AreaLevel.Region } ? first : null;
        return new(area?.Name ?? c.Area, c.Area, governorate, c.From, c.To, c.Kind, c.Effective.Basis == DateBasis.Published ? null : c.Effective.At, c.ClaimedBy, c.With);
    }
}

/// <summary>Writes the training data while it is read.</summary>
internal sealed class TrainingFile(ReportsQuery reports, TheatreRegister theatres, string? theatre) : IResult
{
    public const string MediaType = "application/x-ndjson";
    private const int Together = 100;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        for (string? after = null; ;)
        {
            var page = await reports.ReviewedAsync(theatre, after, Together, httpContext.RequestAborted);
            foreach (var report in page)
                await response.WriteAsync(JsonSerializer.Serialize(TrainingPassage.Of(report.State, report.Text!, theatres.Find(report.State.Received.Theatre)!), ContractJson.Options) + "\n", httpContext.RequestAborted);
            if (page.Count < Together) return;
            after = page[^1].State.Received.ReportId;
        }
    }
}
