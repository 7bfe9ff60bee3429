using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>
/// Claims in the world's time of which each is effective within the policy's window of the one before it: no event reaches from
/// one episode into another. What an episode leads to depends, besides its own claims, on what held before it and on denials.
/// </summary>
/// <param name="First">Place of its first claim in <see cref="KnownClaims.Told"/>.</param>
/// <param name="Last">And of its last one.</param>
internal readonly record struct Episode(int First, int Last)
{
    /// <summary>The one that the claim at a place belongs to.</summary>
    public static Episode Around(int place, ImmutableSortedSet<KnownClaim> told, AssessmentNumbers numbers)
    {
        var (first, last, window) = (place, place, TimeSpan.FromHours(numbers.SameChangeHours));
        while (first > 0 && told[first].Effective.From - told[first - 1].Effective.From <= window) first--;
        while (last < told.Count - 1 && told[last + 1].Effective.From - told[last].Effective.From <= window) last++;
        return new(first, last);
    }
}

/// <summary>
/// The part of what is known of an area that is assessed: all of it, or the episodes that new claims bear on, with the denials
/// that may bear on them and whatever else those bear on. Answers of other claims do not depend on it.
/// </summary>
internal sealed class Scope
{
    private readonly KnownClaims claims;
    private readonly AssessmentNumbers numbers;
    private readonly SortedSet<Episode> episodes = new(Comparer<Episode>.Create((a, b) => a.First.CompareTo(b.First)));
    private readonly SortedSet<KnownClaim> denials;

    private Scope(KnownClaims claims, AssessmentNumbers numbers) => (this.claims, this.numbers, denials) = (claims, numbers, new(claims.Denials.KeyComparer));

    public static Scope Everything(KnownClaims claims, AssessmentNumbers numbers)
    {
        var scope = new Scope(claims, numbers);
        for (var place = 0; place < claims.Told.Count; place = scope.episodes.Max.Last + 1) scope.episodes.Add(Episode.Around(place, claims.Told, numbers));
        scope.denials.UnionWith(claims.Denials);
        return scope;
    }

    /// <param name="claims">All that is known, the new ones among them.</param>
    /// <param name="fresh">The new ones.</param>
    /// <param name="numbers">The pack's.</param>
    public static Scope Of(KnownClaims claims, IEnumerable<KnownClaim> fresh, AssessmentNumbers numbers)
    {
        var scope = new Scope(claims, numbers);
        foreach (var claim in fresh)
            if (claim.Kind == ClaimKind.Denial) scope.Add(claim);
            else scope.Add(claims.Told.IndexOf(claim));
        return scope;
    }

    /// <summary>By time.</summary>
    public IReadOnlyCollection<Episode> Episodes => episodes;

    public IReadOnlyCollection<KnownClaim> Denials => denials;

    public IEnumerable<KnownClaim> Claims => episodes.SelectMany(ToldIn).Concat(denials);

    public IEnumerable<KnownClaim> ToldIn(Episode episode) => Enumerable.Range(episode.First, episode.Last - episode.First + 1).Select(place => claims.Told[place]);

    public (DateTimeOffset From, DateTimeOffset To) TimeOf(Episode episode) => (claims.Told[episode.First].Effective.From, claims.Told[episode.Last].Effective.From);

    /// <summary>Something of it is told of that time.</summary>
    public bool Covers(DateTimeOffset at) => episodes.Any(e => TimeOf(e) is var time && time.From <= at && at <= time.To);

    /// <summary>Where it ends and something is told later that it does not hold: the places of what comes next.</summary>
    public IEnumerable<int> Ends => episodes.Select(e => e.Last + 1).Where(next => next < claims.Told.Count && !episodes.Contains(new(next, next)));

    /// <summary>When the claim at a place is effective.</summary>
    public DateTimeOffset TimeOf(int place) => claims.Told[place].Effective.From;

    /// <summary>With the episode that the claim at a place belongs to.</summary>
    public void Add(int place)
    {
        var episode = Episode.Around(place, claims.Told, numbers);
        if (!episodes.Add(episode)) return;
        foreach (var denial in claims.Denials.Where(d => ToldIn(episode).Any(c => IsNear(d, c)))) Add(denial);
    }

    private void Add(KnownClaim denial)
    {
        if (!denials.Add(denial)) return;
        var place = 0;
        foreach (var told in claims.Told)
        {
            if (IsNear(denial, told)) Add(place);
            place++;
        }
    }

    private bool IsNear(KnownClaim denial, KnownClaim told) => Policy.Denials.IsNear(denial, told.Effective.From, told.ReportedAt, numbers);
}
