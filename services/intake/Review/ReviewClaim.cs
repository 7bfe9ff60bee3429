using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Intake.Reports;
using Territory.Theatres;

namespace Territory.Intake.Review;

/// <summary>A person's request about a claim.</summary>
/// <param name="Request">Its id and fingerprint.</param>
/// <param name="Person"><c>person:…</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="IfVersion">The version the person saw; null when it does not matter.</param>
internal sealed record ReviewAsked(PersonsRequest Request, string Person, DateTimeOffset At, int? IfVersion);

/// <summary>What a request about a claim comes to. Neither events nor an obstacle: it was granted before.</summary>
internal sealed record ReviewVerdict(IReadOnlyList<object> Events, Obstacle? Obstacle = null)
{
    public static ReviewVerdict Refused(Why why, string field, string? found, string expected) => new([], new(why, field, found, expected));

    /// <summary>The end of the matter before anything is decided; null: go on.</summary>
    public static ReviewVerdict? Settled(ReportState state, string claimId, ReviewAsked asked)
    {
        if (state.Requests.GetValueOrDefault(asked.Request.Id) is { } granted)
            return granted == asked.Request.Fingerprint ? new([]) : Refused(Why.Meaning, "Idempotency-Key", "a key used for another request", "a key of its own for each request");
        if (!state.Progress.TryGetValue(claimId, out var progress)) return Refused(Why.NotFound, "id", claimId, "the id of a claim; GET /api/claims lists them");
        if (asked.IfVersion is { } version && version != state.ReviewOf(claimId).Version)
            return Refused(Why.Version, "If-Match", $"version {version}", $"version {state.ReviewOf(claimId).Version} of the claim, which was decided upon since; read it again, then decide");
        // What the ledger refused is in no log: it may go again, amended.
        return progress is { State: ClaimState.Pending or null } or { Decision.Outcome: "refused" } ? null : Refused(Why.State, "state", Word(progress), Next(progress));
    }

    private static string Word(ClaimProgress progress) => EnumWords.Word(progress.State!.Value);

    private static string Next(ClaimProgress progress) => progress.State == ClaimState.Rejected
        ? "a claim that waits; what was rejected can still be decided with POST /api/changes"
        : "a claim that waits; what the ledger has is corrected or retracted there, at /api/changes/{id}";
}

/// <summary>Decision: a person finds a claim right, as it stands or as amended; with enough persons it goes on.</summary>
internal static class AcceptClaim
{
    /// <param name="source">What the register says of the report's source now.</param>
    /// <param name="persons">How many must find it right.</param>
    public static ReviewVerdict Decide(ReportState state, string claimId, Amendment amendment, string? note, ReviewAsked asked, SourceOfClaim source, int persons, Theatre theatre)
    {
        if (ReviewVerdict.Settled(state, claimId, asked) is { } settled) return settled;
        var (claim, review) = (state.StandingClaims().First(c => c.Id == claimId), state.ReviewOf(claimId));
        if (!claim.Candidates.IsEmpty && amendment.Area is null) return ReviewVerdict.Refused(Why.Meaning, "area", null, "which of the areas it may mean: " + string.Join(", ", claim.Candidates));
        var reading = amendment.Upon(claim);
        if (Amendment.Fault(reading, claim.Siege is not null, theatre, asked.At) is { } fault) return new([], fault);
        var same = reading == ClaimReading.Of(claim);
        if (same && !ReportState.GoesOn(reading.Kind) && state.Progress[claimId].State is null && review.AcceptedBy.IsEmpty)
            return ReviewVerdict.Refused(Why.Meaning, "kind", EnumWords.Word(reading.Kind), "the kind change, partial or denial: as it stands it stays with its report, and nothing is to accept");
        if (same && review.AcceptedBy.Contains(asked.Person) && review.AcceptedBy.Length < persons)
            return ReviewVerdict.Refused(Why.State, "person", asked.Person, "another person with the role analyst: this one has accepted it so, and a second one must agree");
        var accepted = new ClaimAccepted(state.Received.ReportId, claimId, same ? null : reading, asked.Person, note, asked.Request);
        var agreed = ReportState.Fold(state, accepted)!.ReviewOf(claimId).AcceptedBy.Length >= persons;
        return new(agreed ? [accepted, Released(state, claimId, reading.Kind, asked.Person, source)] : [accepted]);
    }

    private static object Released(ReportState state, string claimId, ClaimKind kind, string person, SourceOfClaim source) => ReportState.GoesOn(kind)
        ? new ClaimsReleased(state.Received.ReportId, [claimId], state.Received.Voice(source), person)
        : new ClaimKept(state.Received.ReportId, claimId, person);
}

/// <summary>Decision: a person keeps a claim from the ledger. One person is enough: what is in doubt does not go on.</summary>
internal static class RejectClaim
{
    public static ReviewVerdict Decide(ReportState state, string claimId, string reason, ReviewAsked asked)
    {
        if (ReviewVerdict.Settled(state, claimId, asked) is { } settled) return settled;
        if (state.Progress[claimId].State is null) return ReviewVerdict.Refused(Why.State, "state", "stays", "a claim that waits: this one is kept with its report and never goes on");
        return new([new ClaimRejected(state.Received.ReportId, claimId, asked.Person, reason, asked.Request)]);
    }
}
