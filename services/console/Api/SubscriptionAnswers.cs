using Territory.Contracts;

namespace Territory.OperationsConsole.Api;

/// <summary>Where a subscription is delivered.</summary>
public enum TargetType { Webhook, Queue, Stream }

/// <summary>Paused: nothing is delivered and the cursor stands; nothing is lost.</summary>
public enum SubscriptionState { Active, Paused }

/// <summary>A subscription and how it is doing; the secret is told once, when it is made.</summary>
public sealed record Subscription(
    string Id, string Name, string Theatre, string Owner, DateTimeOffset CreatedAt, SubscriptionTarget Target, ChangesWanted Filter, SubscriptionState State, string? StateReason,
    string Cursor, string Delivered, Lag Lag, long Deliveries, DateTimeOffset? LastDeliveredAt, Failures? Failures, long Parked, string? Secret);

/// <summary>The address of a webhook, or the name of a queue or stream.</summary>
public sealed record SubscriptionTarget(TargetType Type, string? Url = null, string? Queue = null);

/// <summary>Which changes; empty members want everything.</summary>
public sealed record ChangesWanted(IReadOnlyList<string> Areas, IReadOnlyList<string> Actors, string? From, string? To, Grade? MinGrade, IReadOnlyList<string> Kinds)
{
    public bool IsEmpty => this is { Areas.Count: 0, Actors.Count: 0, From: null, To: null, MinGrade: null, Kinds.Count: 0 };
}

/// <summary>How far behind the head; <paramref name="AtLeast"/> when counting stopped there.</summary>
public sealed record Lag(long Events, double Seconds, bool AtLeast);

/// <summary>Failed attempts at the next delivery.</summary>
public sealed record Failures(int Attempts, DateTimeOffset? Since, DateTimeOffset? NextAttemptAt, string? Reason);

/// <summary>A subscription as a person asks for it; empty members are left out.</summary>
public sealed record SubscriptionWish(string Theatre, string? Name, SubscriptionTarget Target, ChangesWish? Filter, string? Start);

/// <summary>The filter of a wish.</summary>
public sealed record ChangesWish(IReadOnlyList<string>? Areas, IReadOnlyList<string>? Actors, string? MinGrade, IReadOnlyList<string>? Kinds);

/// <summary>A new secret, and until when the one before is good beside it.</summary>
public sealed record NewSecret(string Secret, DateTimeOffset PreviousUntil);

/// <summary>What went with a subscription that had a queue or a stream.</summary>
public sealed record SubscriptionEnded(string Id, string Queue, long Messages);

/// <summary>Something that was done to a subscription.</summary>
public sealed record SubscriptionAct(DateTimeOffset At, string Who, string Act, string? Detail);

/// <summary>A delivery that was put aside.</summary>
public sealed record Parked(string Position, string EventId, string Reason, int Attempts, DateTimeOffset Since, DateTimeOffset ParkedAt, double AgeSeconds, bool Retrying);

/// <summary>How many deliveries are tried again.</summary>
public sealed record Retried(long Retrying);

/// <summary>Where a replay stands; ready: a file, to be fetched.</summary>
public enum ReplayState { Queued, Running, Ready, Done, Failed, Cancelled }

/// <summary>Where a replay goes.</summary>
public enum ReplayTargetType { File, Webhook, Queue }

/// <summary>The one a replay goes to.</summary>
public sealed record ReplayTarget(ReplayTargetType Type, string? Queue = null, string? Url = null);

/// <summary>A stretch of the log told again to one receiver; counts are events of the stretch.</summary>
public sealed record Replay(
    string Id, string Theatre, ReplayState State, string AfterPosition, string UntilPosition, string? Known, ChangesWanted Filter, ReplayTarget Target, double Speed, long Total, long Processed, long Delivered, string Position,
    double Rate, double? EtaSeconds, string StartedBy, string? CancelledBy, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Error, string? File, string? Secret)
{
    public bool Runs => State is ReplayState.Queued or ReplayState.Running;
}

/// <summary>A replay as a person asks for it.</summary>
public sealed record ReplayWish(string Theatre, string? Since, string? Until, ChangesWish? Filter, ReplayTarget Target, double? Speed);
