using System.Security.Claims;
using Territory.Feed.Queues;
using Territory.Feed.Webhooks;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Feed.Subscriptions;

/// <summary><c>/api/subscriptions</c>: whoever may read may subscribe, and sees and changes his own; operators see and change all.</summary>
public static class SubscriptionsApi
{
    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var subscriptions = routes.MapGroup("/api/subscriptions").RequireAuthorization(Roles.Reader).WithTags("subscriptions");
        subscriptions.MapPost("", CreateAsync).Produces<SubscriptionAnswer>(StatusCodes.Status201Created).Takes<SubscriptionAsked>()
            .Tells("Subscribe; the secret is shown this once.");
        subscriptions.MapGet("", ListAsync).Produces<Page<SubscriptionAnswer>>()
            .Tells("The subscriptions of this key; all of them for an operator.", Ask.Theatre, Ask.OneOf<SubscriptionState>("state", "Only in this state."), Ask.OneOf<TargetType>("type", "Only with a target of this type."), Ask.Text("owner", "Only of this key's name; others' are for operators."),
                Ask.OneOf("sort", "By what they are sorted.", "created", "name", "owner", "state"), Ask.Order, Ask.After, Ask.Limit);
        subscriptions.MapGet("/{id}", ReadAsync).Produces<SubscriptionAnswer>()
            .Tells("A subscription: its cursor, how far behind it is, and its failures.");
        subscriptions.MapPatch("/{id}", ChangeAsync).Produces<SubscriptionAnswer>().Takes<SubscriptionChange>()
            .Tells("Pause it, go on, or begin again elsewhere.");
        subscriptions.MapDelete("/{id}", DeleteAsync).Produces<SubscriptionEnded>().Produces(StatusCodes.Status204NoContent)
            .Tells("End it. The queue or stream that was declared for it is deleted too, with all that nobody has taken from it.");
        subscriptions.MapPost("/{id}/secret/rotate", RotateAsync).Produces<SecretRotated>().Takes<RotationAsked>(required: false)
            .Tells("Make a new secret; the old one is good for a while.");
        subscriptions.MapGet("/{id}/acts", ActsOfSubscription.ListAsync).Produces<Page<ActShown>>()
            .Tells("What was done to it, by whom and when.", Ask.After, Ask.Limit);
        ParkedApi.Map(subscriptions);
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, ClaimsPrincipal person, NewSubscription making, TheatreRegister theatres, CancellationToken cancellation)
    {
        var (asked, refused) = await SubscriptionRequest.ReadAsync(request, theatres, cancellation);
        return asked is null ? refused! : await making.MakeAsync(asked, Name(person), cancellation);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, state, type, owner, after) = (query.Text("theatre"), query.OneOf<SubscriptionState>("state"), query.OneOf<TargetType>("type"), query.Text("owner"), query.Text("after", 1000));
        var (sort, order, limit) = (query.OneOf("sort", "created", "created", "name", "owner", "state"), query.OneOf("order", "asc", "asc", "desc"), query.Count("limit", 100, 1, 1000));
        var place = after is null ? null : SubscriptionsQuery.Place(after);
        if (after is not null && place is null) query.Wrong("after", after, "the next of a page before");
        if (query.Problem() is { } problem) return problem;
        if (!person.May(Roles.Operator) && owner is not null && owner != Name(person)) return Refusal.Of(StatusCodes.Status403Forbidden, "Your key does not allow this", "Others' subscriptions are for operators; leave 'owner' out to see your own.", [new("owner", FieldError.Shorten(owner), Name(person))]);
        var page = await subscriptions.ListAsync(new(person.May(Roles.Operator) ? owner : Name(person), theatre, state, type, sort, order == "desc", place, limit), cancellation);
        return Results.Ok(new Page<SubscriptionAnswer>([.. page.Items.Select(found => SubscriptionAnswer.Of(found))], page.Next));
    }

    private static async Task<IResult> ReadAsync(string id, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, CancellationToken cancellation)
    {
        var (found, refused) = await FindAsync(id, request, person, subscriptions, cancellation);
        return found is null ? refused! : Results.Ok(SubscriptionAnswer.Of(found));
    }

    private static async Task<IResult> ChangeAsync(string id, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, SubscriptionRegister register, StartPositions starts, DeliverSubscriptions deliveries, TheatreRegister theatres, TimeProvider clock, CancellationToken cancellation)
    {
        var (found, refused) = await FindAsync(id, request, person, subscriptions, cancellation);
        if (found is null) return refused!;
        var (body, unread) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return unread!;
        var (state, start) = (body.OneOf<SubscriptionState>("state"), SubscriptionRequest.ReadStart(body, "resetTo", theatres.Choose(found.Subscription.Theatre)!));
        if (body.Problem() is { } problem) return problem;
        if (state is null == start is null) return Refusal.BadRequest(new FieldError("body", state is null ? null : "both state and resetTo", "one of state (active, paused) and resetTo (" + StartAt.Expected + ")"));
        var who = new ByWhom(Name(person), clock.GetUtcNow());
        if (state is { } wanted) await register.SetStateAsync(id, wanted, who, cancellation);
        else
        {
            var (cursor, beyond) = await starts.FindAsync("resetTo", start!, found.Subscription.Theatre, cancellation);
            if (cursor is null) return beyond!;
            await register.ResetAsync(id, cursor.Value, who, cancellation);
        }
        await deliveries.FollowedAsync(cancellation);
        return await subscriptions.FindAsync(id, cancellation) is { } after ? Results.Ok(SubscriptionAnswer.Of(after)) : NotThere(id);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, SubscriptionRegister register, SubscriberQueues queues, DeliverSubscriptions deliveries, TimeProvider clock, CancellationToken cancellation)
    {
        var (found, refused) = await FindAsync(id, request, person, subscriptions, cancellation);
        if (found is null) return refused!;
        SubscriptionEnded? ended = null;
        try
        {
            // First the queue: while the subscription is there, a delete that failed can be sent again.
            if (found.Subscription.Target.Queue is { } queue)
            {
                await register.SetStateAsync(id, SubscriptionState.Paused, new(Name(person), clock.GetUtcNow()), cancellation);
                await deliveries.FollowedAsync(cancellation);
                ended = new(id, queue, await queues.DeleteAsync(queue, cancellation));
            }
        }
        catch (Exception away) when (Broker.IsAway(away))
        {
            return NewSubscription.BrokerAway();
        }
        await register.DeleteAsync(id, new(Name(person), clock.GetUtcNow()), ended is null ? null : $"with {ended.Queue} and {ended.Messages} messages in it", cancellation);
        await deliveries.FollowedAsync(cancellation);
        return ended is null ? Results.NoContent() : Results.Ok(ended);
    }

    private static async Task<IResult> RotateAsync(string id, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, SubscriptionRegister register, DeliverSubscriptions deliveries, TimeProvider clock, CancellationToken cancellation)
    {
        var (found, refused) = await FindAsync(id, request, person, subscriptions, cancellation);
        if (found is null) return refused!;
        if (found.Subscription.Target.Type is not TargetType.Webhook) return Refusal.Conflict("Only webhooks are signed; a queue or stream has no secret.");
        var (secret, overlap) = (Signature.NewSecret(), 24);
        if (HasBody(request))
        {
            var (body, unread) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
            if (body is null) return unread!;
            (secret, overlap) = (SubscriptionRequest.ReadSecret(body) ?? secret, body.Number("overlapHours", 0, 168) ?? overlap);
            if (body.Problem() is { } problem) return problem;
        }
        var until = clock.GetUtcNow().AddHours(overlap);
        if (await register.RotateAsync(id, secret, until, new(Name(person), clock.GetUtcNow()), cancellation) is { } refusal) return refusal;
        await deliveries.FollowedAsync(cancellation);
        return Results.Ok(new SecretRotated(secret, until));
    }

    internal static bool HasBody(HttpRequest request) => request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;

    internal static string Name(ClaimsPrincipal person) => person.Identity?.Name ?? "somebody";

    /// <summary>The person's own, or any for an operator; another's is as good as none.</summary>
    internal static async Task<(SubscriptionFound? Found, IResult? Refused)> FindAsync(string id, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, CancellationToken cancellation, bool strict = true)
    {
        if (strict && new QueryReader(request).Problem() is { } problem) return (null, problem);
        var found = id.Contains('\0') ? null : await subscriptions.FindAsync(id, cancellation);
        return found is not null && (found.Subscription.Owner == Name(person) || person.May(Roles.Operator)) ? (found, null) : (null, NotThere(id));
    }

    private static IResult NotThere(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a subscription of yours; GET /api/subscriptions lists them");
}
