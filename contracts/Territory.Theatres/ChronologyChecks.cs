using Territory.Contracts;

namespace Territory.Theatres;

internal static class ChronologyChecks
{
    public static IEnumerable<string> Of(Theatre theatre)
    {
        foreach (var twice in theatre.Chronology.GroupBy(r => r.Id).Where(g => g.Count() > 1))
            yield return $"chronology.csv: {twice.Count()} rows have the id {twice.Key}; an id names one row, for ever.";
        var faulty = theatre.Chronology.Select(r => (r.Id, Fault: FaultOf(theatre, r))).Where(f => f.Fault is not null).Select(f => $"chronology.csv, {f.Id}: {f.Fault}").ToList();
        foreach (var fault in faulty) yield return fault;
        // States rest on rows that make sense.
        if (faulty.Count > 0) yield break;
        foreach (var (earlier, later) in theatre.Chronology.Zip(theatre.Chronology.Skip(1)))
            if (ChronologyFold.StartOf(later, theatre) < ChronologyFold.StartOf(earlier, theatre))
                yield return $"chronology.csv, {later.Id}: it stands after {earlier.Id}, which is later; the oldest row comes first.";
        foreach (var fault in theatre.Chronology.Select(r => (r.Id, Fault: ChainFault(theatre, r))).Where(f => f.Fault is not null)) yield return $"chronology.csv, {fault.Id}: {fault.Fault}";
        foreach (var area in theatre.Areas)
            foreach (var fault in OutsideValidity(theatre, area)) yield return fault;
    }

    private static string? FaultOf(Theatre theatre, ChronologyRow row)
    {
        if (theatre.FindArea(row.Area) is not { } area) return $"{row.Area} is no area of areas.csv.";
        if (new[] { row.From, row.To }.OfType<string>().Concat(row.Controllers).Concat(row.Challengers).FirstOrDefault(a => theatre.FindActor(a) is null) is { } unknown)
            return $"{unknown} is no actor of actors.json.";
        var wrong = (row.Status, row.Controllers.Count) switch
        {
            (ControlStatus.Controlled, not 1) => "controlled needs exactly one controller",
            (ControlStatus.Shared, < 2) => "shared needs at least two controllers",
            (ControlStatus.Contested, 0) => "contested names the last holder as controller",
            (ControlStatus.Withdrawn or ControlStatus.Unknown, > 0) => "withdrawn and unknown have no controller",
            _ => null,
        };
        if (wrong is not null) return $"{wrong}; it has {row.Controllers.Count}.";
        if (row.Status != ControlStatus.Contested && row.Challengers.Count > 0) return "only a contested area has challengers.";
        if (row.Controllers.Intersect(row.Challengers).Any()) return "an actor cannot challenge what it holds.";
        if (area.Level == AreaLevel.Governorate && row.Extent == Extent.Unstated && row.Status != ControlStatus.Unknown) return "a governorate needs an extent; unstated never counts as whole for it.";
        return row.Extent == Extent.Whole && row.Status == ControlStatus.Contested ? "what is contested is not held whole; give part." : null;
    }

    private static string? ChainFault(Theatre theatre, ChronologyRow row)
    {
        var start = ChronologyFold.StartOf(row, theatre);
        var before = ChronologyFold.StatesOf(theatre, row.Area).TakeWhile(s => row.Observation ? s.From <= start : s.Row != row && s.From <= start).Last();
        var same = before.Status == row.Status && before.Controllers.ToHashSet().SetEquals(row.Controllers) && before.Challengers.ToHashSet().SetEquals(row.Challengers);
        if (row.Observation) return same ? null : $"it is an observation, but until then the area was {Words(before)}; a change is no observation.";
        if (same && before.Row!.Area == row.Area) return $"nothing changes, the area was {Words(before)} already; mark it as an observation.";
        if (row.From is null || before.Status is ControlStatus.Unknown) return null;
        return before.Controllers.Concat(before.Challengers).Any(a => Related(theatre, a, row.From)) ? null : $"it passes from {row.From}, but until then the area was {Words(before)}; mend the chain or leave the row out.";
    }

    private static IEnumerable<string> OutsideValidity(Theatre theatre, Area area)
    {
        var states = ChronologyFold.StatesOf(theatre, area.Code);
        for (var i = 0; i < states.Count; i++)
        {
            var first = LocalTime.DayOf(states[i].From, theatre.Zone);
            DateOnly? next = i + 1 < states.Count ? LocalTime.DayOf(states[i + 1].From, theatre.Zone) : null;
            if (next == first) continue;
            foreach (var actor in states[i].Controllers.Concat(states[i].Challengers).Select(theatre.FindActor).OfType<Actor>())
            {
                if (actor.ValidFrom > first) yield return $"chronology.csv, {states[i].Row?.Id}: {actor.Code} is in {area.Code} from {first:O}, but exists from {actor.ValidFrom:O} only.";
                if (actor.ValidTo is { } end && (next is null || next > end)) yield return $"chronology.csv, {states[i].Row?.Id}: {actor.Code} is in {area.Code} until {(next is null ? "now" : $"{next:O}")}, but exists until {end:O} only; add the row that ends it, or a succession.";
            }
        }
    }

    private static bool Related(Theatre theatre, string a, string b) => a == b || theatre.FindActor(a)?.Parent == b || theatre.FindActor(b)?.Parent == a;

    private static string Words(ChronologyState state) =>
        $"{state.Status.ToString().ToLowerInvariant()} {string.Join('|', state.Controllers)}{(state.Challengers.Count > 0 ? " against " + string.Join('|', state.Challengers) : "")}".Trim();
}
