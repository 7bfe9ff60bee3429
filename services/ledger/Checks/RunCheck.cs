using Hangfire;
using Npgsql;
using Territory.Ledger.Integrity;
using Territory.Ledger.Snapshots;

namespace Territory.Ledger.Checks;

/// <summary>
/// Job: runs a check to its end, on one instance. It changes nothing it looks at, so it begins anew after a crash, and it
/// stops as soon as somebody has cancelled it.
/// </summary>
internal sealed partial class RunCheck(LedgerStore store, CheckRuns runs, CheckViews views, CheckedViews looked, CheckLog log, CheckSnapshot snapshot, TimeProvider clock, ILogger<RunCheck> logger)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);
    private const int MostSharesAnHour = 4;

    /// <summary>Every hour the share that was not looked at for longest, and a few more when a day went by without them: nobody is there every hour.</summary>
    [JobDisplayName("Check a share of the views")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunHourlyAsync(CancellationToken cancellation)
    {
        for (var shares = 0; shares < MostSharesAnHour; shares++)
        {
            var (share, lookedAt) = await looked.LongestAgoAsync(cancellation);
            if (shares > 0 && clock.GetUtcNow() - lookedAt < CheckShares.Within) return;
            await RunNewAsync(CheckKind.Views, new(Share: share), "hourly share", cancellation);
        }
    }

    /// <summary>Every night both logs.</summary>
    [JobDisplayName("Verify the logs")]
    [AutomaticRetry(Attempts = 0)]
    public Task RunNightlyAsync(CancellationToken cancellation) => RunNewAsync(CheckKind.Log, new(), "nightly proof", cancellation);

    /// <summary>A failure is the run's own and is not tried again; only one that could not be told (the database was away) is.</summary>
    [JobDisplayName("Check {0}")]
    [AutomaticRetry(Attempts = 5, DelaysInSeconds = [5, 15, 60])]
    public async Task RunAsync(string id, CancellationToken cancellation)
    {
        await using var guard = new NpgsqlConnection(store.Database.LongLived);
        await guard.OpenAsync(cancellation);
        // A second start of one that goes on elsewhere has nothing to do.
        if (!await TryGuardAsync(guard, id, cancellation) || await runs.FindAsync(id, cancellation) is not { EndedAt: null } run) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = WatchAsync(id, stop);
        try
        {
            await runs.BeginAsync(id, stop.Token);
            await runs.EndAsync(id, CheckState.Done, await LookAsync(run, stop.Token), null, CancellationToken.None);
        }
        catch (Exception ended) when (stop.IsCancellationRequested)
        {
            LogStopped(logger, ended, id);
            // A stop of this process is not the end of the check.
            cancellation.ThrowIfCancellationRequested();
        }
        catch (Exception failed)
        {
            LogFailed(logger, failed, id);
            await runs.EndAsync(id, CheckState.Failed, null, $"{failed.Message} Nothing was changed. Mend the cause and start it again.", CancellationToken.None);
        }
        finally
        {
            await stop.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<object> LookAsync(CheckRun run, CancellationToken cancellation)
    {
        return run.Kind switch
        {
            CheckKind.Views => views.RunAsync(run, ProgressAsync, cancellation),
            CheckKind.Log => log.RunAsync(run, ProgressAsync, cancellation),
            CheckKind.Snapshot => snapshot.RunAsync(run, ProgressAsync, cancellation),
            _ => throw new InvalidOperationException($"There is no check of {run.Kind}."),
        };

        Task ProgressAsync(long done, long total, long found) => runs.ProgressAsync(run.Id, done, total, found, cancellation);
    }

    private async Task RunNewAsync(CheckKind kind, CheckScope scope, string reason, CancellationToken cancellation)
    {
        // One that was left unfinished goes on; one that runs elsewhere is left alone.
        var (run, _) = await runs.AddAsync(kind, scope, CheckRuns.Schedule, reason, cancellation);
        await RunAsync(run.Id, cancellation);
    }

    /// <summary>Stops the work once the run has ended otherwise.</summary>
    private async Task WatchAsync(string id, CancellationTokenSource stop)
    {
        while (!await runs.EndedAsync(id, stop.Token)) await Task.Delay(BetweenLooks, stop.Token);
        await stop.CancelAsync();
    }

    private static async Task<bool> TryGuardAsync(NpgsqlConnection connection, string id, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection);
        take.Parameters.Add(new() { Value = "check:" + id });
        return await take.ExecuteScalarAsync(cancellation) is true;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Check {Id} was stopped")]
    private static partial void LogStopped(ILogger logger, Exception exception, string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Check {Id} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string id);
}

/// <summary>At the start of a process, what another one left unfinished goes on.</summary>
internal sealed class ResumeChecks(CheckRuns runs, IBackgroundJobClient jobs) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var run in await runs.UnfinishedAsync(cancellationToken)) jobs.Enqueue<RunCheck>(job => job.RunAsync(run.Id, CancellationToken.None));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
