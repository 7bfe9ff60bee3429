using System.Text.Json.Serialization;

namespace Territory.Intake.Feeds;

/// <summary>How a feed stands.</summary>
public enum FeedState
{
    /// <summary>Nobody has asked it yet.</summary>
    New,
    /// <summary>It answered last time.</summary>
    Ok,
    /// <summary>It did not, or not with a feed; it is asked ever more rarely, at last every six hours.</summary>
    Failing,
}

/// <summary>A feed of RSS or Atom that is read regularly.</summary>
/// <param name="Source">The name of the register under which its items are taken.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Theatre">For which theatre its items are read.</param>
/// <param name="EveryMinutes">How often it is asked.</param>
/// <param name="Pages">The pages its items link to are fetched and reduced to their article; otherwise the feed's own words are taken.</param>
/// <param name="Status">How it stands.</param>
public sealed record WatchedFeed(string Id, string Source, string Url, string Theatre, int EveryMinutes, bool Pages, string AddedBy, DateTimeOffset AddedAt, FeedStatus Status);

/// <summary>How a feed stands; times are UTC.</summary>
/// <param name="Problem">What went wrong last, and what to do; null when nothing did.</param>
/// <param name="Failures">How often in a row it failed.</param>
/// <param name="NextAt">When it is asked again.</param>
/// <param name="AskedAt">When it was asked last.</param>
/// <param name="OkAt">When it last answered with a feed, or that nothing was new.</param>
/// <param name="Items">How many items were taken from it.</param>
/// <param name="ItemProblem">What went wrong with an item last, with its link; null when nothing did.</param>
public sealed record FeedStatus(FeedState State, string? Problem, int Failures, DateTimeOffset NextAt, DateTimeOffset? AskedAt, DateTimeOffset? OkAt, long Items, string? ItemProblem)
{
    private const int MostHours = 6;

    /// <summary>What the server gave to ask with next time.</summary>
    [JsonIgnore] public string? ETag { get; init; }
    /// <summary>The same, as it wrote it.</summary>
    [JsonIgnore] public string? LastModified { get; init; }

    /// <summary>It answered.</summary>
    public FeedStatus Answered(DateTimeOffset now, int everyMinutes, int taken, string? itemProblem) => this with
    {
        State = FeedState.Ok,
        Problem = null,
        Failures = 0,
        NextAt = now.AddMinutes(everyMinutes),
        AskedAt = now,
        OkAt = now,
        Items = Items + taken,
        ItemProblem = itemProblem,
    };

    /// <summary>It failed: twice as long until the next time, and at least as long as it asks for.</summary>
    public FeedStatus Failed(DateTimeOffset now, int everyMinutes, string problem, TimeSpan? wait)
    {
        var doubled = TimeSpan.FromMinutes(Math.Min(MostHours * 60, everyMinutes * Math.Pow(2, Math.Min(Failures + 1, 12))));
        var asked = wait is { } w && w > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(w.Ticks, TimeSpan.FromDays(1).Ticks)) : TimeSpan.Zero;
        return this with { State = FeedState.Failing, Problem = problem, Failures = Failures + 1, NextAt = now + (doubled > asked ? doubled : asked), AskedAt = now };
    }
}
