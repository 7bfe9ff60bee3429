using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>Which of the areas of one name is meant. City, district and governorate of a name are kept apart by the cue alone.</summary>
internal static class AreaChoice
{
    private static readonly AreaLevel[] Any = [AreaLevel.Place, AreaLevel.Site, AreaLevel.Region, AreaLevel.Subdistrict, AreaLevel.Governorate, AreaLevel.District];
    private static readonly AreaLevel[] Governorates = [AreaLevel.Governorate];
    private static readonly AreaLevel[] Countries = [AreaLevel.Governorate, AreaLevel.District, AreaLevel.Place, AreaLevel.Region];
    private static readonly AreaLevel[] Districts = [AreaLevel.District, AreaLevel.Region, AreaLevel.Subdistrict, AreaLevel.Place, AreaLevel.Site];
    private static readonly AreaLevel[] Subdistricts = [AreaLevel.Subdistrict, AreaLevel.Place];
    private static readonly AreaLevel[] Places = [AreaLevel.Place];

    /// <summary>The area meant, or all that may be meant; none when the cue excludes them all.</summary>
    public static IReadOnlyList<Area> Of(IReadOnlyList<Area> bearers, Hint cue, Scene scene)
    {
        foreach (var level in Levels(cue))
        {
            List<Area>? fitting = null;
            foreach (var bearer in bearers)
                if (Fits(bearer, level, cue)) (fitting ??= []).Add(bearer);
            if (fitting is null) continue;
            var near = fitting.Count == 1 ? fitting : fitting.FindAll(a => scene.GovernorateOf(a) is { } code && scene.Governorates.Contains(code));
            return near.Count > 0 ? near : fitting;
        }
        return [];
    }

    private static AreaLevel[] Levels(Hint cue) => cue switch
    {
        Hint.CueGovernorate => Governorates,
        Hint.CueCountry => Countries,
        Hint.CueDistrict => Districts,
        Hint.CueSubdistrict => Subdistricts,
        Hint.CuePlace or Hint.CueQuarter => Places,
        _ => Any,
    };

    // «حي X» is never the town X of another governorate.
    private static bool Fits(Area area, AreaLevel level, Hint cue) =>
        area.Level == level && (cue != Hint.CueQuarter || area.Kind == "neighbourhood") && (cue != Hint.CuePlace || area.Kind != "neighbourhood");
}
