using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>How an area is held from an instant on, by the imported history alone.</summary>
/// <param name="From">Since when, UTC.</param>
/// <param name="Status">How it is held.</param>
/// <param name="Controllers">Who holds it.</param>
/// <param name="Challengers">Who contests it.</param>
/// <param name="Row">The row it rests on; null before the first one and where a wider state no longer reaches down.</param>
internal sealed record ChronologyState(
    DateTimeOffset From, ControlStatus Status, IReadOnlyList<string> Controllers, IReadOnlyList<string> Challengers, ChronologyRow? Row);

/// <summary>
/// The states an area went through: its own rows, rows of extent <em>whole</em> above it, and successions. What an area has only
/// from above ends when the area above is no longer held whole: then nobody has said who holds this one.
/// </summary>
internal static class ChronologyFold
{
    private static readonly ChronologyState Nothing = new(DateTimeOffset.MinValue, ControlStatus.Unknown, [], [], null);

    public static IReadOnlyList<ChronologyState> StatesOf(Theatre theatre, string code)
    {
        var path = theatre.FindArea(code)?.Path ?? [];
        var rows = theatre.Chronology.Where(r => !r.Observation && path.Contains(r.Area)).Select(r => (At: StartOf(r, theatre), Row: (ChronologyRow?)r, Succession: (Succession?)null));
        var successions = theatre.Successions.Select(s => (At: LocalTime.StartOf(s.On, theatre.Zone), Row: (ChronologyRow?)null, Succession: (Succession?)s));
        // Of one instant, what was held passes on first; then the area above speaks before the area itself.
        var steps = successions.Concat(rows).OrderBy(s => s.At).ThenBy(s => s.Row is null ? -1 : path.ToList().IndexOf(s.Row.Area));
        var states = new List<ChronologyState> { Nothing };
        foreach (var step in steps)
            if (Next(states[^1], step.At, step.Row, step.Succession, code) is { } next) states.Add(next);
        return states;
    }

    public static ChronologyState At(Theatre theatre, string code, DateTimeOffset instant) => StatesOf(theatre, code).Last(s => s.From <= instant);

    public static DateTimeOffset StartOf(ChronologyRow row, Theatre theatre) =>
        LocalTime.TryParse(row.EffectiveAt, theatre.Zone, DateBasis.Text, out var time) ? time.From : DateTimeOffset.MinValue;

    private static ChronologyState? Next(ChronologyState now, DateTimeOffset at, ChronologyRow? row, Succession? succession, string code)
    {
        if (succession is not null)
        {
            if (!now.Controllers.Concat(now.Challengers).Contains(succession.From)) return null;
            return now with { From = at, Controllers = Renamed(now.Controllers, succession), Challengers = [.. Renamed(now.Challengers, succession).Except(Renamed(now.Controllers, succession))] };
        }
        if (row!.Area == code || row.Extent == Extent.Whole) return new ChronologyState(at, row.Status, row.Controllers, row.Challengers, row);
        return now.Row is { } held && held.Area != code && now.Status != ControlStatus.Unknown ? Nothing with { From = at } : null;
    }

    private static List<string> Renamed(IReadOnlyList<string> actors, Succession succession) => [.. actors.Select(a => a == succession.From ? succession.To : a).Distinct()];
}
