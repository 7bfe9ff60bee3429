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
/// The part of what is known of an area that is assessed: all of it, or the episodes that claims asked about are in, with the denials
/// that may bear on them and whatever else those bear on.
/// </summary>
internal sealed class Scope
{
    private readonly KnownClaims claims;
    private readonly AssessmentNumbers numbers;
    private readonly SortedSet<Episode> episodes = new(Comparer<Episode>.Create((a, b) => a.First.CompareTo(b.First)));
    private readonly SortedSet<KnownClaim> denials;
    /// <summary>Denials that bear on none of the episodes so far.</summary>
    private readonly List<KnownClaim> elsewhere;
    private readonly Queue<KnownClaim> unasked = new();
    private int told;

    private Scope(KnownClaims claims, AssessmentNumbers numbers, IEnumerable<KnownClaim> elsewhere) =>
        (this.claims, this.numbers, denials, this.elsewhere) = (claims, numbers, new(claims.Denials.KeyComparer), [.. elsewhere]);

    public static Scope Everything(KnownClaims claims, AssessmentNumbers numbers)
    {
        var scope = new Scope(claims, numbers, []);
        for (var place = 0; place < claims.Told.Count; place = scope.episodes.Max.Last + 1) scope.episodes.Add(Episode.Around(place, claims.Told, numbers));
        scope.denials.UnionWith(claims.Denials);
        return scope;
    }

    /// <param name="claims">All that is known, the new ones among them.</param>
    /// <param name="asked">The new ones, and those that meet something else than before.</param>
    /// <param name="numbers">The pack's.</param>
    public static Scope Of(KnownClaims claims, IEnumerable<KnownClaim> asked, AssessmentNumbers numbers)
    {
        var scope = new Scope(claims, numbers, claims.Denials);
        foreach (var claim in asked)
            if (claim.Kind == ClaimKind.Denial) scope.Add(claim);
            else scope.Add(claims.Told.IndexOf(claim));
        scope.FollowDenials();
        return scope;
    }

    /// <summary>By time.</summary>
    public IReadOnlyCollection<Episode> Episodes => episodes;

    public IReadOnlyCollection<KnownClaim> Denials => denials;

    public IEnumerable<KnownClaim> Claims => episodes.SelectMany(ToldIn).Concat(denials);

    /// <summary>Everything would cost less.</summary>
    public bool IsMost => told > Few && told > claims.Told.Count / 2;

    /// <summary>So many claims are assessed in no time.</summary>
    private const int Few = 30;

    public IEnumerable<KnownClaim> ToldIn(Episode episode) => Enumerable.Range(episode.First, episode.Last - episode.First + 1).Select(place => claims.Told[place]);

    /// <summary>Between its first and its last claim.</summary>
    public (DateTimeOffset From, DateTimeOffset To) TimeOf(Episode episode) => (EffectiveAt(episode.First), EffectiveAt(episode.Last));

    /// <summary>When the claim at a place is effective.</summary>
    public DateTimeOffset EffectiveAt(int place) => claims.Told[place].Effective.From;

    /// <summary>Places of claims that follow one of its episodes and are not in it themselves: the first of theirs.</summary>
    public IEnumerable<int> Ends => episodes.Select(e => e.Last + 1).Where(next => next < claims.Told.Count && !Holds(next));

    /// <summary>With so many episodes from the claim at a place on.</summary>
    public void AddFrom(int place, int count)
    {
        for (var added = 0; added < count && place < claims.Told.Count; added++) place = Add(place).Last + 1;
        FollowDenials();
    }

    private bool Holds(int place) => At(place) is not null;

    /// <summary>The episode of it that the claim at a place is in.</summary>
    private Episode? At(int place) =>
        episodes.Count > 0 && episodes.Min.First <= place && episodes.GetViewBetween(episodes.Min, new(place, place)).Max is var last && place <= last.Last ? last : null;

    private Episode Add(int place)
    {
        if (At(place) is { } known) return known;
        var episode = Episode.Around(place, claims.Told, numbers);
        episodes.Add(episode);
        told += episode.Last - episode.First + 1;
        for (var at = episode.First; at <= episode.Last && elsewhere.Count > 0; at++)
            if (claims.Told[at] is var claim && elsewhere.FindAll(denial => IsNear(denial, claim)) is { Count: > 0 } near)
                foreach (var denial in near) Add(denial);
        return episode;
    }

    private void Add(KnownClaim denial)
    {
        if (!denials.Add(denial)) return;
        elsewhere.RemoveAll(one => ReferenceEquals(one, denial));
        unasked.Enqueue(denial);
    }

    /// <summary>Whatever a denial is near to is assessed with it: what comes of the denial is told once.</summary>
    private void FollowDenials()
    {
        while (!IsMost && unasked.TryDequeue(out var denial))
        {
            var (place, past) = (0, -1);
            foreach (var claim in claims.Told)
            {
                if (place > past && IsNear(denial, claim)) past = Add(place).Last;
                place++;
            }
        }
    }

    private bool IsNear(KnownClaim denial, KnownClaim claim) => Policy.Denials.IsNear(denial, claim.Effective.From, claim.ReportedAt, numbers);
}
