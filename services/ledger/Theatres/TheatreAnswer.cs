using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Theatres;

/// <summary>A theatre in the list.</summary>
/// <param name="Zone">IANA name of the zone of its local days.</param>
/// <param name="PackVersion">Version of names, parents and shapes.</param>
public sealed record TheatreEntry(string Id, string Name, string NameAr, string Zone, string PackVersion);

/// <summary>A theatre as far as a map or a form needs it.</summary>
/// <param name="Zone">IANA name of the zone of its local days.</param>
/// <param name="PackVersion">Version of names, parents and shapes.</param>
/// <param name="Licence">Under which licence the pack's facts and shapes may be passed on; null when its sources say.</param>
/// <param name="Areas">The governorates.</param>
/// <param name="Shapes">By code: rings of points, longitude before latitude, WGS84.</param>
public sealed record TheatreAnswer(
    string Id, string Name, string NameAr, string Zone, string PackVersion, AssessmentNumbers Policy, IReadOnlyList<LegendEntry> Legend, string Disclaimer, string DisclaimerAr, string? Licence, IReadOnlyList<string> Sources,
    IReadOnlyList<ActorOnMap> Actors, IReadOnlyList<Succession> Successions, IReadOnlyList<AreaOnMap> Areas, IReadOnlyDictionary<string, IEnumerable<IEnumerable<double[]>>> Shapes);

/// <summary>An actor as a legend and a form name it.</summary>
/// <param name="Field">Its name in the field.</param>
/// <param name="Neutral">Its name in exports and briefs.</param>
public sealed record ActorOnMap(string Code, string? Parent, string Field, string FieldAr, string Neutral, string NeutralAr, string Colour, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>An area that is drawn.</summary>
public sealed record AreaOnMap(string Code, string Name, string NameAr, AreaLevel Level, string? Iso);
