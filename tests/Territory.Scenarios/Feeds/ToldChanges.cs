using Territory.Contracts;

namespace Territory.Scenarios.Feeds;

/// <summary>Changes as a ledger tells them: every third of Daraa, every fourth to the SDF, a day between two recordings.</summary>
internal static class ToldChanges
{
    private static readonly DateTimeOffset First = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>When a position was recorded.</summary>
    public static DateTimeOffset RecordedAt(long position) => First.AddDays(position);

    public static CloudEvent[] Of(int from, int count, TimeSpan? apart = null) => [.. Enumerable.Range(from, count).Select(i => One(i, apart ?? TimeSpan.FromDays(1)))];

    private static CloudEvent One(long position, TimeSpan apart)
    {
        var (at, area) = ($"{position}", position % 3 == 0 ? "SY12" : "SY03");
        var day = First.Date;
        var change = new ControlChange("chg_" + at, at, area, area, AreaLevel.Governorate, [area], "GOV_ASSAD", null, position % 4 == 0 ? "SDF" : "OPP", ControlStatus.Controlled, Extent.Whole, Manner.Force,
            "2024-01-01", Precision.Day, day, day.AddDays(1), DateBasis.Published, day, true, new Grade('B', 2), "v1/decides-alone", "policy", ["clm_1"], [], [], "A change", "تغيير", new ControlState(["OPP"], ControlStatus.Controlled, day));
        return new CloudEvent("evt_" + at, "/theatres/syria", EventTypes.Changed, area, First + (position * apart), at, $"{position - 1}", change);
    }
}
