using Territory.Contracts;
using Territory.Hosting.Http;
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
        var (from, to, with, speaker) = (row.Actor("from"), row.Actor("to"), row.Actors("with"), row.Actor("claimed_by"));
        var (siege, stated) = (Siege(row), row.OneOf<ControlStatus>("status"));
        var status = stated ?? Usual(kind, to, with.IsEmpty, siege);
        var (extent, manner, grade) = (row.OneOf<Extent>("extent") ?? Extent.Unstated, row.OneOf<Manner>("manner") ?? Manner.Unknown, row.Grade());
        var (source, owner, hedged, levelStated) = (row.Text("source", required: true), row.Text("owner"), row.Flag("hedged"), row.Flag("level_stated"));
        if (siege is not null && stated is not null) row.Wrong("status", EnumWords.Word(stated.Value), "nothing: a siege stands beside the status; send who holds the area as a row of its own");
        if (area is null || effective is null) return null;
        var reported = row.ReportedAt(effective, required: true);
        if (from is not null && from == to) row.Wrong("to", to, "another actor than from");
        if (row.Errors.Count > 0) return null;
        var claim = new Claim(NotNamedYet, area.Code, from, to, kind, status, extent, manner, effective, reported, speaker, [], hedged, 1, "import", levelStated, grade, Unregistered(source!, owner), "", [], With: with.IsEmpty ? null : with, Siege: siege);
        // The same word as on the bus: what is refused there is refused here.
        if (ClaimFaults.Find(claim, theatre, row.Now) is { } fault) row.Wrong("row", null, fault);
        return new RowContent.Said(area, effective, ClaimAsKnown.Of(claim, theatre));
    }

    private static SiegeTold? Siege(RowCells row)
    {
        var (by, lifted) = (row.Actor("siege"), row.Flag("siege_lifted"));
        return by is null && !lifted ? null : new(by, lifted);
    }

    private static ControlStatus Usual(ClaimKind kind, string? to, bool alone, SiegeTold? siege) => (kind, to) switch
    {
        _ when siege is not null => ControlStatus.Unknown,
        (ClaimKind.Denial, _) => ControlStatus.Controlled,
        (_, null) => ControlStatus.Withdrawn,
        _ => alone ? ControlStatus.Controlled : ControlStatus.Shared,
    };

    /// <summary>As in reports: a person may stand behind a name that no register knows.</summary>
    private static SourceOfClaim Unregistered(string source, string? owner) => new(source, owner ?? source, Registered: false, Restricted: true);
}
