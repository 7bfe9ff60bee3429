using System.Globalization;
using Territory.Feed.Amqp;
using Territory.Feed.Log;

namespace Territory.Feed.Replays;

/// <summary>An event as a replay tells it: the same event with the same id, marked so that nobody takes it for news.</summary>
internal static class ReplayedEvent
{
    /// <summary>The CloudEvent with <c>replayid</c>; with <c>previousdelivered</c> when a filter keeps others back.</summary>
    public static ReadOnlyMemory<byte> Json(KeptChange change, string replayId, long? previousDelivered) => change.With(Mark(replayId, previousDelivered));

    /// <summary>The fields that mark it.</summary>
    public static string Mark(string replayId, long? previousDelivered) =>
        previousDelivered is { } before ? string.Create(CultureInfo.InvariantCulture, $"\"replayid\":\"{replayId}\",\"previousdelivered\":\"{before}\"") : $"\"replayid\":\"{replayId}\"";

    /// <summary>An idempotent receiver that has the event as news must not drop it here.</summary>
    public static string DeliveryId(KeptChange change, string replayId) => $"{change.Addressed.Id}.{replayId}";

    /// <summary><c>replay.syria.SY12.changed</c>, <c>replay.syria.OPP.succeeded</c>.</summary>
    public static string RoutingKey(KeptChange change)
    {
        var key = AmqpTopology.RoutingKey(change.Theatre, change.Addressed);
        return string.Concat("replay", key.AsSpan(key.IndexOf('.', StringComparison.Ordinal)));
    }
}
