using Territory.Hosting.Http;

namespace Territory.Ledger.Areas;

/// <summary>Decision: a person looked at what was to be reviewed and lets it be. Whoever finds something wrong decides, corrects or retracts instead.</summary>
public static class DismissReview
{
    /// <param name="state">The area.</param>
    /// <param name="open">The review as it was listed: one that is computed from several areas is in no log before somebody dismisses it.</param>
    /// <param name="note">Why it may be so.</param>
    /// <param name="asked">Under the review's id: it is dismissed once.</param>
    /// <param name="theatre">Its id.</param>
    public static Verdict Decide(AreaState state, Review open, string note, Asked asked, string theatre)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(asked);
        var review = state.Reviews.GetValueOrDefault(open.Id, open);
        if (state.Requests.GetValueOrDefault(open.Id) is { } granted && granted.Request == asked.Fingerprint && review.EndedBy == asked.Person) return new(open.Id, [], Known: granted);
        if (review.State != ReviewState.Open)
            return Verdict.Refused(Why.State, "id", open.Id, review.State == ReviewState.Dismissed ? $"a review that is open: {review.EndedBy} dismissed this one" : "a review that is open: what this one asked to look at is no longer so");
        if (asked.IfVersion is { } version && version != state.Version) return Verdict.Refused(Why.Version, "If-Match", $"version {version}", $"version {state.Version} of {state.Area}, which has changed since; read it again, then decide");
        return new(open.Id, [new ReviewDismissed(theatre, open.Id, review.Kind, review.Subject, review.Reason, note, asked.Person, asked.Fingerprint)]);
    }
}
