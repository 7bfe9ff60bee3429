using System.Globalization;
using Territory.Contracts;

namespace Territory.Tests.Client;

/// <summary>Changes as a server tells them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Recorded = new(2024, 12, 7, 23, 12, 3, TimeSpan.Zero);

    /// <summary>A log with these positions, each naming the one before it.</summary>
    public static CloudEvent[] Log(params long[] positions) => [.. positions.Select((p, i) => Change(p, i == 0 ? 0 : positions[i - 1]))];

    public static CloudEvent Change(long position, long previous, string summary = "Daraa: regime to opposition")
    {
        var at = position.ToString(CultureInfo.InvariantCulture);
        var day = new DateTimeOffset(2024, 12, 6, 21, 0, 0, TimeSpan.Zero);
        var data = new ControlChange(
            "chg_" + at, at, "SY12", "Daraa", AreaLevel.Governorate, ["SY12"], "GOV_ASSAD", "GOV_ASSAD", "OPP", ControlStatus.Controlled, Extent.Whole, Manner.Force,
            "2024-12-07", Precision.Day, day, day.AddDays(1), DateBasis.Published, day, true, new Grade('B', 2), "v1/decides-alone", "policy", ["clm_1"], [], [],
            summary, "درعا: من النظام إلى المعارضة", new ControlState(["OPP"], ControlStatus.Controlled, day));
        return new CloudEvent("evt_" + at, "/theatres/syria", EventTypes.Changed, "SY12", Recorded, at, previous.ToString(CultureInfo.InvariantCulture), data);
    }

    public static CloudEvent DeliveredAfter(this CloudEvent change, long previousDelivered) => change with { PreviousDelivered = previousDelivered.ToString(CultureInfo.InvariantCulture) };
}
