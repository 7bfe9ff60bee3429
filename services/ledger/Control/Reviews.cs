using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>What a person should look at: a lower level never flips a higher one, but it may speak against it.</summary>
internal static class Reviews
{
    /// <summary>A sentence for each; none when nothing asks for a look.</summary>
    public static IReadOnlyList<string> Of(Area area, ControlPicture picture) => DistrictsAgainst(area, picture) is { } found ? [found.Reason + " Review it, and decide with POST /api/changes if it passed."] : [];

    /// <summary>Who holds all districts of a governorate that is not his, and that in a sentence; null when nobody does.</summary>
    public static (string Holder, string Reason)? DistrictsAgainst(Area area, ControlPicture picture)
    {
        if (area.Level != AreaLevel.Governorate) return null;
        var districts = picture.Theatre.Below(area.Code).Where(a => a.Level == AreaLevel.District).Select(picture.HeldAt).ToArray();
        var holders = districts.Select(held => held.InheritedFrom is null ? held.Stretch?.Controller : null).Distinct().ToArray();
        if (holders is not [{ } holder] || picture.HeldAt(area).Stretch?.Controller == holder) return null;
        var told = picture.HeldAt(area).Stretch is { Controller: { } other } ? $"held by {other}" : "not held by anybody alone";
        return (holder, $"All {districts.Length} districts are held by {holder} by decisions of their own, and {area.Label} is {told}. A lower level never flips a higher one.");
    }
}
