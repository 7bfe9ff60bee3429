using Hangfire;
using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// Job: rebuilds a view beside the live one. Readers keep the live view throughout; the end of it, a last catch-up, the
/// comparison and the swap, is one short transaction under the append lock. A difference stops it until an operator approves.
/// </summary>
public sealed partial class RebuildView(LedgerStore store, RebuildRuns runs, ILogger<RebuildView> logger)
{
    private const int MostAttempts = 40;

    /// <summary>Every night the live views prove themselves equal to the fold of their log.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task RunNightlyAsync(CancellationToken cancellation)
    {
        foreach (var view in LedgerViews.All) await RunAsync((await runs.AddAsync(view.Name, "schedule", "nightly check", cancellation)).Id, cancellation);
    }

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string id, CancellationToken cancellation)
    {
        await using var guard = new NpgsqlConnection(store.Database.LongLived);
        await guard.OpenAsync(cancellation);
        if (await runs.FindAsync(id, cancellation) is not { EndedAt: null } run) return;
        if (!await TryGuardAsync(guard, run.View, cancellation))
        {
            // A second start of a run that goes on elsewhere is no reason to call it failed.
            if (run.State != RebuildState.Queued) return;
            await runs.FailAsync(id, $"Another rebuild of {run.View} is running; GET /api/rebuilds tells which. Start again when it has ended.", cancellation);
            return;
        }
        var shadow = new Shadow(store, LedgerViews.All.Single(view => view.Name == run.View), "shadow_" + id);
        try
        {
            var state = await RebuildAsync(run, shadow, cancellation);
            await shadow.DropAsync(CancellationToken.None);
            await runs.SetAsync(id, state, CancellationToken.None);
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(logger, failed, id);
            await shadow.DropAsync(CancellationToken.None);
            await runs.FailAsync(id, $"{failed.Message} The live view is as it was. Mend the cause and start again.", CancellationToken.None);
        }
    }

    private async Task<RebuildState> RebuildAsync(RebuildRun run, Shadow shadow, CancellationToken cancellation)
    {
        await runs.SetAsync(run.Id, RebuildState.Folding, cancellation);
        await shadow.CreateAsync(cancellation);
        var folded = await shadow.FoldAllAsync(cancellation, async () =>
        {
            await runs.ProgressAsync(run.Id, shadow.Position, await HeadAsync(cancellation), cancellation);
            return !(await runs.WishesAsync(run.Id, cancellation)).Cancel;
        });
        if (!folded) return RebuildState.Cancelled;
        await runs.SetAsync(run.Id, RebuildState.Comparing, cancellation);
        if (await FinishAsync(run.Id, shadow, approved: false, cancellation)) return RebuildState.Done;
        await runs.SetAsync(run.Id, RebuildState.AwaitingApproval, cancellation);
        return await AwaitApprovalAsync(run.Id, shadow, cancellation);
    }

    private async Task<RebuildState> AwaitApprovalAsync(string id, Shadow shadow, CancellationToken cancellation)
    {
        while (true)
        {
            var (cancel, approved) = await runs.WishesAsync(id, cancellation);
            if (cancel) return RebuildState.Cancelled;
            if (approved)
            {
                await runs.SetAsync(id, RebuildState.Swapping, cancellation);
                await FinishAsync(id, shadow, approved: true, cancellation);
                return RebuildState.Done;
            }
            await Task.Delay(500, cancellation);
        }
    }

    /// <summary>A long reader may be in the way of the swap; then everything is let go, and tried again.</summary>
    private async Task<bool> FinishAsync(string id, Shadow shadow, bool approved, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryFinishAsync(id, shadow, approved, cancellation);
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < MostAttempts)
            {
                await Task.Delay(Random.Shared.Next(50, 250), cancellation);
            }
        }
    }

    /// <summary>Under the append lock: catches up, compares, and swaps when equal or approved. False: there is a difference to approve.</summary>
    private async Task<bool> TryFinishAsync(string id, Shadow shadow, bool approved, CancellationToken cancellation)
    {
        Verification? verification = null;
        await store.Door.EnterAsync(async (door, ct) =>
        {
            await shadow.CatchUpAsync(door, ct);
            verification = await shadow.CompareAsync(door.Connection, ct);
            if (verification.Different == 0 || approved) await shadow.SwapAsync(door.Connection, ct);
            return 0;
        }, null, cancellation);
        shadow.Written();
        await runs.VerifiedAsync(id, verification!, cancellation);
        await runs.ProgressAsync(id, shadow.Position, shadow.Position, cancellation);
        return verification!.Different == 0 || approved;
    }

    private async Task<long> HeadAsync(CancellationToken cancellation)
    {
        await using var head = store.Database.Pool.CreateCommand($"select coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events");
        return (long)(await head.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<bool> TryGuardAsync(NpgsqlConnection connection, string view, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection);
        take.Parameters.Add(new() { Value = "rebuild:" + view });
        return await take.ExecuteScalarAsync(cancellation) is true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Rebuild {Id} failed; the live view is as it was")]
    private static partial void LogFailed(ILogger logger, Exception exception, string id);
}
