using System.Globalization;
using System.Security.Claims;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;

namespace Territory.Feed.Subscriptions;

/// <summary>A delivery put aside, as the API shows it.</summary>
/// <param name="Since">Of the first attempt.</param>
/// <param name="Retrying">Another attempt was asked for and is under way.</param>
public sealed record ParkedShown(string Position, string EventId, string Reason, int Attempts, DateTimeOffset Since, DateTimeOffset ParkedAt, double AgeSeconds, bool Retrying);

/// <summary>How many parked deliveries are tried again.</summary>
public sealed record RetryAnswer(long Retrying);

/// <summary><c>/api/subscriptions/{id}/parked</c>: what was put aside, and what to do about it.</summary>
internal static class ParkedApi
{
    public static void Map(RouteGroupBuilder subscriptions)
    {
        subscriptions.MapGet("/{id}/parked", ListAsync).Produces<Page<ParkedShown>>()
            .Tells("Deliveries that were given up for now.", Ask.After, Ask.Limit);
        subscriptions.MapPost("/{id}/parked/retry", RetryAllAsync).Produces<RetryAnswer>(StatusCodes.Status202Accepted)
            .Tells("Try all of them again.");
        subscriptions.MapPost("/{id}/parked/{position}/retry", RetryOneAsync).Produces<RetryAnswer>(StatusCodes.Status202Accepted)
            .Tells("Try one of them again.");
        subscriptions.MapPost("/{id}/parked/{position}/skip", SkipAsync).Produces(StatusCodes.Status204NoContent).Takes<ReasonGiven>()
            .Tells("Give one of them up for good, and say why.");
    }

    private static async Task<IResult> ListAsync(string id, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, ParkedDeliveries parked, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (after, limit) = (query.Place("after") ?? 0, query.Count("limit", 100, 1, 1000));
        if (query.Problem() is { } problem) return problem;
        var (found, refused) = await SubscriptionsApi.FindAsync(id, request, person, subscriptions, cancellation, strict: false);
        if (found is null) return refused!;
        var page = await parked.ListAsync(id, after, limit + 1, cancellation);
        var now = clock.GetUtcNow();
        return Results.Ok(new Page<ParkedShown>([.. page.Take(limit).Select(p => new ParkedShown(SubscriptionAnswer.Position(p.Position), p.EventId, p.Reason, p.Attempts, p.Since, p.ParkedAt, Math.Round((now - p.ParkedAt).TotalSeconds), p.Retry))], page.Count > limit ? SubscriptionAnswer.Position(page[limit - 1].Position) : null));
    }

    private static async Task<IResult> RetryAllAsync(string id, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, ParkedDeliveries parked, TimeProvider clock, CancellationToken cancellation)
    {
        var (found, refused) = await SubscriptionsApi.FindAsync(id, request, person, subscriptions, cancellation);
        return found is null ? refused! : Results.Accepted(null, new RetryAnswer(await parked.RetryAsync(id, null, new(SubscriptionsApi.Name(person), clock.GetUtcNow()), cancellation)));
    }

    private static async Task<IResult> RetryOneAsync(string id, string position, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, ParkedDeliveries parked, TimeProvider clock, CancellationToken cancellation)
    {
        var (found, refused) = await SubscriptionsApi.FindAsync(id, request, person, subscriptions, cancellation);
        if (found is null) return refused!;
        if (Place(position) is not { } place) return NotParked(position);
        var count = await parked.RetryAsync(id, place, new(SubscriptionsApi.Name(person), clock.GetUtcNow()), cancellation);
        return count == 0 ? NotParked(position) : Results.Accepted(null, new RetryAnswer(count));
    }

    private static async Task<IResult> SkipAsync(string id, string position, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, ParkedDeliveries parked, TimeProvider clock, CancellationToken cancellation)
    {
        var (found, refused) = await SubscriptionsApi.FindAsync(id, request, person, subscriptions, cancellation);
        if (found is null) return refused!;
        var (body, unread) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return unread!;
        var reason = body.Text("reason", required: true, most: 1000);
        if (reason is not null && string.IsNullOrWhiteSpace(reason)) body.Wrong("reason", reason, "why it need not be delivered");
        if (body.Problem() is { } problem) return problem;
        return Place(position) is { } place && await parked.SkipAsync(id, place, reason!, new(SubscriptionsApi.Name(person), clock.GetUtcNow()), cancellation) ? Results.NoContent() : NotParked(position);
    }

    private static long? Place(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    private static IResult NotParked(string position) => Refusal.NotFound("position", FieldError.Shorten(position), "the position of a parked delivery; …/parked lists them");
}
