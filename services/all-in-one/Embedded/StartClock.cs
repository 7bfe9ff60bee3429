using System.Diagnostics;
using System.Globalization;

namespace Territory.AllInOne.Embedded;

/// <summary>How long a start took, the build by <c>./run</c> included.</summary>
public static class StartClock
{
    /// <param name="clock">Now.</param>
    public static TimeSpan Elapsed(TimeProvider clock)
    {
        using var self = Process.GetCurrentProcess();
        return Elapsed(clock.GetUtcNow(), self.StartTime.ToUniversalTime(), Environment.GetEnvironmentVariable("TERRITORY_STARTED_AT"));
    }

    // run knows whole seconds; a value from the future or from another day's shell is none of ours.
    internal static TimeSpan Elapsed(DateTimeOffset now, DateTimeOffset processStarted, string? runStarted)
    {
        if (!long.TryParse(runStarted, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return now - processStarted;
        var asked = DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
        return asked <= processStarted && processStarted - asked < TimeSpan.FromHours(1) ? now - asked : now - processStarted;
    }
}
