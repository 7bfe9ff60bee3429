using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Territory.Feed.Amqp;
using Territory.Feed.Subscriptions;
using Territory.Hosting.Bus;

namespace Territory.Feed.Replays;

/// <summary>
/// To one queue, over an exchange of the replay's own that is bound to nothing else: the routing key says <c>replay.…</c>, and
/// neither the public exchange nor the stream ever sees it. The exchange looks at no key, which costs the broker a third less
/// than a topic exchange. Confirms are pipelined.
/// </summary>
internal sealed class QueueDelivery : ReplayDelivery
{
    private readonly string replayId, exchange;
    private readonly IConnection connection;
    private readonly ConfirmedChannel channel;
    private const int AtOnce = 500, MostUnconfirmed = 2000;
    private readonly Queue<Task> unconfirmed = new();

    private QueueDelivery(string replayId, string exchange, IConnection connection, ConfirmedChannel channel) =>
        (this.replayId, this.exchange, this.connection, this.channel) = (replayId, exchange, connection, channel);

    public override int Together => 1000;

    public static string Exchange(string replayId) => "territory.replay." + replayId;

    public static async Task<QueueDelivery> OpenAsync(Uri broker, string replayId, string queue, CancellationToken cancellation)
    {
        var connection = await BrokerConnection.To(broker, "territory-replay").CreateConnectionAsync(cancellation);
        try
        {
            await DeclareQueueAsync(connection, queue, cancellation);
            var channel = await ConfirmedChannel.OpenAsync(connection, cancellation);
            await channel.Channel.ExchangeDeclareAsync(Exchange(replayId), ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
            await channel.Channel.QueueBindAsync(queue, Exchange(replayId), "", cancellationToken: cancellation);
            return new(replayId, Exchange(replayId), connection, channel);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sent in order on one channel, so delivered in order; the next are made while the last are being confirmed.</summary>
    public override async Task<Task<(int Handed, Outcome Outcome)>> HandAsync(IReadOnlyList<ReplayedChange> events, CancellationToken cancellation)
    {
        try
        {
            foreach (var some in events.Chunk(AtOnce))
            {
                if (unconfirmed.Count == MostUnconfirmed / AtOnce) await unconfirmed.Dequeue().WaitAsync(cancellation);
                // All made, then all sent: the connection writes at once what it finds, and one message after the other is a packet each.
                foreach (var message in Array.ConvertAll(some, Make)) await channel.PublishAsync(exchange, message.Key, message.Properties, message.Body, cancellation);
                unconfirmed.Enqueue(channel.ConfirmedAsync());
            }
        }
        catch (Exception lost) when (lost is RabbitMQClientException or IOException)
        {
            return Task.FromResult(Unconfirmed(lost));
        }
        return AnswerAsync(channel.ConfirmedAsync(), events.Count, cancellation);
    }

    private static async Task<(int Handed, Outcome Outcome)> AnswerAsync(Task confirmed, int count, CancellationToken cancellation)
    {
        try
        {
            await confirmed.WaitAsync(cancellation);
            return (count, new Outcome.Delivered());
        }
        catch (Exception lost) when (lost is RabbitMQClientException or IOException)
        {
            return Unconfirmed(lost);
        }
    }

    private static (int Handed, Outcome Outcome) Unconfirmed(Exception lost) => (0, new Outcome.Failed("RabbitMQ did not confirm: " + lost.Message));

    /// <summary>The exchange is of no more use.</summary>
    public async Task EndAsync(CancellationToken cancellation) => await channel.Channel.ExchangeDeleteAsync(exchange, ifUnused: false, cancellationToken: cancellation);

    /// <summary>Removes what a replay that nobody runs any more has left at the broker; the queue is its owner's.</summary>
    public static async Task ForgetAsync(Uri broker, string replayId, CancellationToken cancellation)
    {
        await using var connection = await BrokerConnection.To(broker, "territory-replay").CreateConnectionAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.ExchangeDeleteAsync(Exchange(replayId), ifUnused: false, cancellationToken: cancellation);
    }

    private (string Key, BasicProperties Properties, ReadOnlyMemory<byte> Body) Make(ReplayedChange e) =>
        (ReplayedEvent.RoutingKey(e.Change), AmqpMessage.Properties(e.Change.Addressed, ReplayedEvent.DeliveryId(e.Change, replayId)), ReplayedEvent.Json(e.Change, replayId, e.PreviousDelivered));

    /// <summary>One that is there is taken as it is, with whatever arguments; otherwise a quorum queue.</summary>
    private static async Task DeclareQueueAsync(IConnection connection, string queue, CancellationToken cancellation)
    {
        await using (var looking = await connection.CreateChannelAsync(cancellationToken: cancellation))
            try
            {
                await looking.QueueDeclarePassiveAsync(queue, cancellation);
                return;
            }
            catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
                // The channel is gone with the question.
            }
        await using var making = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await making.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
