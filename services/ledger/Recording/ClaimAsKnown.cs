using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Recording;

/// <summary>A sound claim, from the bus or a file, as the ledger keeps it. Codes as the pack writes them: a lower-case one must not become an area of its own.</summary>
internal static class ClaimAsKnown
{
    public static KnownClaim Of(Claim c, Theatre theatre) => new(
        c.Id, theatre.FindArea(c.Area)!.Code, Code(c.From, theatre), Code(c.To, theatre), c.Kind, c.Status, c.Extent, c.Manner, c.Effective, c.ReportedAt, Code(c.ClaimedBy, theatre), [.. c.Via],
        c.Hedged, c.LevelStated, c.Confidence, c.Rule, c.Grade, c.Source.Name, c.Source.Owner, c.Source.Registered, c.Source.Restricted, c.Source.Party, c.ReportId, [.. c.Evidence], c.Demonstration)
    {
        With = [.. (c.With ?? []).Select(w => Code(w, theatre)!)],
        Siege = c.Siege is { } siege ? siege with { By = Code(siege.By, theatre) } : null,
    };

    private static string? Code(string? actor, Theatre theatre) => actor is null ? null : theatre.FindActor(actor)!.Code;
}
