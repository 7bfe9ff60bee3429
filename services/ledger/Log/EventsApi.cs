using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Log;

/// <summary><c>GET /api/events</c>: the log itself, for operators: what every answer is folded from.</summary>
public static class EventsApi
{
    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/events", ReadAsync).RequireAuthorization(Roles.Operator).WithTags("operation").Produces<Page<EventShown>>()
            .Tells("The ledger's log as it was written: claims, decisions, observations, reviews and successions, which all answers are folded from.", Ask.Theatre,
                Ask.Text("area", "Code, ISO code or unambiguous name in either language; the area and all below it."), Ask.Text("type", "Only of this type.", "change_decided.v1"), Ask.Since, Ask.Until,
                Ask.Text("after", "Only behind this position, in the order asked for.", "41"), Ask.Order, Ask.Limit);

    private static async Task<IResult> ReadAsync(HttpRequest request, TheatreRegister theatres, EventsQuery events, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var (areaText, type, after, descending, limit) = (query.Text("area"), query.Text("type"), query.Place("after"), query.OneOf("order", "asc", "asc", "desc") == "desc", query.Count("limit", Page<EventShown>.Usual, 1, Page<EventShown>.Most));
        if (theatre is null) return refused!;
        var unlikely = new List<FieldError>();
        var recorded = TimeRange.Read(query, "since", "until", theatre, clock.GetUtcNow(), unlikely);
        if (type is not null && !events.Types.Contains(type)) query.Wrong("type", type, "one of " + string.Join(", ", events.Types));
        if (query.Problem() is { } problem) return problem;
        if (unlikely.Count > 0) return Refusal.Meaning(unlikely);
        var (area, notFound) = areaText is null ? (null, null) : StateParameters.FindArea(theatre, areaText);
        if (notFound is not null) return notFound;
        return Results.Ok(await events.ReadAsync(new(theatre, area, type, recorded.From, recorded.To, after, descending, limit), cancellation));
    }
}
