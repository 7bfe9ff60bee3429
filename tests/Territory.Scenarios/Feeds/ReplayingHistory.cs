using System.Text.Json;
using RabbitMQ.Client;
using Shouldly;
using Territory.Contracts;
using Territory.Feed.Replays;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Feeds;

/// <summary>A stretch of the past to one queue, on a real database and a real broker; files are in <see cref="AskingForReplays"/>.</summary>
[Collection<OnTheBroker>]
public sealed class ReplayingHistory(PostgresPart postgres, RabbitMqPart rabbitmq) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = Eventually.Most;
    private string database = "";
    private AFeed feed = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDatabaseAsync();
        feed = await AFeed.StartAsync(database);
        await feed.TellAsync(ToldChanges.Of(1, 60));
    }

    public ValueTask DisposeAsync() => feed.DisposeAsync();

    [Fact]
    public async Task a_queue_gets_it_marked_and_nobody_else_does()
    {
        // One that knows no broker would take the job too.
        await feed.DisposeAsync();
        await using var withBroker = await AFeed.StartAsync(database, ("RABBITMQ", $"{await rabbitmq.AddressAsync()}"));
        await using var connection = await new ConnectionFactory { Uri = await rabbitmq.AddressAsync() }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await Eventually.TrueAsync(async () => await CursorAsync(withBroker) == 60, Soon);
        var bystander = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(bystander, "territory.control", "#");
        var queue = $"desk-{Guid.NewGuid():N}";

        var (status, replay) = await withBroker.PostAsync("/api/replays", new { afterPosition = 0, filter = new { to = "SDF" }, target = new { type = "queue", queue } });
        status.ShouldBe(202, replay.ToString());
        await EndedAsync(withBroker, replay, "done");

        var (told, id) = (new List<(BasicGetResult Message, CloudEvent Event)>(), replay.GetProperty("id").GetString());
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message) told.Add((message, JsonSerializer.Deserialize<CloudEvent>(message.Body.Span, ContractJson.Options)!));
        told.Select(t => t.Event.Position).ShouldBe(Enumerable.Range(1, 15).Select(i => $"{i * 4}"));
        told.ShouldAllBe(t => t.Event.ReplayId == id && t.Message.BasicProperties.MessageId == $"{t.Event.Id}.{id}");
        told[0].Message.RoutingKey.ShouldBe("replay.syria.SY03.changed");
        (await channel.MessageCountAsync(bystander)).ShouldBe(0u, "it is no news");
        (await CursorAsync(withBroker)).ShouldBe(60, "nobody's cursor moves by it");
        await Should.ThrowAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(() => channel.ExchangeDeclarePassiveAsync("territory.replay." + id), "its exchange is gone with it");
    }

    [Fact]
    public async Task one_left_by_a_dead_process_goes_on()
    {
        // As a killed one leaves it: taken, on its way, and nobody there.
        var runs = feed.Get<ReplayRuns>();
        var queue = $"desk-{Guid.NewGuid():N}";
        var left = await runs.AddAsync("syria", new(0, 60, null), Territory.Feed.Subscriptions.FilterOfSubscription.Everything, new(ReplayTargetType.Queue, queue), 0, 60, "person", null, CancellationToken.None);
        var fence = (await runs.TakeAsync(left.Id, CancellationToken.None))!.Value;
        await runs.AdvanceAsync(left with { Position = 25, Processed = 25, Delivered = 25, LastDelivered = 25 }, fence, CancellationToken.None);

        await feed.DisposeAsync();
        await using var next = await AFeed.StartAsync(database, ("RABBITMQ", $"{await rabbitmq.AddressAsync()}"));
        await EndedAsync(next, JsonSerializer.SerializeToElement(new { id = left.Id }), "done");
        await using var connection = await new ConnectionFactory { Uri = await rabbitmq.AddressAsync() }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var positions = new List<string>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message) positions.Add(JsonSerializer.Deserialize<CloudEvent>(message.Body.Span, ContractJson.Options)!.Position);
        positions.ShouldBe(Enumerable.Range(26, 35).Select(i => $"{i}"));
        (await next.Get<ReplayRuns>().AdvanceAsync(left with { Position = 3 }, fence, CancellationToken.None)).ShouldBeFalse("the dead one's fence moves nothing");
    }

    [Fact]
    public async Task a_filtered_one_tells_what_became_of_it()
    {
        // 60 goes to the SDF; 62 says that it went to somebody else after all, 63 corrects one that is not wanted.
        var events = ToldChanges.Of(61, 3);
        events[1] = events[1] with { Type = EventTypes.Corrected, Data = events[1].Change! with { Replaces = "chg_60", Reason = "better known" } };
        events[2] = events[2] with { Type = EventTypes.Corrected, Data = events[2].Change! with { Replaces = "chg_59", Reason = "better known" } };
        await feed.TellAsync(events);
        (await ToldAsync(56)).ShouldBe([("60", "56"), ("62", "60")]);
        (await ToldAsync(60)).ShouldBe([("62", "60")], "a stretch is the same wherever it begins");
    }

    private async Task<(string, string?)[]> ToldAsync(long after)
    {
        var (status, replay) = await feed.PostAsync("/api/replays", new { afterPosition = after, filter = new { to = "SDF" }, target = new { type = "file" } });
        status.ShouldBe(202, replay.ToString());
        using var client = feed.Client();
        var lines = (await client.GetStringAsync(PathOf(replay) + "/file")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonSerializer.Deserialize<CloudEvent>(line, ContractJson.Options)!).Select(e => (e.Position, e.PreviousDelivered))];
    }

    private static async Task<long> CursorAsync(AFeed feed) => await new Territory.Hosting.Store.Cursors(feed.Get<Territory.Feed.FeedStore>().Database).ReadAsync("amqp:syria", CancellationToken.None);

    private static string PathOf(JsonElement replay) => "/api/replays/" + replay.GetProperty("id").GetString();

    private static Task EndedAsync(AFeed feed, JsonElement replay, string state) => Eventually.TrueAsync(async () =>
    {
        var shown = await feed.GetAsync(PathOf(replay));
        if (shown.GetProperty("endedAt").ValueKind == JsonValueKind.Null) return false;
        shown.GetProperty("state").GetString().ShouldBe(state, shown.ToString());
        return true;
    }, Soon);
}
