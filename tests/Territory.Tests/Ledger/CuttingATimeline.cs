using CsCheck;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Xunit;

namespace Territory.Tests.Ledger;

public sealed class CuttingATimeline
{
    private static readonly Gen<Timeline> Timelines = Gen.Select(Gen.Int[1, 6], Gen.Bool, Gen.Bool).Array[0, 8].Select(drawn => drawn
        .Select((d, i) => AStanding($"c{i}", d.Item1, d.Item2 ? ControlStatus.Controlled : ControlStatus.Contested, d.Item3 ? Extent.Whole : Extent.Most))
        .OrderBy(s => s.Ruling.Effective.From).ToArray()).Select(standings => Timeline.Of(standings));

    [Fact]
    public void stretches_follow_each_other_without_a_hole() => Timelines.Sample(timeline =>
    {
        var cut = Stretch.Cut(timeline);
        cut.Zip(cut.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From && pair.First.From < pair.First.To);
        if (cut.Count > 0) cut[^1].To.ShouldBe(DateTimeOffset.MaxValue);
    });

    [Fact]
    public void the_difference_leads_from_one_to_the_other() => Gen.Select(Timelines, Gen.Int[0, 8], Gen.Int[1, 6], Gen.Bool).Sample((before, at, day, insert) =>
    {
        var after = insert || before.Length == 0
            ? before.With(AStanding("new", day, ControlStatus.Controlled, Extent.Whole))
            : before.Without(before[at % before.Length].ChangeId);
        var (gone, come) = Stretch.Difference(before, after);
        var led = Stretch.Cut(before).Except(gone).Concat(come).OrderBy(s => s.From).ToArray();
        led.ShouldBe(Stretch.Cut(after));
        gone.ShouldBe(Stretch.Cut(before).Except(Stretch.Cut(after)), "what stands on is left alone");
        come.ShouldBe(Stretch.Cut(after).Except(Stretch.Cut(before)));
    }, iter: 5000);

    [Fact]
    public void the_stretch_of_an_instant_is_the_one_it_lies_in() => Gen.Select(Timelines, Gen.Int[0, 7]).Sample((timeline, day) =>
        Stretch.At(timeline, Day(day)).ShouldBe(Stretch.Cut(timeline).Cast<Stretch?>().SingleOrDefault(s => s!.Value.From <= Day(day) && Day(day) < s.Value.To)));

    private static DateTimeOffset Day(int day) => AreaScenario.Day("2024-12-01").From.AddDays(day);

    private static Standing AStanding(string id, int day, ControlStatus status, Extent extent) => new(
        id, new(status, ["OPP"], [], null, null, extent, Manner.Unknown, AreaScenario.Day($"2024-12-0{day + 1}"), Day(day), Grade.Parse("B2"), "test", "person:test", [], [], null, false), 1, default);
}
