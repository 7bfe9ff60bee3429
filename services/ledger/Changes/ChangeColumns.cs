using Territory.Contracts;
using Territory.Ledger.Exports;

namespace Territory.Ledger.Changes;

/// <summary>The public log as a table: the one definition of header, HXL tags and values. A succession has no area: those cells are empty.</summary>
internal static class ChangeColumns
{
    public static readonly IReadOnlyList<Column<ToldEvent>> All =
    [
        new("position", "#meta+position", e => e.Event.Position),
        new("kind", "#meta+kind", e => EventTypes.Word(e.Event.Type)),
        new("changeId", "#meta+id", e => e.Change?.ChangeId),
        new("replaces", "#meta+replaces", e => e.Change?.Replaces),
        new("reason", "#meta+reason", e => e.Change?.Reason),
        new("area", "#loc+code", e => e.Change?.Area),
        new("areaName", "#loc+name", e => e.Change?.AreaName),
        new("level", "#meta+level", e => Cell.Of(e.Change?.Level)),
        new("adm1", "#adm1+code", e => e.AreaOf(AreaLevel.Governorate)?.Code),
        new("adm1Name", "#adm1+name", e => e.AreaOf(AreaLevel.Governorate)?.Name),
        new("adm2", "#adm2+code", e => e.AreaOf(AreaLevel.District)?.Code),
        new("adm3", "#adm3+code", e => e.AreaOf(AreaLevel.Subdistrict)?.Code),
        new("from", "#org+actor+from", e => e.From),
        new("fromStated", "#org+actor+from+stated", e => e.Change?.FromStated),
        new("to", "#org+actor+to", e => e.To),
        new("status", "#status", e => Cell.Of(e.Change?.Status)),
        new("challengers", "#org+actor+challengers", e => Cell.Of(e.Change?.Challengers ?? [])),
        new("extent", "#status+extent", e => Cell.Of(e.Change?.Extent)),
        new("manner", "#status+manner", e => Cell.Of(e.Change?.Manner)),
        new("effectiveAt", "#date+occurred", e => e.EffectiveAt),
        new("precision", "#meta+precision", e => Cell.Of(e.Change?.Precision)),
        new("effectiveFrom", "#date+occurred+start", e => Cell.Of(e.EffectiveFrom)),
        new("effectiveTo", "#date+occurred+end", e => Cell.Of(e.Change?.EffectiveTo)),
        new("reportedAt", "#date+reported", e => Cell.Of(e.Change?.ReportedAt)),
        new("recordedAt", "#date+recorded", e => Cell.Of(e.Event.Time)),
        new("current", "#meta+current", e => e.Change is { } change ? Cell.Of(change.Current) : null),
        new("grade", "#meta+grade", e => e.Change?.Grade.ToString()),
        new("rule", "#meta+rule", e => e.Change?.Rule),
        new("decidedBy", "#meta+source", e => e.Change?.DecidedBy),
        new("claims", "#meta+claims+for", e => Cell.Of(e.Change?.Claims ?? [])),
        new("claimsAgainst", "#meta+claims+against", e => Cell.Of(e.Change?.ClaimsAgainst ?? [])),
        new("summary", "#description", e => e.Summary),
        new("summaryAr", "#description+i_ar", e => e.SummaryAr),
        new("demonstration", "#meta+demonstration", e => e.Change is { } change ? Cell.Of(change.Demonstration) : null),
    ];
}
