using System.Text.Json.Serialization;
using Territory.Feed.Subscriptions;

namespace Territory.Feed.Replays;

/// <summary>Where a replay stands. <c>ready</c>: a file, to be fetched. The last three never change again, but that a file may be fetched again.</summary>
public enum ReplayState { Queued, Running, Ready, Done, Failed, Cancelled }

public enum ReplayTargetType { Queue, Webhook, File }

/// <summary>The one it goes to: a queue by its name, a webhook by its address, or a file that is fetched.</summary>
public sealed record ReplayTarget(
    ReplayTargetType Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Queue = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url = null);

/// <summary>What is replayed: the events after one position up to another, of them those recorded up to <paramref name="Known"/> and wanted by the filter.</summary>
public sealed record ReplayStretch(long After, long Until, long? Known)
{
    /// <summary>The last position that can be told.</summary>
    public long End => Math.Min(Until, Known ?? long.MaxValue);
}

/// <summary>A run as it is kept. Times UTC.</summary>
/// <param name="Speed">0: as fast as it takes; n: n times as fast as it was recorded.</param>
/// <param name="Total">Events of the stretch, filtered or not.</param>
/// <param name="Position">The last one looked at: where it goes on.</param>
/// <param name="Processed">Events looked at.</param>
/// <param name="Delivered">Events told.</param>
/// <param name="LastDelivered">The position told last; where the stretch begins when none was.</param>
/// <param name="DueAt">When the last one was due, of a paced replay.</param>
/// <param name="Attempts">Failed attempts at the next delivery.</param>
/// <param name="Error">What keeps it from going on, or ended it.</param>
public sealed record Replay(
    string Id, string Theatre, ReplayStretch Stretch, FilterOfSubscription Filter, ReplayTarget Target, double Speed, ReplayState State, long Total, long Position, long Processed, long Delivered, long LastDelivered,
    DateTimeOffset? DueAt, int Attempts, DateTimeOffset? FailingSince, string StartedBy, string? CancelledBy, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Error)
{
    public bool HasEnded => EndedAt is not null;
}
