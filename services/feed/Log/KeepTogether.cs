using Territory.Feed.Live;

namespace Territory.Feed.Log;

/// <summary>
/// Keeps the changes that are being brought at the same time in one transaction: whoever comes first writes for all who
/// wait. One that does not follow the head waits a moment for those before it, which overtake each other on the bus; then
/// they are a hole, and fetched from the ledger.
/// </summary>
internal sealed class KeepTogether(ChangeLog log, RecentChanges recent, FillHoles holes) : IDisposable
{
    /// <summary>Brought at the same time at most.</summary>
    public const int Most = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private readonly List<Arrival> waiting = [];
    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock key = new();

    /// <summary>Returns when the change is kept; throws when it cannot be, and it may be brought again.</summary>
    public async Task KeepAsync(KeptChange change, CancellationToken cancellation)
    {
        var arrival = new Arrival(change);
        lock (key) waiting.Add(arrival);
        try
        {
            await KeepWaitingAsync(arrival, cancellation);
            if (await arrival.KeptWithinAsync(Patience, cancellation)) return;
            await holes.FillAsync(change.Theatre, cancellation);
            await KeepWaitingAsync(arrival, cancellation);
        }
        finally
        {
            lock (key) waiting.Remove(arrival);
        }
    }

    private async Task KeepWaitingAsync(Arrival arrival, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (arrival.IsKept) return;
            Arrival[] all;
            lock (key) all = [.. waiting.Where(w => w.Change.Theatre == arrival.Change.Theatre)];
            var head = await log.KeepAsync(arrival.Change.Theatre, [.. all.Select(w => w.Change)], cancellation);
            var kept = all.Where(w => w.Change.Position <= head).OrderBy(w => w.Change.Position).ToArray();
            recent.Take(arrival.Change.Theatre, kept.Select(w => w.Change));
            foreach (var one in kept) one.Keep();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private sealed class Arrival(KeptChange change)
    {
        private readonly TaskCompletionSource kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public KeptChange Change => change;
        public bool IsKept => kept.Task.IsCompleted;

        public void Keep() => kept.TrySetResult();

        public async Task<bool> KeptWithinAsync(TimeSpan most, CancellationToken cancellation)
        {
            try { await kept.Task.WaitAsync(most, cancellation); }
            catch (TimeoutException) { /* it is a hole */ }
            return IsKept;
        }
    }
}
