using Territory.Feed.Queues;
using Territory.Feed.Webhooks;

namespace Territory.Feed.Subscriptions;

// A new kind of target is a line in each of these, and a class that reaches it.

/// <summary>Hands deliveries to a subscription's target, whatever kind it is.</summary>
internal sealed class Targets(WebhookSender webhooks, SubscriberQueues queues)
{
    private const int QueueBatch = 200;

    /// <summary>How many are handed over at a time; they arrive together or count as not arrived.</summary>
    public static int Most(TargetType type) => type is TargetType.Webhook ? 1 : QueueBatch;

    /// <summary>Whether a delivery that fails for days is put aside. A queue fails for all of them alike, so it waits.</summary>
    public static bool Parks(TargetType type) => type is TargetType.Webhook;

    public Task<(Outcome Outcome, bool Slow)> HandOverAsync(Target target, IReadOnlyList<Delivery> deliveries, IReadOnlyList<byte[]> secrets, bool suspect, CancellationToken cancellation) => target.Type is TargetType.Webhook
        ? webhooks.SendAsync(new Uri(target.Url!), deliveries[0].Change.Addressed.Id, deliveries[0].Json, secrets, suspect, cancellation)
        : ToQueueAsync(target, deliveries, cancellation);

    private async Task<(Outcome Outcome, bool Slow)> ToQueueAsync(Target target, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) => (await queues.WriteAsync(target, deliveries, cancellation), false);
}
