namespace Territory.Client;

/// <summary>How long to wait before the next attempt: doubling, bounded, and spread so that many clients do not return at once.</summary>
internal sealed class BackOff(TerritoryClientOptions options)
{
    private int fruitless;
    private TimeSpan first = options.FirstDelay;

    public int Attempt => fruitless;

    /// <summary>Something was delivered, or the connection held for long: the next wait is a first one again.</summary>
    public void Succeeded() => fruitless = 0;

    /// <summary>The server's own wish for the first wait (the <c>retry</c> field of the event stream).</summary>
    public void Wish(TimeSpan retry)
    {
        if (retry >= TimeSpan.Zero && retry <= options.LongestDelay) first = retry;
    }

    public TimeSpan Next(TimeSpan? retryAfter)
    {
        fruitless++;
        var doubled = first * Math.Pow(2, Math.Min(fruitless - 1, 20));
        var bounded = doubled < options.LongestDelay ? doubled : options.LongestDelay;
        var spread = bounded * (0.5 + 0.5 * options.Jitter());
        return retryAfter > spread ? retryAfter.Value : spread;
    }
}
