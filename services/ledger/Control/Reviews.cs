using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>What a person should look at: a lower level never flips a higher one, but it may speak against it.</summary>
internal static class Reviews
{
    /// <summary>A sentence for each; none when nothing asks for a look.</summary>
    public static IReadOnlyList<string> Of(Area area, ControlPicture picture) => [.. DistrictsAgainst(area, picture)];

    private static IEnumerable<string> DistrictsAgainst(Area area, ControlPicture picture)
    {
        if (area.Level != AreaLevel.Governorate) yield break;
        var districts = picture.Theatre.Below(area.Code).Where(a => a.Level == AreaLevel.District).Select(picture.HeldAt).ToArray();
        var holders = districts.Select(held => held.InheritedFrom is null ? held.Stretch?.Controller : null).Distinct().ToArray();
        if (holders is not [{ } holder] || picture.HeldAt(area).Stretch?.Controller == holder) yield break;
        var told = picture.HeldAt(area).Stretch is { Controller: { } other } ? $"held by {other}" : "not held by anybody alone";
        yield return $"All {districts.Length} districts are held by {holder} by decisions of their own, and {area.Label} is {told}. A lower level never flips a higher one: review it, and decide with POST /api/changes if it passed.";
    }
}
