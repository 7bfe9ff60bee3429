using Territory.Contracts;

namespace Territory.Ledger.Control;

/// <summary>A claim's part in a change.</summary>
public sealed record Side(string Claim, string ChangeId, bool IsFor)
{
    /// <summary>Whether a claim stands for the change its answer names (true), against it (false), or beside it (null).</summary>
    public static bool? Supports(ClaimDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision switch
        {
            { ChangeId: null or "" } => null,
            { Outcome: "decided" or "supports" or "corroborates" } => true,
            { Outcome: "contests" or "superseded" } => false,
            _ => null,
        };
    }
}
