using Territory.Ledger.Areas;

namespace Territory.Ledger.Imports;

/// <summary>Whether a row says what is recorded under its id, as far as a row says anything: how a report was read is no part of it.</summary>
internal static class SameClaim
{
    public static bool As(KnownClaim recorded, KnownClaim row) =>
        Said(recorded).Equals(Said(row)) && recorded.With.ToHashSet().SetEquals(row.With) && recorded.Effective.From == row.Effective.From && recorded.Effective.To == row.Effective.To;

    private static object Said(KnownClaim c) =>
        (c.Area, c.From, c.To, c.Kind, c.Status, c.Extent, c.Manner, (c.ReportedAt, c.ClaimedBy, c.Hedged, c.LevelStated, c.Grade, c.Source, c.Owner, c.Siege));
}
