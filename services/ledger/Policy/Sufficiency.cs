using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>Whether the claims of one telling are enough to decide, by which rule, since which report, and otherwise what is missing.</summary>
internal sealed record Sufficiency(bool Enough, string Rule, DateTimeOffset ReportedAt, string? Missing)
{
    public static Sufficiency Of(Telling telling, Weights weights)
    {
        // The earliest point at which the reports so far were enough: later ones corroborate.
        var owners = new HashSet<string>();
        foreach (var claim in telling.Claims is [_] ? telling.Claims : [.. telling.Claims.OrderBy(c => c.ReportedAt).ThenBy(c => c, Ranking.BestFirst)])
        {
            if (weights.DecidesAlone(claim)) return new(true, "v1/decides-alone", claim.ReportedAt, null);
            if (weights.DecidesTogether(claim) && owners.Add(weights.OwnerOf(claim)) && owners.Count > 1) return new(true, "v1/two-independent", claim.ReportedAt, null);
        }
        var rule = weights.RuleThatWaits(telling.Claims);
        return new(false, rule, telling.Claims.Max(c => c.ReportedAt), weights.Missing(rule, telling.Best));
    }
}

/// <summary>What one claim of an area weighs, by the pack's numbers.</summary>
internal sealed class Weights(Area area, Theatre theatre)
{
    private readonly Dictionary<(string Rule, Grade Best), string> missing = [];

    private AssessmentNumbers Numbers => theatre.Policy;

    public bool DecidesAlone(KnownClaim claim) => Counts(claim) && claim.Grade.IsAtLeast(Numbers.DecidesAlone) && !(SpeaksForItself(claim) && !RelayedByAnother(claim));

    public bool DecidesTogether(KnownClaim claim) => Counts(claim) && claim.Grade.IsAtLeast(Numbers.DecidesTogether);

    /// <summary>Whose word a claim is: all channels of one party, and all mirrors of one owner, are one.</summary>
    public string OwnerOf(KnownClaim claim) => claim.Party is { } party ? "party " + theatre.TopOf(party) : claim.Owner;

    public string RuleThatWaits(IReadOnlyList<KnownClaim> claims) => claims switch
    {
        _ when claims.All(c => c.Hedged) => "v1/hedged",
        _ when claims.All(c => !SaysTheLevel(c)) => "v1/level-not-stated",
        _ when claims.All(c => SpeaksForItself(c) && !RelayedByAnother(c)) => "v1/own-word",
        _ => "v1/grade",
    };

    /// <summary>The sentence depends on little and is asked for at every claim that waits, at each decision about the area.</summary>
    public string Missing(string rule, KnownClaim best)
    {
        if (!missing.TryGetValue((rule, best.Grade), out var sentence)) missing[(rule, best.Grade)] = sentence = Missing(rule, best.Grade);
        return sentence;
    }

    private string Missing(string rule, Grade best) => rule switch
    {
        "v1/hedged" => $"The report itself keeps its distance; a claim without reserve of at least {Numbers.DecidesAlone}, or two of different owners of at least {Numbers.DecidesTogether}, would decide.",
        "v1/level-not-stated" => "No claim says the governorate as such or the whole of it; one that does would count.",
        "v1/own-word" => $"The taker speaks for itself through a source that is not registered or its own; one more claim of another owner of at least {Numbers.DecidesTogether} would decide.",
        _ => $"The best grade is {best}; one claim of at least {Numbers.DecidesAlone}, or one more of another owner with both of at least {Numbers.DecidesTogether}, would decide.",
    };

    /// <summary>A hedged claim never counts, nor does one that reaches a governorate without saying the level or the whole.</summary>
    private bool Counts(KnownClaim claim) => !claim.Hedged && SaysTheLevel(claim);

    private bool SaysTheLevel(KnownClaim claim) => area.Level != AreaLevel.Governorate || claim.LevelStated || claim.Extent == Extent.Whole || Plot.IsPartial(claim);

    /// <summary>A party says what it took, shares, or lays siege to.</summary>
    private bool SpeaksForItself(KnownClaim claim) =>
        claim.ClaimedBy is { } speaker && claim.With.Append(claim.To).Append(claim.Siege is { Lifted: false } siege ? siege.By : null).OfType<string>().Any(taker => theatre.SameSide(speaker, taker));

    /// <summary>The source that relays a party's word is registered and does not belong to that party.</summary>
    private bool RelayedByAnother(KnownClaim claim) => claim.Registered && (claim.Party is not { } owner || !theatre.SameSide(owner, claim.ClaimedBy!));
}
