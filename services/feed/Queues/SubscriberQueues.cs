using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Territory.Feed.Amqp;
using Territory.Feed.Subscriptions;

namespace Territory.Feed.Queues;

/// <summary>
/// The queues and streams of subscribers: declared by us, written in order with the broker's confirmation, deleted with their
/// subscription. A queue that nobody empties takes nothing more at its limit; its subscription then waits, and loses nothing.
/// </summary>
internal sealed class SubscriberQueues(Broker broker, IConfiguration configuration)
{
    private const int MostMessages = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Whether a queue of that name is there.</summary>
    public Task<bool> ExistsAsync(string name, CancellationToken cancellation) => broker.AsideAsync(async channel =>
    {
        try
        {
            await channel.QueueDeclarePassiveAsync(name, cancellation);
            return true;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return false;
        }
    }, cancellation);

    /// <summary>Declares it, durable; the same again changes nothing.</summary>
    public Task DeclareAsync(Target target, CancellationToken cancellation) => broker.AsideAsync(channel => channel.QueueDeclareAsync(target.Queue!, durable: true, exclusive: false, autoDelete: false, Arguments(target.Type), cancellationToken: cancellation), cancellation);

    /// <summary>How many messages went with it. Without a broker there is nothing to delete.</summary>
    public Task<uint> DeleteAsync(string name, CancellationToken cancellation) => !broker.IsThere ? Task.FromResult(0u) : broker.AsideAsync(channel => channel.QueueDeleteAsync(name, false, false, false, cancellation), cancellation);

    /// <summary>Writes them in order; delivered when the broker has confirmed all of them.</summary>
    public async Task<Outcome> WriteAsync(Target target, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        if (!broker.IsThere) return new Outcome.Failed("this installation runs without RabbitMQ; set TERRITORY_RABBITMQ to its address");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var channel = await broker.PublishingAsync(patience.Token);
            await Task.WhenAll(deliveries.Select(delivery => WriteAsync(channel, target.Queue!, delivery, patience.Token)));
            return new Outcome.Delivered();
        }
        catch (PublishException refused) when (refused.IsReturn)
        {
            return await DeclareAnewAsync(target, cancellation);
        }
        catch (PublishException)
        {
            return new Outcome.Failed($"RabbitMQ did not take it: the {EnumWord(target)} {target.Queue} may be at its limit of {MostMessages} messages");
        }
        catch (Exception away) when (Broker.IsAway(away) || (away is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new Outcome.Failed("RabbitMQ does not answer, or not in time");
        }
    }

    private async Task<Outcome> DeclareAnewAsync(Target target, CancellationToken cancellation)
    {
        try
        {
            await DeclareAsync(target, cancellation);
            return new Outcome.Failed($"the {EnumWord(target)} {target.Queue} was gone and was declared anew");
        }
        catch (Exception refused) when (Broker.IsAway(refused))
        {
            return new Outcome.Failed($"the {EnumWord(target)} {target.Queue} was gone, and RabbitMQ did not let it be declared anew");
        }
    }

    private static string EnumWord(Target target) => target.Type is TargetType.Stream ? "stream" : "queue";

    private static Task WriteAsync(IChannel channel, string queue, Delivery delivery, CancellationToken cancellation)
    {
        var told = delivery.Change.Addressed;
        return channel.BasicPublishAsync("", queue, mandatory: true, AmqpMessage.Properties(told, told.Id), delivery.Json, cancellation).AsTask();
    }

    private Dictionary<string, object?> Arguments(TargetType type) => type is TargetType.Stream
        ? new() { ["x-queue-type"] = "stream", ["x-max-age"] = configuration["STREAM_MAX_AGE"] ?? "365D" }
        : new() { ["x-queue-type"] = "quorum", ["x-max-length"] = MostMessages, ["x-overflow"] = "reject-publish" };
}
