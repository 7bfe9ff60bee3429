using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>What an event is, whoever tells of it: two claims with the same plot may tell of one event.</summary>
/// <param name="To">Who took it; of several the first in alphabetical order: "A with B" and "B with A" are one plot.</param>
/// <param name="Left">Who left or lost it, where nobody is said to have come.</param>
internal sealed record Plot(bool Partial, ControlStatus Status, string? To, string With, string? Left, SiegeTold? Siege)
{
    public static Plot Of(KnownClaim claim)
    {
        if (claim.Siege is not null) return new(false, ControlStatus.Unknown, null, "", null, claim.Siege);
        if (claim.With.IsEmpty) return new(IsPartial(claim), claim.Status, claim.To, "", claim.To is null ? claim.From : null, null);
        string[] parties = [.. claim.With.Append(claim.To).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return new(IsPartial(claim), claim.Status, parties[0], string.Join('+', parties.Skip(1)), null, null);
    }

    /// <summary>Whether the actor is on the side of one of those who are said to hold it or to fight over it.</summary>
    public bool Names(string actor, Theatre theatre) => To is { } first && With.Split('+', StringSplitOptions.RemoveEmptyEntries).Prepend(first).Any(party => theatre.SameSide(actor, party));

    /// <summary>Most, a part or the centre is not the area: it contests who holds the rest.</summary>
    public static bool IsPartial(KnownClaim claim) => claim.Kind == ClaimKind.Partial || claim.Extent is Extent.Most or Extent.Part or Extent.Centre;
}

/// <summary>
/// The claims that tell of one and the same event: one plot, effective within the policy's window.
/// Always in the same order whatever order they arrived in.
/// </summary>
/// <param name="part">Which part of the time between persons' decisions it lies in: an event does not reach across one.</param>
internal sealed class Telling(KnownClaim first, int part, Weights weights)
{
    private readonly List<KnownClaim> claims = [];
    private readonly HashSet<string> owners = [];
    private bool certain;

    public Plot Plot { get; } = Plot.Of(first);
    public IReadOnlyList<KnownClaim> Claims => claims;
    /// <summary>What is known is enough to decide.</summary>
    public bool IsCertain => certain || owners.Count > 1;
    /// <summary>When it begins to hold, once nothing is added any more.</summary>
    public DateTimeOffset At => Best.Effective.From;

    public bool TellsOf(Plot plot, int partOfTime) => plot == Plot && partOfTime == part;

    /// <summary>What is effective at an instant, or later, is not of this event any more.</summary>
    public bool IsOver(DateTimeOffset at, AssessmentNumbers numbers) => at - first.Effective.From > TimeSpan.FromHours(numbers.SameChangeHours);

    public void Add(KnownClaim claim)
    {
        claims.Add(claim);
        best = null;
        certain |= weights.DecidesAlone(claim);
        if (weights.DecidesTogether(claim)) owners.Add(weights.OwnerOf(claim));
    }

    /// <summary>The best claim speaks for all; one that keeps its distance only where all do.</summary>
    public KnownClaim Best => best ??= claims.Where(c => !c.Hedged).DefaultIfEmpty(claims[0]).Min(Ranking.BestFirst)!;
    private KnownClaim? best;

    /// <summary>Everybody who is said to hold it now or, when contested, to fight over it.</summary>
    public ImmutableArray<string> Takers => Best.With.IsEmpty ? Plot.To is { } one ? [one] : [] : [.. Best.With.Prepend(Best.To).OfType<string>().Distinct()];

    /// <summary>Whose word it is, while it is nobody else's.</summary>
    public string? ClaimedBy => claims.Where(c => !c.Hedged).Select(c => c.ClaimedBy).Distinct().Take(2).ToArray() is [var only] ? only : null;

    public bool Demonstration => claims.Any(c => c.Demonstration);

    public ImmutableArray<string> Ids => [.. claims.Select(c => c.Id).Order(StringComparer.Ordinal)];
}

internal static class Tellings
{
    /// <summary>Groups claims that tell of the same event. Once an event is certain, what is effective later tells of another.</summary>
    /// <param name="decided">When persons and imports decided something: what is effective later than that tells of another event.</param>
    public static IEnumerable<Telling> Of(IEnumerable<KnownClaim> claims, IReadOnlyList<DateTimeOffset> decided, Weights weights, AssessmentNumbers numbers)
    {
        var (next, part) = (0, 0);
        var (all, open) = (new List<Telling>(), new List<Telling>());
        foreach (var claim in claims)
        {
            // Claims come by effective time: those of just the time of a decision are a part of their own, between before and after.
            for (; next < decided.Count && decided[next] < claim.Effective.From; next++) part = 2 * (next + 1);
            if (next < decided.Count && decided[next] == claim.Effective.From) part = 2 * next + 1;
            open.RemoveAll(t => t.IsOver(claim.Effective.From, numbers));
            var plot = Plot.Of(claim);
            var telling = open.Find(t => t.TellsOf(plot, part));
            if (telling is null)
            {
                telling = new Telling(claim, part, weights);
                open.Add(telling);
                all.Add(telling);
            }
            telling.Add(claim);
            // What is told of a part ends what was certain before it; what was not certain may still become so.
            if (telling.IsCertain)
                open.RemoveAll(t => t != telling && (!plot.Partial || t.IsCertain) && t.Plot.Siege is null == plot.Siege is null && t.Claims[0].Effective.From < claim.Effective.From);
        }
        if (all.Count < 2) return all;
        // At one instant the taking of the whole comes first, then what can only contest it, then who left, then who lies before it.
        return all.OrderBy(t => t.At).ThenBy(Turn).ThenBy(t => t.Best, Ranking.BestFirst);
    }

    private static int Turn(Telling telling) => telling.Plot switch
    {
        { Siege: not null } => 5,
        { Partial: true } => 2,
        { Status: ControlStatus.Controlled or ControlStatus.Shared } => 0,
        { Status: ControlStatus.Contested } => 1,
        { Status: ControlStatus.Withdrawn } => 3,
        _ => 4,
    };
}
