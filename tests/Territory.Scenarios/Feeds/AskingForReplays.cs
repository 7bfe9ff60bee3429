using System.Net;
using System.Text.Json;
using Shouldly;
using Territory.Contracts;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Feeds;

/// <summary>Replays as files, and what is asked for wrongly, of one feed that knows no broker.</summary>
public sealed class AskingForReplays(AskingForReplays.OneFeed one) : IClassFixture<AskingForReplays.OneFeed>
{
    private static readonly TimeSpan Soon = Installations.Eventually.Most;
    private readonly AFeed feed = one.Feed;

    /// <summary>With sixty changes in its log, to which nobody adds.</summary>
    public sealed class OneFeed(PostgresPart postgres) : IAsyncLifetime
    {
        internal AFeed Feed { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Feed = await AFeed.StartAsync(await postgres.NewDatabaseAsync());
            await Feed.TellAsync(ToldChanges.Of(1, 60));
        }

        public ValueTask DisposeAsync() => Feed.DisposeAsync();
    }

    [Fact]
    public async Task a_file_is_the_stretch_that_was_asked_for()
    {
        var replay = await StartedAsync(new { afterPosition = "10", untilPosition = 50, target = new { type = "file" } });
        replay.GetProperty("state").GetString().ShouldBe("ready");
        replay.GetProperty("total").GetInt64().ShouldBe(40);
        var told = await FetchAsync(replay);
        told.Select(e => e.Position).ShouldBe(Enumerable.Range(11, 40).Select(i => $"{i}"));
        told.ShouldAllBe(e => e.ReplayId == replay.GetProperty("id").GetString() && e.Id == "evt_" + e.Position && e.PreviousDelivered == null);
        (await feed.GetAsync(PathOf(replay))).GetProperty("state").GetString().ShouldBe("done");
        // Whoever was cut off has the last whole line, and gets the same from there.
        (await FetchAsync(replay, "?after=30")).Select(e => e.Position).ShouldBe(Enumerable.Range(31, 20).Select(i => $"{i}"));
    }

    [Fact]
    public async Task by_time_filtered_and_as_known_at_a_moment()
    {
        var (since, until, known) = (ToldChanges.RecordedAt(20), ToldChanges.RecordedAt(40), ToldChanges.RecordedAt(33));
        var replay = await StartedAsync(new { since = Instant(since), until = Instant(until), known = Instant(known), filter = new { areas = new[] { "SY12" } }, target = new { type = "file" } });
        replay.GetProperty("afterPosition").GetString().ShouldBe("19");
        replay.GetProperty("untilPosition").GetString().ShouldBe("40");
        replay.GetProperty("known").GetString().ShouldBe("33");
        var told = await FetchAsync(replay);
        told.Select(e => e.Position).ShouldBe(["21", "24", "27", "30", "33"], "those recorded after what was known are left out");
        told.Select(e => e.PreviousDelivered).ShouldBe(["19", "21", "24", "27", "30"]);
        var done = await feed.GetAsync(PathOf(replay));
        (done.GetProperty("delivered").GetInt64(), done.GetProperty("processed").GetInt64()).ShouldBe((5, 14));
    }

    [Fact]
    public async Task a_file_that_is_cancelled_is_cut_and_refused()
    {
        // A day between two changes: at this pace it would take two minutes.
        var replay = await StartedAsync(new { target = new { type = "file" }, speed = 40_000 });
        using var client = feed.Client();
        using var answer = await client.GetAsync(PathOf(replay) + "/file", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync().WaitAsync(Soon))!.ShouldContain("\"position\":\"1\"");
        (await feed.PostAsync(PathOf(replay) + "/cancel", new { })).Status.ShouldBe(200);
        await Should.ThrowAsync<Exception>(() => reader.ReadToEndAsync().WaitAsync(Soon), "a cut file must not look whole");
        (await feed.PostAsync(PathOf(replay) + "/cancel", new { })).Status.ShouldBe(409);
        using var again = await client.GetAsync(PathOf(replay) + "/file");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var shown = await feed.GetAsync(PathOf(replay));
        (shown.GetProperty("state").GetString(), shown.GetProperty("cancelledBy").GetString()).ShouldBe(("cancelled", "admin"));
    }

    [Theory]
    [InlineData("""{"target":{"type":"file"},"afterPosition":60}""", 422, "stretch")]
    [InlineData("""{"target":{"type":"file"},"since":"2030-01-01","until":"2029-01-01"}""", 422, "since")]
    [InlineData("""{"target":{"type":"file"},"since":"2020-01-01","until":"2020-02-01"}""", 422, "stretch")]
    [InlineData("""{"target":{"type":"file"},"afterPosition":30,"untilPosition":30}""", 422, "afterPosition")]
    [InlineData("""{"target":{"type":"file"},"filter":{"areas":["SY99"]}}""", 404, "filter.areas[0]")]
    [InlineData("""{"target":{"type":"file"},"filter":{"colour":"red"}}""", 400, "filter.colour")]
    [InlineData("""{"target":{"type":"file"},"speed":-1}""", 400, "speed")]
    [InlineData("""{"target":{"type":"file"},"since":"yesterday"}""", 400, "since")]
    [InlineData("""{"target":{"type":"file"},"since":"2024-01-01","afterPosition":3}""", 400, "since")]
    [InlineData("""{"target":{"type":"queue","queue":"desk"}}""", 409, "target.type")]
    [InlineData("""{"target":{"type":"queue","queue":"record-claims"}}""", 400, "target.queue")]
    [InlineData("""{"target":{"type":"queue"}}""", 400, "target.queue")]
    [InlineData("""{"target":{"type":"webhook","url":"http://10.1.2.3/hook"}}""", 422, "target.url")]
    [InlineData("""{"target":{"type":"webhook","url":"ftp://example.org/"}}""", 400, "target.url")]
    [InlineData("""{"target":{"type":"pigeon"}}""", 400, "target.type")]
    [InlineData("""{}""", 400, "target")]
    public async Task what_cannot_be_is_refused_by_its_field(string body, int expected, string field)
    {
        var (status, answer) = await feed.PostAsync("/api/replays", JsonSerializer.Deserialize<JsonElement>(body));
        status.ShouldBe(expected, answer.ToString());
        answer.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).ShouldContain(field, answer.ToString());
        if (expected == 409) answer.GetProperty("detail").GetString()!.ShouldContain("TERRITORY_RABBITMQ");
    }

    [Fact]
    public async Task what_only_the_ledger_could_know_is_asked_for_later()
    {
        // Nobody answers there: a position ahead may be news that has not come yet.
        foreach (var ahead in new object[] { new { target = new { type = "file" }, untilPosition = 61 }, new { target = new { type = "file" }, known = 61 } })
        {
            var (status, answer) = await feed.PostAsync("/api/replays", ahead);
            status.ShouldBe(503, answer.ToString());
        }
    }

    private async Task<JsonElement> StartedAsync(object body)
    {
        var (status, replay) = await feed.PostAsync("/api/replays", body);
        status.ShouldBe(202, replay.ToString());
        return replay;
    }

    private static string Instant(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string PathOf(JsonElement replay) => "/api/replays/" + replay.GetProperty("id").GetString();

    private async Task<CloudEvent[]> FetchAsync(JsonElement replay, string query = "")
    {
        using var client = feed.Client();
        var lines = (await client.GetStringAsync(PathOf(replay) + "/file" + query)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonSerializer.Deserialize<CloudEvent>(line, ContractJson.Options)!)];
    }
}
