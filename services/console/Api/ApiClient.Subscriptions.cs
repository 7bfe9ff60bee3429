using Territory.Contracts;
using Territory.OperationsConsole.Subscriptions;

namespace Territory.OperationsConsole.Api;

public sealed partial class ApiClient
{
    public Task<ApiAnswer<ListPage<Subscription>>> SubscriptionsAsync(SubscriptionsFilter filter, string theatre, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return GetAsync<ListPage<Subscription>>("/api/subscriptions" + filter.ToApi(theatre, limit), cancellation);
    }

    public Task<ApiAnswer<Subscription>> SubscriptionAsync(string id, CancellationToken cancellation) => GetAsync<Subscription>(Of(id), cancellation);

    public Task<ApiAnswer<Subscription>> SubscribeAsync(SubscriptionWish wish, CancellationToken cancellation) => PostAsync<Subscription>("/api/subscriptions", wish, cancellation);

    public Task<ApiAnswer<Subscription>> SetStateAsync(string id, SubscriptionState state, CancellationToken cancellation) => PatchAsync(id, new { state }, cancellation);

    /// <param name="resetTo"><c>beginning</c>, <c>now</c>, a position or a recorded time.</param>
    public Task<ApiAnswer<Subscription>> ResetAsync(string id, string? resetTo, CancellationToken cancellation) => PatchAsync(id, new { resetTo }, cancellation);

    public async Task<ApiProblem?> DeleteSubscriptionAsync(string id, CancellationToken cancellation) => (await SendAsync<SubscriptionEnded>(new(HttpMethod.Delete, Of(id)), cancellation)).Problem;

    public Task<ApiAnswer<NewSecret>> RotateSecretAsync(string id, CancellationToken cancellation) => PostAsync<NewSecret>(Of(id) + "/secret/rotate", new { }, cancellation);

    public Task<ApiAnswer<ListPage<SubscriptionAct>>> ActsAsync(string id, CancellationToken cancellation) => GetAsync<ListPage<SubscriptionAct>>(Of(id) + "/acts?limit=1000", cancellation);

    public Task<ApiAnswer<ListPage<Parked>>> ParkedAsync(string id, string? after, CancellationToken cancellation) => GetAsync<ListPage<Parked>>(Of(id) + "/parked" + Page(after), cancellation);

    /// <param name="position">Null for all of them.</param>
    public Task<ApiAnswer<Retried>> RetryAsync(string id, string? position, CancellationToken cancellation) => PostAsync<Retried>($"{Of(id)}/parked/{(position is null ? "" : position + "/")}retry", new { }, cancellation);

    public async Task<ApiProblem?> SkipAsync(string id, string position, string? reason, CancellationToken cancellation) => (await PostAsync<Subscription>($"{Of(id)}/parked/{position}/skip", new { reason }, cancellation)).Problem;

    public Task<ApiAnswer<ListPage<Replay>>> ReplaysAsync(string? after, CancellationToken cancellation) => GetAsync<ListPage<Replay>>("/api/replays" + Newest(after), cancellation);

    public Task<ApiAnswer<Replay>> StartReplayAsync(ReplayWish wish, CancellationToken cancellation) => PostAsync<Replay>("/api/replays", wish, cancellation);

    public Task<ApiAnswer<Replay>> CancelReplayAsync(string id, CancellationToken cancellation) => PostAsync<Replay>($"/api/replays/{Uri.EscapeDataString(id)}/cancel", new { }, cancellation);

    private Task<ApiAnswer<Subscription>> PatchAsync(string id, object change, CancellationToken cancellation) =>
        SendAsync<Subscription>(new(HttpMethod.Patch, Of(id)) { Content = JsonContent.Create(change, change.GetType(), options: ContractJson.Options) }, cancellation);

    private static string Of(string subscription) => "/api/subscriptions/" + Uri.EscapeDataString(subscription);
}
