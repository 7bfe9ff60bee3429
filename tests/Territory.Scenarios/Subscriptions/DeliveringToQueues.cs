using System.Globalization;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Subscriptions;

/// <summary>Queues and streams of subscribers on a real broker.</summary>
[Collection<OnTheBroker>]
public sealed class DeliveringToQueues(PostgresPart postgres, RabbitMqPart rabbit) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = Eventually.Most;
    private AFeedWithSubscribers feed = null!;
    private IConnection connection = null!;
    private IChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        var broker = await rabbit.AddressAsync();
        feed = await AFeedWithSubscribers.StartAsync(await postgres.NewDatabaseAsync(), ("RABBITMQ", broker.ToString()));
        connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        channel = await connection.CreateChannelAsync();
    }

    [Fact]
    public async Task a_queue_gets_what_its_filter_wants()
    {
        await feed.Log.TellAsync(300, "SY12", "SY05");
        var (id, _) = await feed.SubscribeAsync(new { type = "queue" }, new { areas = new[] { "SY05" } }, "beginning");
        await feed.Log.TellAsync(300, "SY12", "SY05");
        await AtHeadAsync(id);
        var queue = (await feed.GetAsync("/api/subscriptions/" + id)).GetProperty("target").GetProperty("queue").GetString()!;
        queue.ShouldBe("territory.sub." + id);
        var received = await QueueReader.DrainAsync(channel, queue);
        DeliveryCheck.Of([.. feed.Log.Kept.Where(kept => kept.Event.Subject == "SY05").Select(InventedLog.Received)], received).ToString().ShouldStartWith("0 missing (), 0 out of order (), 0 foreign");
    }

    [Fact]
    public async Task a_stream_keeps_it_for_every_reader()
    {
        var name = "desk." + Guid.NewGuid().ToString("N");
        var (id, _) = await feed.SubscribeAsync(new { type = "stream", queue = name });
        await feed.Log.TellAsync(40);
        await AtHeadAsync(id);
        for (var reader = 0; reader < 2; reader++) (await QueueReader.ReadStreamAsync(connection, name, 40)).ShouldBe(feed.Log.All);
    }

    [Fact]
    public async Task whats_ours_goes_with_it_and_nothing_elses()
    {
        var (foreign, own) = ("desk." + Guid.NewGuid().ToString("N"), "territory.sub." + Guid.NewGuid().ToString("N"));
        await channel.QueueDeclareAsync(foreign, durable: false, exclusive: false, autoDelete: false);
        var (status, problem) = await feed.SendAsync(HttpMethod.Post, "/api/subscriptions", new { target = new { type = "queue", queue = foreign } });
        (status, problem.GetProperty("errors")[0].GetProperty("field").GetString()).ShouldBe((409, "target.queue"));
        (await feed.SendAsync(HttpMethod.Post, "/api/subscriptions", new { target = new { type = "queue", queue = "territory.control.log" } })).Status.ShouldBe(400);
        var (id, _) = await feed.SubscribeAsync(new { type = "queue", queue = own });
        (await feed.SendAsync(HttpMethod.Post, "/api/subscriptions", new { target = new { type = "stream", queue = own } })).Status.ShouldBe(409);
        await feed.Log.TellAsync(3);
        await AtHeadAsync(id);
        var (ended, went) = await feed.SendAsync(HttpMethod.Delete, "/api/subscriptions/" + id);
        ended.ShouldBe(200, went.ToString());
        (went.GetProperty("queue").GetString(), went.GetProperty("messages").GetInt64()).ShouldBe((own, 3), "what is lost is said");
        await using var aside = await connection.CreateChannelAsync();
        (await Should.ThrowAsync<OperationInterruptedException>(() => aside.QueueDeclarePassiveAsync(own))).ShutdownReason!.ReplyCode.ShouldBe((ushort)404);
        (await channel.QueueDeclarePassiveAsync(foreign)).QueueName.ShouldBe(foreign);
        await channel.QueueDeleteAsync(foreign);
    }

    [Fact]
    public async Task a_queue_somebody_deleted_is_declared_anew()
    {
        var (id, _) = await feed.SubscribeAsync(new { type = "queue" });
        await channel.QueueDeleteAsync("territory.sub." + id);
        await feed.Log.TellAsync(10);
        await Eventually.TrueAsync(async () => (await feed.GetAsync("/api/subscriptions/" + id)).GetProperty("failures").ValueKind == JsonValueKind.Object, Soon);
        feed.Clock.Move(TimeSpan.FromMinutes(1));
        await AtHeadAsync(id);
        DeliveryCheck.Of(feed.Log.All, await QueueReader.DrainAsync(channel, "territory.sub." + id)).IsGood.ShouldBeTrue();
    }

    private Task AtHeadAsync(string id) => Eventually.TrueAsync(async () => (await feed.GetAsync("/api/subscriptions/" + id)).GetProperty("cursor").GetString() == $"{feed.Log.Kept[^1].Position}", Soon);

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
        await feed.DisposeAsync();
    }
}

/// <summary>A subscriber with the bare client.</summary>
internal static class QueueReader
{
    /// <summary>Takes everything that is in a queue.</summary>
    public static async Task<IReadOnlyList<Received>> DrainAsync(IChannel channel, string queue)
    {
        var received = new List<Received>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got) received.Add(Of(got.BasicProperties, got.Body));
        return received;
    }

    /// <summary>Reads the first so many of a stream.</summary>
    public static async Task<IReadOnlyList<Received>> ReadStreamAsync(IConnection connection, string stream, int count)
    {
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 100, false);
        var (received, all) = (new List<Received>(), new TaskCompletionSource());
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, got) =>
        {
            received.Add(Of(got.BasicProperties, got.Body));
            await channel.BasicAckAsync(got.DeliveryTag, false);
            if (received.Count == count) all.TrySetResult();
        };
        await channel.BasicConsumeAsync(stream, autoAck: false, "", new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer);
        await all.Task.WaitAsync(Eventually.Most);
        return received;
    }

    private static Received Of(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        properties.ContentType.ShouldBe(Contracts.CloudEvent.MediaType);
        return new(properties.MessageId!, long.Parse(JsonDocument.Parse(body).RootElement.GetProperty("position").GetString()!, CultureInfo.InvariantCulture));
    }
}
