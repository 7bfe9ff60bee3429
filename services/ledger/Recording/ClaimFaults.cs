using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Recording;

/// <summary>Why a claim cannot be recorded, in a sentence; a refusal on the bus is a value.</summary>
public static class ClaimFaults
{
    public static string? Find(Claim claim, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Id.Length is 0 or > 100) return "The claim has no id, or one of more than 100 characters.";
        if (theatre.FindArea(claim.Area) is null) return $"The area '{claim.Area}' is unknown in {theatre.Name}; expected a code of its gazetteer, for example {theatre.Areas[0].Code}.";
        foreach (var actor in new[] { claim.From, claim.To, claim.ClaimedBy })
            if (actor is not null && theatre.FindActor(actor) is null) return $"The actor '{actor}' is unknown in {theatre.Name}; expected one of {string.Join(", ", theatre.Actors.Select(a => a.Code))}.";
        if (claim.Kind is not (ClaimKind.Change or ClaimKind.Partial or ClaimKind.Denial)) return $"A claim of kind {claim.Kind} stays in intake; expected change, partial or denial.";
        if (claim.From is not null && claim.From == claim.To) return $"The claim says that {claim.Area} passed from {claim.From} to itself.";
        if (claim.To is null && claim.From is null && claim.Kind != ClaimKind.Denial) return "The claim names neither whom the area passed from nor to.";
        return claim.Effective.From >= claim.Effective.To ? "The effective time ends before it begins." : null;
    }
}
