using Territory.Feed.Log;

namespace Territory.Feed.Subscriptions;

/// <summary>A change on its way to a subscription.</summary>
/// <param name="Change">As the feed keeps it.</param>
/// <param name="Previous">The position delivered before it.</param>
/// <param name="Filtered">Whether the subscription has a filter, and so is told <paramref name="Previous"/> to test for gaps.</param>
public sealed record Delivery(KeptChange Change, long Previous, bool Filtered)
{
    /// <summary>The CloudEvent as it goes out.</summary>
    public ReadOnlyMemory<byte> Json => Filtered ? Change.With($"\"previousdelivered\":\"{Previous}\"") : Change.Json;
}

/// <summary>A stretch of the log for one subscription: what of it is to be delivered, and where the cursor stands afterwards.</summary>
public sealed record Batch(IReadOnlyList<Delivery> Deliveries, long End);
