using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>
/// One decision's way down: first what lies above, then what lies below. A change of the whole of an area supersedes what was
/// so below it, and so decides what a later claim there changes: it is followed, in the same transaction, by assessing anew
/// whatever below it meets another holder than before. Whichever of the two came first, the timelines are the same.
/// </summary>
/// <param name="theatre">With the successions known.</param>
/// <param name="state">The state of an area as it is by now.</param>
/// <param name="append">Records events of an area; its state is another afterwards.</param>
/// <param name="load">Makes the states of further areas known.</param>
/// <param name="isAssessed">What stands of an area is what this theatre made of all that was known of it before this descent.</param>
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
        // What changed above an area, by its code.
        var (wanted, concerned) = (asked.Select(a => a.Code).ToHashSet(), new Dictionary<string, IReadOnlyList<ChangedAbove>>());
        while (levels.Count > 0)
        {
            var (depth, level) = levels.First();
            levels.Remove(depth);
            var below = new List<Area>();
            foreach (var area in level)
            {
                var before = state(area.Code);
                var view = View(area) with { IsAssessed = isAssessed(area.Code), Concerned = concerned.GetValueOrDefault(area.Code, []) };
                var events = wanted.Contains(area.Code) ? decide(view) : [];
                // What was asked may have been known already: it is no less concerned by what changed above.
                if (events.Count == 0 && view.Met.Any()) events = Anew(view);
                Append(area, events, view.Concerned.Count > 0);
                if (ReachingDown(before, state(area.Code)) is { Count: > 0 } changed) Concern(area, changed, below);
            }
            // All lie deeper than this level: they are loaded at once.
            await load(below);
            foreach (var area in below.Where(a => !wanted.Contains(a.Code))) Plan(area);
        }

        void Concern(Area above, IReadOnlyList<ChangedAbove> changed, List<Area> met)
        {
            foreach (var area in theatre.Below(above.Code))
                if (concerned.TryAdd(area.Code, changed)) met.Add(area);
                else concerned[area.Code] = [.. concerned[area.Code].Union(changed)];
        }
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
    /// For which times anybody below an area may see another holder above it than before, in pieces in each of which no other begins.
    /// What is claimed for another time met what is above as it is. A claim asks what held just before it, too: the end is within.
    /// </summary>
    private static IReadOnlyList<ChangedAbove> ReachingDown(AreaState before, AreaState after)
    {
        if (before.Timeline == after.Timeline) return [];
        var (gone, come) = Stretch.Difference(before.Timeline, after.Timeline);
        // What only goes on for longer, or less long, than before is seen where it does: there another was, or is.
        var (old, now) = (gone.Where(s => s.WholeSince is not null).ToLookup(Seen), come.Where(s => s.WholeSince is not null).ToLookup(Seen));
        return [.. old.Where(s => !now.Contains(s.Key)).Concat(now.Where(s => !old.Contains(s.Key))).SelectMany(s => s).Select(s => new ChangedAbove(s.From, s.To, s.WholeSince!.Value)).Distinct()];

        static (DateTimeOffset, DateTimeOffset?, string?) Seen(Stretch stretch) => (stretch.From, stretch.WholeSince, stretch.ReachesDown ? stretch.ChangeId : null);
    }

    private AreaInView View(Area area) => new(area, state(area.Code), Inheritance.Above(area, state)) { Theatre = theatre };
}
