using RabbitMQ.Client;
using Territory.Contracts;
using Territory.Feed.Log;

namespace Territory.Feed.Amqp;

/// <summary>What an AMQP message says of the event in it, on every way there is.</summary>
internal static class AmqpMessage
{
    /// <param name="told">The event.</param>
    /// <param name="id">The message's id, by which a receiver knows a repetition.</param>
    public static BasicProperties Properties(Addressed told, string id) => new() { ContentType = CloudEvent.MediaType, MessageId = id, Persistent = true, Type = told.Type, Timestamp = new AmqpTimestamp(told.Time.ToUnixTimeSeconds()) };
}
