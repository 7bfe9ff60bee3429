using System.Text.Json;

namespace Territory.Client;

/// <summary>A rebuild of a view: the log folded anew beside the live view, compared with it, and put in its place.</summary>
public sealed record RebuildStatus
{
    /// <summary>Its id.</summary>
    public string Id { get; init; } = "";
    /// <summary>The view.</summary>
    public string View { get; init; } = "";
    /// <summary><c>queued</c>, <c>folding</c>, <c>copying</c>, <c>comparing</c>, <c>awaitingApproval</c>, <c>swapping</c>, then <c>done</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public string State { get; init; } = "";
    /// <summary>What it does now, in words.</summary>
    public string? Stage { get; init; }
    /// <summary>How much of the stage is done, from 0 to 1, in hundredths; null where that is not known, or told by the events folded, and from servers that do not say it.</summary>
    public double? StageShare { get; init; }
    /// <summary>Events folded.</summary>
    public long Processed { get; init; }
    /// <summary>Events to fold.</summary>
    public long Total { get; init; }
    /// <summary>Events folded per second; 0 while none are, as when it waits for approval. Of one that has ended, the last.</summary>
    public double Rate { get; init; }
    /// <summary>Seconds until all are folded; null when that is not known, or they are.</summary>
    public double? EtaSeconds { get; init; }
    /// <summary>Who started it.</summary>
    public string? StartedBy { get; init; }
    /// <summary>Why.</summary>
    public string? Reason { get; init; }
    /// <summary>Who approved of differences.</summary>
    public string? ApprovedBy { get; init; }
    /// <summary>Who cancelled it.</summary>
    public string? CancelledBy { get; init; }
    /// <summary>When it was asked for, UTC.</summary>
    public DateTimeOffset? RequestedAt { get; init; }
    /// <summary>When it ended, UTC; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>What the comparison with the live view found; null before it.</summary>
    public RebuildComparison? Verification { get; init; }
    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}

/// <summary>A comparison of a rebuilt view with the live one, in rows.</summary>
/// <param name="Compared">Rows compared.</param>
/// <param name="Different">Rows that differ.</param>
/// <param name="Samples">Some of those.</param>
public sealed record RebuildComparison(long Compared, long Different, IReadOnlyList<RebuildDifference> Samples);

/// <summary>A row that differs.</summary>
/// <param name="Theatre">Its theatre; null when it is about a whole table.</param>
/// <param name="Area">Its area; null when it is about a whole table.</param>
/// <param name="Live">The row readers see; null when there is none.</param>
/// <param name="Rebuilt">The row the log leads to; null when there is none.</param>
/// <param name="Sentence">What is wrong with a whole table: it is missing, or lacks columns.</param>
public sealed record RebuildDifference(string? Theatre, string? Area, JsonElement? Live, JsonElement? Rebuilt, string? Sentence = null);
