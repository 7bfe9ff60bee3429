using Shouldly;
using Territory.Ledger.Imports;
using Xunit;

namespace Territory.Tests.Imports;

public sealed class KeepingThePace
{
    [Fact]
    public void it_grows_while_the_lock_is_held_shortly() => Repeat(ImportPace.First, 20, rows => rows * 0.02).Rows.ShouldBe(ImportPace.Most);

    [Fact]
    public void it_shrinks_until_a_transaction_is_short() => (Repeat(new(ImportPace.Most), 20, rows => rows * 0.5).Rows * 0.5).ShouldBeInRange(60, 80);

    [Fact]
    public void one_slow_commit_only_halves_it() => new ImportPace(1000).After(TimeSpan.FromSeconds(9)).Rows.ShouldBe(500);

    [Fact]
    public void it_never_stops() => Repeat(ImportPace.First, 20, _ => 60_000).Rows.ShouldBePositive();

    private static ImportPace Repeat(ImportPace pace, int times, Func<int, double> milliseconds)
    {
        for (var i = 0; i < times; i++) pace = pace.After(TimeSpan.FromMilliseconds(milliseconds(pace.Rows)));
        return pace;
    }
}
