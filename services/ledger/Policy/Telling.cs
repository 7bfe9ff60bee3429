using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>
/// The claims that tell of one and the same event: one kind, one taker, one status, effective within the policy's window.
/// Always in the same order whatever order they arrived in.
/// </summary>
internal sealed class Telling(KnownClaim first)
{
    private readonly List<KnownClaim> claims = [first];

    public bool IsPartial { get; } = first.Kind == ClaimKind.Partial;
    public string? To { get; } = first.To;
    public ControlStatus Status { get; } = first.Status;
    public IReadOnlyList<KnownClaim> Claims => claims;

    public bool TellsOf(KnownClaim claim, AssessmentNumbers numbers) =>
        (claim.Kind == ClaimKind.Partial) == IsPartial && claim.To == To && claim.Status == Status
        && claim.Effective.From - claims[0].Effective.From <= TimeSpan.FromHours(numbers.SameChangeHours);

    public void Add(KnownClaim claim) => claims.Add(claim);

    /// <summary>The best claim speaks for all: better grade, then the narrower date, then the earlier, then the id.</summary>
    public KnownClaim Best => claims.Where(c => !c.Hedged).DefaultIfEmpty(claims[0]).Order(BestFirst).First();

    public ImmutableArray<string> Ids => [.. claims.Select(c => c.Id).Order(StringComparer.Ordinal)];

    public static readonly Comparer<KnownClaim> BestFirst = Comparer<KnownClaim>.Create((a, b) =>
    {
        var byGrade = Rank(a.Grade).CompareTo(Rank(b.Grade));
        if (byGrade != 0) return byGrade;
        var byWidth = (a.Effective.To - a.Effective.From).CompareTo(b.Effective.To - b.Effective.From);
        if (byWidth != 0) return byWidth;
        var byTime = a.Effective.From.CompareTo(b.Effective.From);
        return byTime != 0 ? byTime : string.CompareOrdinal(a.Id, b.Id);
    });

    /// <summary>Smaller is better; the two halves weigh the same.</summary>
    public static int Rank(Grade grade) => grade.Reliability - 'A' + grade.Credibility;
}
