using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>Whether a theatre fits together; for any pack, ours or a deployer's.</summary>
public static class TheatreConformance
{
    /// <summary>One sentence per fault: the file and code it stands at, what is wrong and what would be right. Empty when all is well.</summary>
    public static IReadOnlyList<string> Check(Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        return [.. AreaChecks.Of(theatre), .. ActorChecks.Of(theatre), .. LegendChecks.Of(theatre), .. ChronologyChecks.Of(theatre), .. ReportChecks.Of(theatre)];
    }
}

internal static class AreaChecks
{
    public static IEnumerable<string> Of(Theatre theatre)
    {
        foreach (var twice in theatre.Areas.GroupBy(a => a.Code, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"areas.csv: {twice.Count()} rows have the code {twice.Key}; a code names one area.";
        foreach (var twice in theatre.Areas.Where(a => a.Iso is not null).GroupBy(a => a.Iso, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"areas.csv: {string.Join(" and ", twice.Select(a => a.Code))} have the ISO code {twice.Key}; it names one area.";
        foreach (var fault in theatre.Areas.Select(a => (a.Code, Fault: FaultOf(theatre, a))).Where(f => f.Fault is not null))
            yield return $"areas.csv, {fault.Code}: {fault.Fault}";
        foreach (var governorate in theatre.Areas.Where(a => a.Level == AreaLevel.Governorate && theatre.Shapes.GetValueOrDefault(a.Code) is not { Count: > 0 }))
            yield return $"shapes.json: {governorate.Code} ({governorate.Name}) has no shape; every governorate is drawn on the map.";
        foreach (var code in theatre.Shapes.Keys.Where(c => theatre.FindArea(c) is null))
            yield return $"shapes.json: there is a shape for {code}, which is no area of areas.csv.";
    }

    private static string? FaultOf(Theatre theatre, Area area)
    {
        if (area.Name.Length == 0 || area.NameAr.Length == 0) return "it needs a name in both languages.";
        if (area.Iso is not null && area.Level != AreaLevel.Governorate) return $"it is a {area.Kind} and has the ISO code {area.Iso}; only governorates have one.";
        if (area.ValidFrom >= area.ValidTo) return $"it is valid from {area.ValidFrom:O} to {area.ValidTo:O}, which is no day; validTo is the first day it no longer was this unit.";
        if (area.Parent is null)
            return area.Level is AreaLevel.Governorate or AreaLevel.Region ? null : $"a {area.Kind} needs a parent; give the code of the area above it.";
        if (theatre.FindArea(area.Parent) is not { } parent) return $"its parent {area.Parent} is no area of this pack; give the code of a row.";
        if (!string.Equals(parent.Code, area.Parent, StringComparison.Ordinal)) return $"its parent is written {area.Parent}; the row says {parent.Code}.";
        if (IsCircle(theatre, area)) return "its parents run in a circle; a governorate has none.";
        return Allows(area.Level, parent.Level) ? null : $"a {area.Level.ToString().ToLowerInvariant()} cannot stand under {parent.Code}, a {parent.Level.ToString().ToLowerInvariant()}.";
    }

    private static bool IsCircle(Theatre theatre, Area area)
    {
        var seen = new HashSet<string>();
        for (Area? at = area; at is not null; at = at.Parent is null ? null : theatre.FindArea(at.Parent))
            if (!seen.Add(at.Code)) return true;
        return false;
    }

    private static bool Allows(AreaLevel level, AreaLevel parent) => level switch
    {
        AreaLevel.Governorate or AreaLevel.Region => false,
        AreaLevel.District => parent == AreaLevel.Governorate,
        AreaLevel.Subdistrict => parent == AreaLevel.District,
        AreaLevel.Place => parent is AreaLevel.District or AreaLevel.Subdistrict,
        _ => parent is AreaLevel.Governorate or AreaLevel.District or AreaLevel.Subdistrict or AreaLevel.Place,
    };
}
