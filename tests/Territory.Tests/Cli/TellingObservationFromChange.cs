using Shouldly;
using Territory.Cli.Commands;
using Territory.Cli.Screen;
using Territory.Client;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class TellingObservationFromChange
{
    private static readonly DateTimeOffset At = new(2024, 12, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "never observed")]
    [InlineData("2024-12-20T08:00:00Z", "no change to that day")]
    [InlineData("2026-11-30T08:00:00Z", "no change to that day")]
    [InlineData("2024-12-10T23:00:00Z", "no change seen until 2024-12-11, not observed since")]
    [InlineData("2024-12-06T21:00:00Z", "not observed since 2024-12-07")]
    public void the_window_is_told_in_the_zone(string? seen, string expected) =>
        ObservationWindow.Of(Held(seen), At, new Times(TimeZoneInfo.FindSystemTimeZoneById("Asia/Damascus"))).ShouldBe(expected);

    [Fact]
    public void nothing_known_has_no_window() =>
        ObservationWindow.Of(new() { Area = "a" }, At, new Times(TimeZoneInfo.Utc)).ShouldBeNull();

    private static AreaControl Held(string? seen) => new()
    {
        Area = "a",
        Status = ControlStatus.Controlled,
        Since = new DateTimeOffset(2024, 12, 6, 21, 0, 0, TimeSpan.Zero),
        LastObservedAt = seen is null ? null : DateTimeOffset.Parse(seen, System.Globalization.CultureInfo.InvariantCulture),
    };
}
