using System.Collections.Frozen;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>The point that is asked about, resolved: where on each axis, and by which theatre's successions.</summary>
/// <param name="Position">The last position that counts.</param>
/// <param name="Settled">Nothing recorded later can change the answer.</param>
/// <param name="IsHead">Asked without a moment of knowledge: by all that is recorded.</param>
public sealed record Axes(Theatre Theatre, DateTimeOffset At, DateTimeOffset Known, DateTimeOffset? Reported, long Position, bool Settled, bool IsHead);

/// <summary>Ids of the claims that stand for and against a change, in order.</summary>
public sealed record ClaimSides(IReadOnlyList<string> For, IReadOnlyList<string> Against)
{
    public static readonly ClaimSides None = new([], []);
}

/// <summary>The head of an area's stream.</summary>
/// <param name="Version">How many events it has; null for a question about the past.</param>
/// <param name="ObservedAt">The latest time at which somebody looked, as known.</param>
public sealed record AreaHead(int? Version, DateTimeOffset? ObservedAt);

/// <summary>The picture a question gets: what holds in each area at one point of both axes, and what that rests on.</summary>
/// <param name="Own">Each area's own stretch there, by code.</param>
public sealed record ControlPicture(Axes Axes, IReadOnlyDictionary<string, Stretch> Own)
{
    /// <summary>The decisions that the answer names, by change id.</summary>
    public IReadOnlyDictionary<string, Standing> Standings { get; init; } = FrozenDictionary<string, Standing>.Empty;
    /// <summary>By change id.</summary>
    public IReadOnlyDictionary<string, ClaimSides> Claims { get; init; } = FrozenDictionary<string, ClaimSides>.Empty;
    /// <summary>By area.</summary>
    public IReadOnlyDictionary<string, AreaHead> Heads { get; init; } = FrozenDictionary<string, AreaHead>.Empty;

    public Theatre Theatre => Axes.Theatre;
    public DateTimeOffset At => Axes.At;
    public DateTimeOffset Known => Axes.Known;
    public DateTimeOffset? Reported => Axes.Reported;
    public long Position => Axes.Position;
    public bool Settled => Axes.Settled;

    public Held HeldAt(Area area) => Held.At(area, code => Own.TryGetValue(code, out var stretch) ? stretch : null);

    /// <summary>The picture that folded states give: for the analyst's axis, which no view keeps.</summary>
    public static ControlPicture Of(Axes axes, IReadOnlyDictionary<string, AreaState> states)
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(states);
        return new(axes, states.Values.Select(s => (s.Area, Stretch: Stretch.At(s.Timeline, axes.At))).Where(s => s.Stretch is not null).ToDictionary(s => s.Area, s => s.Stretch!.Value))
        {
            Standings = states.Values.SelectMany(s => s.Timeline).ToDictionary(s => s.ChangeId),
            Claims = states.Values.SelectMany(s => s.Answers.Select(a => (Claim: a.Key, a.Value.Decision))).GroupBy(a => a.Decision.ChangeId ?? "").ToDictionary(
                g => g.Key, g => new ClaimSides(Ids(g.Where(a => Side.Supports(a.Decision) is true).Select(a => a.Claim)), Ids(g.Where(a => Side.Supports(a.Decision) is false).Select(a => a.Claim)))),
            Heads = states.Values.ToDictionary(s => s.Area, s => new AreaHead(null, s.ObservedAt)),
        };
    }

    private static IReadOnlyList<string> Ids(IEnumerable<string> ids) => [.. ids.Order(StringComparer.Ordinal)];
}
