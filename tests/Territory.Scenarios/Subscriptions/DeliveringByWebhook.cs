using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Subscriptions;

/// <summary>What the owner of an endpoint may rely on.</summary>
public sealed class DeliveringByWebhook(PostgresPart postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = Eventually.Most;
    private AFeedWithSubscribers feed = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync() => (feed, receiver) = (await AFeedWithSubscribers.StartAsync(await postgres.NewDatabaseAsync()), await Receiver.StartAsync());

    [Fact]
    public async Task all_of_it_arrives_signed_and_in_order()
    {
        await feed.Log.TellAsync(30);
        var (id, secret) = await feed.SubscribeAsync(receiver.Target("/all"), start: "beginning");
        await feed.Log.TellAsync(30);
        await ReceivedAsync("/all", feed.Log.All);
        receiver.Hits("/all").ShouldAllBe(hit => hit.IsSignedBy(secret!) && hit.Timestamp == feed.Clock.GetUtcNow().ToUnixTimeSeconds());
        receiver.Hits("/all").Select(hit => hit.Body).ShouldBe(feed.Log.Kept.Select(kept => System.Text.Encoding.UTF8.GetString(kept.Json.Span)));
        var shown = await UntilAsync(id, s => Cursor(s) == feed.Log.Kept[^1].Position);
        shown.GetProperty("lag").GetProperty("events").GetInt64().ShouldBe(0);
        shown.GetProperty("deliveries").GetInt64().ShouldBe(60);
        shown.GetRawText().ShouldNotContain("whsec_");
    }

    [Fact]
    public async Task a_filtered_one_can_test_for_gaps()
    {
        var (id, _) = await feed.SubscribeAsync(receiver.Target("/hama"), new { areas = new[] { "SY05" } }, start: 0);
        await feed.Log.TellAsync(12, "SY12", "SY05", "SY04");
        await ReceivedAsync("/hama", Of("SY05"));
        var hits = receiver.Hits("/hama");
        hits.Select(hit => hit.Event.GetProperty("previousdelivered").GetString()).ShouldBe(["0", .. hits.SkipLast(1).Select(hit => hit.Event.GetProperty("position").GetString())]);
        await UntilAsync(id, s => Cursor(s) == feed.Log.Kept[^1].Position);
    }

    [Fact]
    public async Task who_was_told_is_told_the_retraction()
    {
        await feed.SubscribeAsync(receiver.Target("/told"), new { areas = new[] { "SY05" }, to = "OPP", kinds = new[] { "changed" } });
        var (other, _) = await feed.SubscribeAsync(receiver.Target("/untold"), new { areas = new[] { "SY04" }, to = "OPP" });
        await feed.Log.TellAsync(InventedLog.Change("SY05"));
        var told = $"chg_{feed.Log.Kept[0].Position}";
        await feed.Log.TellAsync(InventedLog.Change("SY05", to: "ISIS", replaces: told), InventedLog.Change("SY05", to: "SDF"));
        var last = feed.Log.Kept[^1].Position;
        await ReceivedAsync("/told", [.. feed.Log.All.Take(2)]);
        await UntilAsync(other, s => Cursor(s) == last);
        receiver.Hits("/untold").ShouldBeEmpty();
    }

    [Fact]
    public async Task a_rotated_secret_overlaps_the_old_one()
    {
        var (id, old) = await feed.SubscribeAsync(receiver.Target("/rotated"));
        var (status, rotated) = await feed.SendAsync(HttpMethod.Post, $"/api/subscriptions/{id}/secret/rotate", new { overlapHours = 2 });
        (status, rotated.GetProperty("previousUntil").GetDateTimeOffset()).ShouldBe((200, feed.Clock.GetUtcNow().AddHours(2)));
        var young = rotated.GetProperty("secret").GetString()!;
        await feed.Log.TellAsync(1);
        await ReceivedAsync("/rotated", feed.Log.All);
        receiver.Hits("/rotated").Single().ShouldSatisfyAllConditions(hit => hit.IsSignedBy(old!).ShouldBeTrue(), hit => hit.IsSignedBy(young).ShouldBeTrue());
        feed.Clock.Move(TimeSpan.FromHours(3));
        await feed.Log.TellAsync(1);
        await ReceivedAsync("/rotated", feed.Log.All);
        receiver.Hits("/rotated")[1].ShouldSatisfyAllConditions(hit => hit.IsSignedBy(old!).ShouldBeFalse(), hit => hit.IsSignedBy(young).ShouldBeTrue());
    }

    [Fact]
    public async Task every_secret_is_good_as_long_as_was_said()
    {
        var (id, first) = await feed.SubscribeAsync(receiver.Target("/rotated-twice"));
        var second = await RotateAsync(24);
        var third = await RotateAsync(1);
        await ShouldBeSignedByAsync(0, [first!, second, third], []);
        feed.Clock.Move(TimeSpan.FromHours(2));
        await ShouldBeSignedByAsync(1, [first!, third], [second]);
        var fourth = await RotateAsync(0);
        await ShouldBeSignedByAsync(2, [fourth], [first!, second, third]);
        for (var i = 0; i < 4; i++) await RotateAsync(24);
        (await feed.SendAsync(HttpMethod.Post, $"/api/subscriptions/{id}/secret/rotate", new { overlapHours = 24 })).Status.ShouldBe(409, "every delivery is signed with each of them");

        async Task<string> RotateAsync(int hours)
        {
            var (status, rotated) = await feed.SendAsync(HttpMethod.Post, $"/api/subscriptions/{id}/secret/rotate", new { overlapHours = hours });
            status.ShouldBe(200, rotated.ToString());
            return rotated.GetProperty("secret").GetString()!;
        }

        async Task ShouldBeSignedByAsync(int hit, string[] good, string[] gone)
        {
            await feed.Log.TellAsync(1);
            await ReceivedAsync("/rotated-twice", feed.Log.All);
            foreach (var secret in good) receiver.Hits("/rotated-twice")[hit].IsSignedBy(secret).ShouldBeTrue();
            foreach (var secret in gone) receiver.Hits("/rotated-twice")[hit].IsSignedBy(secret).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task endpoints_that_hang_make_nobody_wait()
    {
        for (var i = 0; i < 20; i++)
        {
            receiver.Hang($"/hangs/{i}");
            await feed.SubscribeAsync(receiver.Target($"/hangs/{i}"));
        }
        await feed.SubscribeAsync(receiver.Target("/answers"));
        await feed.Log.TellAsync(1);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.UnderWay >= 20), Soon);
        await feed.Log.TellAsync(50);
        await ReceivedAsync("/answers", feed.Log.All);
        Enumerable.Range(0, 20).ShouldAllBe(i => receiver.Hits($"/hangs/{i}").All(hit => hit.Received == feed.Log.All[0]), "a cursor stands until its delivery arrived");
    }

    [Fact]
    public async Task after_three_days_it_is_parked_and_the_next_goes_out()
    {
        var (id, _) = await feed.SubscribeAsync(receiver.Target("/broken"));
        receiver.Answer("/broken", 500);
        await feed.Log.TellAsync(2);
        await UntilAsync(id, s => s.GetProperty("failures").ValueKind == JsonValueKind.Object);
        (await ShownAsync(id)).GetProperty("failures").GetProperty("reason").GetString().ShouldBe("the endpoint answered 500");
        for (var parked = false; !parked; parked = (await ShownAsync(id)).GetProperty("parked").GetInt64() == 1)
        {
            var before = receiver.Hits("/broken").Count;
            feed.Clock.Move(TimeSpan.FromHours(2));
            await Eventually.TrueAsync(() => Task.FromResult(receiver.Hits("/broken").Count > before), Soon);
            var sent = receiver.Hits("/broken").Select(hit => hit.Received).Distinct().Count();
            var shown = await UntilAsync(id, s => s.GetProperty("parked").GetInt64() == 1 || (s.GetProperty("failures") is { ValueKind: JsonValueKind.Object } f && f.GetProperty("nextAttemptAt").GetDateTimeOffset() > feed.Clock.GetUtcNow()));
            if (shown.GetProperty("parked").GetInt64() == 0) sent.ShouldBe(1, "the next waits for it");
        }
        receiver.Answer("/broken", 204);
        // An attempt under way may fail after the clock was moved, and is then due later still.
        await UntilAsync(id, s => Cursor(s) == feed.Log.Kept[1].Position || Later(TimeSpan.FromMinutes(10)));

        var one = (await feed.GetAsync($"/api/subscriptions/{id}/parked")).GetProperty("items").EnumerateArray().Single();
        one.GetProperty("position").GetString().ShouldBe($"{feed.Log.Kept[0].Position}");
        one.GetProperty("reason").GetString().ShouldBe("the endpoint answered 500");
        one.GetProperty("ageSeconds").GetDouble().ShouldBeGreaterThan(0);
        var hits = receiver.Hits("/broken").Count;
        (await feed.SendAsync(HttpMethod.Post, $"/api/subscriptions/{id}/parked/retry")).Answer.GetProperty("retrying").GetInt64().ShouldBe(1);
        await UntilAsync(id, s => s.GetProperty("parked").GetInt64() == 0);
        receiver.Hits("/broken").Skip(hits).Select(hit => hit.Received).ShouldBe([feed.Log.All[0]]);
    }

    [Fact]
    public async Task a_parked_one_is_skipped_with_a_reason()
    {
        var (id, _) = await feed.SubscribeAsync(receiver.Target("/skipped"));
        receiver.Answer("/skipped", 503, ("Retry-After", "604800"));
        await feed.Log.TellAsync(1);
        // A day is as long as an endpoint may ask to wait.
        for (var days = 0; days < 4; days++)
        {
            await UntilAsync(id, s => s.GetProperty("parked").GetInt64() == 1 || (s.GetProperty("failures") is { ValueKind: JsonValueKind.Object } f && f.GetProperty("nextAttemptAt").GetDateTimeOffset() == feed.Clock.GetUtcNow().AddDays(1)));
            feed.Clock.Move(TimeSpan.FromDays(1));
        }
        await UntilAsync(id, s => s.GetProperty("parked").GetInt64() == 1);
        var path = $"/api/subscriptions/{id}/parked/{feed.Log.Kept[0].Position}/skip";
        (await feed.SendAsync(HttpMethod.Post, path, new { reason = " " })).Status.ShouldBe(400);
        (await feed.SendAsync(HttpMethod.Post, path, new { reason = "a test of ours" })).Status.ShouldBe(204);
        (await feed.SendAsync(HttpMethod.Post, path, new { reason = "a test of ours" })).Status.ShouldBe(404);
        var acts = (await feed.GetAsync($"/api/subscriptions/{id}/acts")).GetProperty("items").EnumerateArray().Select(a => $"{a.GetProperty("who")} {a.GetProperty("act")}: {a.GetProperty("detail")}").ToArray();
        acts.ShouldBe(["admin created: from position 0", $"admin skipped: position {feed.Log.Kept[0].Position}: a test of ours"]);
    }

    [Fact]
    public async Task an_endpoint_that_is_gone_pauses_it()
    {
        var (id, _) = await feed.SubscribeAsync(receiver.Target("/gone"));
        receiver.Answer("/gone", 410);
        await feed.Log.TellAsync(2);
        var paused = await UntilAsync(id, s => s.GetProperty("state").GetString() == "paused");
        paused.GetProperty("stateReason").GetString()!.ShouldContain("410 Gone");
        Cursor(paused).ShouldBe(0);
        receiver.Answer("/gone", 200);
        (await feed.SendAsync(HttpMethod.Patch, $"/api/subscriptions/{id}", new { state = "active" })).Status.ShouldBe(200);
        await UntilAsync(id, s => Cursor(s) == feed.Log.Kept[1].Position);
        receiver.Hits("/gone").Select(hit => hit.Received).ShouldBe([feed.Log.All[0], .. feed.Log.All]);
    }

    [Fact]
    public async Task a_redirect_is_not_followed()
    {
        var (id, _) = await feed.SubscribeAsync(receiver.Target("/moved"));
        receiver.Answer("/moved", 307, ("Location", receiver.Url("/elsewhere")));
        await feed.Log.TellAsync(1);
        var failing = await UntilAsync(id, s => s.GetProperty("failures").ValueKind == JsonValueKind.Object);
        failing.GetProperty("failures").GetProperty("reason").GetString()!.ShouldContain("redirects are not followed");
        receiver.Hits("/elsewhere").ShouldBeEmpty();
    }

    [Fact]
    public async Task it_pauses_resumes_resets_and_ends()
    {
        var (id, _) = await feed.SubscribeAsync(receiver.Target("/held"));
        await feed.Log.TellAsync(3);
        await ReceivedAsync("/held", feed.Log.All);
        (await feed.SendAsync(HttpMethod.Patch, $"/api/subscriptions/{id}", new { state = "paused" })).Answer.GetProperty("state").GetString().ShouldBe("paused");
        await feed.Log.TellAsync(4);
        var held = await ShownAsync(id);
        held.GetProperty("lag").GetProperty("events").GetInt64().ShouldBe(4);
        held.GetProperty("lag").GetProperty("seconds").GetDouble().ShouldBeGreaterThan(3600);
        (await feed.SendAsync(HttpMethod.Patch, $"/api/subscriptions/{id}", new { state = "active" })).Status.ShouldBe(200);
        await ReceivedAsync("/held", feed.Log.All);
        // Recorded times of the invented log are its positions in seconds.
        var from = feed.Log.Kept[5];
        (await feed.SendAsync(HttpMethod.Patch, $"/api/subscriptions/{id}", new { resetTo = new { time = from.Event.Time } })).Status.ShouldBe(200);
        await ReceivedAsync("/held", [.. feed.Log.All, .. feed.Log.All.Skip(5)]);
        (await feed.SendAsync(HttpMethod.Delete, $"/api/subscriptions/{id}")).Status.ShouldBe(204);
        (await feed.SendAsync(HttpMethod.Get, $"/api/subscriptions/{id}")).Status.ShouldBe(404);
    }

    private Received[] Of(string area) => [.. feed.Log.Kept.Where(kept => kept.Event.Subject == area).Select(InventedLog.Received)];

    private async Task ReceivedAsync(string path, IReadOnlyList<Received> expected)
    {
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Hits(path).Count >= expected.Count), Soon);
        receiver.Hits(path).Select(hit => hit.Received).ShouldBe(expected);
    }

    /// <summary>Lets time pass; never what one waits for.</summary>
    private bool Later(TimeSpan time)
    {
        feed.Clock.Move(time);
        return false;
    }

    private Task<JsonElement> ShownAsync(string id) => feed.GetAsync("/api/subscriptions/" + id);

    private async Task<JsonElement> UntilAsync(string id, Func<JsonElement, bool> holds)
    {
        JsonElement shown = default;
        await Eventually.TrueAsync(async () => holds(shown = await ShownAsync(id)), Soon);
        return shown;
    }

    private static long Cursor(JsonElement shown) => long.Parse(shown.GetProperty("cursor").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await feed.DisposeAsync();
        await receiver.DisposeAsync();
    }
}
