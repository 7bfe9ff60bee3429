using System.Text.Json;
using System.Text.Json.Serialization;

namespace Territory.Ledger.Rebuilds;

/// <summary>Where a rebuild stands. The last three never change again.</summary>
public enum RebuildState { Queued, Folding, Copying, Comparing, AwaitingApproval, Swapping, Done, Failed, Cancelled }

/// <summary>What the comparison of shadow and live found, in rows.</summary>
public sealed record Verification(int Compared, int Different, IReadOnlyList<Difference> Samples);

/// <summary>One row that differs between the rebuilt view and the live one; null where there is no row.</summary>
/// <param name="Theatre">Null when it is about a whole table.</param>
/// <param name="Area">Null when it is about a whole table.</param>
/// <param name="Sentence">What is wrong with a whole table of the live view: it is missing, or lacks columns.</param>
public sealed record Difference(string? Theatre, string? Area, JsonElement? Live, JsonElement? Rebuilt, string? Sentence = null);

/// <summary>Which differences may be swapped away: all, whatever is found, or those that were shown to who approved, by their <see cref="DifferenceDigest"/>.</summary>
internal sealed record Approval(bool OfAll, IReadOnlySet<long> Shown)
{
    public bool Covers(long difference) => OfAll || Shown.Contains(difference);
}

/// <summary>One run of a rebuild. Times UTC.</summary>
/// <param name="Stage">What it does now, in words; with <paramref name="StageShare"/> in percent where there is one.</param>
/// <param name="StageShare">How much of the stage is done, from 0 to 1, in hundredths; null where that is not known, or told by the events folded.</param>
/// <param name="Processed">Events folded.</param>
/// <param name="Rate">Events folded per second; 0 while none are, whatever the run does or waits for. Of one that has ended, the last.</param>
/// <param name="EtaSeconds">Until all are folded; null when that is not known, or they are.</param>
/// <param name="ApprovedBy">Who said that it may put a different view in the place of the live one.</param>
/// <param name="Error">Why it failed, or what it goes on after.</param>
public sealed record RebuildRun(
    string Id, string View, RebuildState State, string? Stage, double? StageShare, long Processed, long Total, double Rate, double? EtaSeconds, string StartedBy, string? Reason, string? ApprovedBy,
    DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, Verification? Verification, string? Error)
{
    /// <summary>Who ended it before its end, or wants it to.</summary>
    public string? CancelledBy { get; init; }

    /// <summary>Rises with every worker that takes the run up; one with an older number writes nothing.</summary>
    [JsonIgnore]
    public long Fence { get; init; }

    [JsonIgnore]
    internal bool CancelRequested { get; init; }

    /// <summary>In a sentence, for whoever asks for the same.</summary>
    internal string InWords => $"{Id}, started by {StartedBy} at {RequestedAt:u}, is {RebuildRuns.Word(State)}{(Total > 0 ? $", {Processed} of {Total} events folded" : "")}";
}
