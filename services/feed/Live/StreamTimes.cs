namespace Territory.Feed.Live;

/// <summary>How often a quiet stream shows that it lives, and how long a reader may take nothing before it is let go.</summary>
internal sealed record StreamTimes(TimeSpan Heartbeat, TimeSpan Patience)
{
    public static readonly StreamTimes Usual = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
}
