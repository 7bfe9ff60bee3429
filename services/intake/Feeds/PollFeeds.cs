using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Hangfire;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.Outbound;
using Territory.Intake.Reports;
using Territory.Theatres;

namespace Territory.Intake.Feeds;

/// <summary>Asks the feeds that are due, a few at a time; what is wrong with one is told by its status and harms no other.</summary>
internal sealed partial class PollFeeds(FeedRegister feeds, FetchWeb web, ReportIntake intake, TheatreRegister theatres, TimeProvider clock, ILogger<PollFeeds> logger)
{
    private const string FeedTypes = "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1";
    private const string PageTypes = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
    private const int Together = 4;
    private const int MostAtOnce = 100;
    private const int MostNewItems = 50;
    // Longer than fifty pages may take: after it another instance asks again.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(20);

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        var due = await feeds.TakeDueAsync(clock.GetUtcNow(), Lease, MostAtOnce, cancellation);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellation }, async (feed, ct) =>
        {
            FeedStatus status;
            try
            {
                status = await AskAsync(feed, ct);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                LogFailed(logger, failed, feed.Id);
                status = feed.Status.Failed(clock.GetUtcNow(), feed.EveryMinutes, "it could not be taken in: the failure is in intake's log; it is asked again later", null);
            }
            await feeds.SaveAsync(feed.Id, status, ct);
        });
    }

    private async Task<FeedStatus> AskAsync(WatchedFeed feed, CancellationToken cancellation)
    {
        var fetched = await web.GetAsync(new Uri(feed.Url), FeedTypes, feed.Status.ETag, feed.Status.LastModified, clock.GetUtcNow(), cancellation);
        if (fetched.Fault is { } fault) return feed.Status.Failed(clock.GetUtcNow(), feed.EveryMinutes, fault, fetched.Wait);
        if (fetched.Body is null) return feed.Status.Answered(clock.GetUtcNow(), feed.EveryMinutes, 0, feed.Status.ItemProblem);
        var document = FeedDocument.Read(fetched.Body, fetched.Charset);
        if (document.Fault is { } broken) return feed.Status.Failed(clock.GetUtcNow(), feed.EveryMinutes, broken, null);
        var (taken, problem, all) = await TakeAsync(feed, document.Items, cancellation);
        var status = feed.Status.Answered(clock.GetUtcNow(), feed.EveryMinutes, taken, problem);
        // Items that are still to be taken are not news to ask for: then the whole is asked for again.
        return all ? status with { ETag = fetched.ETag, LastModified = fetched.LastModified } : status with { ETag = null, LastModified = null };
    }

    /// <summary>Feeds tell the newest first; it is taken last.</summary>
    private async Task<(int Taken, string? Problem, bool All)> TakeAsync(WatchedFeed feed, IReadOnlyList<FeedItem> items, CancellationToken cancellation)
    {
        var (taken, problem) = (0, (string?)null);
        foreach (var item in items.Reverse())
        {
            var key = SHA256.HashData(Encoding.UTF8.GetBytes(item.Key));
            if (await feeds.HasSeenAsync(feed.Id, key, cancellation)) continue;
            if (taken >= MostNewItems) return (taken, problem, false);
            var (text, fault) = await WordsAsync(feed, item, cancellation);
            if (text is not null) await StoreAsync(feed, item, text, cancellation);
            else problem = $"{item.Link ?? item.Title}: {fault}";
            await feeds.NoteSeenAsync(feed.Id, key, clock.GetUtcNow(), cancellation);
            if (text is not null) taken++;
        }
        return (taken, problem, true);
    }

    /// <summary>The page's article where the feed wants pages and the page can be had; the feed's own words otherwise.</summary>
    private async Task<(string? Text, string? Fault)> WordsAsync(WatchedFeed feed, FeedItem item, CancellationToken cancellation)
    {
        string? fault = null;
        if (feed.Pages && item.Link is { } link)
        {
            if (OutboundAddress.Parse(link) is not { } url) return (null, "its link is no " + OutboundAddress.Expected);
            var page = await web.GetAsync(url, PageTypes, null, null, clock.GetUtcNow(), cancellation);
            if (page.Body is { } body && Article(PageBytes.Decode(body, page.Charset), item.Title) is { } article) return (article, null);
            fault = page.Fault ?? "its page has no article";
        }
        return Article(item.Html, item.Title) is { } words ? (words, null) : (null, fault ?? "it has no words, or too many of them to be an article");
    }

    private static string? Article(string html, string? title)
    {
        var words = ArticleText.Of(html);
        var headline = title is null ? null : ArticleText.Of(title);
        if (words is null || (words.Length == 0 && headline is not { Length: > 0 })) return null;
        var text = headline is { Length: > 0 } && !words.StartsWith(headline, StringComparison.Ordinal) ? $"{headline}\n{words}".Trim() : words;
        return Encoding.UTF8.GetByteCount(text) <= ReportRequest.MostBytes ? text.Replace("\0", "", StringComparison.Ordinal) : null;
    }

    private async Task StoreAsync(WatchedFeed feed, FeedItem item, string text, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var published = item.Published is { Year: >= 1900 } told && !LocalTime.IsAhead(told, now) ? told : now;
        var from = new DateTimeOffset(published.Ticks - (published.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var at = new EffectiveTime(from.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), Precision.Minute, from, from.AddMinutes(1), DateBasis.Published);
        var link = item.Link is { } l && OutboundAddress.Parse(l) is { } url ? url.AbsoluteUri : null;
        var title = item.Title is null ? null : ArticleText.Of(item.Title);
        var report = new ReportRequest(text, title is { Length: > 500 } ? title[..500] : title, feed.Source, at, null, link, null, theatres.Find(feed.Theatre)!);
        var reader = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "feed:" + feed.Id), new(ClaimTypes.Role, Roles.Reporter)], "feed"));
        await intake.StoreAsync(report, await intake.ReadAsync(report, reader, cancellation), reader, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Feed {Feed} could not be taken in")]
    private static partial void LogFailed(ILogger logger, Exception exception, string feed);
}
