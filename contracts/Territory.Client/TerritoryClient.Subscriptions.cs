using System.Globalization;

namespace Territory.Client;

/// <content>Deliveries and replays, by the server.</content>
public sealed partial class TerritoryClient
{
    /// <summary>Starts telling a stretch of history to one receiver; nobody else notices. Needs the operator role.</summary>
    /// <returns>The replay, which goes on by itself; a file waits to be fetched with <see cref="FetchReplayAsync"/>.</returns>
    public Task<ReplayStatus> StartReplayAsync(ReplayToStart replay, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(replay);
        return calls.PostAsync<ReplayStatus>(new Query("api/replays"), replay with { Theatre = replay.Theatre ?? options.Theatre }, cancellation);
    }

    /// <summary>How a replay stands. Needs the operator role.</summary>
    public Task<ReplayStatus> ReplayAsync(string id, CancellationToken cancellation = default) => calls.GetAsync<ReplayStatus>(new Query("api/replays/" + Segment(id)), cancellation);

    /// <summary>The replays, newest first. Needs the operator role.</summary>
    public Task<Page<ReplayStatus>> ReplaysAsync(string? after = null, int? limit = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<ReplayStatus>>(new Query("api/replays").With("after", after).With("order", "desc").With("limit", limit), cancellation);

    /// <summary>Ends a replay; what was told stays told. Needs the operator role.</summary>
    public Task<ReplayStatus> CancelReplayAsync(string id, CancellationToken cancellation = default) => calls.PostAsync<ReplayStatus>(new Query($"api/replays/{Segment(id)}/cancel"), new { }, cancellation);

    /// <summary>
    /// The events of a replay to a file, as lines of JSON, in order. An interruption is waited out, and what follows the last
    /// whole line is fetched; a refusal ends it with a <see cref="TerritoryException"/>. Needs the operator role.
    /// </summary>
    /// <param name="id">The replay.</param>
    /// <param name="after">The position of the last line one has already; null for the beginning.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<ReplayedLine> FetchReplayAsync(string id, long? after = null, CancellationToken cancellation = default) => new ReplayLines(calls, options, $"api/replays/{Segment(id)}/file").ReadAsync(after, cancellation);

    /// <summary>Sets up a subscription; the server keeps its cursor and delivers.</summary>
    /// <returns>The subscription; of a webhook with its secret, shown this once.</returns>
    public Task<SubscriptionStatus> SubscribeAsync(SubscriptionToMake subscription, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return calls.PostAsync<SubscriptionStatus>(new Query("api/subscriptions"), subscription with { Theatre = subscription.Theatre ?? options.Theatre }, cancellation);
    }

    /// <summary>One's own subscriptions; an operator's answer has everybody's.</summary>
    public Task<Page<SubscriptionStatus>> SubscriptionsAsync(string? after = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<SubscriptionStatus>>(new Query("api/subscriptions").With("after", after), cancellation);

    /// <summary>How a subscription stands.</summary>
    public Task<SubscriptionStatus> SubscriptionAsync(string id, CancellationToken cancellation = default) => calls.GetAsync<SubscriptionStatus>(new Query("api/subscriptions/" + Segment(id)), cancellation);

    /// <summary>Pauses a subscription, or lets it go on: nothing is lost meanwhile.</summary>
    public Task<SubscriptionStatus> SetSubscriptionAsync(string id, bool paused, CancellationToken cancellation = default) =>
        calls.SendAsync<SubscriptionStatus>(HttpMethod.Patch, new Query("api/subscriptions/" + Segment(id)), new { state = paused ? "paused" : "active" }, cancellation);

    /// <summary>Moves a subscription's cursor: what follows is delivered, again if it was before.</summary>
    /// <param name="id">The subscription.</param>
    /// <param name="to"><c>beginning</c>, <c>now</c>, a position, or a time.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<SubscriptionStatus> ResetSubscriptionAsync(string id, string to, CancellationToken cancellation = default) =>
        calls.SendAsync<SubscriptionStatus>(HttpMethod.Patch, new Query("api/subscriptions/" + Segment(id)), new { resetTo = to }, cancellation);

    /// <summary>Ends a subscription. The queue or stream that was declared for it is deleted too, with all that nobody has taken from it.</summary>
    /// <returns>What went with it; null when it had no queue.</returns>
    public Task<SubscriptionEnded?> DeleteSubscriptionAsync(string id, CancellationToken cancellation = default) => calls.EndAsync<SubscriptionEnded>(new Query("api/subscriptions/" + Segment(id)), cancellation);

    /// <summary>What was put aside after it failed for days.</summary>
    public Task<Page<ParkedDelivery>> ParkedAsync(string id, string? after = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<ParkedDelivery>>(new Query($"api/subscriptions/{Segment(id)}/parked").With("after", after), cancellation);

    /// <summary>Tries what was put aside again.</summary>
    /// <param name="id">The subscription.</param>
    /// <param name="position">The one; null for all.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<ParkedRetried> RetryParkedAsync(string id, long? position = null, CancellationToken cancellation = default) =>
        calls.SendAsync<ParkedRetried>(HttpMethod.Post, new Query($"api/subscriptions/{Segment(id)}/parked/{(position is { } one ? one.ToString(CultureInfo.InvariantCulture) + "/" : "")}retry"), null, cancellation);

    /// <summary>Gives up one delivery that was put aside.</summary>
    public Task SkipParkedAsync(string id, long position, string reason, CancellationToken cancellation = default) =>
        calls.SendAsync(HttpMethod.Post, new Query(string.Create(CultureInfo.InvariantCulture, $"api/subscriptions/{Segment(id)}/parked/{position}/skip")), new { reason }, cancellation);
}
