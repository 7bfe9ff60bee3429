using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Policy;

namespace Territory.Ledger.Areas;

/// <summary>
/// The claims known of an area, by id and in the world's time. It never changes: with another claim it is another set, which
/// shares almost all of itself with this one.
/// </summary>
public sealed class KnownClaims
{
    /// <summary>Ids part only what says the very same: what came first never matters.</summary>
    private static readonly IComparer<KnownClaim> InTime = Comparer<KnownClaim>.Create((a, b) =>
        a.Effective.From.CompareTo(b.Effective.From) is not 0 and var byTime ? byTime : Ranking.BestFirst.Compare(a, b));

    public static readonly KnownClaims None = new(ImmutableDictionary<string, KnownClaim>.Empty, ImmutableSortedSet.Create(InTime), ImmutableSortedSet.Create(InTime));

    private readonly ImmutableDictionary<string, KnownClaim> byId;

    private KnownClaims(ImmutableDictionary<string, KnownClaim> byId, ImmutableSortedSet<KnownClaim> told, ImmutableSortedSet<KnownClaim> denials) => (this.byId, Told, Denials) = (byId, told, denials);

    /// <summary>What is said to have happened, by effective time, then the better claim first.</summary>
    internal ImmutableSortedSet<KnownClaim> Told { get; }

    /// <summary>What is said not to have happened, in the same order.</summary>
    internal ImmutableSortedSet<KnownClaim> Denials { get; }

    public bool IsEmpty => byId.IsEmpty;
    public IEnumerable<string> Keys => byId.Keys;
    public IEnumerable<KnownClaim> Values => byId.Values;
    public KnownClaim this[string id] => byId[id];

    public bool ContainsKey(string id) => byId.ContainsKey(id);

    public KnownClaim? GetValueOrDefault(string id) => byId.GetValueOrDefault(id);

    /// <summary>What is said to have happened within a time, both ends included.</summary>
    internal IEnumerable<KnownClaim> Within(DateTimeOffset from, DateTimeOffset to)
    {
        for (var place = FirstFrom(from); place < Told.Count && Told[place] is var claim && claim.Effective.From <= to; place++) yield return claim;
    }

    /// <summary>Place of the first that is effective at an instant or later.</summary>
    private int FirstFrom(DateTimeOffset instant)
    {
        var (first, behind) = (0, Told.Count);
        while (first < behind)
        {
            var middle = (first + behind) / 2;
            if (Told[middle].Effective.From < instant) first = middle + 1;
            else behind = middle;
        }
        return first;
    }

    /// <summary>With one more; of an id that is known already, the later word counts.</summary>
    public KnownClaims With(KnownClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var (told, denials) = byId.TryGetValue(claim.Id, out var old) ? (Told.Remove(old), Denials.Remove(old)) : (Told, Denials);
        return claim.Kind == ClaimKind.Denial ? new(byId.SetItem(claim.Id, claim), told, denials.Add(claim)) : new(byId.SetItem(claim.Id, claim), told.Add(claim), denials);
    }

    public KnownClaims With(IEnumerable<KnownClaim> claims) => claims.Aggregate(this, (known, claim) => known.With(claim));

    /// <summary>Those that were published up to an instant.</summary>
    public KnownClaims ReportedBy(DateTimeOffset reported)
    {
        var later = byId.Values.Where(c => c.ReportedAt > reported).ToArray();
        return later.Length == 0 ? this : new(byId.RemoveRange(later.Select(c => c.Id)), Told.Except(later), Denials.Except(later));
    }
}
