using System.Globalization;
using System.Text.Json.Serialization;

namespace Territory.Feed.Subscriptions;

/// <summary>A subscription as the API shows it. Positions are decimal strings.</summary>
/// <param name="Cursor">Everything up to this position is delivered, parked, or not wanted.</param>
/// <param name="Delivered">The position of the last delivery: the next one's <c>previousdelivered</c>.</param>
/// <param name="Failures">Of the delivery that is next; null while all is well.</param>
/// <param name="Parked">How many deliveries were put aside.</param>
/// <param name="Secret">Shown once, when the server makes it.</param>
public sealed record SubscriptionAnswer(
    string Id, string Name, string Theatre, string Owner, DateTimeOffset CreatedAt, TargetShown Target, FilterOfSubscription Filter, SubscriptionState State, string? StateReason,
    string Cursor, string Delivered, Lag Lag, long Deliveries, DateTimeOffset? LastDeliveredAt, FailuresShown? Failures, long Parked,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null)
{
    public static SubscriptionAnswer Of(SubscriptionFound found, string? secret = null)
    {
        ArgumentNullException.ThrowIfNull(found);
        var (set, progress) = (found.Subscription, found.Progress);
        var failures = progress.Attempts == 0 ? null : new FailuresShown(progress.Attempts, progress.FailingSince, progress.NextAttemptAt, progress.Reason);
        return new(set.Id, set.Name, set.Theatre, set.Owner, set.CreatedAt, new(set.Target.Type, set.Target.Url, set.Target.Queue), set.Filter, set.State, set.StateReason,
            Position(progress.Cursor), Position(progress.Delivered), found.Lag, progress.Deliveries, progress.DeliveredAt, failures, found.Parked, secret);
    }

    internal static string Position(long position) => position.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Only what the type has.</summary>
public sealed record TargetShown(TargetType Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Queue);

/// <summary>Attempts at the next delivery that failed in a row, since when, why the last one, and when the next is.</summary>
public sealed record FailuresShown(int Attempts, DateTimeOffset? Since, DateTimeOffset? NextAttemptAt, string? Reason);

/// <summary>What went with a subscription that had a queue or a stream.</summary>
/// <param name="Queue">The queue or stream that was declared for it, and is deleted.</param>
/// <param name="Messages">How many messages were in it that nobody had taken.</param>
public sealed record SubscriptionEnded(string Id, string Queue, long Messages);

/// <summary>A new secret and until when the one before is valid beside it.</summary>
public sealed record SecretRotated(string Secret, DateTimeOffset PreviousUntil);
