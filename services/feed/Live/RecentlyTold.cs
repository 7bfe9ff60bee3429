using Territory.Contracts;

namespace Territory.Feed.Live;

/// <summary>
/// What a filtered reader was told on this connection, its last few thousand changes: whoever was told a change is told that it was
/// corrected or retracted, whatever the filter says of that.
/// </summary>
internal sealed class RecentlyTold
{
    private const int Most = 4096;
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public bool IsRevisedBy(ControlChange? change) => change?.Replaces is { } replaced && ids.Contains(replaced);

    public void Add(ControlChange? change)
    {
        if (change is null || !ids.Add(change.ChangeId)) return;
        order.Enqueue(change.ChangeId);
        if (order.Count > Most) ids.Remove(order.Dequeue());
    }
}

/// <summary>How often a quiet stream shows that it lives, and how long a reader may take nothing before it is let go.</summary>
internal sealed record StreamTimes(TimeSpan Heartbeat, TimeSpan Patience)
{
    public static readonly StreamTimes Usual = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
}
