using Shouldly;
using Territory.Client;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Client;

public sealed class FollowingAFilteredFeed : IAsyncLifetime
{
    private static readonly ChangeFilter OnlyDaraa = new() { Area = "SY12" };
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync() => server = await ScriptedServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task positions_the_filter_left_out_are_no_hole()
    {
        var log = new[] { Samples.Change(3, 2), Samples.Change(9, 8), Samples.Change(20, 19) };
        server.On("/api/changes", Answers.Log(() => log[..1])).On("/api/feed", Answers.FeedThatStays(log[1].DeliveredAfter(3), log[2].DeliveredAfter(9)));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(3, filter: OnlyDaraa)).ShouldBe([3, 9, 20]);
        server.Requests.ShouldContain("GET /api/changes?after=0&area=SY12&limit=1000");
        server.Requests.Count(r => r == "GET /api/feed?after=3&area=SY12").ShouldBe(1);
        server.Requests.Count(r => r.StartsWith("GET /api/changes", StringComparison.Ordinal)).ShouldBe(2, "the head and one page: no hole was seen");
    }

    [Fact]
    public async Task a_delivery_that_was_missed_is_fetched()
    {
        var log = new[] { Samples.Change(3, 2), Samples.Change(9, 8), Samples.Change(20, 19) };
        var visible = 1;
        server.On("/api/changes", Answers.Log(() => log[..visible]))
            .On("/api/feed", Answers.Feed(async feed =>
            {
                visible = 3;
                await feed.SendAsync(log[2].DeliveredAfter(9));
                await feed.StayAsync();
            }));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(3, filter: OnlyDaraa)).ShouldBe([3, 9, 20]);
    }

    [Fact]
    public async Task the_log_is_sifted_like_the_feed()
    {
        var (toOthers, illGraded) = (Samples.Change(2, 1), Samples.Change(3, 2));
        CloudEvent[] log =
        [
            Samples.Change(1, 0),
            toOthers with { Data = toOthers.Change! with { To = "HTS" } },
            illGraded with { Data = illGraded.Change! with { Grade = Grade.Parse("D4") } },
            Samples.Change(4, 3),
        ];
        server.On("/api/changes", Answers.Log(() => log)).On("/api/feed", Answers.FeedThatStays(Samples.Change(5, 4).DeliveredAfter(4)));
        using var client = Subscriber.To(server);
        var filter = new ChangeFilter { From = "GOV_ASSAD", To = "OPP", MinGrade = Grade.Parse("B2") };
        (await client.TakeAsync(3, filter: filter)).ShouldBe([1, 4, 5]);
        server.Requests.ShouldContain("GET /api/changes?after=0&limit=1000", "the log does not know the parameters from, to and minGrade");
        server.Requests.ShouldContain("GET /api/feed?after=4&from=GOV_ASSAD&to=OPP&minGrade=B2");
    }

    [Fact]
    public async Task whoever_was_told_is_told_the_correction()
    {
        var (told, other, corrected, foreign) = (Samples.Change(1, 0), Samples.Change(2, 1), Samples.Change(3, 2), Samples.Change(4, 3));
        CloudEvent[] log =
        [
            told,
            other with { Data = other.Change! with { To = "SDF" } },
            corrected with { Type = EventTypes.Corrected, Data = corrected.Change! with { To = "SDF", Replaces = told.Change!.ChangeId } },
            foreign with { Type = EventTypes.Corrected, Data = foreign.Change! with { To = "SDF", Replaces = other.Change!.ChangeId } },
            Samples.Change(5, 4),
        ];
        server.On("/api/changes", Answers.Log(() => log)).On("/api/feed", Answers.FeedThatStays());
        using var client = Subscriber.To(server);
        (await client.TakeAsync(3, filter: new ChangeFilter { To = "OPP" })).ShouldBe([1, 3, 5]);
    }
}
