using System.Collections.Concurrent;

namespace Territory.Theatres;

/// <summary>A conflict area packaged as data. Nothing in code knows a theatre; everything it needs stands here.</summary>
public sealed record Theatre
{
    private Dictionary<string, Area>? areasByCode;
    private ConcurrentDictionary<string, HashSet<GeoPoint>> borders = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, Actor>? actorsByCode;
    private ILookup<string, Area>? areasBelow;
    private AreaNames? names;

    /// <summary>The theatre's id in paths, messages and routing keys: <c>syria</c>.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string NameAr { get; init; }
    /// <summary>Version of the pack, echoed in every state answer.</summary>
    public required string PackVersion { get; init; }
    /// <summary>IANA zone of local days, <c>Asia/Damascus</c>.</summary>
    public required TimeZoneInfo Zone { get; init; }
    public required IReadOnlyList<Area> Areas
    {
        get;
        // A copy with other areas must not answer from the old ones.
        init { field = value; areasByCode = null; areasBelow = null; names = null; }
    }
    public required IReadOnlyList<Actor> Actors
    {
        get;
        init { field = value; actorsByCode = null; }
    }
    public required IReadOnlyList<Succession> Successions { get; init; }
    public required AssessmentNumbers Policy { get; init; }
    /// <summary>What the map's colours and patterns mean: an entry per status (<c>contested</c>), one for a siege, and one per colour of an actor.</summary>
    public required IReadOnlyList<LegendEntry> Legend { get; init; }
    public required string Disclaimer { get; init; }
    public required string DisclaimerAr { get; init; }
    /// <summary>Under which licence the pack's facts and shapes may be passed on; exports carry it. Null when its sources say.</summary>
    public string? Licence { get; init; }
    /// <summary>The sources of the pack's facts.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
    /// <summary>Sources of reports that the register holds from the first start.</summary>
    public IReadOnlyList<SourceEntry> SourceRegister { get; init; } = [];
    /// <summary>Imported history, oldest first; loaded as decisions of <see cref="ChronologyRow.DecidedBy"/>.</summary>
    public required IReadOnlyList<ChronologyRow> Chronology { get; init; }
    /// <summary>Invented reports for the demonstration, in the order they are read.</summary>
    public required IReadOnlyList<DemonstrationReport> Demonstration { get; init; }
    /// <summary>
    /// Rings by area code, WGS84, closed (the last point is the first). Holes are rings too: fill by the even-odd rule.
    /// Neighbours share their border's points exactly. Drawn with, never geocoded with.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<GeoPoint>>> Shapes
    {
        get;
        init { field = value; borders = new(StringComparer.OrdinalIgnoreCase); }
    }
    /// <summary>Word lists for reading reports, by language (<c>ar</c>, <c>en</c>) then list name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Phrases { get; init; }

    internal AreaNames Names => names ??= new AreaNames(Areas);

    /// <summary>The area of a code, in any case; null when there is none.</summary>
    public Area? FindArea(string code) => (areasByCode ??= FirstByCode(Areas, a => a.Code)).GetValueOrDefault(code);

    /// <summary>Every area below the one of this code, however deep.</summary>
    public IEnumerable<Area> Below(string code) =>
        (areasBelow ??= Areas.SelectMany(a => a.Path.Where(above => above != a.Code).Select(above => (above, a))).ToLookup(x => x.above, x => x.a))[code];

    /// <summary>Two areas whose drawn borders run along each other.</summary>
    public bool Adjoin(string one, string other) => Border(one).Overlaps(Border(other));

    private HashSet<GeoPoint> Border(string code) => borders.GetOrAdd(code, drawn => [.. Shapes.GetValueOrDefault(drawn)?.SelectMany(ring => ring) ?? []]);

    /// <summary>The actor of a code, in any case; null when there is none.</summary>
    public Actor? FindActor(string code) => (actorsByCode ??= FirstByCode(Actors, a => a.Code)).GetValueOrDefault(code);

    // Twice the same code is a fault that TheatreConformance names; it must not make every look-up throw.
    private static Dictionary<string, T> FirstByCode<T>(IReadOnlyList<T> items, Func<T, string> code)
    {
        var byCode = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items) byCode.TryAdd(code(item), item);
        return byCode;
    }
}

/// <summary>A longitude and a latitude in degrees, WGS84.</summary>
public readonly record struct GeoPoint(double Longitude, double Latitude);

/// <summary>What a colour or pattern of the map means.</summary>
/// <param name="Key">A status (<c>contested</c>), <c>besieged</c>, or the code of an actor.</param>
/// <param name="Name">English words.</param>
/// <param name="NameAr">Arabic words.</param>
/// <param name="Colour"><c>#rrggbb</c>.</param>
/// <param name="Pattern">How a status is drawn over its holders' colours: <c>solid</c>, <c>hatched</c>, <c>striped</c>, <c>dotted</c>; a siege, which may stand beside any, <c>ringed</c>; null for an actor.</param>
public sealed record LegendEntry(string Key, string Name, string NameAr, string Colour, string? Pattern = null)
{
    /// <summary>The key of a siege.</summary>
    public const string Besieged = "besieged";
}

/// <summary>The numbers of the assessment policy.</summary>
public sealed record AssessmentNumbers
{
    public required int Version { get; init; }
    /// <summary>A claim of at least this grade may decide alone.</summary>
    public required Contracts.Grade DecidesAlone { get; init; }
    /// <summary>Two independent claims of at least this grade decide together.</summary>
    public required Contracts.Grade DecidesTogether { get; init; }
    /// <summary>A denial within this many hours of a claim makes contested.</summary>
    public required int DenialHours { get; init; }
    /// <summary>Claims of one taker whose effective times lie within this many hours speak of one change.</summary>
    public required int SameChangeHours { get; init; }
    /// <summary>Readings less sure than this wait for a person.</summary>
    public required double LeastConfidence { get; init; }
}
