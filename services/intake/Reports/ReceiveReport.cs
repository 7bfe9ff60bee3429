using Territory.Contracts;

namespace Territory.Intake.Reports;

/// <summary>Decision: take a report that was read, and send on the claims that are sure enough.</summary>
public static class ReceiveReport
{
    public static IReadOnlyList<object> Decide(ReportReceived received, SourceOfClaim source, Trust trust)
    {
        ArgumentNullException.ThrowIfNull(received);
        var sure = received.Claims.Where(c => GoesOnByItself(c, trust)).Select(c => c.Id).ToArray();
        return sure.Length == 0 ? [received] : [received, new ClaimsReleased(received.ReportId, [.. sure], received.Voice(source), "intake")];
    }

    /// <summary>A place that could be several waits for a person, and so does a reading that is not sure.</summary>
    public static bool GoesOnByItself(FoundClaim claim, Trust trust)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(trust);
        return ReportState.GoesOn(claim.Kind) && !trust.EverythingWaits && !claim.NeedsReview && claim.Candidates.IsEmpty && claim.Confidence >= trust.LeastConfidence;
    }
}

/// <summary>What of a source goes on by itself.</summary>
/// <param name="LeastConfidence">A reading less sure than this waits for a person, 0 to 1.</param>
/// <param name="EverythingWaits">Every reading waits, however sure.</param>
public sealed record Trust(double LeastConfidence, bool EverythingWaits = false);

/// <summary>Decision: note what the ledger said of a claim; nothing when it said so before, or something later since.</summary>
public static class NoteAnswer
{
    public static IReadOnlyList<object> Decide(ReportState state, RecordedClaim answer)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(answer);
        var news = state.Progress.TryGetValue(answer.ClaimId, out var progress) && (progress.State == ClaimState.Sent || answer.Position > progress.LedgerPosition);
        return news ? [new ClaimAnswered(state.Received.ReportId, answer.ClaimId, answer.Decision, answer.Position)] : [];
    }
}
