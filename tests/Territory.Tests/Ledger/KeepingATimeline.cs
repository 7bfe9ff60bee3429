using CsCheck;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Xunit;

namespace Territory.Tests.Ledger;

/// <summary>A timeline in pieces beside a plain list: whatever comes and goes, both say the same.</summary>
public sealed class KeepingATimeline
{
    [Fact]
    public void it_is_the_list_it_stands_for() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 400]).Array[0, 300].Sample(moves =>
    {
        var (timeline, list, made) = (Timeline.Of([]), new List<Standing>(), 0);
        foreach (var (what, day) in moves)
        {
            var (before, was) = (timeline, list.ToArray());
            if (what < 7 || list.Count == 0)
            {
                // Most come last; the others somewhere.
                var standing = Standing($"c{made++}", what < 4 ? 400 + made : day, "first");
                timeline = timeline.With(standing);
                list.Insert(list.FindLastIndex(s => s.Ruling.Effective.From <= standing.Ruling.Effective.From) + 1, standing);
            }
            else if (what < 9)
            {
                timeline = timeline.Without(list[day % list.Count].ChangeId);
                list.RemoveAt(day % list.Count);
            }
            else
            {
                var old = list[day % list.Count];
                timeline = timeline.Resting(old.ChangeId, old.Ruling with { Rule = "better" });
                list[day % list.Count] = old with { Ruling = old.Ruling with { Rule = "better" } };
            }
            timeline.ToArray().ShouldBe([.. list]);
            timeline.Length.ShouldBe(list.Count);
            Enumerable.Range(0, list.Count).ShouldAllBe(i => timeline[i] == list[i]);
            timeline.Last.ShouldBe(list.LastOrDefault());
            timeline.At(Day(day)).ShouldBe(list.LastOrDefault(s => s.Ruling.Effective.From <= Day(day)));
            before.ToArray().ShouldBe(was, "what is read of the one before stays as it was");
            var start = before.Zip(timeline).TakeWhile(pair => ReferenceEquals(pair.First, pair.Second)).Count();
            Timeline.SharedStart(before, timeline).ShouldBe(start);
            Timeline.SharedEnd(before, timeline, start).ShouldBe(before.Skip(start).Reverse().Zip(timeline.Skip(start).Reverse()).TakeWhile(pair => ReferenceEquals(pair.First, pair.Second)).Count());
        }
        foreach (var standing in list) timeline.Find(standing.ChangeId).ShouldBe(standing);
        Timeline.Of([.. list]).ToArray().ShouldBe([.. timeline]);
    }, iter: 10);

    [Fact]
    public void what_is_not_there_changes_nothing()
    {
        Timeline timeline = [Standing("a", 1, "first")];
        timeline.Without("b").ShouldBeSameAs(timeline);
        timeline.Resting("b", timeline[0].Ruling).ShouldBeSameAs(timeline);
        timeline.Find("b").ShouldBeNull();
        timeline.At(Day(0)).ShouldBeNull();
        timeline.Without("a").IsEmpty.ShouldBeTrue();
        timeline.Without("a").Last.ShouldBeNull();
    }

    private static DateTimeOffset Day(int day) => AreaScenario.Day("2024-12-01").From.AddDays(day);

    private static Standing Standing(string id, int day, string rule) => new(
        id, new(ControlStatus.Controlled, ["OPP"], [], null, null, Extent.Whole, Manner.Unknown, new($"day {day}", Precision.Day, Day(day), Day(day + 1), DateBasis.Text), Day(day), Grade.Parse("B2"), rule, "person:test", [], [], null, false), 1, default);
}
