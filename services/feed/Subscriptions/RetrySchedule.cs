namespace Territory.Feed.Subscriptions;

/// <summary>When a failed delivery is tried again: after 1 s, 2 s, 4 s … at most an hour, spread by a quarter either way, for three days.</summary>
public static class RetrySchedule
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    public static readonly TimeSpan For = TimeSpan.FromDays(3);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    /// <summary>The next attempt; null when the three days are over and it is to be parked.</summary>
    /// <param name="attempts">Attempts failed so far, this one included.</param>
    /// <param name="since">When the first of them was.</param>
    /// <param name="jitter">At least 0, below 1.</param>
    /// <param name="asked">How long the endpoint asks to wait; at most a day of it counts.</param>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset since, DateTimeOffset now, double jitter, TimeSpan? asked = null)
    {
        var wait = Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(attempts - 1, 20))) * (0.75 + (jitter / 2));
        var least = asked is null ? 0 : Math.Min(asked.Value.TotalSeconds, LongestAsked.TotalSeconds);
        var next = now.AddSeconds(Math.Max(wait, least));
        return next <= since + For ? next : null;
    }
}
