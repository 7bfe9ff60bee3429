using System.Data;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Checks;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>The stages of one run, each of which begins by looking how far an earlier attempt came.</summary>
internal sealed class RebuildWork(LedgerStore store, RebuildRuns runs, Findings findings, RebuildRun run, TimeSpan patience)
{
    /// <summary>Rounds of catching up and comparing end when that few came meanwhile: the rest is done while writers wait.</summary>
    private const int FewEvents = 100;
    private const int MostRounds = 20;
    private readonly StoredEvents events = new(store.Documents, LedgerStore.Schema);
    private readonly LedgerView view = LedgerViews.All.SingleOrDefault(v => v.Name == run.View)
        ?? throw new InvalidOperationException($"This version has no view {run.View}; it has {string.Join(", ", LedgerViews.All.Select(v => v.Name))}.");

    public async Task RunAsync(CancellationToken cancellation)
    {
        var shadow = new Shadow(store, view, run.Id);
        await FoldAsync(shadow, cancellation);
        await runs.SetAsync(run, RebuildState.Copying, "building the indexes", cancellation);
        await new ShadowIndexes(store, shadow).BuildAsync(cancellation);
        await runs.SetAsync(run, RebuildState.Copying, "catching up", cancellation);
        var catchUp = new CatchUp(events, shadow, (await shadow.ProgressAsync(cancellation)).CaughtUp);
        await CatchUpAsync(shadow, catchUp, cancellation);
        // Of another shape, there is nothing to compare with.
        var comparison = await ViewVersions.ReadAsync(store, view, cancellation) == view.Version ? new Comparison(shadow, await runs.ApprovalAsync(run, cancellation)) : null;
        if (comparison is not null) await CompareAsync(shadow, catchUp, comparison, cancellation);
        if (!await MayGoOnAsync(comparison, cancellation)) return;
        await runs.SetAsync(run, RebuildState.Swapping, "swapping", cancellation);
        if (await new Swap(store, runs, findings, run, shadow, catchUp, comparison, patience).RunAsync(cancellation)) await shadow.DropAsync(CancellationToken.None);
        else await MayGoOnAsync(comparison, cancellation);
    }

    private async Task FoldAsync(Shadow shadow, CancellationToken cancellation)
    {
        await runs.SetAsync(run, RebuildState.Folding, "reading the log", cancellation);
        await shadow.PrepareAsync(cancellation);
        var (_, _, total, before) = await shadow.ProgressAsync(cancellation);
        await runs.ResumedAsync(run, before, total, cancellation);
        using var telling = new FoldProgress(runs, run, before, total, cancellation);
        await new FoldIntoShadow(events, shadow).RunAsync(telling.ReadAsync, telling.FoldedAsync, cancellation);
    }

    /// <summary>How many events came since.</summary>
    private static async Task<int> CatchUpAsync(Shadow shadow, CatchUp catchUp, CancellationToken cancellation)
    {
        await using var connection = await shadow.OpenAsync(cancellation);
        for (var all = 0; ;)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (await catchUp.WriteAsync(connection, hurry: false, cancellation) is not (> 0 and var some)) return all;
            await transaction.CommitAsync(cancellation);
            catchUp.Committed();
            all += some;
        }
    }

    /// <summary>Everything once, then again and again what was written meanwhile, beside the writers.</summary>
    private async Task CompareAsync(Shadow shadow, CatchUp catchUp, Comparison comparison, CancellationToken cancellation)
    {
        await runs.SetAsync(run, RebuildState.Comparing, "comparing with the live view", cancellation);
        catchUp.Compared();
        await InASnapshotAsync(shadow, connection => comparison.AllAsync(connection, catchUp.Position, cancellation), cancellation);
        for (var (round, some) = (1, FewEvents); some >= FewEvents && round <= MostRounds; round++)
        {
            some = await CatchUpAsync(shadow, catchUp, cancellation);
            await InASnapshotAsync(shadow, connection => comparison.SomeAsync(connection, catchUp.Position, catchUp.Touched, cancellation), cancellation);
            catchUp.Compared();
        }
    }

    private static async Task InASnapshotAsync(Shadow shadow, Func<NpgsqlConnection, Task> look, CancellationToken cancellation)
    {
        await using var connection = await shadow.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await look(connection);
    }

    /// <summary>Notes what was found. False when it differs and nobody has approved of just that: the shadow stays, and the run waits without a worker.</summary>
    private async Task<bool> MayGoOnAsync(Comparison? comparison, CancellationToken cancellation)
    {
        if (comparison is null) return true;
        await runs.VerifiedAsync(run, comparison.Found, comparison.Different, cancellation);
        if (comparison.Unapproved == 0) return true;
        await runs.WaitAsync(run, run.ApprovedBy is { } by
            ? $"{comparison.Unapproved} of the differences were not among those that {by} approved of; look at the first samples, then approve again or cancel"
            : "the rebuilt view differs from the live one; look at the samples, then approve or cancel", cancellation);
        return false;
    }
}
