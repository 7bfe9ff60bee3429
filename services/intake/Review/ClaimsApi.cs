using System.Security.Claims;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Intake.Reports;
using Territory.Theatres;

namespace Territory.Intake.Review;

/// <summary><c>/api/claims</c>: the claims of all reports, and what a person makes of those that wait.</summary>
public static class ClaimsApi
{
    private static readonly Ask IfMatch = Ask.Header("If-Match", "The claim's version; refused with 412 when it has another.", "\"0\"");

    public static void MapClaims(this IEndpointRouteBuilder routes)
    {
        var claims = routes.MapGroup("/api/claims").WithTags("claims");
        claims.MapGet("", ListAsync).RequireAuthorization(Roles.Reader).Produces<Page<ClaimOfReport>>()
            .Tells("The claims of all reports; `state=pending` are those that wait for a person.", Ask.Theatre, Ask.OneOf<ClaimState>("state", "Only in this state."), Ask.Text("area", "Code, ISO code or unambiguous name in either language; the area and all below it."), Ask.Order, Ask.After, Ask.Limit);
        claims.MapGet("/{id}", OneAsync).RequireAuthorization(Roles.Reader).Produces<ClaimOfReport>().Tells("A claim with the words around its evidence.");
        claims.MapGet("/training", TrainingAsync).RequireAuthorization(Roles.Analyst).Produces<TrainingPassage>(200, TrainingFile.MediaType)
            .Tells("Reports with what persons read in them, a JSON object a line: those with a claim that a person decided about, once none of theirs waits.", Ask.Theatre);
        claims.MapPost("/{id}/accept", AcceptAsync).RequireAuthorization(Roles.Analyst).Produces<ClaimOfReport>().Takes<AcceptSent>()
            .Tells("Find a claim right, as it stands or as amended: it goes on to the ledger, once. Where two persons must agree, with the second one's.", Ask.IdempotencyKey, IfMatch, Ask.Number("wait", "Wait so many seconds, at most 60, for the decision.", 5));
        claims.MapPost("/{id}/reject", RejectAsync).RequireAuthorization(Roles.Analyst).Produces<ClaimOfReport>().Takes<RejectSent>()
            .Tells("Keep a claim from the ledger, and say why.", Ask.IdempotencyKey, IfMatch);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, ReportsQuery reports, TextHashes hashes, ReviewSettings settings, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, state, areaText, asked) = (query.Text("theatre"), query.OneOf<ClaimState>("state"), query.Text("area"), Listing.Read(query));
        if (query.Problem() is { } problem) return problem;
        if (theatre is not null && theatres.Find(theatre) is null) return Refusal.NotFound("theatre", FieldError.Shorten(theatre), theatres.Expected);
        var (areas, refused) = areaText is null ? (null, null) : Within(theatres.Choose(theatre), areaText, theatres.Expected);
        if (refused is not null) return refused;
        if (await Cursor.ProblemAsync(asked.After, reports.OfClaimAsync, "the id of a claim", cancellation) is { } stray) return stray;
        var found = await reports.ClaimsAsync(theatre, state, areas, asked, cancellation);
        return Results.Ok(asked.PageOf(found, f => f.ClaimId, f => ClaimOfReport.Of(f.Report, f.ClaimId, person, theatres, hashes, settings)));
    }

    /// <summary>The area and all below it, by their codes.</summary>
    private static (string[]? Areas, IResult? Refused) Within(Theatre? theatre, string text, string theatres) => theatre is null
        ? (null, Refusal.BadRequest(new FieldError("theatre", null, theatres + ", in which the area is")))
        : AreaSearch.Find(theatre, text) switch
        {
            AreaFound.Found found => ([found.Area.Code, .. theatre.Below(found.Area.Code).Select(a => a.Code)], null),
            AreaFound.Ambiguous several => (null, Refusal.BadRequest(new FieldError("area", FieldError.Shorten(text), AreaSearch.Expected(theatre, several)))),
            var none => (null, Refusal.NotFound("area", FieldError.Shorten(text), AreaSearch.Expected(theatre, none))),
        };

    private static async Task<IResult> OneAsync(string id, HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, ReportsQuery reports, TextHashes hashes, ReviewSettings settings, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        return await reports.OfClaimAsync(id, cancellation) is { } report ? Results.Ok(ClaimOfReport.Of(report, id, person, theatres, hashes, settings)) : NoClaim(id);
    }

    private static IResult TrainingAsync(HttpRequest request, TheatreRegister theatres, ReportsQuery reports)
    {
        var query = new QueryReader(request);
        var theatre = query.Text("theatre");
        if (query.Problem() is { } problem) return problem;
        return theatre is null || theatres.Find(theatre) is not null ? new TrainingFile(reports, theatres, theatre) : Refusal.NotFound("theatre", theatre, theatres.Expected);
    }

    private static async Task<IResult> AcceptAsync(string id, HttpRequest request, ReviewDoor door, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var wait = query.Count("wait", 0, 0, 60);
        if (query.Problem() is { } problem) return problem;
        return await door.ReviewAsync(id, request, ReviewBody.Accept, TimeSpan.FromSeconds(wait), cancellation);
    }

    private static async Task<IResult> RejectAsync(string id, HttpRequest request, ReviewDoor door, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        return await door.ReviewAsync(id, request, ReviewBody.Reject, TimeSpan.Zero, cancellation);
    }

    internal static IResult NoClaim(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a claim; GET /api/claims lists them");
}

/// <summary>What the document says of the body of an acceptance; without a body the claim is right as it stands.</summary>
/// <param name="Area">Code, ISO code or unambiguous name; needed when the claim has candidates.</param>
/// <param name="From">Code of the actor that held it.</param>
/// <param name="To">Code of the actor that holds it now.</param>
/// <param name="Kind">What the words claim; an attempt or background stays with its report.</param>
/// <param name="Status">How it is held; follows the taker without it.</param>
/// <param name="Extent">How much of it.</param>
/// <param name="Manner">How it passed.</param>
/// <param name="EffectiveAt">Since when, as a local day, month, year or instant.</param>
/// <param name="ClaimedBy">Code of the actor that says so.</param>
/// <param name="With">Codes of those who hold it beside to when shared, or fight over it too when contested; an empty list names nobody.</param>
/// <param name="Clear">Which of from, to and claimedBy name nobody.</param>
/// <param name="Note">Why, for analysts.</param>
internal sealed record AcceptSent(
    string? Area, string? From, string? To, ClaimKind? Kind, ControlStatus? Status, Extent? Extent, Manner? Manner, string? EffectiveAt, string? ClaimedBy, IReadOnlyList<string>? With, IReadOnlyList<string>? Clear, string? Note);

/// <summary>Why a claim does not go on.</summary>
/// <param name="Reason">Why; told with the claim.</param>
internal sealed record RejectSent(string Reason);
