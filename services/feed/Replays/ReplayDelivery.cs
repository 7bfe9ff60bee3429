using Territory.Feed.Log;
using Territory.Feed.Subscriptions;

namespace Territory.Feed.Replays;

/// <summary>An event to hand on, and what a filtered reader is told it had before.</summary>
internal readonly record struct ReplayedChange(KeptChange Change, long? PreviousDelivered);

/// <summary>The open way to a replay's one target.</summary>
internal abstract class ReplayDelivery : IAsyncDisposable
{
    /// <summary>How many events it takes between two moves of the replay's cursor: up to twice as many may come twice after a kill.</summary>
    public abstract int Together { get; }

    /// <summary>
    /// Hands them on in order. It returns when all of them are on their way, so that others may follow; the task it returns, when
    /// the target has answered: how many it has for certain, and what came of the next.
    /// </summary>
    public abstract Task<Task<(int Handed, Outcome Outcome)>> HandAsync(IReadOnlyList<ReplayedChange> events, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
