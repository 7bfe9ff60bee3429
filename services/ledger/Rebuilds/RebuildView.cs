using System.Diagnostics;
using System.Net.Sockets;
using Hangfire;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Checks;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// Job: rebuilds a view beside the live one; see docs/decisions/0015. Whatever ends it before its end, another call goes on
/// from its checkpoint; a second call beside it does nothing.
/// </summary>
public sealed partial class RebuildView(LedgerStore store, RebuildRuns runs, Findings findings, ILogger<RebuildView> logger)
{
    private const int MostAttempts = 120;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1), BetweenLooks = TimeSpan.FromMilliseconds(250), Patience = TimeSpan.FromSeconds(3), PatienceForNew = TimeSpan.FromMinutes(1);

    /// <summary>How long a swap waits for readers to end before the run fails.</summary>
    public TimeSpan PatienceWithReaders { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Every night the live views prove themselves equal to the fold of their log.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task RunNightlyAsync(CancellationToken cancellation)
    {
        foreach (var view in LedgerViews.All)
            if (await runs.AddAsync(view.Name, "schedule", "nightly check", cancellation) is (var run, true)) await RunAsync(run.Id, cancellation);
    }

    /// <summary>Returns when the run has ended, waits for approval, or goes on elsewhere.</summary>
    [JobDisplayName("Rebuild {0}"), AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string id, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await runs.FindAsync(id, cancellation) is { EndedAt: null } run) await GuardedAsync(run, cancellation);
                return;
            }
            catch (Exception lost) when (IsPassing(lost) && attempt < MostAttempts && !cancellation.IsCancellationRequested)
            {
                LogLost(logger, id, lost.Message);
                await Task.Delay(BetweenAttempts, cancellation);
            }
        }
    }

    private async Task GuardedAsync(RebuildRun found, CancellationToken cancellation)
    {
        if (found is { State: RebuildState.AwaitingApproval, CancelRequested: false }) return;
        await using var guard = await GuardAsync(found, cancellation);
        if (guard is null) return;
        if (await runs.TakeUpAsync(found.Id, cancellation) is not { } run) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, guard.Lost);
        var unwanted = false;
        var watching = WatchAsync(run, () => unwanted = true, stop);
        try
        {
            if (!run.CancelRequested) await new RebuildWork(store, runs, findings, run, PatienceWithReaders).RunAsync(stop.Token);
            else await CancelAsync(run);
        }
        catch (Exception) when (unwanted)
        {
            await CancelAsync(run);
        }
        catch (FencedOffException)
        {
            // Or it was cancelled in the moment in which it would have been done.
            if (await runs.FindAsync(run.Id, cancellation) is { CancelRequested: true, EndedAt: null } now && now.Fence == run.Fence) await CancelAsync(run);
            else LogElsewhere(logger, run.Id, run.View);
        }
        catch (OperationCanceledException gone) when (guard.Lost.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new NpgsqlException("The connection that guards the rebuild was lost.", new IOException(gone.Message, gone));
        }
        catch (Exception failed) when (!IsPassing(failed) && !cancellation.IsCancellationRequested)
        {
            LogFailed(logger, IsForeseen(failed) ? null : failed, run.Id, failed.Message);
            await Shadow.DropAsync(store, run.Id, CancellationToken.None);
            await runs.FailAsync(run, $"{Sentence(failed)} The live view is as it was.", CancellationToken.None);
        }
        finally
        {
            await stop.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Whoever has the guard may be about to let it go: one who only looks whether somebody works on the view, or who cleans up after a
    /// run that is done. What nobody has taken up yet is worth a longer wait than what may be at work.
    /// </summary>
    private async Task<RebuildGuard?> GuardAsync(RebuildRun run, CancellationToken cancellation)
    {
        var (watch, patience) = (Stopwatch.StartNew(), run.Fence == 0 ? PatienceForNew : Patience);
        do
        {
            if (await RebuildGuard.TryTakeAsync(store, run.View, cancellation) is { } guard) return guard;
            await Task.Delay(BetweenLooks, cancellation);
        }
        while (watch.Elapsed < patience && await runs.FindAsync(run.Id, cancellation) is { EndedAt: null } now && now.Fence == run.Fence);
        LogElsewhere(logger, run.Id, run.View);
        return null;
    }

    /// <summary>Nobody wants it any more: nothing of it stays. The caller holds the guard.</summary>
    private async Task CancelAsync(RebuildRun run)
    {
        await Shadow.DropAsync(store, run.Id, CancellationToken.None);
        await runs.SetAsync(run, RebuildState.Cancelled, null, CancellationToken.None);
    }

    /// <summary>Cleans up after a run that was cancelled while nobody worked on it. False when somebody does, who will see to it.</summary>
    public async Task<bool> TryCleanUpAsync(RebuildRun cancelled, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cancelled);
        await using var guard = await RebuildGuard.TryTakeAsync(store, cancelled.View, cancellation);
        if (guard is null || await runs.TakeUpAsync(cancelled.Id, cancellation) is not { } run) return false;
        await CancelAsync(run);
        return true;
    }

    /// <summary>As soon as the run is to be cancelled, all work on it ends.</summary>
    private async Task WatchAsync(RebuildRun run, Action unwanted, CancellationTokenSource stop)
    {
        while (!await IsUnwantedAsync(run, stop.Token)) await Task.Delay(BetweenLooks, stop.Token);
        // First told, then stopped: whoever is stopped asks why.
        unwanted();
        await stop.CancelAsync();
    }

    private async Task<bool> IsUnwantedAsync(RebuildRun run, CancellationToken cancellation)
    {
        try
        {
            return await runs.FindAsync(run.Id, cancellation) is not { CancelRequested: false };
        }
        catch (Exception away) when (IsPassing(away))
        {
            // The work itself notices that too; until then the next look tells.
            return false;
        }
    }

    /// <summary>What these say is all there is to know: where in the code it was found is nobody's concern.</summary>
    private static bool IsForeseen(Exception failed) => failed is PoisonEventException or InTheWayException;

    private static string Sentence(Exception failed) => failed switch
    {
        InTheWayException => failed.Message,
        PoisonEventException => $"{failed.Message} Nothing changes an event once it is recorded: territory verify tells whether somebody did. Restore a backup from before, or run the version that wrote it.",
        _ => $"{failed.Message} Mend the cause and start again.",
    };

    /// <summary>The database was away for a while, or two transactions stood in each other's way: the next attempt goes on.</summary>
    private static bool IsPassing(Exception failed) => failed switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => false,
        PostgresException { SqlState: ['5', '7', 'P', ..] } => true,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or SocketException or TimeoutException,
        AggregateException many => many.InnerExceptions.All(IsPassing),
        ObjectDisposedException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Rebuild {Id} failed; the live view is as it was: {Reason}")]
    private static partial void LogFailed(ILogger logger, Exception? exception, string id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rebuild {Id} was interrupted and goes on from where it was: {Reason}")]
    private static partial void LogLost(ILogger logger, string id, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rebuild {Id} is not for this worker: another one works on {View}")]
    private static partial void LogElsewhere(ILogger logger, string id, string view);
}
