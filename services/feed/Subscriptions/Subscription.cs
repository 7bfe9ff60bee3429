namespace Territory.Feed.Subscriptions;

/// <summary>Where to: a <c>webhook</c> with its address, or a RabbitMQ <c>queue</c> or <c>stream</c> with its name.</summary>
public sealed record Target(TargetType Type, string? Url = null, string? Queue = null);

public enum TargetType { Webhook, Queue, Stream }

/// <summary>Paused: nothing is delivered and the cursor stands; nothing is lost.</summary>
public enum SubscriptionState { Active, Paused }

/// <summary>What a person set up.</summary>
public sealed record Subscription(string Id, string Theatre, string Name, string Owner, Target Target, FilterOfSubscription Filter, SubscriptionState State, string? StateReason, DateTimeOffset CreatedAt);

/// <summary>How far delivering came.</summary>
/// <param name="Cursor">The position up to which everything is acknowledged, parked, or not wanted.</param>
/// <param name="Delivered">The last position handed on or parked: the next one's <c>previousdelivered</c>.</param>
/// <param name="Term">Rises with every act of a person; a delivery of an earlier term acknowledges nothing.</param>
/// <param name="Attempts">Failed attempts at the next delivery.</param>
public sealed record Progress(long Cursor, long Delivered, long Term, long Deliveries, DateTimeOffset? DeliveredAt, int Attempts, DateTimeOffset? FailingSince, DateTimeOffset? NextAttemptAt, string? Reason);
