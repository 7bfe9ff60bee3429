using System.Text.Json;

namespace Territory.Ledger.Checks;

/// <summary>What a check looks at: the views beside the fold of their streams, the logs beside what was sealed, a snapshot beside the fold of the log.</summary>
public enum CheckKind { Views, Log, Snapshot }

/// <summary>Where a check stands. The last three never change again; a check that is done may have findings.</summary>
public enum CheckState { Queued, Running, Done, Failed, Cancelled }

/// <summary>What a check is limited to; null means everything.</summary>
/// <param name="View">Name of a view.</param>
/// <param name="Theatre">Of the area.</param>
/// <param name="Area">Code of an area.</param>
/// <param name="Share">One of the <see cref="CheckShares.All"/> shares that the areas are divided into.</param>
/// <param name="Snapshot">Id of a snapshot.</param>
public sealed record CheckScope(string? View = null, string? Theatre = null, string? Area = null, int? Share = null, string? Snapshot = null);

/// <summary>The areas are divided by a stable hash of their codes, so that a share an hour covers all of them in a day.</summary>
public static class CheckShares
{
    public const int All = 24;

    /// <summary>Each is looked at as often, if anybody runs.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromHours(All);
}

/// <summary>One run of a check. Times UTC, rate in <paramref name="Unit"/> per second.</summary>
/// <param name="Unit">What is counted: areas, or records of both logs.</param>
/// <param name="Findings">How many things were found wrong.</param>
/// <param name="Samples">The first of them; <c>/findings</c> lists all that were kept.</param>
/// <param name="Summary">What was looked at, in numbers.</param>
public sealed record CheckRun(
    string Id, CheckKind Kind, CheckScope Scope, CheckState State, string Unit, long Processed, long Total, double Rate, double? EtaSeconds, long Findings, IReadOnlyList<Finding> Samples,
    string StartedBy, string? Reason, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, JsonElement? Summary, string? Error);

/// <summary>Something that is not as it should be.</summary>
/// <param name="Id">Rises in the order of finding.</param>
/// <param name="Kind">What is wrong, a word: <c>drift</c>, <c>unfoldable</c>, <c>missingEvent</c>, ….</param>
/// <param name="Place">Where: a table of a view, or which log.</param>
/// <param name="View">The view, for what a repair of it mends.</param>
/// <param name="Position">In the log, where it is about one.</param>
/// <param name="Key">Of the row.</param>
/// <param name="Found">What stands there; null when nothing does.</param>
/// <param name="Expected">What should; null when nothing should.</param>
/// <param name="Sentence">The same in words, and what to do.</param>
/// <param name="ClosedAt">When a later look, a repair or a rebuild ended it.</param>
public sealed record Finding(
    long Id, string Kind, string Place, string? View, string? Theatre, string? Area, string? Position, string? Key, JsonElement? Found, JsonElement? Expected, string Sentence, DateTimeOffset FoundAt, DateTimeOffset? ClosedAt, string? ClosedBy);
