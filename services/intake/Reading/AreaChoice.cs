using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>Which of the areas of one name is meant. City, district and governorate of a name are kept apart by the cue alone.</summary>
internal static class AreaChoice
{
    /// <summary>The area meant, or all that may be meant; none when the cue excludes them all.</summary>
    public static IReadOnlyList<Area> Of(IReadOnlyList<Area> bearers, Hint cue, Scene scene)
    {
        var fitting = Levels(cue).Select(level => bearers.Where(a => Fits(a, level, cue)).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];
        if (fitting.Count < 2) return fitting;
        var near = fitting.Where(a => scene.GovernorateOf(a) is { } code && scene.Governorates.Contains(code)).ToList();
        return near.Count > 0 ? near : fitting;
    }

    private static AreaLevel[] Levels(Hint cue) => cue switch
    {
        Hint.CueGovernorate => [AreaLevel.Governorate],
        Hint.CueCountry => [AreaLevel.Governorate, AreaLevel.District, AreaLevel.Place, AreaLevel.Region],
        Hint.CueDistrict => [AreaLevel.District, AreaLevel.Region, AreaLevel.Subdistrict, AreaLevel.Place, AreaLevel.Site],
        Hint.CueSubdistrict => [AreaLevel.Subdistrict, AreaLevel.Place],
        Hint.CuePlace => [AreaLevel.Place],
        Hint.CueQuarter => [AreaLevel.Place],
        _ => [AreaLevel.Place, AreaLevel.Site, AreaLevel.Region, AreaLevel.Subdistrict, AreaLevel.Governorate, AreaLevel.District],
    };

    // «حي X» is never the town X of another governorate.
    private static bool Fits(Area area, AreaLevel level, Hint cue) =>
        area.Level == level && (cue != Hint.CueQuarter || area.Kind == "neighbourhood") && (cue != Hint.CuePlace || area.Kind != "neighbourhood");
}
