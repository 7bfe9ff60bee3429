using Territory.Contracts;

namespace Territory.OperationsConsole.Api;

/// <summary>A claim that a person judges, with the words around its evidence; <paramref name="Version"/> is how often persons decided about it.</summary>
public sealed record ClaimToJudge(string ReportId, int Version, ReadClaim Claim, AboutReport Report, Passage? Passage, Judged? Review)
{
    /// <summary>What the ledger refused is in no log: it may go again, amended.</summary>
    public bool Waits => Claim.State == ClaimState.Pending || Claim.Decision is { Outcome: "refused" };
}

/// <summary>What is said of a report beside its claims.</summary>
public sealed record AboutReport(string Source, Grade Grade, string? Title, string? Url, string? Language, string PublishedAt, bool Demonstration);

/// <summary>A stretch of a report's text; spans of the evidence count from the text's beginning, not from here.</summary>
public sealed record Passage(int Start, int End, string Text);

/// <summary>What persons made of a claim so far.</summary>
public sealed record Judged(IReadOnlyList<string> AcceptedBy, string? Note, RuleReading? AsRead, ChosenArea? Choice = null, IReadOnlyList<ReadOtherwise>? Otherwise = null, string? Missing = null);

/// <summary>Which of the areas that the words may mean persons chose.</summary>
public sealed record ChosenArea(string Area, string AreaName, IReadOnlyList<string> Among, IReadOnlyList<string> By);

/// <summary>What somebody had accepted instead of how the claim stands.</summary>
public sealed record ReadOtherwise(RuleReading Reading, IReadOnlyList<string> By);

/// <summary>How the rule had read a claim that was amended.</summary>
public sealed record RuleReading(string Area, string? From, string? To, ClaimKind Kind, ControlStatus Status, Extent Extent, EffectiveTime? Effective, IReadOnlyList<string>? With = null);

/// <summary>In what a person reads a claim otherwise; what is null stands as it was, what is cleared names nobody.</summary>
public sealed record ClaimAmendment(
    string? Area = null, string? From = null, string? To = null, ClaimKind? Kind = null, ControlStatus? Status = null, Extent? Extent = null, Manner? Manner = null, string? EffectiveAt = null,
    string? ClaimedBy = null, IReadOnlyList<string>? Clear = null, string? Note = null, IReadOnlyList<string>? With = null);

/// <summary>Why a look is asked for.</summary>
public enum LookKind { Validity, Observation, Districts }

/// <summary>How something that asks for a look stands.</summary>
public enum LookState { Open, Settled, Dismissed }

/// <summary>Something in the ledger that a person should look at, or did.</summary>
public sealed record LookAsked(
    string Id, LookKind Kind, string Area, string AreaName, string AreaNameAr, AreaLevel Level, string Subject, string Reason, string? ToDo, LookState State,
    string? Position, DateTimeOffset? RaisedAt, DateTimeOffset? EndedAt, string? EndedBy, string? Note);

/// <summary>What a person's decision left in the log.</summary>
public sealed record DecisionReceipt(string Id, string Position);
