namespace Territory.Client;

/// <summary>How a client behaves; the defaults suit a subscriber that runs for months.</summary>
public sealed record TerritoryClientOptions
{
    /// <summary>Which theatre; null for the server's only one.</summary>
    public string? Theatre { get; init; }

    /// <summary>About how long the first wait after an interruption is; each further one doubles. A <c>retry</c> of the feed takes its place.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between two attempts, unless the server asks for more in <c>Retry-After</c>.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A feed that sends nothing for this long, not even a heartbeat (one every 15 s), is taken for dead and opened again.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Changes fetched from the log in one page, 1 to 1000.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Told of each interruption before the wait. Not awaited; must not throw.</summary>
    public Action<Interruption>? Interrupted { get; init; }

    /// <summary>The clock that waits are measured with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A number from 0 to 1 that spreads the waits of many clients.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;
}

/// <summary>The connection was lost, and is tried again after a wait.</summary>
/// <param name="Reason">What ended it; null when the server closed the feed in good order.</param>
/// <param name="Attempt">How many attempts in a row have brought nothing, this one included.</param>
/// <param name="Delay">How long the wait is.</param>
/// <param name="Position">The last position delivered.</param>
public sealed record Interruption(Exception? Reason, int Attempt, TimeSpan Delay, long Position);
