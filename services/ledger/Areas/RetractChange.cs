using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>Decision: a person says that a change did not happen; what was before it holds on.</summary>
public static class RetractChange
{
    public static Verdict Decide(AreaInView view, string changeId, string reason, Asked asked, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(asked);
        var state = view.State;
        if (asked.Settled(state) is { } settled) return settled;
        if (CorrectChange.Standing(state, changeId, out var wrong) is { } missing) return missing;
        var retracted = new ChangeRetracted(theatre.Id, asked.Id, changeId, asked.Person, asked.At, reason, asked.Fingerprint, state.ClaimsBehind(wrong));
        var after = state.Fold(retracted, long.MaxValue, asked.At);
        return new(asked.Id, [.. Reassess.Decide(state.WithoutDecision(changeId), view.Area, Reassess.Given(after), after.Overruled, view.Above, theatre), retracted]);
    }
}
