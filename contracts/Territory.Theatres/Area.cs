using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>A governorate, district, subdistrict, place, site or region.</summary>
public sealed record Area
{
    /// <summary>OCHA P-code, or <c>X-…</c> where there is none.</summary>
    public required string Code { get; init; }
    public required AreaLevel Level { get; init; }
    /// <summary>What a place is called beside its name: <c>city</c>, <c>town</c>, <c>neighbourhood</c>; for other levels the level itself.</summary>
    public string Kind { get => field ?? Level.ToString().ToLowerInvariant(); init; }
    /// <summary>Code of the area above; null for a governorate or a region.</summary>
    public string? Parent { get; init; }
    /// <summary>ISO 3166-2, governorates only: <c>SY-DR</c>.</summary>
    public string? Iso { get; init; }
    /// <summary>The bare English name: <c>Daraa</c> for the governorate, the district and the city alike.</summary>
    public required string Name { get; init; }
    /// <summary>The bare Arabic name.</summary>
    public required string NameAr { get; init; }
    /// <summary>Name and kind in full: <c>Daraa governorate</c>, <c>Daraa city</c>; the bare name for sites and regions.</summary>
    public string Label { get => field ?? Name; init; }
    /// <summary>The same in Arabic: <c>محافظة درعا</c>, <c>مدينة درعا</c>.</summary>
    public string LabelAr { get => field ?? NameAr; init; }
    /// <summary>The name in a one-line summary: bare for a governorate (<c>Daraa</c>), in full below it (<c>Daraa city</c>).</summary>
    public string SummaryName => Level == AreaLevel.Governorate ? Name : Label;
    /// <summary>The same in Arabic.</summary>
    public string SummaryNameAr => Level == AreaLevel.Governorate ? NameAr : LabelAr;
    /// <summary>Other spellings and names, in any language.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];
    /// <summary>Codes from the governorate down to this area, itself included.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];
    /// <summary>For a place that is the seat of the area above it: 1 governorate, 2 district, 3 subdistrict; otherwise null.</summary>
    public int? SeatOf { get; init; }
    /// <summary>Its Arabic name is also a common word and needs a cue (city of, village of) to be read as a place.</summary>
    public bool NeedsCue { get; init; }
    /// <summary>First local day it was there as this unit; null when it was there before the theatre's time.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>First local day it no longer was; null while it is.</summary>
    public DateOnly? ValidTo { get; init; }
}
