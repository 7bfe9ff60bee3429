using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>
/// One rule for whoever decides, a person or an import: unstated counts as whole for a place, never for a governorate. Whoever
/// says how one is held says how much of it is; contested and unknown say that nobody holds it whole.
/// </summary>
internal static class StatedExtent
{
    public const string Expected = "an extent, whole, most, part or centre: unstated never counts as whole for a governorate";

    public static bool IsMissing(Area area, ControlStatus status, Extent extent) =>
        area.Level == AreaLevel.Governorate && extent == Extent.Unstated && status is ControlStatus.Controlled or ControlStatus.Shared or ControlStatus.Withdrawn;
}
