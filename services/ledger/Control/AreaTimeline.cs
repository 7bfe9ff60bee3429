using System.Collections.Frozen;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>A piece of what an area went through. <paramref name="End"/> null: it goes on. Half-open, UTC.</summary>
public sealed record TimelinePiece(DateTimeOffset Start, DateTimeOffset? End, Held Held);

/// <summary>What an area went through: its own stretches and the whole changes above it, cut where one supersedes the other.</summary>
/// <param name="Stretches">Those of the area and of every area above it, by code, in order.</param>
public sealed record AreaTimeline(Axes Axes, Area Area, IReadOnlyDictionary<string, IReadOnlyList<Stretch>> Stretches)
{
    /// <summary>In order; where nobody has said who holds it there is none.</summary>
    public IReadOnlyList<TimelinePiece> Pieces { get; } = Cut(Area, Stretches);
    /// <summary>The decisions they rest on, by change id.</summary>
    public IReadOnlyDictionary<string, Standing> Standings { get; init; } = FrozenDictionary<string, Standing>.Empty;

    public IReadOnlyCollection<string> ChangeIds => [.. Pieces.Select(p => p.Held.Stretch!.Value.ChangeId).Distinct()];

    public static AreaTimeline Of(Axes axes, Area area, IReadOnlyDictionary<string, AreaState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return new(axes, area, states.ToDictionary(s => s.Key, s => Stretch.Cut(s.Value.Timeline)))
        {
            Standings = states.Values.SelectMany(s => s.Timeline).ToDictionary(s => s.ChangeId),
        };
    }

    private static TimelinePiece[] Cut(Area area, IReadOnlyDictionary<string, IReadOnlyList<Stretch>> stretches)
    {
        var starts = stretches.Values.SelectMany(s => s).Select(s => s.From).Distinct().Order();
        var held = starts.Select(start => (Start: start, Held: Held.At(area, code => Last(stretches.GetValueOrDefault(code), start)))).ToList();
        // The same decision seen from the start of one that says nothing of this area is one piece.
        var cuts = held.Where((h, i) => i == 0 || held[i - 1].Held.Stretch?.ChangeId != h.Held.Stretch?.ChangeId).ToArray();
        return [.. cuts.Select((cut, i) => new TimelinePiece(cut.Start, i + 1 < cuts.Length ? cuts[i + 1].Start : null, cut.Held)).Where(piece => piece.Held.Stretch is not null)];
    }

    /// <summary>The stretch an instant lies in; they follow each other without a hole.</summary>
    private static Stretch? Last(IReadOnlyList<Stretch>? stretches, DateTimeOffset instant)
    {
        var (low, high) = (0, stretches?.Count ?? 0);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (stretches![middle].From <= instant) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? null : stretches![low - 1];
    }
}
