using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>
/// One decision's way down: first what lies above, then what lies below. A change of the whole of an area supersedes what was
/// so below it, and so decides what a later claim there changes: it is followed, in the same transaction, by assessing anew
/// whatever below it is claimed for the time in which it differs. Whichever of the two came first, the timelines are the same.
/// </summary>
/// <param name="theatre">With the successions known.</param>
/// <param name="state">The state of an area as it is by now.</param>
/// <param name="append">Records events of an area; its state is another afterwards.</param>
/// <param name="load">Makes the states of further areas known.</param>
/// <param name="isAssessed">What stands of an area is what this theatre makes of all that is known of it.</param>
internal sealed class Descent(Theatre theatre, Func<string, AreaState> state, Action<Area, IReadOnlyList<object>> append, Func<IReadOnlyList<Area>, Task> load, Func<string, bool> isAssessed)
{
    public async Task RunAsync(IReadOnlyCollection<Area> asked, Func<AreaInView, IReadOnlyList<object>> decide)
    {
        var levels = new SortedDictionary<int, List<Area>>();
        void Plan(Area area)
        {
            if (!levels.TryGetValue(area.Path.Count, out var level)) levels[area.Path.Count] = level = [];
            level.Add(area);
        }

        foreach (var area in asked) Plan(area);
        // For which time another may hold what lies above an area, by its code.
        var (wanted, concerned) = (asked.Select(a => a.Code).ToHashSet(), new Dictionary<string, (DateTimeOffset From, DateTimeOffset To)>());
        while (levels.Count > 0)
        {
            var (depth, level) = levels.First();
            levels.Remove(depth);
            var below = new List<Area>();
            foreach (var area in level)
            {
                var before = state(area.Code);
                var view = View(area) with { IsAssessed = isAssessed(area.Code), Concerned = concerned.TryGetValue(area.Code, out var time) ? time : null };
                var events = wanted.Contains(area.Code) ? decide(view) : [];
                // What was asked may have been known already: it is no less concerned by what changed above.
                if (events.Count == 0 && view.Concerned is { } span && before.Claims.Within(span.From, span.To).Any()) events = Anew(view);
                Append(area, events, view.Concerned is not null);
                if (ReachingDown(before, state(area.Code)) is { } changed) Concern(area, changed, below);
            }
            // All lie deeper than this level: they are loaded at once.
            await load(below);
            foreach (var area in below.Where(a => !wanted.Contains(a.Code))) Plan(area);
        }

        void Concern(Area above, (DateTimeOffset From, DateTimeOffset To) changed, List<Area> met)
        {
            foreach (var area in theatre.Below(above.Code))
                if (concerned.TryAdd(area.Code, changed)) met.Add(area);
                else concerned[area.Code] = (Min(concerned[area.Code].From, changed.From), Max(concerned[area.Code].To, changed.To));
        }

        static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
        static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
    }

    /// <summary>What a person should look at because of them stands before a person's own event, which is the last of its area.</summary>
    private void Append(Area area, IReadOnlyList<object> events, bool concerned)
    {
        if (events.Count == 0 && !concerned) return;
        var before = state(area.Code);
        var last = events.Count > 0 && IsAPersons(events[^1]) ? events[^1] : null;
        append(area, last is null ? events : [.. events.SkipLast(1)]);
        var now = state(area.Code);
        var after = last is null ? now : now.Fold(last, long.MaxValue, DateTimeOffset.MinValue);
        append(area, RaiseReviews.Decide(before, after, events, concerned, at => Held.RulingAt(area, code => code == area.Code ? after : state(code), at), theatre));
        if (last is not null) append(area, [last]);
    }

    private static bool IsAPersons(object e) => e is ChangeDecided { Request: not null } or ChangeCorrected { Request: not null } or ChangeRetracted { Request: not null } or ObservationRecorded { Request: not null };

    /// <summary>What the policy wants of an area about which nothing new is known itself; nothing where nothing is claimed.</summary>
    public static IReadOnlyList<object> Anew(AreaInView view) => view.State.Claims.IsEmpty ? [] : Reassess.Decide(view, []);

    /// <summary>
    /// For which time anybody below an area may see another holder above it than before; null when for none. What is claimed for another
    /// time met what is above as it is. A claim asks what held just before it, too: the end is within.
    /// </summary>
    private static (DateTimeOffset From, DateTimeOffset To)? ReachingDown(AreaState before, AreaState after)
    {
        if (before.Timeline == after.Timeline) return null;
        var (gone, come) = Stretch.Difference(before.Timeline, after.Timeline);
        var whole = gone.Concat(come).Where(stretch => stretch.WholeSince is not null).ToArray();
        return whole.Length == 0 ? null : (whole.Min(stretch => stretch.From), whole.Max(stretch => stretch.To));
    }

    private AreaInView View(Area area) => new(area, state(area.Code), Inheritance.Above(area, state)) { Theatre = theatre };
}
