using System.Globalization;
using Shouldly;
using Xunit;

namespace Territory.Tests.Client;

/// <summary>History, then live: every change once, in order, and none that follows a hole.</summary>
public sealed class FollowingTheFeed : IAsyncLifetime
{
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync() => server = await ScriptedServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task history_and_live_meet_without_a_seam()
    {
        var log = Samples.Log(3, 7, 8, 12);
        server.On("/api/changes", Answers.Log(() => log[..2])).On("/api/feed", Answers.FeedThatStays(log[2..]));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(4)).ShouldBe([3, 7, 8, 12]);
        server.Requests.ShouldContain("GET /api/feed?after=7");
    }

    [Fact]
    public async Task history_of_many_pages_is_read_whole()
    {
        var log = Samples.Log([.. Enumerable.Range(1, 25).Select(i => i * 2L)]);
        server.On("/api/changes", Answers.Log(() => log)).On("/api/feed", Answers.FeedThatStays());
        using var client = Subscriber.To(server, Subscriber.Hurried with { PageSize = 10 });
        (await client.TakeAsync(25)).ShouldBe([.. log.Select(e => long.Parse(e.Position, CultureInfo.InvariantCulture))]);
        server.Requests.ShouldContain("GET /api/changes?after=20&limit=10");
    }

    [Fact]
    public async Task a_hole_in_the_feed_is_filled_from_the_log()
    {
        var log = Samples.Log(1, 2, 3, 4, 5);
        var visible = 1;
        server.On("/api/changes", Answers.Log(() => log[..visible]))
            .On("/api/feed", Answers.Feed(async feed =>
            {
                await feed.SendAsync(log[1]);
                visible = 5;
                await feed.SendAsync(log[4]);
                await feed.StayAsync();
            }));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(5)).ShouldBe([1, 2, 3, 4, 5]);
        server.Requests.Count(r => r.StartsWith("GET /api/feed", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task nothing_passes_a_hole_that_the_log_cannot_fill_yet()
    {
        var log = Samples.Log(1, 2, 3);
        var asked = 0;
        server.On("/api/changes", Answers.Log(() => ++asked < 6 ? log[..1] : log)).On("/api/feed", Answers.FeedThatStays(log[2]));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(3)).ShouldBe([1, 2, 3]);
        asked.ShouldBe(6);
    }

    [Fact]
    public async Task nothing_passes_a_hole_in_the_log_itself()
    {
        var log = Samples.Log(1, 2, 3);
        var asked = 0;
        server.On("/api/changes", Answers.Log(() => ++asked < 4 ? [log[0], log[2]] : log)).On("/api/feed", Answers.FeedThatStays());
        using var client = Subscriber.To(server);
        (await client.TakeAsync(3)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task what_comes_twice_is_delivered_once()
    {
        var log = Samples.Log(1, 2, 3);
        server.On("/api/changes", Answers.Log(() => log[..2])).On("/api/feed", Answers.FeedThatStays(log[0], log[1], log[1], log[2], log[2], Samples.Change(4, 3)));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(4)).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task from_now_on_begins_at_zero_in_an_empty_log()
    {
        server.On("/api/changes", Answers.Log(() => [])).On("/api/feed", Answers.FeedThatStays(Samples.Log(5)));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(1, after: null)).ShouldBe([5]);
    }

    [Fact]
    public async Task events_of_kinds_not_known_are_passed_over()
    {
        var log = Samples.Log(1, 2);
        server.On("/api/changes", Answers.Log(() => log[..1]))
            .On("/api/feed", Answers.Feed(async feed =>
            {
                await feed.SendRawAsync("event: weather\ndata: {\"rain\": true}\n\ndata: plain\n\n");
                await feed.SendAsync(log[1]);
                await feed.StayAsync();
            }));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(2)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task the_key_goes_with_every_request()
    {
        server.On("/api/changes", Answers.Log(() => [])).On("/api/feed", Answers.FeedThatStays(Samples.Log(1)));
        using var client = Subscriber.To(server);
        await client.TakeAsync(1);
        server.Authorizations.ShouldAllBe(a => a == "Bearer the-key");
    }

    [Fact]
    public async Task cancelling_ends_it_at_once()
    {
        server.On("/api/changes", Answers.Log(() => [])).On("/api/feed", Answers.FeedThatStays(Samples.Log(1)));
        using var client = Subscriber.To(server);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.Changes(0, cancellation: stop.Token)) await stop.CancelAsync();
        });
    }
}
