using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Territory.Scenarios.Subscriptions;

namespace Territory.Scenarios.Documents;

/// <summary>An event as it came to a receiver.</summary>
/// <param name="Way">How it came.</param>
/// <param name="MediaType">What it said of itself.</param>
/// <param name="Headers">Of the message; over AMQP its properties.</param>
/// <param name="Body">The CloudEvent.</param>
internal sealed record Sent(string Way, string? MediaType, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonObject Event { get; } = JsonNode.Parse(Body)!.AsObject();

    public string Type => Text("type")!;

    /// <summary>The short word: <c>changed</c>.</summary>
    public string Word => Type.Split('.')[2];

    public string Position => Text("position")!;

    public string? ReplayId => Text("replayid");

    /// <summary>The id of this delivery, which tells a replay from the news.</summary>
    public string DeliveryId => ReplayId is { } replay ? $"{Text("id")}.{replay}" : Text("id")!;

    private string? Text(string name) => Event[name]?.GetValue<string>();

    public static Sent Over(string way, BasicGetResult message)
    {
        var properties = message.BasicProperties;
        return new(way, properties.ContentType, new Dictionary<string, string>
        {
            ["message-id"] = properties.MessageId ?? "",
            ["type"] = properties.Type ?? "",
            ["timestamp"] = $"{properties.Timestamp.UnixTime}",
            ["persistent"] = $"{properties.Persistent}",
            ["routing-key"] = message.RoutingKey,
        }, Encoding.UTF8.GetString(message.Body.Span));
    }

    public static Sent Over(string way, Hit hit) => new(way, hit.ContentType, new Dictionary<string, string>
    {
        ["webhook-id"] = hit.Id,
        ["webhook-timestamp"] = $"{hit.Timestamp}",
        ["webhook-signature"] = hit.Signature,
    }, hit.Body);

    public static Sent Over(string way, SseItem<string> item) => new(way, null, new Dictionary<string, string> { ["id"] = item.EventId ?? "", ["event"] = item.EventType }, item.Data);

    public static Sent Over(string way, string? mediaType, string line) => new(way, mediaType, new Dictionary<string, string>(), line);
}
