using System.Text.Json;

namespace Territory.Client;

/// <summary>A check: of the views beside the log, of the logs beside what was sealed, or of a snapshot.</summary>
public sealed record CheckStatus
{
    /// <summary>Its id.</summary>
    public string Id { get; init; } = "";
    /// <summary><c>views</c>, <c>log</c> or <c>snapshot</c>.</summary>
    public string Kind { get; init; } = "";
    /// <summary><c>queued</c>, <c>running</c>, then <c>done</c>, <c>failed</c> or <c>cancelled</c>. One that is done may have findings.</summary>
    public string State { get; init; } = "";
    /// <summary>What is counted: areas, or records.</summary>
    public string Unit { get; init; } = "";
    /// <summary>How many were looked at.</summary>
    public long Processed { get; init; }
    /// <summary>Of how many.</summary>
    public long Total { get; init; }
    /// <summary>So many a second.</summary>
    public double Rate { get; init; }
    /// <summary>Seconds until its end at that rate; null when it is not known.</summary>
    public double? EtaSeconds { get; init; }
    /// <summary>How many things are not as they should be.</summary>
    public long Findings { get; init; }
    /// <summary>Who started it.</summary>
    public string? StartedBy { get; init; }
    /// <summary>Why.</summary>
    public string? Reason { get; init; }
    /// <summary>When it was asked for, UTC.</summary>
    public DateTimeOffset? RequestedAt { get; init; }
    /// <summary>When it ended, UTC; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>What was looked at, in numbers.</summary>
    public JsonElement? Summary { get; init; }
    /// <summary>What made it fail, or who cancelled it.</summary>
    public string? Error { get; init; }
}

/// <summary>Something that is not as it should be.</summary>
/// <param name="Kind">A word for it: <c>drift</c>, <c>missingEvent</c>, <c>alteredEvent</c>, ….</param>
/// <param name="Place">A table of a view, or a log.</param>
/// <param name="View">The view, where a repair of one mends it.</param>
/// <param name="Area">Code of the area.</param>
/// <param name="Position">In the log.</param>
/// <param name="Key">Of the row.</param>
/// <param name="Found">What stands there; null when nothing does.</param>
/// <param name="Expected">What should; null when nothing should.</param>
/// <param name="Sentence">The same in words, and what to do.</param>
public sealed record CheckFinding(string Kind, string Place, string? View, string? Area, string? Position, string? Key, JsonElement? Found, JsonElement? Expected, string Sentence);

/// <summary>A view of the ledger and how it stands.</summary>
/// <param name="View">Its name.</param>
/// <param name="Version">Of its shape.</param>
/// <param name="Rows">Of all its tables.</param>
/// <param name="Position">As of which position it answers.</param>
/// <param name="LastCheckedAt">When a share of it was last held beside the log, UTC.</param>
/// <param name="CheckedSince">Since then every area was looked at; null when some never was.</param>
/// <param name="FindingsOpen">Differences found that nothing has ended.</param>
public sealed record ViewStanding(string View, int Version, long Rows, string Position, DateTimeOffset? LastCheckedAt, DateTimeOffset? CheckedSince, long FindingsOpen);

/// <summary>What a repair of one area of a view did.</summary>
/// <param name="Id">Its id.</param>
/// <param name="View">The view.</param>
/// <param name="Area">Code of the area.</param>
/// <param name="Different">Rows that were not as the log says.</param>
/// <param name="Rows">Rows the area has there now.</param>
/// <param name="Closed">Findings it ended.</param>
public sealed record ViewRepair(string Id, string View, string Area, int Different, int Rows, int Closed);

/// <summary>The pinned state of all areas of a theatre.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Theatre">The theatre.</param>
/// <param name="At">The instant of the world, UTC.</param>
/// <param name="Position">By what was recorded up to it.</param>
/// <param name="Checksum">SHA-256 over codes, statuses and times.</param>
/// <param name="Areas">How many there are.</param>
/// <param name="TakenBy">Who took it.</param>
/// <param name="Reason">Why.</param>
/// <param name="TakenAt">When, UTC.</param>
public sealed record PinnedState(string Id, string Theatre, DateTimeOffset At, string Position, string Checksum, int Areas, string TakenBy, string? Reason, DateTimeOffset TakenAt);
