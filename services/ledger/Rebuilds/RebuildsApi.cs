using System.Security.Claims;
using Hangfire;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Checks;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary><c>/api/rebuilds</c>: start, watch, cancel and approve rebuilds.</summary>
public static class RebuildsApi
{
    private static readonly string[] Views = [.. LedgerViews.All.Select(view => view.Name)];

    public static void MapRebuilds(this IEndpointRouteBuilder routes)
    {
        var rebuilds = routes.MapGroup("/api/rebuilds").RequireAuthorization(Roles.Operator).WithTags("rebuilds");
        rebuilds.MapPost("", StartAsync).Produces<RebuildRun>(StatusCodes.Status202Accepted).Takes<RebuildAsked>()
            .Tells("Fold a view anew beside the live one, compare, and swap.");
        rebuilds.MapGet("", ListAsync).Produces<Page<RebuildRun>>()
            .Tells("Rebuilds.", Ask.OneOf("view", "Only of this view.", Views), Ask.OneOf<RebuildState>("state", "Only those that stand so."), Ask.After, Ask.Order, Ask.Limit);
        rebuilds.MapGet("/{id}", async (string id, RebuildRuns runs, CancellationToken cancellation) => await runs.FindAsync(id, cancellation) is { } run ? Results.Ok(run) : Unknown(id)).Produces<RebuildRun>()
            .Tells("A rebuild, with its progress.");
        rebuilds.MapPost("/{id}/cancel", CancelAsync).Produces<RebuildRun>(StatusCodes.Status202Accepted)
            .Tells("End a rebuild; the live view stays as it is.");
        rebuilds.MapPost("/{id}/approve", ApproveAsync).Produces<RebuildRun>(StatusCodes.Status202Accepted)
            .Tells("Let a rebuild that differs take the live view's place.");
    }

    private static async Task<IResult> StartAsync(HttpRequest request, ClaimsPrincipal person, RebuildRuns runs, IBackgroundJobClient jobs, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var (view, reason, approve) = (body.Text("view", required: true, expected: "one of " + string.Join(", ", Views)), body.Text("reason"), body.Flag("approve"));
        if (body.Problem() is { } problem) return problem;
        if (!Views.Contains(view)) return ViewsApi.UnknownView(view);
        var by = person.Identity?.Name ?? "somebody";
        var (run, added) = await runs.AddAsync(view!, by, reason, cancellation, approve ? by : null);
        if (!added) return Refusal.Conflict($"{view} is being rebuilt already: {run.InWords}. {WhatToDo(run)}, or cancel it first.", new FieldError("view", view, "a view that is not being rebuilt"));
        jobs.Enqueue<RebuildView>(job => job.RunAsync(run.Id, CancellationToken.None));
        return Results.Accepted($"/api/rebuilds/{run.Id}", run);
    }

    private static string WhatToDo(RebuildRun run) => run.State == RebuildState.AwaitingApproval
        ? $"It waits for your word: look at its samples and approve it (territory rebuild approve {run.Id}, or POST /api/rebuilds/{run.Id}/approve)"
        : $"Follow it at /api/rebuilds/{run.Id}";

    private static async Task<IResult> ListAsync(HttpRequest request, RebuildRuns runs, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (view, state, asked) = (query.Text("view"), query.OneOf<RebuildState>("state"), Listing.Read(query));
        if (query.Problem() is { } problem) return problem;
        if (view is not null && !Views.Contains(view)) return ViewsApi.UnknownView(view);
        if (await Cursor.ProblemAsync(asked.After, runs.FindAsync, "the id of a rebuild", cancellation) is { } stray) return stray;
        return Results.Ok(asked.PageOf(await runs.ListAsync(view, state, asked, cancellation), run => run.Id));
    }

    private static async Task<IResult> CancelAsync(string id, ClaimsPrincipal person, RebuildRuns runs, RebuildView rebuild, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { } run) return Unknown(id);
        if (!await runs.RequestCancelAsync(id, person.Identity?.Name ?? "somebody", cancellation)) return Ended(await runs.FindAsync(id, cancellation) ?? run, "cancel");
        // Whoever works on it sees that at once; if nobody does, it is over now.
        await rebuild.TryCleanUpAsync(run, cancellation);
        return Results.Accepted($"/api/rebuilds/{id}", await runs.FindAsync(id, cancellation));
    }

    private static async Task<IResult> ApproveAsync(string id, ClaimsPrincipal person, RebuildRuns runs, IBackgroundJobClient jobs, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { } run) return Unknown(id);
        if (run.EndedAt is not null) return Ended(run, "approve");
        if (!await runs.ApproveAsync(id, person.Identity?.Name ?? "somebody", cancellation))
            return Refusal.Conflict($"The rebuild {id} is {RebuildRuns.Word(run.State)}; only one that is awaitingApproval can be approved. To approve beforehand, start it with approve: true.");
        jobs.Enqueue<RebuildView>(job => job.RunAsync(id, CancellationToken.None));
        return Results.Accepted($"/api/rebuilds/{id}", await runs.FindAsync(id, cancellation));
    }

    private static IResult Ended(RebuildRun run, string wish) => Refusal.Conflict($"The rebuild {run.Id} ended as {RebuildRuns.Word(run.State)} at {run.EndedAt:u}; there is nothing to {wish}.");

    private static IResult Unknown(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a rebuild; GET /api/rebuilds lists them");
}

/// <summary>What the document says of the body that starts a rebuild.</summary>
/// <param name="View">Its name, as GET /api/views lists it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Approve">True: put the rebuilt view in the place of the live one whatever differs. Otherwise differences are shown first, and wait for an approval.</param>
internal sealed record RebuildAsked(string View, string? Reason, bool? Approve);
