namespace Territory.Client;

/// <content>Where reports come from.</content>
public sealed partial class TerritoryClient
{
    /// <summary>A page of the register, by name; restricted sources for analysts only.</summary>
    public Task<Page<SourceEntry>> SourcesAsync(string? after = null, int? limit = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<SourceEntry>>(new Query("api/sources").With("after", after).With("limit", limit), cancellation);

    /// <summary>Says all of a source anew; it counts for what is reported from now on. Needs the analyst role.</summary>
    public Task<SourceEntry> RegisterSourceAsync(string name, SourceToRegister source, CancellationToken cancellation = default) =>
        calls.SendAsync<SourceEntry>(HttpMethod.Put, new Query("api/sources/" + Segment(name)), source, cancellation);

    /// <summary>A page of the feeds that are read, the oldest first. Needs the analyst role.</summary>
    public Task<Page<FeedEntry>> FeedsAsync(string? after = null, int? limit = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<FeedEntry>>(new Query("api/feeds").With("after", after).With("limit", limit), cancellation);

    /// <summary>Reads a feed from now on, as a source of the register. Needs the analyst role.</summary>
    /// <param name="source">The name of the register.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="everyMinutes">How often it is asked; the server's 15 when null.</param>
    /// <param name="pages">Fetch the pages its items link to.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<FeedEntry> AddFeedAsync(string source, Uri url, int? everyMinutes = null, bool pages = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        return calls.PostAsync<FeedEntry>(new Query("api/feeds"), new { source, url = url.OriginalString, everyMinutes, pages, theatre = options.Theatre }, cancellation);
    }

    /// <summary>Asks a feed now. Needs the analyst role.</summary>
    public Task<FeedEntry> PollFeedAsync(string feedId, CancellationToken cancellation = default) => calls.SendAsync<FeedEntry>(HttpMethod.Post, new Query($"api/feeds/{Segment(feedId)}/poll"), null, cancellation);

    /// <summary>Reads a feed no more; what was taken from it stays. Needs the analyst role.</summary>
    public Task RemoveFeedAsync(string feedId, CancellationToken cancellation = default) => calls.SendAsync(HttpMethod.Delete, new Query("api/feeds/" + Segment(feedId)), null, cancellation);
}
