using System.Collections.Concurrent;
using Npgsql;
using Territory.Contracts;

namespace Territory.Ledger.Recording;

/// <summary>
/// Commits in groups: while one transaction is under way, what comes meanwhile waits and goes into the next one together.
/// Each message hears of its own end after the commit. What fails together is tried one by one, so that a single message
/// which cannot be recorded never holds back the others.
/// </summary>
internal sealed class ClaimBatches(RecordClaimsTogether record) : IDisposable
{
    /// <summary>Claims of one transaction: more would make a writer beside it wait noticeably longer and gain little.</summary>
    private const int MostClaims = 2000;
    private readonly ConcurrentQueue<Waiting> waiting = new();
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Returns once the claims are committed.</summary>
    /// <returns>Answers to those of which the log will tell nothing: known before, or refused.</returns>
    public async Task<IReadOnlyList<RecordedClaim>> RecordAsync(RecordClaims command, CancellationToken cancellation)
    {
        var mine = new Waiting(command);
        waiting.Enqueue(mine);
        await turn.WaitAsync(cancellation);
        try
        {
            while (!mine.Done.Task.IsCompleted) await RecordNextAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
        return await mine.Done.Task;
    }

    private async Task RecordNextAsync(CancellationToken cancellation)
    {
        var group = Take();
        try
        {
            await RecordTogetherAsync(group, cancellation);
        }
        catch (Exception failed) when (group.Count > 1 && !IsOfAll(failed, cancellation))
        {
            foreach (var one in group) await RecordAloneAsync(one, cancellation);
        }
        catch (Exception failed)
        {
            foreach (var one in group) one.Done.TrySetException(failed);
        }
    }

    private async Task RecordAloneAsync(Waiting one, CancellationToken cancellation)
    {
        try
        {
            await RecordTogetherAsync([one], cancellation);
        }
        catch (Exception failed)
        {
            one.Done.TrySetException(failed);
        }
    }

    private async Task RecordTogetherAsync(IReadOnlyList<Waiting> group, CancellationToken cancellation)
    {
        var answers = await record.RunAsync([.. group.Select(g => g.Command)], cancellation);
        foreach (var (one, its) in group.Zip(answers)) one.Done.TrySetResult(its);
    }

    /// <summary>The next messages of one theatre, in the order they came.</summary>
    private List<Waiting> Take()
    {
        var (group, claims) = (new List<Waiting>(), 0);
        while (claims < MostClaims && waiting.TryPeek(out var next) && (group.Count == 0 || next.Command.Theatre == group[0].Command.Theatre) && waiting.TryDequeue(out _))
        {
            group.Add(next);
            claims += next.Command.Claims.Count;
        }
        return group;
    }

    /// <summary>The database is away, or we are stopping: nothing to do with any one message.</summary>
    private static bool IsOfAll(Exception failed, CancellationToken cancellation) => cancellation.IsCancellationRequested || failed is NpgsqlException { IsTransient: true } or TimeoutException;

    public void Dispose() => turn.Dispose();

    private sealed record Waiting(RecordClaims Command)
    {
        public TaskCompletionSource<IReadOnlyList<RecordedClaim>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
