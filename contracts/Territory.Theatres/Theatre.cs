using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>A conflict area packaged as data. Nothing in code knows a theatre; everything it needs stands here.</summary>
public sealed record Theatre
{
    /// <summary>The theatre's id in paths, messages and routing keys: <c>syria</c>.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string NameAr { get; init; }
    /// <summary>Version of the pack, echoed in every state answer.</summary>
    public required string PackVersion { get; init; }
    /// <summary>IANA zone of local days, <c>Asia/Damascus</c>.</summary>
    public required TimeZoneInfo Zone { get; init; }
    public required IReadOnlyList<Area> Areas { get; init; }
    public required IReadOnlyList<Actor> Actors { get; init; }
    public required IReadOnlyList<Succession> Successions { get; init; }
    public required AssessmentNumbers Policy { get; init; }
    public required IReadOnlyList<LegendEntry> Legend { get; init; }
    public required string Disclaimer { get; init; }
    public required string DisclaimerAr { get; init; }
    /// <summary>The licence and sources of the pack's facts.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
    /// <summary>Imported history, oldest first; loaded as decisions of <see cref="ChronologyRow.DecidedBy"/>.</summary>
    public required IReadOnlyList<ChronologyRow> Chronology { get; init; }
    /// <summary>Invented reports for the demonstration, in the order they are read.</summary>
    public required IReadOnlyList<DemonstrationReport> Demonstration { get; init; }
    /// <summary>The pack's geometry as GeoJSON-like rings by area code, WGS84 (longitude, latitude); drawn with, never geocoded with.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<GeoPoint>>> Shapes { get; init; }
    /// <summary>Word lists for reading reports, by language (<c>ar</c>, <c>en</c>) then list name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Phrases { get; init; }

    private Dictionary<string, Area>? areasByCode;
    private Dictionary<string, Actor>? actorsByCode;

    public Area? FindArea(string code) => (areasByCode ??= Areas.ToDictionary(a => a.Code, StringComparer.OrdinalIgnoreCase)).GetValueOrDefault(code);

    public Actor? FindActor(string code) => (actorsByCode ??= Actors.ToDictionary(a => a.Code, StringComparer.OrdinalIgnoreCase)).GetValueOrDefault(code);
}

/// <summary>A longitude and a latitude in degrees, WGS84.</summary>
public readonly record struct GeoPoint(double Longitude, double Latitude);

/// <summary>A governorate, district, subdistrict, place, site or region.</summary>
public sealed record Area
{
    /// <summary>OCHA P-code, or <c>X-…</c> where there is none.</summary>
    public required string Code { get; init; }
    public required AreaLevel Level { get; init; }
    /// <summary>Code of the area above; null for a governorate or a region.</summary>
    public string? Parent { get; init; }
    /// <summary>ISO 3166-2, governorates only: <c>SY-DR</c>.</summary>
    public string? Iso { get; init; }
    public required string Name { get; init; }
    public required string NameAr { get; init; }
    /// <summary>Other spellings and names, in any language.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];
    /// <summary>Codes from the governorate down to this area, itself included.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];
    /// <summary>For a place that is the seat of the area above it: 1 governorate, 2 district, 3 subdistrict; otherwise null.</summary>
    public int? SeatOf { get; init; }
    /// <summary>Its Arabic name is also a common word and needs a cue (city of, village of) to be read as a place.</summary>
    public bool NeedsCue { get; init; }
}

/// <summary>Who can hold an area.</summary>
public sealed record Actor
{
    public required string Code { get; init; }
    public string? Parent { get; init; }
    /// <summary>Names of the field (<c>regime</c>, <c>opposition</c>), used in summaries.</summary>
    public required string Field { get; init; }
    public required string FieldAr { get; init; }
    /// <summary>Neutral names (<c>Assad government</c>).</summary>
    public required string Neutral { get; init; }
    public required string NeutralAr { get; init; }
    /// <summary>Surface forms in reports, in any language.</summary>
    public IReadOnlyList<SurfaceForm> Forms { get; init; } = [];
    /// <summary>First local day it existed; null when it was there before the theatre's time.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>First local day it no longer existed; null while it exists.</summary>
    public DateOnly? ValidTo { get; init; }
    /// <summary>Colour on the map, <c>#rrggbb</c>; without a party's or a flag's meaning.</summary>
    public required string Colour { get; init; }

    public bool IsValidOn(DateOnly day) => (ValidFrom is null || day >= ValidFrom) && (ValidTo is null || day < ValidTo);
}

/// <summary>One wording of an actor, optionally only between two local days or only from the mouth of a speaker.</summary>
public sealed record SurfaceForm(string Text, DateOnly? From = null, DateOnly? To = null, string? Speaker = null);

/// <summary>An actor goes on under another code; what it holds carries over.</summary>
public sealed record Succession(string From, string To, DateOnly On, string Source);

/// <summary>The numbers of the assessment policy.</summary>
public sealed record AssessmentNumbers
{
    public required int Version { get; init; }
    /// <summary>A claim of at least this grade may decide alone.</summary>
    public required Grade DecidesAlone { get; init; }
    /// <summary>Two independent claims of at least this grade decide together.</summary>
    public required Grade DecidesTogether { get; init; }
    /// <summary>A denial within this many hours of a claim makes contested.</summary>
    public required int DenialHours { get; init; }
    /// <summary>Claims of one taker whose effective times lie within this many hours speak of one change.</summary>
    public required int SameChangeHours { get; init; }
    /// <summary>Readings less sure than this wait for a person.</summary>
    public required double LeastConfidence { get; init; }
}

public sealed record LegendEntry(string Key, string Name, string NameAr, string Colour, string? Pattern = null);

/// <summary>A dated fact of the imported history.</summary>
public sealed record ChronologyRow
{
    public required string Id { get; init; }
    public required string Area { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public required ControlStatus Status { get; init; }
    public IReadOnlyList<string> Controllers { get; init; } = [];
    public IReadOnlyList<string> Challengers { get; init; } = [];
    public required Extent Extent { get; init; }
    public Manner Manner { get; init; } = Manner.Unknown;
    /// <summary>Date at its precision, local: <c>2024-12-07</c>, <c>2014-01</c>.</summary>
    public required string EffectiveAt { get; init; }
    public required Grade Grade { get; init; }
    public required string Source { get; init; }
    public string? Note { get; init; }
    /// <summary>A <em>still so</em>: no change, but somebody looked.</summary>
    public bool Observation { get; init; }

    public const string DecidedBy = "import:chronology-v1";
}

/// <summary>A report invented for the demonstration.</summary>
public sealed record DemonstrationReport(string Id, string Language, string Source, Grade Grade, string PublishedAt, string Title, string Text);
