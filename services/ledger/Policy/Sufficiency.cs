using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>Whether the claims of one telling are enough to decide, by which rule, since which report, and otherwise what is missing.</summary>
internal sealed record Sufficiency(bool Enough, string Rule, DateTimeOffset ReportedAt, string? Missing)
{
    public static Sufficiency Of(Telling telling, Area area, Theatre theatre)
    {
        var rules = new Rules(area, theatre);
        // The earliest point at which the reports so far were enough: later ones corroborate.
        var byReport = telling.Claims.OrderBy(c => c.ReportedAt).ThenBy(c => c.Id, StringComparer.Ordinal).ToArray();
        foreach (var (claim, index) in byReport.Select((c, i) => (c, i)))
        {
            var known = byReport[..(index + 1)];
            if (known.Any(c => rules.DecidesAlone(c))) return new(true, "v1/decides-alone", claim.ReportedAt, null);
            if (rules.DecideTogether(known)) return new(true, "v1/two-independent", claim.ReportedAt, null);
        }
        return new(false, rules.RuleThatWaits(telling), telling.Claims.Max(c => c.ReportedAt), rules.Missing(telling));
    }

    private sealed class Rules(Area area, Theatre theatre)
    {
        private AssessmentNumbers Numbers => theatre.Policy;

        public bool DecidesAlone(KnownClaim claim) => Counts(claim) && claim.Grade.IsAtLeast(Numbers.DecidesAlone) && !(SpeaksForItself(claim) && !RelayedByAnother(claim));

        public bool DecideTogether(IEnumerable<KnownClaim> claims) =>
            claims.Where(c => Counts(c) && c.Grade.IsAtLeast(Numbers.DecidesTogether)).DistinctBy(c => c.Owner).Take(2).Count() == 2;

        /// <summary>A hedged claim never counts, nor does one that reaches a governorate without saying the level or the whole.</summary>
        private bool Counts(KnownClaim claim) => !claim.Hedged && SaysTheLevel(claim);

        private bool SaysTheLevel(KnownClaim claim) => area.Level != AreaLevel.Governorate || claim.LevelStated || claim.Extent == Extent.Whole || claim.Kind == ClaimKind.Partial;

        private bool SpeaksForItself(KnownClaim claim) => claim.ClaimedBy is { } speaker && claim.To is { } taker && theatre.SameSide(speaker, taker);

        /// <summary>The source that relays a party's word is registered and does not belong to that party.</summary>
        private bool RelayedByAnother(KnownClaim claim) => claim.Registered && (claim.Party is not { } owner || !theatre.SameSide(owner, claim.ClaimedBy!));

        public string RuleThatWaits(Telling telling) => telling.Claims switch
        {
            var all when all.All(c => c.Hedged) => "v1/hedged",
            var all when all.All(c => !SaysTheLevel(c)) => "v1/level-not-stated",
            var all when all.All(c => SpeaksForItself(c) && !RelayedByAnother(c)) => "v1/own-word",
            _ => "v1/grade",
        };

        public string Missing(Telling telling) => RuleThatWaits(telling) switch
        {
            "v1/hedged" => $"The report itself keeps its distance; a claim without reserve of at least {Numbers.DecidesAlone}, or two of different owners of at least {Numbers.DecidesTogether}, would decide.",
            "v1/level-not-stated" => "No claim says the governorate as such or the whole of it; one that does would count.",
            "v1/own-word" => $"The taker speaks for itself through a source that is not registered or its own; one more claim of another owner of at least {Numbers.DecidesTogether} would decide.",
            _ => $"The best grade is {telling.Best.Grade}; one claim of at least {Numbers.DecidesAlone}, or one more of another owner with both of at least {Numbers.DecidesTogether}, would decide.",
        };
    }
}

internal static class Sides
{
    /// <summary>One is the other, or its parent.</summary>
    public static bool SameSide(this Theatre theatre, string one, string other) => one == other || IsBelow(theatre, one, other) || IsBelow(theatre, other, one);

    /// <summary>The actor is the other or a child of it, however deep.</summary>
    public static bool IsBelow(this Theatre theatre, string actor, string above)
    {
        for (var code = (string?)actor; code is not null; code = theatre.FindActor(code)?.Parent)
            if (code == above) return true;
        return false;
    }
}
