using Territory.Contracts;
using Territory.OperationsConsole.Api;

namespace Territory.OperationsConsole.Review;

/// <summary>A claim as a person is reading it. What differs from how it stands is the amendment; an empty actor is nobody.</summary>
/// <param name="claim">The claim as it stands.</param>
/// <param name="isChosen">Somebody said before which of the candidates is meant.</param>
public sealed class ClaimDraft(ReadClaim claim, bool isChosen = false)
{
    public string Area { get; set; } = claim.Candidates is { Count: > 1 } && !isChosen ? "" : claim.Area;
    public string From { get; set; } = claim.From ?? "";
    public string To { get; set; } = claim.To ?? "";
    /// <summary>Codes of those beside the taker, apart by commas or spaces.</summary>
    public string With { get; set; } = string.Join(", ", claim.With ?? []);
    public string ClaimedBy { get; set; } = claim.ClaimedBy ?? "";
    public ClaimKind Kind { get; set; } = claim.Kind;
    public ControlStatus? Status { get; set; }
    public Extent Extent { get; set; } = claim.Extent ?? Extent.Unstated;
    public Manner Manner { get; set; } = claim.Manner ?? Manner.Unknown;
    public string EffectiveAt { get; set; } = claim.EffectiveAt ?? "";
    public string Note { get; set; } = "";

    public ClaimAmendment Amendment()
    {
        string[] cleared = [.. new[] { ("from", claim.From, From), ("to", claim.To, To), ("claimedBy", claim.ClaimedBy, ClaimedBy) }.Where(a => a.Item2 is not null && a.Item3.Length == 0).Select(a => a.Item1)];
        return new(
            Area.Trim() is { Length: > 0 } area && (area != claim.Area || claim.Candidates is { Count: > 1 }) ? area : null,
            Other(From, claim.From), Other(To, claim.To), Kind == claim.Kind ? null : Kind, Status == claim.Status ? null : Status, Extent == claim.Extent ? null : Extent, Manner == claim.Manner ? null : Manner,
            Other(EffectiveAt, claim.EffectiveAt), Other(ClaimedBy, claim.ClaimedBy), cleared.Length == 0 ? null : cleared, Other(Note, null), Beside() is var beside && beside.SequenceEqual(claim.With ?? []) ? null : beside);
    }

    private string[] Beside() => With.Split([',', '،', ' '], StringSplitOptions.RemoveEmptyEntries);

    private static string? Other(string said, string? stood) => said.Trim() is { Length: > 0 } text && text != stood ? text : null;
}
