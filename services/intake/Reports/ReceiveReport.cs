using Territory.Contracts;

namespace Territory.Intake.Reports;

/// <summary>Decision: take a report that was read, and send on the claims that are sure enough.</summary>
public static class ReceiveReport
{
    public static IReadOnlyList<object> Decide(ReportReceived received, SourceOfClaim source, double leastConfidence)
    {
        ArgumentNullException.ThrowIfNull(received);
        var sure = received.Claims.Where(c => GoesOnByItself(c, leastConfidence)).Select(c => c.Id).ToArray();
        return sure.Length == 0 ? [received] : [received, new ClaimsReleased(received.ReportId, [.. sure], source, "intake")];
    }

    /// <summary>A place that could be several waits for a person, and so does a reading that is not sure.</summary>
    public static bool GoesOnByItself(FoundClaim claim, double leastConfidence) =>
        ReportState.GoesOn(claim.Kind) && !claim.NeedsReview && claim.Candidates.IsEmpty && claim.Confidence >= leastConfidence;
}

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
