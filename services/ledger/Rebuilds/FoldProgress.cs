using System.Diagnostics;

namespace Territory.Ledger.Rebuilds;

/// <summary>Tells in the run's record how much of the log is read and folded, and how fast. The workers tell it; one of them at a time writes it.</summary>
/// <param name="before">Events that an earlier attempt folded.</param>
internal sealed class FoldProgress(RebuildRuns runs, RebuildRun run, long before, long total, CancellationToken cancellation) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Stopwatch folding = Stopwatch.StartNew();
    private long done;

    /// <param name="part">From 0 to 1; the folding begins when all is read.</param>
    public Task ReadAsync(double part)
    {
        folding.Restart();
        return part < 1 ? runs.SetAsync(run, RebuildState.Folding, "reading the log", cancellation, part) : runs.SetAsync(run, RebuildState.Folding, "folding the log", cancellation);
    }

    public async Task FoldedAsync(long events)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            done += events;
            await runs.ProgressAsync(run, before + done, total, done / Math.Max(0.001, folding.Elapsed.TotalSeconds), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
