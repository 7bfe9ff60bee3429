namespace Territory.Feed.Replays;

/// <summary>
/// When the next event of a paced replay is due. Gaps are those between the recorded times, the only axis on which the
/// order of the log and the order of time are the same.
/// </summary>
internal static class Pace
{
    /// <summary>A replay that stood still for longer than this (a stop, a target that was away) goes on at its pace and does not run after what it missed.</summary>
    private static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(30);

    /// <param name="due">When the one before it was due; null at the beginning.</param>
    /// <param name="gap">Between the recorded times of the two.</param>
    /// <param name="speed">Above 0: how many times as fast as it was recorded.</param>
    public static DateTimeOffset Next(DateTimeOffset? due, TimeSpan gap, double speed, DateTimeOffset now)
    {
        var (from, seconds) = (due ?? now, Math.Max(0, gap.TotalSeconds) / speed);
        var next = seconds < (DateTimeOffset.MaxValue - from).TotalSeconds ? from.AddSeconds(seconds) : DateTimeOffset.MaxValue;
        return now - next > MostBehind ? now : next;
    }
}
