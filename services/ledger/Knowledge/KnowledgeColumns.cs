using Territory.Ledger.Exports;

namespace Territory.Ledger.Knowledge;

/// <summary>What was learned as a table: the one definition of header, HXL tags and values.</summary>
internal static class KnowledgeColumns
{
    public static readonly IReadOnlyList<Column<KnowledgeItem>> All =
    [
        new("position", "#meta+position", i => i.Position),
        new("kind", "#meta+kind", i => Cell.Of(i.Kind)),
        new("area", "#loc+code", i => i.Area),
        new("areaName", "#loc+name", i => i.AreaName),
        new("level", "#meta+level", i => Cell.Of(i.Level)),
        new("beforeStatus", "#status+before", i => Cell.Of(i.Before?.Status)),
        new("beforeControllers", "#org+actor+from", i => Cell.Of(i.Before?.Controllers ?? [])),
        new("beforeEffectiveAt", "#date+occurred+before", i => i.Before?.EffectiveAt),
        new("afterStatus", "#status+after", i => Cell.Of(i.After?.Status)),
        new("afterControllers", "#org+actor+to", i => Cell.Of(i.After?.Controllers ?? [])),
        new("effectiveAt", "#date+occurred", i => i.EffectiveAt),
        new("precision", "#meta+precision", i => Cell.Of(i.Precision)),
        new("reportedAt", "#date+reported", i => Cell.Of(i.ReportedAt)),
        new("recordedAt", "#date+recorded", i => Cell.Of(i.RecordedAt)),
        new("changeId", "#meta+id", i => i.ChangeId),
        new("replaces", "#meta+replaces", i => i.Replaces),
        new("reason", "#meta+reason", i => i.Reason),
        new("grade", "#meta+grade", i => i.Grade?.ToString()),
        new("decidedBy", "#meta+source", i => i.DecidedBy),
        new("claims", "#meta+claims+for", i => Cell.Of(i.Claims)),
        new("summary", "#description", i => i.Summary),
        new("summaryAr", "#description+i_ar", i => i.SummaryAr),
        new("demonstration", "#meta+demonstration", i => Cell.Of(i.Demonstration)),
    ];
}
