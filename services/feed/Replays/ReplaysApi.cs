using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Hangfire;
using Territory.Feed.Log;
using Territory.Feed.Subscriptions;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;

namespace Territory.Feed.Replays;

/// <summary>A replay as the API shows it. Positions are decimal texts, times UTC, rate in events looked at per second.</summary>
/// <param name="Known">The position as of which it is told; null when that is its end.</param>
/// <param name="Total">Events of the stretch.</param>
/// <param name="Processed">How many of them were looked at.</param>
/// <param name="Delivered">How many of them passed the filter and were told.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="EtaSeconds">Of a paced one: until its last event is due is not known beforehand, so null.</param>
/// <param name="File">Where a file is fetched.</param>
/// <param name="Secret">The webhook's signing secret; shown once, in the answer that makes the replay.</param>
internal sealed record ReplayShown(
    string Id, string Theatre, ReplayState State, string AfterPosition, string UntilPosition, string? Known, FilterOfSubscription Filter, ReplayTarget Target, double Speed, long Total, long Processed, long Delivered, string Position,
    double Rate, double? EtaSeconds, string StartedBy, string? CancelledBy, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? File,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null)
{
    public static ReplayShown Of(Replay r, DateTimeOffset now, string? secret = null)
    {
        var rate = r.StartedAt is { } from ? r.Processed / Math.Max(0.001, ((r.EndedAt ?? now) - from).TotalSeconds) : 0;
        return new(r.Id, r.Theatre, r.State, Text(r.Stretch.After), Text(r.Stretch.Until), r.Stretch.Known is { } known ? Text(known) : null, r.Filter, r.Target, r.Speed, r.Total, r.Processed, r.Delivered, Text(r.Position),
            Math.Round(rate, 1), r is { HasEnded: false, Speed: 0 } && rate > 0 ? Math.Round((r.Total - r.Processed) / rate, 1) : null, r.StartedBy, r.CancelledBy, r.RequestedAt, r.StartedAt, r.EndedAt, r.Error,
            r.Target.Type == ReplayTargetType.File ? $"/api/replays/{r.Id}/file" : null, secret);
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}

/// <summary><c>/api/replays</c>: a stretch of history to one queue, webhook or file, while nobody else notices.</summary>
internal static class ReplaysApi
{
    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        var replays = routes.MapGroup("/api/replays").RequireAuthorization(Roles.Operator).WithTags("replays");
        replays.MapPost("", StartAsync).Produces<ReplayShown>(StatusCodes.Status202Accepted).Takes<ReplayAsked>()
            .Tells("Tell a part of the log again, marked as a replay.");
        replays.MapGet("", ListAsync).Produces<Page<ReplayShown>>()
            .Tells("Replays.", Ask.After, Ask.Order, Ask.Limit);
        replays.MapGet("/{id}", async (string id, ReplayRuns runs, TimeProvider clock, CancellationToken cancellation) => await runs.FindAsync(id, cancellation) is { } run ? Results.Ok(ReplayShown.Of(run, clock.GetUtcNow())) : Unknown(id)).Produces<ReplayShown>()
            .Tells("A replay, with its progress.");
        replays.MapGet("/{id}/file", FetchAsync).Produces<string>(contentType: "application/x-ndjson")
            .Tells("The file of a replay; a fetch that broke off goes on after the last position it got.", Ask.Text("after", "Only what follows this position.", "1042"));
        replays.MapPost("/{id}/cancel", CancelAsync).Produces<ReplayShown>()
            .Tells("End a replay.");
    }

    private static async Task<IResult> StartAsync(HttpRequest request, ClaimsPrincipal person, StartReplay start, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(request, 64 * 1024, cancellation);
        if (body is null) return refused!;
        var asked = ReplayRequest.Read(body);
        return body.Problem() ?? await start.RunAsync(asked, person.Identity?.Name ?? "somebody", cancellation);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ReplayRuns runs, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var asked = Listing.Read(query);
        if (query.Problem() is { } problem) return problem;
        if (await Cursor.ProblemAsync(asked.After, runs.FindAsync, "the id of a replay", cancellation) is { } stray) return stray;
        return Results.Ok(asked.PageOf(await runs.ListAsync(asked, cancellation), run => run.Id, run => ReplayShown.Of(run, clock.GetUtcNow())));
    }

    private static async Task<IResult> FetchAsync(HttpRequest request, string id, ReplayRuns runs, ChangeLog log, ProgressOfReplays progress, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var after = query.Place("after");
        if (query.Problem() is { } problem) return problem;
        if (await runs.FindAsync(id, cancellation) is not { } replay) return Unknown(id);
        if (replay.Target.Type != ReplayTargetType.File) return Refusal.Conflict($"The replay {id} goes to a {ReplayTargetTypes(replay)}; only one with the target 'file' is fetched.");
        if (replay.State == ReplayState.Cancelled) return Refusal.Conflict($"The replay {id} was cancelled by {replay.CancelledBy} at {replay.EndedAt:u}. Start it anew with POST /api/replays.");
        var begin = after ?? replay.Stretch.After;
        if (begin < replay.Stretch.After || begin > replay.Stretch.End)
            return Refusal.Meaning(new FieldError("after", $"{begin}", $"a position of the replay, from {replay.Stretch.After} to {replay.Stretch.End}"));
        var from = replay with { Position = begin, LastDelivered = begin, Processed = begin == replay.Stretch.After ? 0 : replay.Processed, Delivered = begin == replay.Stretch.After ? 0 : replay.Delivered, DueAt = null };
        return new ReplayFile(from, log, runs, progress, clock, lifetime.ApplicationStopping);
    }

    private static async Task<IResult> CancelAsync(string id, ClaimsPrincipal person, ReplayRuns runs, IBackgroundJobClient jobs, TimeProvider clock, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { } replay) return Unknown(id);
        if (!await runs.CancelAsync(id, person.Identity?.Name ?? "somebody", cancellation))
            return Refusal.Conflict($"The replay {id} ended as {ReplayRuns.Word(replay.State)} at {replay.EndedAt:u}; there is nothing to cancel.");
        // Whoever runs it notices by himself; this tidies up when nobody does.
        if (replay.Target.Type == ReplayTargetType.Queue) jobs.Enqueue<RunReplay>(job => job.RunAsync(id, CancellationToken.None));
        return Results.Ok(ReplayShown.Of((await runs.FindAsync(id, cancellation))!, clock.GetUtcNow()));
    }

    private static string ReplayTargetTypes(Replay replay) => EnumWords.Word(replay.Target.Type);

    private static IResult Unknown(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a replay; GET /api/replays lists them");
}

/// <summary>What the document says of the body that starts a replay.</summary>
/// <param name="Theatre">Its id; not needed while there is only one.</param>
/// <param name="Since">Recorded from the beginning of this local day, month or year, or from this instant; or say <paramref name="AfterPosition"/>.</param>
/// <param name="Until">Recorded up to this local day's, month's or year's end, or this instant; or say <paramref name="UntilPosition"/>. The head when neither is said.</param>
/// <param name="AfterPosition">The first event told has a position behind this one.</param>
/// <param name="UntilPosition">The last position told.</param>
/// <param name="Known">Only what was recorded by this local day's end, instant or position.</param>
/// <param name="Filter">Which of them; everything without it.</param>
/// <param name="Target">The one queue, webhook or file it goes to.</param>
/// <param name="Speed">0: as fast as it takes; n: n times as fast as it was recorded.</param>
internal sealed record ReplayAsked(string? Theatre, string? Since, string? Until, string? AfterPosition, string? UntilPosition, string? Known, FilterAsked? Filter, ReplayTarget Target, double? Speed);
