using Territory.Contracts;
using Territory.Feed.Log;
using Territory.Hosting.Access;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Feed.Live;

/// <summary><c>GET /api/feed</c>: changes as they happen, as server-sent events, resumable by position.</summary>
public static class FeedApi
{
    public static void MapFeed(this IEndpointRouteBuilder routes) => routes.MapGet("/api/feed", ListenAsync).RequireAuthorization(Roles.Reader).WithTags("feed");

    private static async Task<IResult> ListenAsync(HttpRequest request, TheatreRegister theatres, ChangeLog log, FillHoles holes, RecentChanges recent, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatreId, after) = (query.Text("theatre"), query.Place("after"));
        var (area, actor, from, to, grade) = (query.Text("area"), query.Text("actor"), query.Text("from"), query.Text("to"), query.Text("minGrade"));
        Grade least = default;
        if (grade is not null && !Grade.TryParse(grade, out least)) query.Wrong("minGrade", grade, "a letter A–F and a digit 1–6, for example B2");
        var resume = request.Headers["Last-Event-ID"].ToString();
        if (resume.Length > 0 && !long.TryParse(resume, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _)) query.Wrong("Last-Event-ID", resume, "a position, the id of the last event received");
        if (query.Problem() is { } problem) return problem;
        if (theatres.Choose(theatreId) is not { } theatre)
            return theatreId is null ? Refusal.BadRequest(new FieldError("theatre", null, theatres.Expected)) : Refusal.NotFound("theatre", theatreId, theatres.Expected);
        var (filter, refused) = Filter(theatre, area, actor, from, to, grade is null ? null : least);
        if (filter is null) return refused!;
        var head = await log.HeadAsync(theatre.Id, cancellation);
        if (Start(resume, after, head) > head)
        {
            // A reader may come with a position it has from the ledger a moment before it reached us.
            await holes.FillAsync(theatre.Id, cancellation);
            head = await log.HeadAsync(theatre.Id, cancellation);
        }
        var start = Start(resume, after, head);
        if (start > head) return Refusal.Meaning(new FieldError(resume.Length > 0 ? "Last-Event-ID" : "after", start.ToString(System.Globalization.CultureInfo.InvariantCulture), $"a position up to the head, which is {head}"));
        return new EventStream(theatre.Id, start, filter, recent, lifetime.ApplicationStopping);
    }

    private static long Start(string resume, long? after, long head) => resume.Length > 0 ? long.Parse(resume, System.Globalization.CultureInfo.InvariantCulture) : after ?? head;

    private static (FeedFilter? Filter, IResult? Refused) Filter(Theatre theatre, string? areaText, string? actor, string? from, string? to, Grade? least)
    {
        foreach (var (field, code) in new[] { ("actor", actor), ("from", from), ("to", to) })
            if (code is not null && theatre.FindActor(code) is null) return (null, Refusal.NotFound(field, FieldError.Shorten(code), "the code of an actor: " + string.Join(", ", theatre.Actors.Select(a => a.Code))));
        Area? area = null;
        if (areaText is not null)
        {
            switch (AreaSearch.Find(theatre, areaText))
            {
                case AreaFound.Found found: area = found.Area; break;
                case AreaFound.Ambiguous several: return (null, Refusal.BadRequest(new FieldError("area", areaText, "one of the areas of that name, by code: " + Codes(several.Candidates))));
                case AreaFound.NotFound none: return (null, Refusal.NotFound("area", FieldError.Shorten(areaText), none.Near.Count > 0 ? "an area; near matches: " + Codes(none.Near) : "an area by code, ISO code or name; GET /api/areas?q= searches"));
            }
        }
        return (new FeedFilter(area, actor is null ? null : theatre.Following(actor), from, to, least), null);
    }

    private static string Codes(IReadOnlyList<Area> areas) => string.Join(", ", areas.Take(8).Select(a => $"{a.Code} ({a.Label})"));
}
