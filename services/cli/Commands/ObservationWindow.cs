using System.Globalization;
using Territory.Cli.Screen;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary>Nothing changed is not nobody looked: which of the two it is since the last change.</summary>
internal static class ObservationWindow
{
    public static string? Of(AreaControl area, DateTimeOffset at, Times times) => area switch
    {
        { Status: ControlStatus.Unknown, LastObservedAt: null } or { Since: null } => null,
        { LastObservedAt: null } => "never observed",
        { LastObservedAt: { } seen } when string.CompareOrdinal(Day(seen, times), Day(at, times)) >= 0 => "no change to that day",
        { LastObservedAt: { } seen, Since: { } since } when seen > since => $"no change seen until {Day(seen, times)}, not observed since",
        { LastObservedAt: { } seen } => $"not observed since {Day(seen, times)}",
    };

    private static string Day(DateTimeOffset instant, Times times) => TimeZoneInfo.ConvertTime(instant, times.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
