using Territory.Contracts;
using Territory.Ledger.Recording;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>A row that says that somebody said so.</summary>
internal static class ClaimRow
{
    /// <summary>A claim's id before its import has one; only its length matters to the checks.</summary>
    private const string NotNamedYet = "row";

    public static RowContent? Read(RowCells row, Theatre theatre)
    {
        var (area, effective, kind) = (row.Area(), row.Date("effective_at", required: true), row.OneOf<ClaimKind>("kind") ?? ClaimKind.Change);
        var (from, to, speaker) = (row.Actor("from"), row.Actor("to"), row.Actor("claimed_by"));
        var status = row.OneOf<ControlStatus>("status") ?? (to is null && kind != ClaimKind.Denial ? ControlStatus.Withdrawn : ControlStatus.Controlled);
        var (extent, manner, grade) = (row.OneOf<Extent>("extent") ?? Extent.Unstated, row.OneOf<Manner>("manner") ?? Manner.Unknown, row.Grade());
        var (source, owner, hedged, stated) = (row.Text("source", required: true), row.Text("owner"), row.Flag("hedged"), row.Flag("level_stated"));
        if (area is null || effective is null) return null;
        var reported = row.ReportedAt(effective, required: true);
        if (from is not null && from == to) row.Wrong("to", to, "another actor than from");
        if (row.Errors.Count > 0) return null;
        var claim = new Claim(NotNamedYet, area.Code, from, to, kind, status, extent, manner, effective, reported, speaker, [], hedged, 1, "import", stated, grade, Unregistered(source!, owner), "", []);
        // The same word as on the bus: what is refused there is refused here.
        if (ClaimFaults.Find(claim, theatre, row.Now) is { } fault) row.Wrong("row", null, fault);
        return new RowContent.Said(area, effective, ClaimAsKnown.Of(claim, theatre));
    }

    /// <summary>As in reports: a person may stand behind a name that no register knows.</summary>
    private static SourceOfClaim Unregistered(string source, string? owner) => new(source, owner ?? source, Registered: false, Restricted: true);
}
