using System.Globalization;
using Territory.Contracts;
using Territory.Ledger.Exports;

namespace Territory.Ledger.Control;

/// <summary>An area's state with the point of both axes at which it was asked for: a row that travels alone still says when it was true.</summary>
public sealed record ControlRow(AreaControl Area, ControlPicture Picture);

/// <summary>States as a table: the one definition of header, HXL tags and values.</summary>
internal static class ControlColumns
{
    public static IReadOnlyList<Column<ControlRow>> Of(AreaLevel level)
    {
        var place = HxlOf(level);
        return
        [
            new("area", place + "+code", r => r.Area.Area),
            new("name", place + "+name", r => r.Area.Name),
            new("nameAr", place + "+name+i_ar", r => r.Area.NameAr),
            new("level", "#meta+level", r => Cell.Of(r.Area.Level)),
            new("status", "#status", r => Cell.Of(r.Area.Status)),
            new("controller", "#org+actor+to", r => r.Area.Controller),
            new("controllers", "#org+actor+controllers", r => Cell.Of(r.Area.Controllers)),
            new("challengers", "#org+actor+challengers", r => Cell.Of(r.Area.Challengers)),
            new("besiegedBy", "#org+actor+besieging", r => Cell.Of(r.Area.BesiegedBy)),
            new("claimedBy", "#org+actor+claiming", r => r.Area.ClaimedBy),
            new("extent", "#status+extent", r => Cell.Of(r.Area.Extent)),
            new("manner", "#status+manner", r => Cell.Of(r.Area.Manner)),
            new("sinceAt", "#date+occurred", r => r.Area.SinceAt),
            new("since", "#date+occurred+utc", r => Cell.Of(r.Area.Since)),
            new("precision", "#meta+precision", r => Cell.Of(r.Area.Precision)),
            new("certain", "#meta+certain", r => Cell.Of(r.Area.Certain)),
            new("lastObservedAt", "#date+observed", r => Cell.Of(r.Area.LastObservedAt)),
            new("inheritedFrom", "#meta+inherited", r => r.Area.InheritedFrom),
            new("grade", "#meta+grade", r => r.Area.Grade?.ToString()),
            new("rule", "#meta+rule", r => r.Area.Rule),
            new("changeId", "#meta+id", r => r.Area.ChangeId),
            new("claimsFor", "#meta+claims+for", r => Cell.Of(r.Area.ClaimsFor)),
            new("claimsAgainst", "#meta+claims+against", r => Cell.Of(r.Area.ClaimsAgainst)),
            new("breakdown", "#meta+breakdown", r => Cell.Of(r.Area.Breakdown.Select(b => $"{b.Controller ?? "none"}:{b.Count.ToString(CultureInfo.InvariantCulture)}"))),
            new("demonstration", "#meta+demonstration", r => Cell.Of(r.Area.Demonstration)),
            new("at", "#date+asof", r => Cell.Of(r.Picture.At)),
            new("known", "#date+known", r => Cell.Of(r.Picture.Known)),
            new("reported", "#date+reported", r => Cell.Of(r.Picture.Reported)),
            new("position", "#meta+position", r => r.Picture.Position.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>The HXL hashtag of a level: administrative levels are numbered, what lies below or beside them is a location.</summary>
    public static string HxlOf(AreaLevel level) => level switch
    {
        AreaLevel.Governorate => "#adm1",
        AreaLevel.District => "#adm2",
        AreaLevel.Subdistrict => "#adm3",
        AreaLevel.Region => "#region",
        _ => "#loc",
    };
}
