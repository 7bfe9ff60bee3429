using System.Text.Json;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Tests.Ledger;

/// <summary>A governorate, a district, a city and what is claimed of each, decided as the door does it: a descent for each arrival.</summary>
internal sealed class AFamilyOfAreas(params string[] codes)
{
    private readonly List<string> log = [];
    private IReadOnlyCollection<string> asked = [];
    private readonly Dictionary<string, AreaState> states = codes.ToDictionary(c => c, c => new AreaState(c));
    private readonly Dictionary<string, Theatre?> assessed = [];
    private Theatre theatre = AreaScenario.Syria with { Successions = [] };

    public IReadOnlyList<AreaState> States => [.. states.Values];

    public AreaState this[string code] => states[code];

    /// <summary>All of it in one transaction.</summary>
    public AFamilyOfAreas When(params KnownClaim[] claims)
    {
        var byArea = claims.ToLookup(c => c.Area);
        return Descend([.. byArea.Select(a => a.Key)], view => RecordClaim.Decide(view, byArea[view.Area.Code]));
    }

    /// <summary>Everything is assessed at every arrival, as where nobody remembers what was.</summary>
    public bool Forgets { get; init; }

    /// <summary>How often an area was looked at whose state was known to be assessed.</summary>
    public int Remembered { get; private set; }

    /// <summary>How often it was looked at because of what changed above it alone.</summary>
    public int Concerned { get; private set; }

    /// <summary>All events, of all areas, in order.</summary>
    public IReadOnlyList<string> Log => log;

    public AFamilyOfAreas WhenDecided(string area, string key, string actor, string day, Extent extent) => Descend([area], view => DecideChange.Decide(
        view, new(actor, Status: ControlStatus.Controlled, Extent: extent, Effective: AreaScenario.Day(day)), null, new("chg_" + key, key, "person:editor", AreaScenario.Today, null), view.Theatre).Events);

    /// <summary>Somebody saw it still held so.</summary>
    public AFamilyOfAreas WhenSeen(string area, string id, string heldBy, string day) => Descend([area], view => RecordObservation.Decide(
        view.State, AreaScenario.Day(day), heldBy, "a desk", Grade.Parse("B2"), null, new(id, id, "person:editor", AreaScenario.Today, null), view.Theatre).Events);

    public AFamilyOfAreas WhenRetracted(string area, string changeId, string key) => Descend([area], view => RetractChange.Decide(
        view, changeId, "It did not happen.", new("chg_" + key, key, "person:editor", AreaScenario.Today, null), view.Theatre).Events);

    /// <summary>The date of a decision was wrong.</summary>
    public AFamilyOfAreas WhenDated(string area, string changeId, string key, string day) => Descend([area], view => CorrectChange.Decide(
        view, changeId, new(Effective: AreaScenario.Day(day)), "It was another day.", new("chg_" + key, key, "person:editor", AreaScenario.Today, null), view.Theatre).Events);

    public Verdict WhenDismissed(string area, Review review, string note, string by = "person:editor")
    {
        Verdict? verdict = null;
        Descend([area], view => (verdict = DismissReview.Decide(view.State, review, note, new(review.Id, note, by, AreaScenario.Today, null), view.Theatre.Id)).Events);
        return verdict!;
    }

    /// <summary>What a person should look at, a line each.</summary>
    public IEnumerable<string> Open => states.Values.SelectMany(s => s.Reviews.Values).Where(r => r.State == ReviewState.Open).Select(r => $"{r.Kind} {r.Subject}: {r.Reason}").Order(StringComparer.Ordinal);

    /// <summary>Successions are known from here on, and everything is assessed anew.</summary>
    public AFamilyOfAreas WhenSucceeded(params Succession[] successions)
    {
        theatre = theatre with { Successions = successions };
        return Descend(codes, Descent.Anew);
    }

    /// <summary>How many events the last arrival led to.</summary>
    public int Appended { get; private set; }

    private AFamilyOfAreas Descend(IReadOnlyCollection<string> areas, Func<AreaInView, IReadOnlyList<object>> decide)
    {
        (Appended, asked) = (0, areas);
        new Descent(theatre, code => states[code], Append, Load, IsAssessed).RunAsync([.. areas.Select(c => theatre.FindArea(c)!)], decide).GetAwaiter().GetResult();
        return this;
    }

    private bool IsAssessed(string code)
    {
        if (Forgets || !ReferenceEquals(assessed.GetValueOrDefault(code), theatre)) return false;
        Remembered++;
        if (!asked.Contains(code)) Concerned++;
        return true;
    }

    private void Append(Area area, IReadOnlyList<object> events)
    {
        log.AddRange(events.Select(e => $"{area.Code} {e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType(), ContractJson.Options)}"));
        foreach (var e in events) states[area.Code] = states[area.Code].Fold(e, states[area.Code].Version + 1, DateTimeOffset.UnixEpoch);
        assessed[area.Code] = Reassess.AssessedBy(events, theatre, assessed.GetValueOrDefault(area.Code));
        Appended += events.Count;
    }

    private Task Load(IReadOnlyList<Area> areas)
    {
        foreach (var area in areas) states.TryAdd(area.Code, new AreaState(area.Code));
        return Task.CompletedTask;
    }
}
