using System.Security.Claims;
using System.Text.RegularExpressions;
using Hangfire;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Hosting.Outbound;
using Territory.Intake.Sources;
using Territory.Theatres;

namespace Territory.Intake.Feeds;

/// <summary><c>/api/feeds</c>: which feeds are read, and how they stand. For analysts: an address may say who a source is.</summary>
public static partial class FeedsApi
{
    private const int LongestBody = 16 * 1024;
    private const int UsualMinutes = 15;
    private const int FewestMinutes = 1;
    private const int MostMinutes = 24 * 60;

    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        var feeds = routes.MapGroup("/api/feeds").RequireAuthorization(Roles.Analyst).WithTags("feeds");
        feeds.MapGet("", ListAsync).Produces<Page<WatchedFeed>>().Tells("The feeds that are read, and how they stand.", Ask.After, Ask.Limit);
        feeds.MapGet("/{id}", OneAsync).Produces<WatchedFeed>().Tells("A feed, and how it stands.");
        feeds.MapPost("", AddAsync).Produces<WatchedFeed>(StatusCodes.Status201Created).Takes<FeedSent>().Tells("Read a feed of RSS or Atom from now on, as a source of the register; it is asked at once.");
        feeds.MapPost("/{id}/poll", PollAsync).Produces<WatchedFeed>(StatusCodes.Status202Accepted).Tells("Ask a feed now.");
        feeds.MapDelete("/{id}", DeleteAsync).Produces(StatusCodes.Status204NoContent).Tells("Read a feed no more; what was taken from it stays.");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, FeedRegister register, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (after, limit) = (query.Text("after"), query.Count("limit", Page<object>.Usual, 1, Page<object>.Most));
        if (query.Problem() is { } problem) return problem;
        // A feed may be given up between two pages: the list goes on behind where it was.
        if (Cursor.Problem(after, after is not null && FeedId().IsMatch(after), "the id of a feed") is { } stray) return stray;
        var found = await register.ListAsync(after, limit + 1, cancellation);
        return Results.Ok(new Page<WatchedFeed>([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null));
    }

    [GeneratedRegex("^fee_[0-9a-f]{32}$")]
    private static partial Regex FeedId();

    private static async Task<IResult> OneAsync(string id, HttpRequest request, FeedRegister register, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        return await register.FindAsync(id, cancellation) is { } feed ? Results.Ok(feed) : NoFeed(id);
    }

    private static async Task<IResult> AddAsync(HttpRequest request, ClaimsPrincipal person, FeedRegister register, SourceRegister sources, TheatreRegister theatres, IBackgroundJobClient jobs, TimeProvider clock, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } unknown) return unknown;
        var (body, refused) = await BodyReader.ReadAsync(request, LongestBody, cancellation);
        if (body is null) return refused!;
        var (source, address, theatreId) = (body.Text("source", required: true, most: 200)?.Trim(), body.Text("url", required: true, most: OutboundAddress.Longest), body.Text("theatre"));
        var (minutes, pages) = (body.Number("everyMinutes", FewestMinutes, MostMinutes) ?? UsualMinutes, body.Flag("pages"));
        var url = address is null ? null : OutboundAddress.Parse(address);
        if (address is not null && url is null) body.Wrong("url", address, OutboundAddress.Expected);
        var theatre = theatres.Choose(theatreId);
        if (theatre is null && theatreId is null) body.Wrong("theatre", null, theatres.Expected);
        if (body.Problem() is { } problem) return problem;
        if (theatre is null) return Refusal.NotFound("theatre", FieldError.Shorten(theatreId), theatres.Expected);
        if (await sources.FindAsync(source!, cancellation) is null) return Refusal.Meaning(new FieldError("source", FieldError.Shorten(source), "a source of the register; register it first with PUT /api/sources/{name}"));
        var now = clock.GetUtcNow();
        var feed = new WatchedFeed("fee_" + Guid.CreateVersion7().ToString("N"), source!, url!.AbsoluteUri, theatre.Id, minutes, pages, person.Identity?.Name ?? "somebody", now, new(FeedState.New, null, 0, now, null, null, 0, null));
        if (!await register.AddAsync(feed, cancellation)) return Refusal.Conflict($"The feed {feed.Url} is read already; GET /api/feeds lists it, DELETE ends it.", new FieldError("url", FieldError.Shorten(feed.Url), "an address that is not read yet"));
        jobs.Enqueue<PollFeeds>(job => job.RunAsync(CancellationToken.None));
        return Results.Created("/api/feeds/" + feed.Id, feed);
    }

    private static async Task<IResult> PollAsync(string id, HttpRequest request, FeedRegister register, IBackgroundJobClient jobs, TimeProvider clock, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        if (!await register.HurryAsync(id, clock.GetUtcNow(), cancellation)) return NoFeed(id);
        jobs.Enqueue<PollFeeds>(job => job.RunAsync(CancellationToken.None));
        return Results.Accepted("/api/feeds/" + id, await register.FindAsync(id, cancellation));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpRequest request, FeedRegister register, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        return await register.DeleteAsync(id, cancellation) ? Results.NoContent() : NoFeed(id);
    }

    private static IResult NoFeed(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a feed; GET /api/feeds lists them");
}

/// <summary>What the document says of the body of a feed.</summary>
/// <param name="Source">The name of the register under which its items are taken.</param>
/// <param name="Url">Where it is: RSS or Atom.</param>
/// <param name="EveryMinutes">How often it is asked, 1 to 1440; 15 without it.</param>
/// <param name="Pages">Fetch the pages its items link to, and take their articles instead of the feed's own words.</param>
/// <param name="Theatre">The theatre's id; not needed while there is only one.</param>
internal sealed record FeedSent(string Source, string Url, int? EveryMinutes, bool? Pages, string? Theatre);
