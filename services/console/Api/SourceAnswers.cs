using Territory.Contracts;

namespace Territory.OperationsConsole.Api;

/// <summary>What the register says of a source. Without <paramref name="LeastConfidence"/> the theatre's own measure counts.</summary>
public sealed record Source(
    string Name, string Owner, string? Language, Grade Grade, string? Party, bool Restricted, bool Demonstration, string RegisteredBy, DateTimeOffset RegisteredAt, double? LeastConfidence, bool EverythingWaits, int Version);

/// <summary>All of a source, said anew.</summary>
public sealed record SourceWish(string Name, string? Owner, string? Language, string Grade, string? Party, bool Restricted, double? LeastConfidence, bool EverythingWaits);

/// <summary>How a feed stands: nobody has asked it yet, it answered last time, or it did not.</summary>
public enum FeedState { New, Ok, Failing }

/// <summary>A feed of RSS or Atom that is read regularly, as a source of the register.</summary>
public sealed record WatchedFeed(string Id, string Source, string Url, string Theatre, int EveryMinutes, bool Pages, string AddedBy, DateTimeOffset AddedAt, FeedStanding Status);

/// <summary>How a feed stands, and what went wrong last with it or with an item of it.</summary>
public sealed record FeedStanding(FeedState State, string? Problem, int Failures, DateTimeOffset NextAt, DateTimeOffset? AskedAt, DateTimeOffset? OkAt, long Items, string? ItemProblem);

/// <summary>A feed as a person asks for it.</summary>
public sealed record FeedWish(string Source, string Url, int? EveryMinutes, bool Pages, string Theatre);
