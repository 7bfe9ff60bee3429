using System.Globalization;
using System.Security.Claims;
using Hangfire;
using Npgsql;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Checks;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Integrity;

/// <summary>How far the logs are sealed and when they were last proven.</summary>
/// <param name="Head">Where the log ends, a decimal string.</param>
/// <param name="SealedTo">Up to where it is sealed.</param>
/// <param name="Skips">Positions given out and never committed, as recorded.</param>
/// <param name="Checkpoints">The latest of each theatre.</param>
/// <param name="Running">The check under way, if there is one.</param>
/// <param name="Last">The last one that ended.</param>
public sealed record VerifyAnswer(string Head, string SealedTo, SkipsTold Skips, string KeyId, IReadOnlyList<Checkpoint> Checkpoints, VerifyRun? Running, VerifyRun? Last);

/// <summary>Holes in the positions, and how many positions they have.</summary>
public sealed record SkipsTold(long Ranges, long Positions);

/// <summary>A check of the logs; <c>/api/checks/{id}</c> has all of it, for operators.</summary>
public sealed record VerifyRun(string Id, CheckState State, long Processed, long Total, long Findings, DateTimeOffset? EndedAt)
{
    internal static VerifyRun Of(CheckRun run) => new(run.Id, run.State, run.Processed, run.Total, run.Findings, run.EndedAt);
}

/// <summary>A public key.</summary>
/// <param name="PublicKey">PEM (SubjectPublicKeyInfo).</param>
public sealed record KeyTold(string Id, string Algorithm, string PublicKey, DateTimeOffset FirstUsedAt);

/// <summary>The key that signs now, and every one that has signed.</summary>
public sealed record KeysTold(string KeyId, string PublicKey, IReadOnlyList<KeyTold> Keys);

/// <summary><c>/api/verify</c>: how far the logs are sealed, the signed checkpoints and their keys for whoever reads, and the proof itself for operators.</summary>
public static class VerifyApi
{
    public static void MapVerify(this IEndpointRouteBuilder routes)
    {
        var verify = routes.MapGroup("/api/verify").WithTags("verify");
        verify.MapGet("", ReadAsync).RequireAuthorization(Roles.Reader).Produces<VerifyAnswer>()
            .Tells("How the log was verified, and how far.");
        verify.MapPost("", StartAsync).RequireAuthorization(Roles.Operator).Produces<CheckRun>(StatusCodes.Status202Accepted).Takes<ReasonIfAny>(required: false)
            .Tells("Verify the log now.");
        verify.MapGet("/checkpoints", CheckpointsAsync).RequireAuthorization(Roles.Reader).Produces<Page<Checkpoint>>()
            .Tells("The signed checkpoints of the log.", Ask.Theatre, Ask.Order, Ask.After, Ask.Limit);
        verify.MapGet("/key", KeyAsync).RequireAuthorization(Roles.Reader).Produces<KeysTold>()
            .Tells("The keys that checkpoints are signed with.");
    }

    private static async Task<IResult> ReadAsync(HttpRequest request, LedgerStore store, SigningKey key, TheatreRegister theatres, CheckRuns runs, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        var latest = await runs.ListAsync(CheckKind.Log, Listing.NewestFirst(20), cancellation);
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        var (head, sealedTo, skips) = await ReadEndsAsync(connection, cancellation);
        var points = new List<Checkpoint>();
        foreach (var theatre in theatres.All) points.AddRange(await Seals.CheckpointsAsync(connection, theatre.Id, 0, newestFirst: true, 1, cancellation));
        return Results.Ok(new VerifyAnswer(head, sealedTo, skips, key.Id, points, Of(latest.FirstOrDefault(run => run.EndedAt is null)), Of(latest.FirstOrDefault(run => run.EndedAt is not null))));
    }

    private static async Task<(string Head, string SealedTo, SkipsTold Skips)> ReadEndsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"""
            select (select coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events), (select coalesce(max(last), 0) from {Seals.Table}), count(*), coalesce(sum(last - first + 1), 0)::bigint from {Seals.Skips}
            """, connection);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (Text(row.GetInt64(0)), Text(row.GetInt64(1)), new(row.GetInt64(2), row.GetInt64(3)));
    }

    private static VerifyRun? Of(CheckRun? run) => run is null ? null : VerifyRun.Of(run);

    private static async Task<IResult> StartAsync(HttpRequest request, ClaimsPrincipal person, CheckRuns runs, IBackgroundJobClient jobs, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadIfAnyAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var reason = body.Text("reason");
        return body.Problem() ?? await ChecksApi.StartAsync(CheckKind.Log, new(), reason, person, runs, jobs, cancellation);
    }

    private static async Task<IResult> CheckpointsAsync(HttpRequest request, TheatreRegister theatres, LedgerStore store, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var (after, newestFirst, limit) = (query.Place("after") ?? 0, query.OneOf("order", "asc", "asc", "desc") == "desc", query.Count("limit", Page<Checkpoint>.Usual, 1, Page<Checkpoint>.Most));
        if (query.Problem() is { } problem) return problem;
        if (theatre is null) return refused!;
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        var found = await Seals.CheckpointsAsync(connection, theatre.Id, after, newestFirst, limit + 1, cancellation);
        return Results.Ok(new Page<Checkpoint>([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Position : null));
    }

    private static async Task<IResult> KeyAsync(HttpRequest request, LedgerStore store, SigningKey key, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        await using var read = store.Database.Pool.CreateCommand($"select id, public_key, first_used_at from {SigningKey.Table} order by first_used_at, id");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var keys = new List<KeyTold>();
        while (await row.ReadAsync(cancellation)) keys.Add(new(row.GetString(0), "ECDSA P-256, SHA-256", row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
        return Results.Ok(new KeysTold(key.Id, key.PublicKey, keys));
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
