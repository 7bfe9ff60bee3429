using System.Text.Json;

namespace Territory.OperationsConsole.Api;

/// <summary>A view of the ledger and how it stands; <paramref name="Rows"/> are those of all its tables.</summary>
public sealed record ViewStanding(
    string View, int Version, IReadOnlyList<string> Tables, long Rows, string Position, string? LastWritten, DateTimeOffset? LastCheckedAt, DateTimeOffset? CheckedSince, long FindingsOpen);

/// <summary>Where a rebuild stands. The last three never change again.</summary>
public enum RebuildState { Queued, Folding, Copying, Comparing, AwaitingApproval, Swapping, Done, Failed, Cancelled }

/// <summary>One run of a rebuild; counts are events of the log.</summary>
public sealed record Rebuild(
    string Id, string View, RebuildState State, string? Stage, long Processed, long Total, double Rate, double? EtaSeconds, string StartedBy, string? Reason, string? ApprovedBy,
    DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, Comparison? Verification, string? Error, string? CancelledBy = null)
{
    public bool Runs => EndedAt is null;
}

/// <summary>What a rebuilt view and the live one differ in, in rows.</summary>
public sealed record Comparison(int Compared, int Different, IReadOnlyList<RowApart> Samples);

/// <summary>A row that differs, null where there is none; or the sentence says what is wrong with a whole table.</summary>
public sealed record RowApart(string? Theatre, string? Area, JsonElement? Live, JsonElement? Rebuilt, string? Sentence = null);

/// <summary>What a check looks at.</summary>
public enum CheckKind { Views, Log, Snapshot }

/// <summary>Where a check stands. The last three never change again.</summary>
public enum CheckState { Queued, Running, Done, Failed, Cancelled }

/// <summary>What a check is limited to; null means everything.</summary>
public sealed record CheckScope(string? View, string? Theatre, string? Area, int? Share, string? Snapshot);

/// <summary>One run of a check; counts are in its unit.</summary>
public sealed record Check(
    string Id, CheckKind Kind, CheckScope Scope, CheckState State, string Unit, long Processed, long Total, double Rate, double? EtaSeconds, long Findings,
    string StartedBy, string? Reason, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Error)
{
    public bool Runs => EndedAt is null;
}

/// <summary>Something that is not as it should be, with what is there and what should be.</summary>
public sealed record CheckFinding(
    long Id, string Kind, string Place, string? View, string? Theatre, string? Area, string? Position, string? Key, JsonElement? Found, JsonElement? Expected, string Sentence,
    DateTimeOffset FoundAt, DateTimeOffset? ClosedAt, string? ClosedBy);

/// <summary>What a repair of an area did.</summary>
public sealed record Repair(string Id, string View, string Area, int Different, int Rows, int Closed);

/// <summary>The state of all areas, pinned.</summary>
public sealed record PinnedState(
    string Id, string Theatre, DateTimeOffset At, string Position, string Checksum, string PackVersion, int Areas, string TakenBy, string? Reason, DateTimeOffset TakenAt);

/// <summary>How far the logs are sealed, and when they were last proven.</summary>
public sealed record LogProof(string Head, string SealedTo, SkippedPositions Skips, string KeyId, IReadOnlyList<SignedPoint> Checkpoints, ProofRun? Running, ProofRun? Last);

/// <summary>Positions given out and never committed.</summary>
public sealed record SkippedPositions(long Ranges, long Positions);

/// <summary>A signed word on what a theatre's public log was up to a position.</summary>
public sealed record SignedPoint(string Theatre, string Position, long Count, string Hash, DateTimeOffset At);

/// <summary>A check of the logs.</summary>
public sealed record ProofRun(string Id, CheckState State, long Processed, long Total, long Findings, DateTimeOffset? EndedAt);

/// <summary>What became of a dead letter.</summary>
public enum DeadLetterState { Waiting, Retrying, Delivered, Discarded }

/// <summary>A message between the services that could not be taken.</summary>
public sealed record DeadLetter(
    string Id, string Queue, string? MessageType, DeadLetterState State, int Failures, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt, string Error, string? ActedBy, DateTimeOffset? ActedAt, string? Reason)
{
    public bool IsOver => State == DeadLetterState.Delivered;
}

/// <summary>How many were sent again.</summary>
public sealed record LettersRetried(int Retrying, long Left, IReadOnlyList<string> QueuesGone);

/// <summary>An event of the ledger's log, as it was written.</summary>
public sealed record LogEntry(string Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset RecordedAt, JsonElement Data)
{
    /// <summary>The code of the area it is about; null when it is about the whole theatre.</summary>
    public string? Area => Stream.Split('/') is ["area", _, var code] ? code : null;
}
