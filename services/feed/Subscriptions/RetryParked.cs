using Territory.Feed.Log;

namespace Territory.Feed.Subscriptions;

/// <summary>Attempts parked deliveries of one subscription that a person asked for, each once, in order of position.</summary>
internal sealed class RetryParked(ParkedDeliveries parked, SubscriptionsQuery subscriptions, SubscriptionRegister register, Targets targets, ChangeLog log, TimeProvider clock)
{
    public async Task RunAsync(string id, CancellationToken cancellation)
    {
        if (await subscriptions.FindAsync(id, cancellation) is not { Subscription: var subscription }) return;
        for (var after = -1L; await parked.ListAsync(id, after, 100, cancellation, retryOnly: true) is { Count: > 0 } wanted; after = wanted[^1].Position)
            foreach (var one in wanted) await TryAsync(subscription, one, cancellation);
    }

    private async Task TryAsync(Subscription subscription, Parked one, CancellationToken cancellation)
    {
        var kept = (await log.ReadAsync(subscription.Theatre, one.Position - 1, 1, cancellation)).Single();
        var delivery = new Delivery(kept, one.Previous, !subscription.Filter.IsEmpty);
        var secrets = await register.SecretsAsync(subscription.Id, clock.GetUtcNow(), cancellation);
        var (outcome, _) = await targets.HandOverAsync(subscription.Target, [delivery], secrets, suspect: true, cancellation);
        if (outcome is Outcome.Delivered) await parked.DeliveredAsync(subscription.Id, delivery, CancellationToken.None);
        else await parked.FailedAsync(subscription.Id, one.Position, outcome is Outcome.Failed failed ? failed.Reason : ((Outcome.Gone)outcome).Reason, CancellationToken.None);
    }
}
