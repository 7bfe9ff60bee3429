using System.Security.Claims;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Ledger.Decisions;
using Territory.Theatres;

namespace Territory.Ledger.Reviews;

/// <summary><c>/api/reviews</c>: what a person should look at; analysts dismiss it with a reason, or decide.</summary>
public static class ReviewsApi
{
    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("/api/reviews").RequireAuthorization(Roles.Reader).WithTags("reviews");
        reviews.MapGet("", ListAsync).Produces<Page<ReviewEntry>>()
            .Tells("What a person should look at, in the order in which it was raised, or newest first; what follows from several areas comes before.", Ask.Theatre, Ask.Area, Ask.OneOf<ReviewKind>("kind", "Only of this kind."), Ask.OneOf("state", "How they stand; open ones when it is left out.", "open", "settled", "dismissed", "all"), Ask.Order, Ask.After, Ask.Limit);
        reviews.MapPost("/{id}/dismiss", DismissAsync).RequireAuthorization(Roles.Analyst).Produces<DecisionRecorded>(StatusCodes.Status201Created).Produces<DecisionRecorded>().Takes<ReasonGiven>()
            .Tells("Let what was to be reviewed be, and say why.", Ask.IdempotencyKey, Ask.IfMatch);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TheatreRegister theatres, ReviewsQuery reviews, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var (areaText, kind, after, descending, limit) = (query.Text("area"), query.OneOf<ReviewKind>("kind"), query.Place("after"), query.OneOf("order", "asc", "asc", "desc") == "desc", query.Count("limit", Page<ReviewEntry>.Usual, 1, Page<ReviewEntry>.Most));
        var stateText = query.OneOf("state", "open", "open", "settled", "dismissed", "all");
        if (theatre is null) return refused!;
        if (query.Problem() is { } problem) return problem;
        var (area, notFound) = areaText is null ? (null, null) : StateParameters.FindArea(theatre, areaText);
        if (notFound is not null) return notFound;
        ReviewState? state = EnumWords.TryParse<ReviewState>(stateText, out var parsed) ? parsed : null;
        return Results.Ok(await reviews.ReadAsync(new(theatre, area, kind, state, after, descending, limit), cancellation));
    }

    private static async Task<IResult> DismissAsync(string id, HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, ReviewsQuery reviews, DecisionDoor door, TimeProvider clock, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } stray) return stray;
        var (headers, wrong) = DecisionHeaders.Read(request, person);
        if (headers is null) return wrong!;
        var (body, refused) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var reason = body.Text("reason", required: true, most: DecisionBody.LongestNote);
        if (reason is not null && string.IsNullOrWhiteSpace(reason)) body.Wrong("reason", reason, "why it may be so, in a sentence");
        if (body.Problem() is { } problem) return problem;
        if (await reviews.FindAsync(id, theatres, cancellation) is not var (theatre, area, review)) return Refusal.NotFound("id", FieldError.Shorten(id), "the id of a review; GET /api/reviews lists them");
        var asked = headers.For("rev_", theatre.Id, area.Code, new { call = "dismiss", id, reason }, clock.GetUtcNow()) with { Id = id };
        return await door.RecordAsync(theatre, area.Code, (view, _) => DismissReview.Decide(view.State, review, reason!, asked, theatre.Id), cancellation);
    }
}
