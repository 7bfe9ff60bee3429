using Territory.Feed.Subscriptions;
using Territory.Feed.Webhooks;

namespace Territory.Feed.Replays;

/// <summary>To one webhook, one after the other, signed and guarded as a subscription's are; <c>webhook-id</c> is <c>&lt;id&gt;.&lt;replayid&gt;</c>.</summary>
internal sealed class WebhookDelivery(WebhookSender sender, string replayId, Uri url, byte[] secret) : ReplayDelivery
{
    private bool suspect;

    public override int Together => 20;

    /// <summary>Each waits for the answer to the one before it.</summary>
    public override async Task<Task<(int Handed, Outcome Outcome)>> HandAsync(IReadOnlyList<ReplayedChange> events, CancellationToken cancellation)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var (change, before) = events[i];
            (var outcome, suspect) = await sender.SendAsync(url, ReplayedEvent.DeliveryId(change, replayId), ReplayedEvent.Json(change, replayId, before), [secret], suspect, cancellation);
            if (outcome is not Outcome.Delivered) return Task.FromResult((i, outcome));
        }
        return Task.FromResult((events.Count, (Outcome)new Outcome.Delivered()));
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
