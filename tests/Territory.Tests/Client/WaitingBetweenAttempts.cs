using CsCheck;
using Shouldly;
using Territory.Client;
using Xunit;

namespace Territory.Tests.Client;

public sealed class WaitingBetweenAttempts
{
    private static readonly TerritoryClientOptions Options = new() { FirstDelay = TimeSpan.FromSeconds(1), LongestDelay = TimeSpan.FromSeconds(30), Jitter = () => 1 };

    [Fact]
    public void each_fruitless_attempt_doubles_the_wait_up_to_a_bound()
    {
        var backOff = new BackOff(Options);
        Enumerable.Range(0, 8).Select(_ => backOff.Next(null).TotalSeconds).ShouldBe([1, 2, 4, 8, 16, 30, 30, 30]);
    }

    [Fact]
    public void success_makes_the_next_wait_a_first_one()
    {
        var backOff = new BackOff(Options);
        backOff.Next(null);
        backOff.Next(null);
        backOff.Succeeded();
        backOff.Next(null).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void the_servers_wish_takes_the_place_of_the_first_wait()
    {
        var backOff = new BackOff(Options);
        backOff.Wish(TimeSpan.FromSeconds(3));
        backOff.Next(null).ShouldBe(TimeSpan.FromSeconds(3));
        backOff.Next(null).ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void retry_after_is_never_undercut() => new BackOff(Options).Next(TimeSpan.FromMinutes(2)).ShouldBe(TimeSpan.FromMinutes(2));

    [Fact]
    public void any_jitter_keeps_the_wait_between_half_and_whole() => Gen.Select(Gen.Double[0, 1], Gen.Int[1, 200]).Sample((jitter, attempts) =>
    {
        var backOff = new BackOff(Options with { Jitter = () => jitter });
        var (wait, whole) = (TimeSpan.Zero, Math.Min(30, Math.Pow(2, attempts - 1)));
        for (var i = 0; i < attempts; i++) wait = backOff.Next(null);
        wait.TotalSeconds.ShouldBeInRange(whole / 2 - 0.001, whole + 0.001);
    });
}
