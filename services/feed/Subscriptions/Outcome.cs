namespace Territory.Feed.Subscriptions;

/// <summary>What came of handing something to a target.</summary>
public abstract record Outcome
{
    /// <summary>The target has it.</summary>
    public sealed record Delivered : Outcome;

    /// <summary>It does not, and another attempt may help; not before <paramref name="Wait"/> when the target said so.</summary>
    public sealed record Failed(string Reason, TimeSpan? Wait = null) : Outcome;

    /// <summary>The target wants nothing any more.</summary>
    public sealed record Gone(string Reason) : Outcome;
}
