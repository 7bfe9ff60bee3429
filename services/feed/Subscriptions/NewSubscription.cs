using Territory.Feed.Queues;
using Territory.Feed.Webhooks;
using Territory.Hosting.Http;
using Territory.Hosting.Outbound;

namespace Territory.Feed.Subscriptions;

/// <summary>Makes a subscription: finds where it starts, sees that its target can be had, and keeps it.</summary>
internal sealed class NewSubscription(SubscriptionRegister register, SubscriptionsQuery subscriptions, StartPositions starts, SubscriberQueues queues, Broker broker, Dialer dialer, TimeProvider clock)
{
    public async Task<IResult> MakeAsync(SubscriptionRequest asked, string owner, CancellationToken cancellation)
    {
        var (filter, unknown) = asked.Filter.Resolve(asked.Theatre);
        if (filter is null) return unknown!;
        var (cursor, beyond) = await starts.FindAsync("start", asked.Start, asked.Theatre.Id, cancellation);
        if (cursor is null) return beyond!;
        var now = clock.GetUtcNow();
        var id = "sub_" + Guid.CreateVersion7(now).ToString("N");
        var target = asked.Target.Type is TargetType.Webhook ? asked.Target with { Url = OutboundAddress.Parse(asked.Target.Url!)!.AbsoluteUri } : asked.Target with { Queue = asked.Target.Queue ?? QueueNames.Prefix + id };
        if (await WhyNotAsync(target, asked.State, cancellation) is { } cannot) return cannot;
        var secret = target.Type is TargetType.Webhook ? asked.Secret ?? Signature.NewSecret() : null;
        var made = new Subscription(id, asked.Theatre.Id, asked.Name ?? id, owner, target, filter, asked.State, null, now);
        if (await register.CreateAsync(made, cursor.Value, secret, new(owner, now), cancellation) is { } refused) return refused;
        if (target.Queue is not null && await DeclareAsync(made, cancellation) is { } undeclared) return undeclared;
        return Results.Created($"/api/subscriptions/{id}", SubscriptionAnswer.Of((await subscriptions.FindAsync(id, cancellation))!, secret));
    }

    /// <summary>A paused one may be made before its endpoint is there.</summary>
    private async Task<IResult?> WhyNotAsync(Target target, SubscriptionState state, CancellationToken cancellation)
    {
        if (target.Type is not TargetType.Webhook) return await WhyNotAsync(target, cancellation);
        var why = await dialer.WhyNotAsync(new Uri(target.Url!), cancellation);
        if (why is null || (state is SubscriptionState.Paused && why != dialer.Refusal)) return null;
        return Refusal.Meaning(new FieldError("target.url", FieldError.Shorten(target.Url), why == dialer.Refusal ? $"an endpoint that may be posted to; {why}" : $"an endpoint that accepts connections ({why}); start it first, or make the subscription with \"state\": \"paused\""));
    }

    private async Task<IResult?> WhyNotAsync(Target target, CancellationToken cancellation)
    {
        if (!broker.IsThere) return Refusal.Conflict("Queues and streams need RabbitMQ, and this installation runs without. Set TERRITORY_RABBITMQ to its address, for example amqp://territory:secret@127.0.0.1:5672/, or subscribe with a webhook.",
            new FieldError("target.type", EnumWords.Word(target.Type), "webhook, as long as TERRITORY_RABBITMQ is not set"));
        try
        {
            return await queues.ExistsAsync(target.Queue!, cancellation) ? SubscriptionRegister.QueueTaken(target.Queue!) : null;
        }
        catch (Exception away) when (Broker.IsAway(away))
        {
            return BrokerAway();
        }
    }

    /// <summary>After it was kept, so that the queue has an owner whatever happens; the first delivery would declare it too.</summary>
    private async Task<IResult?> DeclareAsync(Subscription made, CancellationToken cancellation)
    {
        try
        {
            await queues.DeclareAsync(made.Target, cancellation);
            return null;
        }
        catch (Exception away) when (Broker.IsAway(away))
        {
            await register.DeleteAsync(made.Id, new(made.Owner, clock.GetUtcNow()), null, CancellationToken.None);
            return BrokerAway();
        }
    }

    internal static IResult BrokerAway() => Refusal.Of(StatusCodes.Status503ServiceUnavailable, "Not available just now", "RabbitMQ does not answer just now. Nothing was changed; try again in a few seconds.", []);
}
