using System.Globalization;
using System.Security.Claims;
using Territory.Hosting.Http;

namespace Territory.Feed.Subscriptions;

/// <summary>Something a person did to a subscription, or the feed itself (<c>territory</c>).</summary>
public sealed record ActShown(DateTimeOffset At, string Who, string Act, string? Detail);

/// <summary><c>GET /api/subscriptions/{id}/acts</c>: who did what to it, and when.</summary>
internal static class ActsOfSubscription
{
    public static async Task<IResult> ListAsync(string id, HttpRequest request, ClaimsPrincipal person, SubscriptionsQuery subscriptions, FeedStore store, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (after, limit) = (query.Place("after") ?? 0, query.Count("limit", 100, 1, 1000));
        if (query.Problem() is { } problem) return problem;
        var (found, refused) = await SubscriptionsApi.FindAsync(id, request, person, subscriptions, cancellation, strict: false);
        if (found is null) return refused!;
        await using var read = store.Database.Pool.CreateCommand($"select id, at, who, act, detail from {FeedStore.Schema}.subscription_acts where subscription = $1 and id > $2 order by id limit $3");
        foreach (var value in new object[] { id, after, limit + 1 }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var acts = new List<(long Id, ActShown Act)>();
        while (await row.ReadAsync(cancellation)) acts.Add((row.GetInt64(0), new(row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4))));
        return Results.Ok(new Page<ActShown>([.. acts.Take(limit).Select(a => a.Act)], acts.Count > limit ? acts[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }
}
