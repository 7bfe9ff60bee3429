using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>A row that decides, or says that somebody looked.</summary>
internal static class DecisionRow
{
    private const int LongestNote = 2000;

    public static RowContent? Read(RowCells row)
    {
        var (area, effective, observation) = (row.Area(), row.Date("effective_at", required: true), row.Flag("observation"));
        var status = row.OneOf<ControlStatus>("status", required: !observation);
        var (from, to, challengers, besiegers) = (row.Actor("from"), row.Actors("to"), row.Actors("challengers"), row.Actors("besieged_by"));
        var (extent, manner, grade) = (row.OneOf<Extent>("extent") ?? Extent.Unstated, row.OneOf<Manner>("manner") ?? Manner.Unknown, row.Grade());
        var (source, note) = (row.Text("source", required: observation), row.Text("note", LongestNote));
        if (area is null || effective is null) return null;
        var reported = row.ReportedAt(effective, required: false);
        if (observation) return new RowContent.Watched(area, effective, new("", effective, to is [var holder] ? holder : null, reported, source ?? "", grade, "", note));
        if (status is null) return null;
        Check(row, area, status.Value, extent, from, to, challengers, besiegers);
        return new RowContent.Decision(area, effective, new(status.Value, to, challengers, from, from, extent, manner, effective, reported, grade, "import", "", [], [], null, Demonstration: false) { BesiegedBy = besiegers }, Cited(source, note));
    }

    /// <summary>A decision has no source of its own: who says so stands in what analysts read.</summary>
    private static string? Cited(string? source, string? note) => source is null ? note : note is null ? $"Source: {source}" : $"Source: {source}. {note}";

    private static void Check(RowCells row, Area area, ControlStatus status, Extent extent, string? from, ImmutableArray<string> to, ImmutableArray<string> challengers, ImmutableArray<string> besiegers)
    {
        var expected = (status, to.Length, challengers.Length) switch
        {
            (ControlStatus.Controlled, not 1, _) => "exactly one holder of a controlled area",
            (ControlStatus.Shared, < 2, _) => "at least two holders of a shared area, separated by |",
            (ControlStatus.Contested, 0, 0) => "the last holder of a contested area here, or who challenges in challengers",
            (ControlStatus.Withdrawn or ControlStatus.Unknown, > 0, _) => "nothing: a withdrawn or unknown area has no holder",
            _ => null,
        };
        if (expected is not null && row.Errors.All(e => e.Field != "to")) row.Wrong("to", to.IsEmpty ? null : string.Join('|', to), expected);
        if (status != ControlStatus.Contested && !challengers.IsEmpty) row.Wrong("challengers", string.Join('|', challengers), "nothing: only a contested area has challengers");
        if (to.Intersect(challengers).FirstOrDefault() is { } both) row.Wrong("challengers", both, "other actors than the holders in to");
        if (to.Intersect(besiegers).FirstOrDefault() is { } self) row.Wrong("besieged_by", self, "other actors than the holders in to");
        if (status == ControlStatus.Controlled && from is not null && to is [var taker] && taker == from) row.Wrong("to", taker, "another actor than from; a row that changes nothing is an observation");
        if (StatedExtent.IsMissing(area, status, extent)) row.Wrong("extent", null, StatedExtent.Expected);
        if (status == ControlStatus.Contested && extent == Extent.Whole) row.Wrong("extent", "whole", "another extent: what is contested is not held whole");
    }
}
