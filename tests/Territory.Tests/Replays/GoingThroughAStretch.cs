using System.Text;
using System.Text.Json;
using Shouldly;
using Territory.Contracts;
using Territory.Feed.Log;
using Territory.Feed.Replays;
using Territory.Feed.Subscriptions;
using Territory.Tests.Client;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Replays;

public sealed class GoingThroughAStretch
{
    private static readonly Theatre Theatre = TheatrePacks.LoadAll().Single(t => t.Id == "syria");
    private static readonly DateTimeOffset Now = Samples.Recorded.AddYears(1);
    private static readonly FilterOfSubscription ToSdf = FilterOfSubscription.Everything with { To = "SDF" };

    [Fact]
    public void everything_is_due_at_once_without_a_pace()
    {
        var due = Start(FilterOfSubscription.Everything).Due(Log(6), 100, Now);
        due.Events.Select(e => e.Change.Position).ShouldBe([1, 2, 3, 4, 5, 6]);
        due.Events.ShouldAllBe(e => e.Wanted && e.PreviousDelivered == null);
    }

    [Fact]
    public void a_filtered_reader_is_told_what_it_had_before()
    {
        var due = Start(ToSdf).Due(Log(6, toSdf: [2, 5]), 100, Now);
        due.Events.Where(e => e.Wanted).Select(e => (e.Change.Position, e.PreviousDelivered)).ShouldBe([(2, 0L), (5, 2L)]);
    }

    [Fact]
    public void a_filtered_reader_is_told_what_became_of_it()
    {
        var log = Log(4, toSdf: [2]);
        var due = Start(ToSdf).Due([log[0], log[1], log[2] with { Revised = [log[1].Change] }, log[3] with { Revised = [log[0].Change] }], 100, Now);
        due.Events.Where(e => e.Wanted).Select(e => (e.Change.Position, e.PreviousDelivered)).ShouldBe([(2, 0L), (3, 2L)]);
    }

    [Fact]
    public void only_so_many_are_handed_on_together()
    {
        var due = Start(ToSdf).Due(Log(9, toSdf: [2, 5, 7]), 2, Now);
        due.Events.Select(e => e.Change.Position).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void the_cursor_stops_before_the_first_not_handed_on()
    {
        var progress = Start(ToSdf);
        var due = progress.Due(Log(6, toSdf: [2, 5]), 100, Now);
        progress.Handed(due.Events, 1);
        (progress.Replay.Position, progress.Replay.Processed, progress.Replay.Delivered, progress.Replay.LastDelivered).ShouldBe((4, 4, 1, 2));
        progress.Handed(due.Events.Skip(4).ToArray(), 1);
        (progress.Replay.Position, progress.Replay.Processed, progress.Replay.Delivered, progress.Replay.LastDelivered).ShouldBe((6, 6, 2, 5));
    }

    [Fact]
    public void resumed_anywhere_it_tells_the_same()
    {
        var log = Log(12, toSdf: [2, 3, 7, 11]);
        var whole = Start(ToSdf).Due(log, 100, Now).Events.Where(e => e.Wanted).Select(e => (e.Change.Position, e.PreviousDelivered)).ToArray();
        for (var cut = 1; cut <= 4; cut++)
        {
            var progress = Start(ToSdf);
            var first = progress.Due(log, cut, Now);
            progress.Handed(first.Events, cut);
            var resumed = new ReplayProgress(progress.Replay, Wanted(ToSdf), null).Due([.. log.Where(f => f.Change.Position > progress.Replay.Position)], 100, Now);
            first.Events.Concat(resumed.Events).Where(e => e.Wanted).Select(e => (e.Change.Position, e.PreviousDelivered)).ShouldBe(whole, $"cut after {cut}");
        }
    }

    [Fact]
    public void a_paced_one_waits_for_the_gap()
    {
        var progress = Start(FilterOfSubscription.Everything, speed: 60);
        var log = Log(3, minutesApart: 2);
        var first = progress.Due(log, 100, Now);
        first.Events.Select(e => e.Change.Position).ShouldBe([1]);
        progress.Handed(first.Events, 1);
        progress.Due(log[1..], 100, Now.AddSeconds(1)).Wait.ShouldBe(TimeSpan.FromSeconds(1));
        var second = progress.Due(log[1..], 100, Now.AddSeconds(2));
        second.Events.Select(e => e.Change.Position).ShouldBe([2]);
    }

    [Fact]
    public void what_was_recorded_after_known_is_left_out() => (new ReplayStretch(3, 20, 12).End, new ReplayStretch(3, 20, null).End, new ReplayStretch(3, 20, 40).End).ShouldBe((12, 20, 20));

    [Fact]
    public void it_is_the_same_event_and_no_news()
    {
        var change = Log(1)[0].Change;
        var told = JsonSerializer.Deserialize<CloudEvent>(ReplayedEvent.Json(change, "rpl_9", 7).Span, ContractJson.Options)!;
        (told with { ReplayId = null, PreviousDelivered = null }).Data.ShouldBeOfType<ControlChange>().ChangeId.ShouldBe(change.Event.Change!.ChangeId);
        (told.Id, told.Time, told.ReplayId, told.PreviousDelivered).ShouldBe((change.Event.Id, change.Event.Time, "rpl_9", "7"));
        ReplayedEvent.DeliveryId(change, "rpl_9").ShouldBe(told.Id + ".rpl_9");
        ReplayedEvent.RoutingKey(change).ShouldBe("replay.syria.SY12.changed");
    }

    [Fact]
    public void its_address_reads_the_same_alone_and_with_the_rest()
    {
        var change = Log(1)[0].Change;
        var (alone, whole) = (change.Addressed, Addressed.Of(change.Event));
        (alone.Id, alone.Type, alone.Subject, alone.Time).ShouldBe((whole.Id, whole.Type, whole.Subject, whole.Time));
        alone.Path.ShouldBe(whole.Path!);
        new KeptChange("syria", 1, 0, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(change.Json.Span).Replace("\"path\"", "\"unknown\"", StringComparison.Ordinal))).Addressed.Path.ShouldBeNull();
    }

    private static ReplayProgress Start(FilterOfSubscription filter, double speed = 0) => new(
        new Replay("rpl_9", Theatre.Id, new(0, 100, null), filter, new(ReplayTargetType.File), speed, ReplayState.Running, 100, 0, 0, 0, 0, null, 0, null, "person", null, Now, Now, null, null), Wanted(filter), null);

    private static WantedChanges Wanted(FilterOfSubscription filter) => WantedChanges.Of(filter, Theatre, []);

    private static Following[] Log(int count, int[]? toSdf = null, double minutesApart = 0) => [.. Enumerable.Range(1, count).Select(i =>
    {
        var change = Samples.Change(i, i - 1) with { Time = Samples.Recorded.AddMinutes(minutesApart * i) };
        if (toSdf?.Contains(i) is true) change = change with { Data = change.Change! with { To = "SDF" } };
        return new Following(new(Theatre.Id, i, i - 1, JsonSerializer.SerializeToUtf8Bytes(change, ContractJson.Options)), []);
    })];
}
