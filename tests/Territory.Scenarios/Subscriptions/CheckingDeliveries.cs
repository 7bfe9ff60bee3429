using Shouldly;
using Xunit;

namespace Territory.Scenarios.Subscriptions;

/// <summary>The check finds what it is for: each mutant of a good record is caught.</summary>
public sealed class CheckingDeliveries
{
    private static readonly Received[] Good = [.. Enumerable.Range(1, 20).Select(i => new Received($"evt_{i}", i * 3))];

    [Fact]
    public void what_is_good_passes()
    {
        DeliveryCheck.Of(Good, Good).IsGood.ShouldBeTrue();
        DeliveryCheck.Of([], []).IsGood.ShouldBeTrue();
    }

    [Fact]
    public void every_single_drop_is_caught()
    {
        foreach (var dropped in Good)
        {
            var check = DeliveryCheck.Of(Good, [.. Good.Where(r => r != dropped)]);
            check.Missing.ShouldBe([dropped.Position]);
            check.IsGood.ShouldBeFalse();
        }
    }

    [Fact]
    public void every_swap_is_caught()
    {
        for (var i = 1; i < Good.Length; i++)
        {
            Received[] swapped = [.. Good];
            (swapped[i - 1], swapped[i]) = (swapped[i], swapped[i - 1]);
            DeliveryCheck.Of(Good, swapped).OutOfOrder.ShouldBe([Good[i - 1].Position]);
        }
    }

    [Fact]
    public void every_double_is_counted()
    {
        for (var i = 0; i < Good.Length; i++)
        {
            var check = DeliveryCheck.Of(Good, [.. Good[..(i + 1)], .. Good[i..]]);
            (check.IsGood, check.Duplicates).ShouldBe((true, 1));
        }
    }

    [Fact]
    public void a_double_under_another_id_is_foreign()
    {
        var check = DeliveryCheck.Of(Good, [.. Good, Good[3] with { Id = "evt_other" }]);
        check.Foreign.Single().Id.ShouldBe("evt_other");
        check.IsGood.ShouldBeFalse();
    }
}
