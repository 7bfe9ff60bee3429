using Hangfire;

namespace Territory.Ledger.Rebuilds;

/// <summary>At the start of a process and every minute: runs that nobody works on go on, and shadows that belong to none are dropped.</summary>
public sealed partial class SweepRebuilds(LedgerStore store, RebuildRuns runs, IBackgroundJobClient jobs, ILogger<SweepRebuilds> logger)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        // The schemas first: a run is there before its shadow.
        var shadows = await ShadowsAsync(cancellation);
        var unfinished = await runs.UnfinishedAsync(cancellation);
        foreach (var run in unfinished)
            if ((run.State != RebuildState.AwaitingApproval || run.CancelRequested) && await IsIdleAsync(run.View, cancellation)) jobs.Enqueue<RebuildView>(job => job.RunAsync(run.Id, CancellationToken.None));
        foreach (var shadow in shadows.Where(shadow => !unfinished.Any(run => shadow.StartsWith(Shadow.Prefix + run.Id, StringComparison.Ordinal))))
        {
            // Of a run that has just ended the worker is cleaning up itself.
            if (await RunOfAsync(shadow, cancellation) is { } ended && !await IsIdleAsync(ended.View, cancellation)) continue;
            LogLeft(logger, shadow);
            await Shadow.DropAsync(store, [shadow], cancellation);
        }
    }

    private Task<RebuildRun?> RunOfAsync(string shadow, CancellationToken cancellation) => runs.FindAsync(shadow[Shadow.Prefix.Length..].Replace("_old", "", StringComparison.Ordinal), cancellation);

    private async Task<bool> IsIdleAsync(string view, CancellationToken cancellation)
    {
        await using var guard = await RebuildGuard.TryTakeAsync(store, view, cancellation);
        return guard is not null;
    }

    /// <summary>Only what bears the id of a run: another's schema may be called what it likes.</summary>
    private async Task<IReadOnlyList<string>> ShadowsAsync(CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand("select nspname::text from pg_namespace where nspname ~ $1");
        read.Parameters.Add(new() { Value = $"^{Shadow.Prefix}reb_[0-9a-f]+(_old)?$" });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var found = new List<string>();
        while (await row.ReadAsync(cancellation)) found.Add(row.GetString(0));
        return found;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropping {Shadow}, which a rebuild left behind")]
    private static partial void LogLeft(ILogger logger, string shadow);
}

/// <summary>The sweep at the start of a process; as a job, so that nothing it stumbles over keeps the process from serving.</summary>
internal sealed class ResumeRebuilds(IBackgroundJobClient jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.Enqueue<SweepRebuilds>(sweep => sweep.RunAsync(CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
