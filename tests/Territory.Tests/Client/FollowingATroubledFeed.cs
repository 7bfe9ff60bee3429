using Microsoft.AspNetCore.Http;
using Shouldly;
using Territory.Client;
using Xunit;

namespace Territory.Tests.Client;

/// <summary>What comes between a subscriber and the feed: what is waited for and gone on after, and what ends it.</summary>
public sealed class FollowingATroubledFeed : IAsyncLifetime
{
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync() => server = await ScriptedServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task an_event_cut_off_in_the_middle_comes_whole_later()
    {
        var log = Samples.Log(1, 2);
        server.On("/api/changes", Answers.Log(() => log[..1]))
            .On("/api/feed",
                Answers.Feed(feed => feed.SendRawAsync(OpenFeed.Frame(log[1])[..^9])),
                Answers.Feed(feed => feed.SendRawAsync(OpenFeed.Frame(log[1]).TrimEnd('\n'))),
                Answers.Feed(async feed => { await feed.SendRawAsync(OpenFeed.Frame(log[1])[..40]); feed.Abort(); }),
                Answers.FeedThatStays(log[1]));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(2)).ShouldBe([1, 2]);
        server.Requests.Count(r => r == "GET /api/feed?after=1").ShouldBe(4);
    }

    [Fact]
    public async Task it_resumes_after_the_last_one_delivered()
    {
        var log = Samples.Log(1, 2, 3);
        server.On("/api/changes", Answers.Log(() => log[..1]))
            .On("/api/feed", Answers.Feed(feed => feed.SendAsync(log[1])), Answers.FeedThatStays(log[2]));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(3)).ShouldBe([1, 2, 3]);
        server.Requests.Where(r => r.StartsWith("GET /api/feed", StringComparison.Ordinal)).ShouldBe(["GET /api/feed?after=1", "GET /api/feed?after=2"]);
    }

    [Fact]
    public async Task from_now_on_stays_now_through_an_interruption()
    {
        var log = Samples.Log(1, 2, 3);
        server.On("/api/changes", Answers.Log(() => log[..1]), Answers.Log(() => log[..1]), Answers.Log(() => log))
            .On("/api/feed", Answers.Feed(_ => Task.CompletedTask), Answers.FeedThatStays());
        using var client = Subscriber.To(server);
        (await client.TakeAsync(2, after: null)).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task heartbeats_keep_a_quiet_feed_open()
    {
        var log = Samples.Log(1);
        server.On("/api/changes", Answers.Log(() => log[..0]))
            .On("/api/feed", Answers.Feed(async feed =>
            {
                using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
                for (var i = 0; i < 30 && await beat.WaitForNextTickAsync(Subscriber.Cancellation); i++) await feed.SendRawAsync(": still here\n\n");
                await feed.SendAsync(log[0]);
                await feed.StayAsync();
            }));
        using var client = Subscriber.To(server, Subscriber.Hurried with { SilenceLimit = TimeSpan.FromSeconds(1) });
        (await client.TakeAsync(1)).ShouldBe([1]);
        server.Requests.Count(r => r.StartsWith("GET /api/feed", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task a_feed_that_falls_silent_is_opened_again()
    {
        var log = Samples.Log(1);
        var reasons = new List<string?>();
        server.On("/api/changes", Answers.Log(() => log[..0])).On("/api/feed", Answers.FeedThatStays(), Answers.FeedThatStays(log));
        using var client = Subscriber.To(server, Subscriber.Hurried with { SilenceLimit = TimeSpan.FromMilliseconds(100), Interrupted = i => reasons.Add(i.Reason?.Message) });
        (await client.TakeAsync(1)).ShouldBe([1]);
        reasons.ShouldBe(["The feed was silent for 0.1 seconds."]);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task a_server_that_is_not_well_is_waited_for(int status)
    {
        var log = Samples.Log(1, 2);
        server.On("/api/changes", Answers.Problem(status, "Not now"), Answers.Log(() => log[..1]), Answers.Problem(status, "Not now"), Answers.Log(() => log[..1]))
            .On("/api/feed", Answers.Problem(status, "Not now"), Answers.FeedThatStays(log[1]));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(2)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task retry_after_is_respected()
    {
        var delays = new List<TimeSpan>();
        server.On("/api/changes", Answers.Problem(429, "Too many requests", retryAfter: "1"), Answers.Log(() => Samples.Log(1))).On("/api/feed", Answers.FeedThatStays());
        using var client = Subscriber.To(server, Subscriber.Hurried with { Interrupted = i => delays.Add(i.Delay) });
        (await client.TakeAsync(1)).ShouldBe([1]);
        delays.ShouldBe([TimeSpan.FromSeconds(1)]);
    }

    [Fact]
    public async Task a_feed_a_moment_behind_the_log_is_waited_for()
    {
        var log = Samples.Log(1, 2);
        var behind = Answers.Text("""{"status":422,"detail":"'after' is '1'; expected a position up to the head, which is 0.","errors":[{"field":"after","found":"1","expected":"a position up to the head, which is 0"}]}""", 422, "application/problem+json");
        server.On("/api/changes", Answers.Log(() => log[..1])).On("/api/feed", behind, behind, Answers.FeedThatStays(log[1]));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(2)).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task a_refusal_ends_it(int status)
    {
        var log = Samples.Log(1);
        server.On("/api/changes", Answers.Log(() => log)).On("/api/feed", Answers.Problem(status, "No such area"));
        using var client = Subscriber.To(server);
        var refused = await Should.ThrowAsync<TerritoryException>(() => client.TakeAsync(2));
        refused.Problem.Status.ShouldBe(status);
        refused.Problem.Errors.ShouldBe([new("area", "SY99", "an area")]);
    }

    [Fact]
    public async Task a_cursor_from_elsewhere_is_refused()
    {
        server.On("/api/changes", Answers.Log(() => Samples.Log(1, 2))).On("/api/control", StandsAt(4));
        using var client = Subscriber.To(server);
        var refused = await Should.ThrowAsync<CursorAheadException>(() => client.TakeAsync(1, after: 9));
        (refused.Cursor, refused.Head).ShouldBe((9, 2));
    }

    [Fact]
    public async Task a_cursor_from_an_answer_about_control_is_none_from_elsewhere()
    {
        server.On("/api/changes", Answers.Log(() => Samples.Log(1, 2))).On("/api/control", StandsAt(4))
            .On("/api/feed", Answers.Feed(feed => feed.SendAsync(Samples.Change(6, 2))));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(1, after: 4)).ShouldBe([6L]);
    }

    private static RequestDelegate StandsAt(long position) => context => context.Response.WriteAsync($$"""{"areas":[],"at":"2026-01-01T00:00:00Z","position":"{{position}}","settled":true,"packVersion":"1"}""");

    [Fact]
    public async Task an_event_that_cannot_be_read_is_never_skipped()
    {
        server.On("/api/changes", Answers.Log(() => [])).On("/api/feed", Answers.Feed(feed => feed.SendRawAsync("event: changed\ndata: {\"position\": {}}\n\n")));
        using var client = Subscriber.To(server);
        await Should.ThrowAsync<InvalidDataException>(() => client.TakeAsync(1));
    }

    [Fact]
    public async Task a_page_in_place_of_a_feed_is_no_feed()
    {
        server.On("/api/changes", Answers.Log(() => [])).On("/api/feed", Answers.Text("<html>", 200, "text/html"));
        using var client = Subscriber.To(server);
        (await Should.ThrowAsync<InvalidDataException>(() => client.TakeAsync(1))).Message.ShouldContain("event stream was expected");
    }
}
