using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>A row under the id it has for ever.</summary>
/// <param name="By">The import, as <see cref="Ruling.DecidedBy"/> has it.</param>
internal sealed record NamedRow(string Id, string By, RowContent Content)
{
    /// <summary>A row's own id counts in its area; without one, the file's hash and the row's place in it name it.</summary>
    public static NamedRow Of(ImportRun import, long row, string? ownId, RowContent content) => new(
        ownId is null ? $"import:{import.Sha256[..16]}:{row}" : content is RowContent.Said ? ownId : $"import:{content.Area.Code}:{ownId}",
        "import:" + import.Id, content);

    public KnownClaim Claim => ((RowContent.Said)Content).Claim with { Id = Id, ReportId = By };

    public object Event(Theatre theatre) => Content switch
    {
        RowContent.Decision d => new ChangeDecided(theatre.Id, Id, d.Ruling with { DecidedBy = By }, Note: d.Note),
        RowContent.Watched o => new ObservationRecorded(theatre.Id, o.Observation with { Id = Id, RecordedBy = By }),
        _ => throw new InvalidOperationException($"The row {Id} is a claim; claims are recorded by the policy."),
    };
}

/// <summary>Decision: record what rows of one area say, and what the policy then wants. Rows known already change nothing.</summary>
internal static class RecordRows
{
    public static IReadOnlyList<object> Decide(AreaInView view, IReadOnlyList<NamedRow> rows, Theatre theatre)
    {
        if (rows[0].Content is RowContent.Said) return RecordClaim.Decide(view, rows.Select(r => r.Claim));
        // What a person corrected or retracted since does not come back with another file.
        var known = view.State.Timeline.Select(s => s.ChangeId).Concat(view.State.Ended.Keys).Concat(view.State.Observations.Keys).ToHashSet();
        object[] given = [.. rows.Where(r => known.Add(r.Id)).Select(r => r.Event(theatre))];
        // Without claims the policy has nothing to say.
        return given.Length == 0 || view.State.Claims.IsEmpty ? given : [.. given, .. Yield(Fold(view.State, given), view, theatre)];
    }

    public static AreaState Fold(AreaState state, IEnumerable<object> events) => events.Aggregate(state, (s, e) => s.Fold(e, long.MaxValue, DateTimeOffset.MinValue));

    /// <summary>What the policy decided earlier may have to yield to what was given now.</summary>
    private static IReadOnlyList<object> Yield(AreaState state, AreaInView view, Theatre theatre) =>
        Reassess.Decide(state, view.Area, Reassess.Given(state), state.Overruled, view.Above, theatre);
}
