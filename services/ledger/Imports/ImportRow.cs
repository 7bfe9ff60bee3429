using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>What a row says, once its import has an id: a decision, an observation or a claim.</summary>
internal abstract record RowContent(Area Area, EffectiveTime Effective)
{
    public sealed record Decision(Area Area, EffectiveTime Effective, Ruling Ruling, string? Note = null) : RowContent(Area, Effective);

    public sealed record Watched(Area Area, EffectiveTime Effective, Observation Observation) : RowContent(Area, Effective);

    public sealed record Said(Area Area, EffectiveTime Effective, KnownClaim Claim) : RowContent(Area, Effective);
}

/// <summary>A row as it was read: its content, or everything that is wrong with it.</summary>
/// <param name="Content">Null when there are errors.</param>
/// <param name="OwnId">The row's own id; null when its place in the file is its id.</param>
internal sealed record ImportRow(RowContent? Content, string? OwnId, IReadOnlyList<FieldError> Errors)
{
    private const int LongestId = 60;

    /// <summary>A pure function of the row, so that what was staged reads the same when it is appended.</summary>
    public static ImportRow Read(ImportHeader header, IReadOnlyList<string> cells, ImportTerms terms)
    {
        if (cells.Count != header.Count) return new(null, null, [new("row", $"{cells.Count} cells", $"{header.Count} cells, as the header has; a cell with a comma needs quotes")]);
        var row = new RowCells(header, cells, terms);
        var id = row.Text("id", LongestId);
        RowContent? content = header.Kind == ImportKind.Claims ? ClaimRow.Read(row, terms.Theatre) : DecisionRow.Read(row);
        return row.Errors.Count > 0 ? new(null, id, row.Errors) : new(content, id, []);
    }
}
