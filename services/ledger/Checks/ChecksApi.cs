using System.Security.Claims;
using Hangfire;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger.Checks;

/// <summary><c>/api/checks</c>: start, watch and cancel checks, and read what they found.</summary>
public static class ChecksApi
{
    private const int LargestBody = 16 * 1024;

    public static void MapChecks(this IEndpointRouteBuilder routes)
    {
        var checks = routes.MapGroup("/api/checks").RequireAuthorization(Roles.Operator).WithTags("checks");
        checks.MapPost("", StartOfViewsAsync).Produces<CheckRun>(StatusCodes.Status202Accepted).Takes<CheckAsked>(required: false)
            .Tells("Compare the views with the log.");
        checks.MapGet("", ListAsync).Produces<Page<CheckRun>>()
            .Tells("Checks.", Ask.OneOf<CheckKind>("kind", "Only of this kind."), Ask.After, Ask.Order, Ask.Limit);
        checks.MapGet("/{id}", async (string id, HttpRequest request, CheckRuns runs, CancellationToken cancellation) =>
            new QueryReader(request).Problem() ?? (await runs.FindAsync(id, cancellation) is { } run ? Results.Ok(run) : Unknown(id))).Produces<CheckRun>()
            .Tells("A check, with its progress.");
        checks.MapGet("/{id}/findings", FindingsAsync).Produces<Page<Finding>>()
            .Tells("What a check found.", Ask.After, Ask.Limit);
        checks.MapPost("/{id}/cancel", CancelAsync).Produces<CheckRun>()
            .Tells("End a check.");
    }

    /// <summary>Starts a check, or says which one of the same scope is under way.</summary>
    internal static async Task<IResult> StartAsync(CheckKind kind, CheckScope scope, string? reason, ClaimsPrincipal person, CheckRuns runs, IBackgroundJobClient jobs, CancellationToken cancellation)
    {
        var (run, earlier) = await runs.AddAsync(kind, scope, person.Identity?.Name ?? "somebody", reason, cancellation);
        if (earlier)
            return Refusal.Conflict($"The check {run.Id} of the same is {EnumWords.Word(run.State)}, started by {run.StartedBy} at {run.RequestedAt:u}. Follow it with GET /api/checks/{run.Id}, or cancel it.", new FieldError("id", run.Id, "no check of the same under way"));
        jobs.Enqueue<RunCheck>(job => job.RunAsync(run.Id, CancellationToken.None));
        return Results.Accepted($"/api/checks/{run.Id}", run);
    }

    private static async Task<IResult> StartOfViewsAsync(HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, LedgerStore store, CheckRuns runs, IBackgroundJobClient jobs, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadIfAnyAsync(request, LargestBody, cancellation);
        if (body is null) return refused!;
        var (view, area, theatre, share, reason) = (body.Text("view"), body.Text("area"), body.Text("theatre"), body.Number("share", 0, CheckShares.All - 1), body.Text("reason"));
        if (area is not null && share is not null) body.Wrong("share", $"{share}", "either an area or a share of all");
        if (body.Problem() is { } problem) return problem;
        if (view is not null && !LedgerViews.All.Any(v => v.Name == view)) return ViewsApi.UnknownView(view);
        if (theatre is not null && theatres.Find(theatre) is null) return Refusal.NotFound("theatre", FieldError.Shorten(theatre), theatres.Expected);
        if (area is null) return await StartAsync(CheckKind.Views, new(view, theatre, Share: share), reason, person, runs, jobs, cancellation);
        var (place, notFound) = await ViewsApi.FindAreaAsync(store, theatres, theatre, area, cancellation);
        return place is { } found ? await StartAsync(CheckKind.Views, new(view, found.Theatre, found.Code), reason, person, runs, jobs, cancellation) : notFound!;
    }

    private static async Task<IResult> ListAsync(HttpRequest request, CheckRuns runs, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (kind, asked) = (query.OneOf<CheckKind>("kind"), Listing.Read(query));
        if (query.Problem() is { } problem) return problem;
        if (await Cursor.ProblemAsync(asked.After, runs.FindAsync, "the id of a check", cancellation) is { } stray) return stray;
        return Results.Ok(asked.PageOf(await runs.ListAsync(kind, asked, cancellation), run => run.Id));
    }

    private static async Task<IResult> FindingsAsync(string id, HttpRequest request, CheckRuns runs, Findings findings, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (after, limit) = (query.Place("after") ?? 0, query.Count("limit", Page<Finding>.Usual, 1, Page<Finding>.Most));
        if (query.Problem() is { } problem) return problem;
        if (await runs.FindAsync(id, cancellation) is null) return Unknown(id);
        var found = await findings.ListAsync(id, after, limit + 1, cancellation);
        return Results.Ok(new Page<Finding>([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IResult> CancelAsync(string id, ClaimsPrincipal person, CheckRuns runs, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is null) return Unknown(id);
        var cancelled = await runs.EndAsync(id, CheckState.Cancelled, null, $"Cancelled by {person.Identity?.Name ?? "somebody"}.", cancellation);
        var run = (await runs.FindAsync(id, cancellation))!;
        return cancelled ? Results.Ok(run) : Refusal.Conflict($"The check {id} ended as {EnumWords.Word(run.State)} at {run.EndedAt:u}; there is nothing to cancel.", new FieldError("state", EnumWords.Word(run.State), "queued or running"));
    }

    internal static IResult Unknown(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a check; GET /api/checks lists them");
}

/// <summary>What the document says of the body that starts a check. Without any member everything is checked.</summary>
/// <param name="View">Only this view, as GET /api/views names it.</param>
/// <param name="Area">Only this area: code, ISO code or unambiguous name.</param>
/// <param name="Theatre">Its id; not needed while there is only one.</param>
/// <param name="Share">Only this share of all areas, from 0: the shares of a day together are all of them.</param>
/// <param name="Reason">Why.</param>
internal sealed record CheckAsked(string? View, string? Area, string? Theatre, int? Share, string? Reason);
