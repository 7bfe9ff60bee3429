using System.Buffers;
using System.Text;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.Http;
using Territory.Ledger.Actors;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary><c>GET /api/changes</c>: the public log, a page at a time, or all of it as NDJSON.</summary>
public static class ChangesApi
{
    private const string NdJson = "application/x-ndjson";

    public static void MapChanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/changes", ReadAsync).RequireAuthorization(Roles.Reader).WithTags("changes").Produces<Page<CloudEvent>>();

    private static async Task<IResult> ReadAsync(HttpContext context, TheatreRegister theatres, KnownSuccessions successions, ChangesQuery changes, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        if (theatre is null) return refused!;
        var (question, notFound) = Read(query, theatre);
        if (query.Problem() is { } problem) return problem;
        if (question is null) return notFound!;
        // An actor is followed to the successors that the ledger knows of.
        if (question.Actor is not null) question = question with { Theatre = await successions.ApplyAsync(theatre, cancellation) };
        if (context.Request.Headers.Accept.ToString().Contains(NdJson, StringComparison.Ordinal)) return new WholeLog(changes, question);
        var found = await changes.ReadAsync(question with { Limit = question.Limit + 1 }, cancellation);
        var page = found.Take(question.Limit).ToArray();
        var next = found.Count > question.Limit ? $"\"{page[^1].Position}\"" : "null";
        return Results.Content($"{{\"items\":[{string.Join(',', page.Select(e => e.Event))}],\"next\":{next}}}", "application/json; charset=utf-8");
    }

    private static (ChangesQuestion?, IResult? NotFound) Read(QueryReader query, Theatre theatre)
    {
        var (areaText, actorText) = (query.Text("area"), query.Text("actor"));
        var question = new ChangesQuestion(
            theatre, query.Place("after") ?? query.Place("afterPosition") ?? 0, query.Place("untilPosition"), null, actorText,
            Instant(query, "since", theatre, end: false), Instant(query, "until", theatre, end: true),
            query.OneOf("order", "asc", "asc", "desc") == "desc", query.Count("limit", Page<CloudEvent>.Usual, 1, Page<CloudEvent>.Most));
        query.Place("afterPosition");
        if (actorText is not null && theatre.FindActor(actorText) is null)
            return (null, Refusal.NotFound("actor", FieldError.Shorten(actorText), "the code of an actor: " + string.Join(", ", theatre.Actors.Select(a => a.Code))));
        if (areaText is null) return (question, null);
        var (area, notFound) = StateParameters.FindArea(theatre, areaText);
        return area is null ? (null, notFound) : (question with { Area = area }, null);
    }

    private static DateTimeOffset? Instant(QueryReader query, string name, Theatre theatre, bool end)
    {
        if (query.Text(name) is not { } text) return null;
        if (LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time)) return end && time.Precision != Precision.Minute ? time.To.AddMicroseconds(-1) : time.From;
        query.Wrong(name, text, LocalTime.Expected);
        return null;
    }

    /// <summary>Every event after the position, a line each, without holding them in memory.</summary>
    private sealed class WholeLog(ChangesQuery changes, ChangesQuestion question) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = NdJson;
            for (var after = question.After; ;)
            {
                var page = await changes.ReadAsync(question with { After = after, Limit = Page<CloudEvent>.Most }, httpContext.RequestAborted);
                if (page.Count == 0) return;
                foreach (var (_, told) in page) httpContext.Response.BodyWriter.Write(Encoding.UTF8.GetBytes(told + "\n"));
                await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
                after = page[^1].Position;
            }
        }
    }
}
