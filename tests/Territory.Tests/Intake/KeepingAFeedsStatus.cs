using Shouldly;
using Territory.Intake.Feeds;
using Xunit;

namespace Territory.Tests.Intake;

public sealed class KeepingAFeedsStatus
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
    private static readonly FeedStatus New = new(FeedState.New, null, 0, Now, null, null, 0, null);

    private static double Minutes(FeedStatus status) => (status.NextAt - Now).TotalMinutes;

    [Fact]
    public void who_fails_is_asked_ever_more_rarely()
    {
        var status = New;
        var waits = new List<double>();
        for (var i = 0; i < 8; i++) waits.Add(Minutes(status = status.Failed(Now, 15, "away", null)));
        waits.ShouldBe([30, 60, 120, 240, 360, 360, 360, 360]);
        (status.State, status.Failures, status.Problem).ShouldBe((FeedState.Failing, 8, "away"));
    }

    [Fact]
    public void who_answers_again_is_asked_as_before()
    {
        var status = New.Failed(Now, 15, "away", null).Answered(Now, 15, 3, null);
        (Minutes(status), status.State, status.Failures, status.Problem, status.Items, status.OkAt).ShouldBe((15, FeedState.Ok, 0, null, 3, Now));
    }

    [Fact]
    public void who_asks_for_time_gets_it_within_reason()
    {
        Minutes(New.Failed(Now, 15, "429", TimeSpan.FromHours(2))).ShouldBe(120);
        Minutes(New.Failed(Now, 15, "429", TimeSpan.FromSeconds(5))).ShouldBe(30);
        Minutes(New.Failed(Now, 15, "429", TimeSpan.FromDays(1000))).ShouldBe(24 * 60);
        Minutes(New.Failed(Now, 15, "429", TimeSpan.FromSeconds(-5))).ShouldBe(30);
    }

    [Fact]
    public void an_answer_keeps_what_was_wrong_with_an_item() => New.Answered(Now, 15, 1, "https://desk.example/1: its page has no article").ItemProblem.ShouldNotBeNull();
}
