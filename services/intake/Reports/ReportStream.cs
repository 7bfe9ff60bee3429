using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Intake.Reports;

// One report, one stream. These records are intake's private format: members are added, never renamed and never removed.
// The words themselves stand in intake.texts, so that they can be redacted without touching the log.

/// <summary>A report came in and was read.</summary>
public sealed record ReportReceived(
    string ReportId, string Theatre, string Source, Grade Grade, string Language, EffectiveTime PublishedAt, string? Title, string? Url, string Sha256,
    string ReceivedBy, bool Demonstration, ImmutableArray<FoundClaim> Claims, ImmutableArray<FoundNote> Notes);

/// <summary>These claims go on to the ledger, with what the register said of their source then.</summary>
public sealed record ClaimsReleased(string ReportId, ImmutableArray<string> ClaimIds, SourceOfClaim Source, string ReleasedBy);

/// <summary>The ledger has recorded a claim and said what came of it.</summary>
public sealed record ClaimAnswered(string ReportId, string ClaimId, ClaimDecision Decision, long LedgerPosition);

/// <summary>A person kept a claim from the ledger.</summary>
public sealed record ClaimRejected(string ReportId, string ClaimId, string RejectedBy, string Reason);

/// <summary>A claim as it was read; spans are half-open, in UTF-16 code units of the text as sent.</summary>
public sealed record FoundClaim(
    string Id, string Area, string? From, string? To, ClaimKind Kind, ControlStatus Status, Extent Extent, Manner Manner, EffectiveTime Effective, string? ClaimedBy, ImmutableArray<string> Via,
    bool Hedged, bool LevelStated, double Confidence, string Rule, ImmutableArray<EvidenceSpan> Evidence, ImmutableArray<string> Candidates, bool NeedsReview,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SiegeTold? Siege = null);

/// <summary>What else the report tells; for analysts only.</summary>
public sealed record FoundNote(string Kind, string? Area, int Start, int End);

/// <summary>Where a claim stands; <paramref name="State"/> is null for one that stays with its report (attempt, background).</summary>
public sealed record ClaimProgress(ClaimState? State, ClaimDecision? Decision, long LedgerPosition = 0);

public sealed record ReportState(ReportReceived Received)
{
    public ImmutableDictionary<string, ClaimProgress> Progress { get; init; } = ImmutableDictionary<string, ClaimProgress>.Empty;
    public SourceOfClaim? Source { get; init; }

    public static ReportState? Fold(ReportState? state, object stored) => stored switch
    {
        ReportReceived e => new ReportState(e) { Progress = e.Claims.ToImmutableDictionary(c => c.Id, Initially) },
        ClaimsReleased e => state! with { Source = e.Source, Progress = state.Progress.SetItems(e.ClaimIds.Select(id => KeyValuePair.Create(id, new ClaimProgress(ClaimState.Sent, null)))) },
        ClaimAnswered e => state! with { Progress = state.Progress.SetItem(e.ClaimId, new(e.Decision.Outcome == "refused" ? ClaimState.Rejected : ClaimState.Recorded, e.Decision, e.LedgerPosition)) },
        ClaimRejected e => state! with { Progress = state.Progress.SetItem(e.ClaimId, new(ClaimState.Rejected, new("rejected", "v1/review", e.Reason))) },
        _ => throw new InvalidOperationException($"The stream of report {state?.Received.ReportId} holds a {stored.GetType().Name}, which this version cannot fold; run a version that knows it."),
    };

    /// <summary>Whether the kind goes to the ledger at all.</summary>
    public static bool GoesOn(ClaimKind kind) => kind is ClaimKind.Change or ClaimKind.Partial or ClaimKind.Denial;

    public static string Stream(string reportId) => "report/" + reportId;

    private static ClaimProgress Initially(FoundClaim claim) => GoesOn(claim.Kind)
        ? new(ClaimState.Pending, null)
        : new(null, new("stays", "v1/kind", $"A claim of kind {claim.Kind.ToString().ToLowerInvariant()} is kept with its report; only change, partial and denial go to the ledger."));
}
