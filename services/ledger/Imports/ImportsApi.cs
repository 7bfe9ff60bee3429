using System.Security.Claims;
using System.Text;
using Hangfire;
using Microsoft.AspNetCore.Mvc;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary><c>/api/imports</c>: history from a CSV file, all of it or none.</summary>
public static class ImportsApi
{
    /// <summary>Bytes; more than a million rows.</summary>
    private const long LargestFile = 1024L * 1024 * 1024;
    private const string Csv = "text/csv";

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/api/imports").RequireAuthorization(Roles.Analyst).WithTags("imports");
        imports.MapPost("", StartAsync).WithMetadata(new RequestSizeLimitAttribute(LargestFile)).Produces<ImportRun>().Produces<ImportRun>(StatusCodes.Status202Accepted).Takes<string>("text/csv")
            .Tells("Record a table of history, all of it or nothing.", Ask.OneOf<ImportKind>("as", "What the rows are."), Ask.Flag("dryRun", "Check and compare only; nothing is recorded.")).WithDescription(
            $"The columns of `as=decisions`:\n\n{ImportColumns.Table(ImportKind.Decisions)}\nThe columns of `as=claims`:\n\n{ImportColumns.Table(ImportKind.Claims)}");
        imports.MapGet("", ListAsync).Produces<Page<ImportRun>>().Tells("Imports.", Ask.After, Ask.Order, Ask.Limit);
        imports.MapGet("/{id}", async (string id, ImportRuns runs, CancellationToken cancellation) => await runs.FindAsync(id, cancellation) is { } run ? Results.Ok(run) : Unknown(id)).Produces<ImportRun>().Tells("An import, with its progress.");
        imports.MapGet("/{id}/errors", ErrorsAsync).Produces<Page<RowError>>().Tells("What is wrong with its rows.", Ask.After, Ask.Limit);
        imports.MapPost("/{id}/cancel", CancelAsync).Produces<ImportRun>().Tells("End an import; nothing of it is recorded.");
    }

    private static async Task<IResult> StartAsync(HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, StageImport stage, IBackgroundJobClient jobs, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var (kind, dryRun) = (query.OneOf<ImportKind>("as"), query.Flag("dryRun"));
        if (kind is null && !request.Query.ContainsKey("as")) query.Wrong("as", null, "one of " + EnumWords.All<ImportKind>());
        if (theatre is null) return refused!;
        if (query.Problem() is { } problem) return problem;
        if (!IsCsv(request.ContentType)) return Refusal.MediaType(request.ContentType, $"{Csv} in UTF-8");
        try
        {
            var staged = await stage.RunAsync(request.Body, kind!.Value, theatre, dryRun, person.Identity?.Name ?? "somebody", cancellation);
            if (staged.Run is not { } run) return Refusal.BadRequest(staged.Errors);
            var place = $"/api/imports/{run.Id}";
            if (staged.Earlier) return Results.Ok(run);
            if (run.EndedAt is null) jobs.Enqueue<AppendImport>(job => job.RunAsync(run.Id, CancellationToken.None));
            return Results.Accepted(place, run);
        }
        catch (DecoderFallbackException wrong)
        {
            return Refusal.BadRequest(new FieldError("body", $"bytes that are no UTF-8 ({Convert.ToHexString(wrong.BytesUnknown ?? [])})", "CSV in UTF-8; convert the file first, for example with iconv -t utf-8"));
        }
    }

    private static bool IsCsv(string? type) => type is not null && type.Split(';')[0].Trim().Equals(Csv, StringComparison.OrdinalIgnoreCase)
        && (!type.Contains("charset", StringComparison.OrdinalIgnoreCase) || type.Contains("utf-8", StringComparison.OrdinalIgnoreCase));

    private static async Task<IResult> ListAsync(HttpRequest request, ImportRuns runs, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var asked = Listing.Read(query);
        if (query.Problem() is { } problem) return problem;
        if (await Cursor.ProblemAsync(asked.After, runs.FindAsync, "the id of an import", cancellation) is { } stray) return stray;
        return Results.Ok(asked.PageOf(await runs.ListAsync(asked, cancellation), run => run.Id));
    }

    /// <summary>Pages of rows; a row with several errors counts once.</summary>
    private static async Task<IResult> ErrorsAsync(string id, HttpRequest request, ImportRuns runs, StagedRows rows, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (after, limit) = (query.Place("after") ?? 0, query.Count("limit", Page<RowError>.Usual, 1, Page<RowError>.Most));
        if (query.Problem() is { } problem) return problem;
        if (await runs.FindAsync(id, cancellation) is null) return Unknown(id);
        var byRow = (await rows.ErrorsAsync(id, after, limit + 1, cancellation)).GroupBy(e => e.Row).ToArray();
        return Results.Ok(new Page<RowError>([.. byRow.Take(limit).SelectMany(row => row)], byRow.Length > limit ? byRow[limit - 1].Key.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IResult> CancelAsync(string id, ImportRuns runs, StagedRows rows, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { } run) return Unknown(id);
        if (!await runs.CancelAsync(id, cancellation))
            return Refusal.Conflict($"The import {id} is {ImportRuns.Word(run.State)} with {run.Done} of {run.Rows} rows; only one that has not begun to append can be cancelled. What it recorded can be corrected or retracted.");
        await rows.ForgetAsync(id, cancellation);
        return Results.Ok(await runs.FindAsync(id, cancellation));
    }

    private static IResult Unknown(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of an import; GET /api/imports lists them");
}
