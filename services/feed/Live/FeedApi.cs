using System.Globalization;
using System.Security.Claims;
using Npgsql;
using Territory.Contracts;
using Territory.Feed.Log;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Feed.Live;

/// <summary><c>GET /api/feed</c>: changes as they happen, as server-sent events, resumable by position.</summary>
public static class FeedApi
{
    private const string Resume = "Last-Event-ID";

    public static void MapFeed(this IEndpointRouteBuilder routes) => routes.MapGet("/api/feed", ListenAsync).RequireAuthorization(Roles.Reader).WithTags("feed").Produces<CloudEvent>(StatusCodes.Status200OK, "text/event-stream")
        .Tells("Changes as they happen, as server-sent events: id is the position, data the CloudEvent.", Ask.Theatre, Ask.Text("after", "Behind this position; from now on without it.", "41"), Ask.Header(Resume, "The id of the last event received.", "41"),
            Ask.Area, Ask.Actor, Ask.Text("from", "Exact code of who lost it."), Ask.Text("to", "Exact code of who took it."), Ask.Text("minGrade", "At least this grade in both halves.", "B2"));

    private static async Task<IResult> ListenAsync(HttpRequest request, TheatreRegister theatres, FeedHead head, ChangeLog log, RecentChanges recent, StreamTimes times, Keys keys, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatreId, after, asked) = (query.Text("theatre"), query.Place("after"), FilterWords.Read(query));
        var resume = request.Headers[Resume].ToString();
        long from = 0;
        if (resume.Length > 0 && !long.TryParse(resume, NumberStyles.None, CultureInfo.InvariantCulture, out from)) query.Wrong(Resume, resume, "a position, the id of the last event received");
        if (query.Problem() is { } problem) return problem;
        if (theatres.Choose(theatreId) is not { } theatre)
            return theatreId is null ? Refusal.BadRequest(new FieldError("theatre", null, theatres.Expected)) : Refusal.NotFound("theatre", theatreId, theatres.Expected);
        var start = resume.Length > 0 ? from : after;
        var (last, away) = await head.ReadAsync(theatre.Id, start ?? 0, cancellation);
        if (away is not null) return away;
        // After the head was read: what is told later passes the stream.
        if (asked.Actor is not null) theatre = FollowedActor.Told(theatre, (await log.SuccessionsAsync(theatre.Id, cancellation)).Select(s => s.Event.Succession!));
        var (filter, refused) = asked.Resolve(theatre);
        if (filter is null) return refused!;
        return start > last
            ? Refusal.Meaning(new FieldError(resume.Length > 0 ? Resume : "after", $"{start}", $"a position up to the head, which is {last}"))
            : new EventStream(theatre.Id, start ?? last, filter, recent, log, times, ending => MayStayAsync(keys, request.HttpContext.User, ending), lifetime.ApplicationStopping);
    }

    /// <summary>While the register of keys does not answer, nobody is sent away: the next heartbeat asks again.</summary>
    private static async Task<bool> MayStayAsync(Keys keys, ClaimsPrincipal person, CancellationToken cancellation)
    {
        try
        {
            return await keys.StandsAsync(person, cancellation);
        }
        catch (NpgsqlException)
        {
            return true;
        }
    }
}

/// <summary>The end of the log, for a reader that comes with a position.</summary>
internal sealed class FeedHead(ChangeLog log, FillHoles holes, LedgerLog ledger)
{
    public async Task<(long Last, IResult? Refused)> ReadAsync(string theatre, long wanted, CancellationToken cancellation)
    {
        var head = await log.HeadAsync(theatre, cancellation);
        if (wanted <= head) return (head, null);
        try
        {
            // A reader may come with a position it has from the ledger a moment before it reached us.
            await holes.FillAsync(theatre, cancellation);
            var filled = await log.HeadAsync(theatre, cancellation);
            if (wanted <= filled) return (filled, null);
            // Or one from an answer about control, which may lie behind claims that changed nothing.
            var stands = await ledger.HeadAsync(theatre, cancellation);
            await holes.FillAsync(theatre, cancellation);
            return (Math.Max(stands, await log.HeadAsync(theatre, cancellation)), null);
        }
        catch (HttpRequestException)
        {
            return (head, Refusal.Of(StatusCodes.Status503ServiceUnavailable, "Not available just now", "The position is beyond what the feed has, and the ledger, which would know more, does not answer just now. Nothing was changed; try again in a few seconds.", []));
        }
    }
}
