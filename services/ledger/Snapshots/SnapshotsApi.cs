using System.Security.Claims;
using Hangfire;
using Microsoft.Net.Http.Headers;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Checks;
using Territory.Ledger.Control;
using Territory.Ledger.Exports;
using Territory.Theatres;

namespace Territory.Ledger.Snapshots;

/// <summary><c>/api/snapshots</c>: the state of a published date, pinned, and its proof.</summary>
public static class SnapshotsApi
{
    public static void MapSnapshots(this IEndpointRouteBuilder routes)
    {
        var snapshots = routes.MapGroup("/api/snapshots").WithTags("snapshots");
        snapshots.MapGet("", ListAsync).RequireAuthorization(Roles.Reader).Produces<Page<Snapshot>>()
            .Tells("The pinned states.", Ask.Theatre, Ask.After, Ask.Order, Ask.Limit);
        snapshots.MapGet("/{id}", ReadAsync).RequireAuthorization(Roles.Reader).Produces<ControlAnswer>(200, "application/json", "application/geo+json")
            .Tells("A pinned state, as it was.", ControlApi.FormatOf("json", "geojson"));
        snapshots.MapPost("", TakeAsync).RequireAuthorization(Roles.Operator).Produces<Snapshot>(StatusCodes.Status201Created).Takes<SnapshotAsked>(required: false)
            .Tells("Pin a state, as it is now unless a time is named.");
        snapshots.MapPost("/{id}/verify", VerifyAsync).RequireAuthorization(Roles.Operator).Produces<CheckRun>(StatusCodes.Status202Accepted).Takes<ReasonIfAny>(required: false)
            .Tells("Answer the question of a pinned state anew, and compare.");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TheatreRegister theatres, PinnedSnapshots snapshots, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, asked) = (query.Text("theatre"), Listing.Read(query));
        if (query.Problem() is { } problem) return problem;
        if (theatre is not null && theatres.Find(theatre) is null) return Refusal.NotFound("theatre", FieldError.Shorten(theatre), theatres.Expected);
        if (await Cursor.ProblemAsync(asked.After, snapshots.FindAsync, "the id of a snapshot", cancellation) is { } stray) return stray;
        return Results.Ok(asked.PageOf(await snapshots.ListAsync(theatre, asked, cancellation), snapshot => snapshot.Id));
    }

    /// <summary>The file as it was kept, for ever the same bytes.</summary>
    private static async Task<IResult> ReadAsync(string id, HttpContext context, PinnedSnapshots snapshots, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request);
        var choice = ExportChoice.Read(query, context.Request, ExportFormat.Json, ExportFormat.Geojson);
        if (query.Problem() is { } problem) return problem;
        if (await snapshots.FindAsync(id, cancellation) is not { } snapshot) return Unknown(id);
        var geojson = choice.Format == ExportFormat.Geojson;
        var bytes = (await snapshots.FileAsync(id, geojson, cancellation))!;
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.Vary = "Accept, Authorization";
        return Results.Bytes(bytes, geojson ? ExportChoice.MediaType(ExportFormat.Geojson) : "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{(geojson ? snapshot.Geojson : snapshot.Json).Sha256}\""), lastModified: snapshot.TakenAt);
    }

    private static async Task<IResult> TakeAsync(HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, TakeSnapshot take, TimeProvider clock, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadIfAnyAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var (id, atText, knownText, reason, future) = (body.Text("theatre"), body.Text("at"), body.TextOrNumber("known"), body.Text("reason"), new List<FieldError>());
        var (chosen, now) = (theatres.Choose(id), clock.GetUtcNow());
        var (at, known) = chosen is null ? (null, null) : (Moment(body, "at", atText, chosen, now, future), ReadKnown(body, knownText, chosen, now, future));
        if (body.Problem() is { } problem) return problem;
        if (chosen is null) return id is null ? Refusal.BadRequest(new FieldError("theatre", null, theatres.Expected)) : Refusal.NotFound("theatre", FieldError.Shorten(id), theatres.Expected);
        if (future.Count > 0) return Refusal.Meaning(future);
        var taken = await take.RunAsync(chosen, at ?? now, known, person.Identity?.Name ?? "somebody", reason, cancellation);
        return taken is null
            ? Refusal.Meaning(new FieldError("known", knownText, "a position the log has come to, or a moment that is over: what is still to come cannot be pinned"))
            : Results.Created($"/api/snapshots/{taken.Id}", taken);
    }

    private static async Task<IResult> VerifyAsync(string id, HttpRequest request, ClaimsPrincipal person, PinnedSnapshots snapshots, CheckRuns runs, IBackgroundJobClient jobs, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadIfAnyAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var reason = body.Text("reason");
        if (body.Problem() is { } problem) return problem;
        return await snapshots.FindAsync(id, cancellation) is { } snapshot ? await ChecksApi.StartAsync(CheckKind.Snapshot, new(Theatre: snapshot.Theatre, Snapshot: id), reason, person, runs, jobs, cancellation) : Unknown(id);
    }

    private static Control.Knowledge? ReadKnown(BodyReader body, string? text, Theatre theatre, DateTimeOffset now, List<FieldError> future) =>
        PositionOrTime.Position(text) is { } position ? new(null, position)
        : Moment(body, "known", text, theatre, now, future) is { } instant ? new(instant, null) : null;

    /// <summary>A date means the end of that local day, as everywhere.</summary>
    private static DateTimeOffset? Moment(BodyReader body, string name, string? text, Theatre theatre, DateTimeOffset now, List<FieldError> future)
    {
        if (text is null) return null;
        if (!LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time))
        {
            body.Wrong(name, text, StateParameters.TimeExpected + (name == "known" ? ", or " + PositionOrTime.Expected : ""));
            return null;
        }
        if (LocalTime.IsAhead(time.From, now)) future.Add(new(name, FieldError.Shorten(text), LocalTime.ExpectedBy(now)));
        return LocalTime.LastOf(time);
    }

    private static IResult Unknown(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a snapshot; GET /api/snapshots lists them");
}

/// <summary>What the document says of the body that pins a state.</summary>
/// <param name="Theatre">Its id; not needed while there is only one.</param>
/// <param name="At">The moment of the world: a local day's end, an instant; now when it is left out.</param>
/// <param name="Known">As the record stood: a local day's end, an instant or a position; as it is when it is left out.</param>
/// <param name="Reason">What it is pinned for.</param>
internal sealed record SnapshotAsked(string? Theatre, string? At, string? Known, string? Reason);
