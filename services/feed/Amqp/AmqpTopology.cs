using RabbitMQ.Client;
using Territory.Contracts;
using Territory.Feed.Log;

namespace Territory.Feed.Amqp;

/// <summary>
/// What strangers subscribe to: a topic exchange, a stream of all of it readable from any offset, and a place where
/// whatever no one is bound to would show.
/// </summary>
public static class AmqpTopology
{
    public const string Exchange = "territory.control";
    public const string Stream = "territory.control.log";
    public const string Unrouted = "territory.control.unrouted";

    public static async Task DeclareAsync(IChannel channel, string maxAge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channel);
        await channel.ExchangeDeclareAsync(Unrouted, ExchangeType.Fanout, durable: true, cancellationToken: cancellation);
        await channel.QueueDeclareAsync(Unrouted, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-max-length"] = 100_000 }, cancellationToken: cancellation);
        await channel.QueueBindAsync(Unrouted, Unrouted, "", cancellationToken: cancellation);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, autoDelete: false, new Dictionary<string, object?> { ["alternate-exchange"] = Unrouted }, cancellationToken: cancellation);
        await channel.QueueDeclareAsync(Stream, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "stream", ["x-max-age"] = maxAge }, cancellationToken: cancellation);
        await channel.QueueBindAsync(Stream, Exchange, "#", cancellationToken: cancellation);
    }

    /// <summary>
    /// <c>control.syria.SY12.SY1200.C5993.changed</c>: <c>control.syria.SY12.*</c> is the governorate, <c>control.syria.SY12.#</c> all of it;
    /// <c>actor.syria.OPP.succeeded</c>.
    /// </summary>
    public static string RoutingKey(string theatre, Addressed told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var word = EventTypes.Word(told.Type);
        return told.Path is { } path ? $"control.{theatre}.{string.Join('.', path)}.{word}" : $"actor.{theatre}.{told.Subject}.{word}";
    }
}
