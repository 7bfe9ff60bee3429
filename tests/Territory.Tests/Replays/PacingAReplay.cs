using Shouldly;
using Territory.Feed.Replays;
using Xunit;

namespace Territory.Tests.Replays;

public sealed class PacingAReplay
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void the_first_event_is_due_at_once() => Pace.Next(null, TimeSpan.Zero, 1, Now).ShouldBe(Now);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(60, 1)]
    [InlineData(0.5, 120)]
    public void a_gap_is_as_long_as_it_was_recorded(double speed, double seconds) =>
        Pace.Next(Now, TimeSpan.FromMinutes(1), speed, Now.AddMilliseconds(3)).ShouldBe(Now.AddSeconds(seconds), "counted from when the last one was due, not from when it was done");

    [Fact]
    public void a_late_one_is_caught_up_with() => Pace.Next(Now, TimeSpan.FromSeconds(10), 1, Now.AddSeconds(20)).ShouldBe(Now.AddSeconds(10));

    [Fact]
    public void after_a_long_stop_it_goes_on_at_its_pace() => Pace.Next(Now, TimeSpan.FromSeconds(10), 1, Now.AddHours(2)).ShouldBe(Now.AddHours(2), "what was missed is not run after");

    [Fact]
    public void a_long_gap_comes_no_later_for_being_looked_at()
    {
        for (var waited = 0; waited <= 600; waited += 59) Pace.Next(Now, TimeSpan.FromMinutes(10), 1, Now.AddSeconds(waited)).ShouldBe(Now.AddMinutes(10));
    }

    [Fact]
    public void a_gap_of_years_at_a_crawl_is_no_overflow() => Pace.Next(Now, TimeSpan.FromDays(100_000), 1e-9, Now).ShouldBe(DateTimeOffset.MaxValue);
}
