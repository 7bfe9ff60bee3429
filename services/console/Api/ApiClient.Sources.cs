namespace Territory.OperationsConsole.Api;

public sealed partial class ApiClient
{
    public Task<ApiAnswer<ListPage<Source>>> SourcesAsync(string? after, CancellationToken cancellation) => GetAsync<ListPage<Source>>("/api/sources" + QueryText.Of(("after", after), ("limit", "50")), cancellation);

    /// <summary>The names of the register, for a field that proposes them.</summary>
    public Task<ApiAnswer<ListPage<Source>>> AllSourcesAsync(CancellationToken cancellation) => GetAsync<ListPage<Source>>("/api/sources?limit=1000", cancellation);

    /// <param name="version">The one that was shown, of a source that is changed; null for a new one.</param>
    public Task<ApiAnswer<Source>> RegisterAsync(SourceWish wish, int? version, CancellationToken cancellation) => PostAsync<Source>("/api/sources", wish, cancellation, version);

    public Task<ApiAnswer<ListPage<WatchedFeed>>> FeedsAsync(string? after, CancellationToken cancellation) => GetAsync<ListPage<WatchedFeed>>("/api/feeds" + QueryText.Of(("after", after), ("limit", "50")), cancellation);

    public Task<ApiAnswer<WatchedFeed>> AddFeedAsync(FeedWish wish, CancellationToken cancellation) => PostAsync<WatchedFeed>("/api/feeds", wish, cancellation);

    public Task<ApiAnswer<WatchedFeed>> PollFeedAsync(string id, CancellationToken cancellation) => SendAsync<WatchedFeed>(new(HttpMethod.Post, $"/api/feeds/{Uri.EscapeDataString(id)}/poll"), cancellation);

    public async Task<ApiProblem?> RemoveFeedAsync(string id, CancellationToken cancellation) => (await SendAsync<WatchedFeed>(new(HttpMethod.Delete, "/api/feeds/" + Uri.EscapeDataString(id)), cancellation)).Problem;
}
