using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Subscriptions;

/// <summary>What is asked for wrongly gets an answer that says what would be right; and everybody has his own.</summary>
public sealed class AskingForSubscriptions(AskingForSubscriptions.OneFeed one) : IClassFixture<AskingForSubscriptions.OneFeed>
{
    private readonly AFeedWithSubscribers feed = one.Feed;
    private readonly Receiver receiver = one.Receiver;

    /// <summary>Every test asks with keys of its own.</summary>
    public sealed class OneFeed(PostgresPart postgres) : IAsyncLifetime
    {
        internal AFeedWithSubscribers Feed { get; private set; } = null!;

        internal Receiver Receiver { get; private set; } = null!;

        public async ValueTask InitializeAsync() => (Feed, Receiver) = (await AFeedWithSubscribers.StartAsync(await postgres.NewDatabaseAsync(), ("SUBSCRIPTIONS_MOST", "5")), await Receiver.StartAsync());

        public async ValueTask DisposeAsync()
        {
            await Feed.DisposeAsync();
            await Receiver.DisposeAsync();
        }
    }

    [Fact]
    public async Task every_mistake_is_named_with_what_would_be_right()
    {
        var good = receiver.Target("/");
        await RefusedAsync(new { target = good, filter = new { minGrade = "great" } }, 400, "filter.minGrade", "B2");
        await RefusedAsync(new { target = good, filter = new { colour = "red" } }, 400, "filter.colour", "areas");
        await RefusedAsync(new { target = good, filter = new { kinds = new[] { "moved" } } }, 400, "filter.kinds", "retracted");
        await RefusedAsync(new { target = good, filter = new { areas = new[] { "SY12", "SY99" } } }, 404, "filter.areas[1]", "an area");
        await RefusedAsync(new { target = good, filter = new { actors = new[] { "NOBODY" } } }, 404, "filter.actors[0]", "OPP");
        await RefusedAsync(new { target = good, start = "soon" }, 400, "start", "beginning");
        await RefusedAsync(new { target = good, theatre = "mars" }, 404, "theatre", "syria");
        await RefusedAsync(new { target = good, secret = "whsec_" + new string('A', 400) }, 400, "secret", "24 to 64 bytes");
        await RefusedAsync(new { target = new { type = "pigeon" } }, 400, "target.type", "webhook");
        await RefusedAsync(new { target = new { type = "webhook" } }, 400, "target.url", "https");
        await RefusedAsync(new { target = new { type = "webhook", url = "https://example.org/" + new string('a', 2000) } }, 400, "target.url", "2000 characters");
        await RefusedAsync(new { target = new { type = "webhook", url = "gopher://example.org/" } }, 400, "target.url", "http");
        await RefusedAsync(new { name = "nowhere" }, 400, "target", "an object");
    }

    [Theory]
    [InlineData("http://10.0.0.5/hook")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:10.0.0.5]/")]
    [InlineData("http://0x0a000005/")]
    [InlineData("http://167772165/")]
    [InlineData("http://[fd00::1]:8080/")]
    [InlineData("http://0.0.0.0/hook")]
    [InlineData("http://[::]:8080/")]
    public async Task a_private_address_is_refused(string url) =>
        await RefusedAsync(new { target = new { type = "webhook", url }, state = "paused" }, 422, "target.url", "an endpoint", "TERRITORY_WEBHOOK_ALLOW");

    [Fact]
    public async Task nobody_there_is_said_at_once()
    {
        var dead = new { type = "webhook", url = $"http://127.0.0.1:{AllInOne.Embedded.LoopbackPort.Free()}/" };
        await RefusedAsync(new { target = dead }, 422, "target.url", "accepts connections", "nobody listens there");
        await RefusedAsync(new { target = new { type = "webhook", url = "http://no-such-host.invalid/" } }, 422, "target.url", "accepts connections", "cannot be reached");
        (await feed.SendAsync(HttpMethod.Post, "/api/subscriptions", new { target = dead, state = "paused" }, await feed.KeyAsync("early", Hosting.Access.Roles.Reader))).Status.ShouldBe(201, "made before its endpoint");
    }

    [Fact]
    public async Task a_queue_without_a_broker_names_the_setting() =>
        await RefusedAsync(new { target = new { type = "queue" } }, 409, "target.type", "webhook", "TERRITORY_RABBITMQ");

    [Fact]
    public async Task one_key_may_have_so_many()
    {
        var key = await feed.KeyAsync("a desk", Hosting.Access.Roles.Reader);
        var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => feed.SendAsync(HttpMethod.Post, "/api/subscriptions", new { target = receiver.Target("/many") }, key)));
        answers.Count(a => a.Status == 201).ShouldBe(5);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Status == 422 && a.Answer.GetProperty("detail").GetString()!.Contains("one key may have 5", StringComparison.Ordinal));
        (await feed.SendAsync(HttpMethod.Post, "/api/subscriptions", new { target = receiver.Target("/many") }, await feed.KeyAsync("another desk", Hosting.Access.Roles.Reader))).Status.ShouldBe(201, "another's are not counted");
    }

    [Fact]
    public async Task everybody_sees_his_own_and_operators_all()
    {
        var (one, other, operators) = (await feed.KeyAsync("one", Hosting.Access.Roles.Reader), await feed.KeyAsync("other", Hosting.Access.Roles.Reader), await feed.KeyAsync("operations", Hosting.Access.Roles.Operator));
        var (mine, _) = await feed.SubscribeAsync(receiver.Target("/mine"), key: one);
        // Made within one tick of the clock, their order would be anybody's.
        feed.Clock.Move(TimeSpan.FromMilliseconds(5));
        var (others, _) = await feed.SubscribeAsync(receiver.Target("/others"), key: other);
        (await ListAsync("", one)).ShouldBe([mine]);
        (await ListAsync("?order=desc", operators)).Where(id => id == mine || id == others).ShouldBe([others, mine]);
        (await ListAsync("?owner=other&state=active", operators)).ShouldBe([others]);
        (await ListAsync("?owner=other&state=paused", operators)).ShouldBeEmpty();
        (await feed.SendAsync(HttpMethod.Get, "/api/subscriptions?owner=other", key: one)).Status.ShouldBe(403);
        (await feed.SendAsync(HttpMethod.Get, "/api/subscriptions/" + others, key: one)).Status.ShouldBe(404);
        (await feed.SendAsync(HttpMethod.Delete, "/api/subscriptions/" + others, key: one)).Status.ShouldBe(404);
        (await feed.SendAsync(HttpMethod.Post, $"/api/subscriptions/{others}/secret/rotate", key: one)).Status.ShouldBe(404);
        (await feed.SendAsync(HttpMethod.Delete, "/api/subscriptions/" + others, key: operators)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task keys_of_one_name_are_one_person()
    {
        var keys = feed.Get<Hosting.Access.Keys>();
        var (old, oldKey) = await keys.CreateAsync("a desk that rotates", [Hosting.Access.Roles.Reader], CancellationToken.None);
        var (mine, _) = await feed.SubscribeAsync(receiver.Target("/rotated"), key: oldKey);
        var next = await feed.KeyAsync("a desk that rotates", Hosting.Access.Roles.Reader);
        (await keys.RevokeAsync(old.Id, CancellationToken.None)).ShouldBeTrue();
        (await ListAsync("", next)).ShouldBe([mine], "what was its predecessor's is its own");
        (await feed.SendAsync(HttpMethod.Delete, "/api/subscriptions/" + mine, key: next)).Status.ShouldBe(204);
    }

    [Theory]
    [InlineData("created")]
    [InlineData("name")]
    [InlineData("owner")]
    public async Task a_list_is_walked_page_by_page(string sort)
    {
        var key = await feed.KeyAsync("walks by " + sort, Hosting.Access.Roles.Reader);
        foreach (var name in new[] { "b", "a", "a", "c" })
        {
            feed.Clock.Move(TimeSpan.FromMilliseconds(5));
            (await feed.SendAsync(HttpMethod.Post, "/api/subscriptions", new { name, target = receiver.Target("/") }, key)).Status.ShouldBe(201);
        }
        var (names, next) = (new List<string>(), "");
        do
        {
            var (_, page) = await feed.SendAsync(HttpMethod.Get, $"/api/subscriptions?sort={sort}&limit=1{next}", key: key);
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("name").GetString()!));
            next = page.GetProperty("next").GetString() is { } token ? "&after=" + token : null;
        }
        while (next is not null);
        names.ShouldBe(sort == "name" ? ["a", "a", "b", "c"] : ["b", "a", "a", "c"]);
        (await feed.SendAsync(HttpMethod.Get, "/api/subscriptions?after=%21%21")).Status.ShouldBe(400);
    }

    private async Task<string[]> ListAsync(string query, string key)
    {
        var (status, page) = await feed.SendAsync(HttpMethod.Get, "/api/subscriptions" + query, key: key);
        status.ShouldBe(200, page.ToString());
        return [.. page.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()!)];
    }

    private async Task RefusedAsync(object asked, int status, string field, string expected, string? detail = null)
    {
        var (answered, problem) = await feed.SendAsync(HttpMethod.Post, "/api/subscriptions", asked);
        answered.ShouldBe(status, $"{JsonSerializer.Serialize(asked)}: {problem}");
        var error = problem.GetProperty("errors").EnumerateArray().First(e => e.GetProperty("field").GetString() == field);
        error.GetProperty("expected").GetString()!.ShouldContain(expected);
        if (detail is not null) problem.GetProperty("detail").GetString()!.ShouldContain(detail);
    }
}
