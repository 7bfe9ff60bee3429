using System.Text.Json.Serialization;

namespace Territory.Client;

/// <summary>A subscription to be set up: the server keeps its cursor, and delivers.</summary>
public sealed record SubscriptionToMake
{
    /// <summary>Which theatre; the client's when null.</summary>
    public string? Theatre { get; init; }
    /// <summary>A name for people.</summary>
    public string? Name { get; init; }
    /// <summary>Where to.</summary>
    public required SubscriptionTarget Target { get; init; }
    /// <summary>Which changes; null for all.</summary>
    public ReplayFilter? Filter { get; init; }
    /// <summary>Where it begins: <c>beginning</c>, <c>now</c> (when null), a position, or a time.</summary>
    public string? Start { get; init; }
}

/// <summary>Where a subscription goes.</summary>
/// <param name="Type"><c>webhook</c>, <c>queue</c> or <c>stream</c>.</param>
/// <param name="Url">Address of the webhook.</param>
/// <param name="Queue">Name of the queue or stream; the server names it when null.</param>
public sealed record SubscriptionTarget(string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Queue = null);

/// <summary>What went with a subscription that had a queue or a stream.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="Queue">The queue or stream that was declared for it.</param>
/// <param name="Messages">How many messages were in it that nobody had taken.</param>
public sealed record SubscriptionEnded(string Id, string Queue, long Messages);

/// <summary>A subscription and how it stands. Times UTC, positions decimal texts.</summary>
public sealed record SubscriptionStatus
{
    /// <summary>Its id.</summary>
    public string Id { get; init; } = "";
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";
    /// <summary>The theatre.</summary>
    public string Theatre { get; init; } = "";
    /// <summary>Whose it is.</summary>
    public string Owner { get; init; } = "";
    /// <summary>Where to.</summary>
    public SubscriptionTarget? Target { get; init; }
    /// <summary>Which changes.</summary>
    public ReplayFilter? Filter { get; init; }
    /// <summary><c>active</c> or <c>paused</c>.</summary>
    public string State { get; init; } = "";
    /// <summary>Why it is paused, when nobody asked for it.</summary>
    public string? StateReason { get; init; }
    /// <summary>Everything up to here is delivered, parked or not wanted.</summary>
    public string Cursor { get; init; } = "";
    /// <summary>How far it is behind the log.</summary>
    public SubscriptionLag? Lag { get; init; }
    /// <summary>Deliveries so far.</summary>
    public long Deliveries { get; init; }
    /// <summary>When the last one was.</summary>
    public DateTimeOffset? LastDeliveredAt { get; init; }
    /// <summary>Of the delivery that is next; null while all is well.</summary>
    public SubscriptionFailures? Failures { get; init; }
    /// <summary>Deliveries put aside.</summary>
    public long Parked { get; init; }
    /// <summary>A webhook's signing secret: only in the answer that makes it.</summary>
    public string? Secret { get; init; }
}

/// <summary>How far a subscription is behind.</summary>
/// <param name="Events">Events of the log it has yet to look at.</param>
/// <param name="Seconds">Age of the oldest of them.</param>
public sealed record SubscriptionLag(long Events, double Seconds);

/// <summary>Failed attempts in a row.</summary>
public sealed record SubscriptionFailures(int Attempts, DateTimeOffset? Since, DateTimeOffset? NextAttemptAt, string? Reason);

/// <summary>A delivery put aside after it failed for days.</summary>
public sealed record ParkedDelivery(string Position, string EventId, string Reason, int Attempts, DateTimeOffset Since, DateTimeOffset ParkedAt, double AgeSeconds, bool Retrying);

/// <summary>How many parked deliveries are tried again.</summary>
public sealed record ParkedRetried(long Retrying);
