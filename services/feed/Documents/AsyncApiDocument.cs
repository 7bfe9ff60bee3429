using System.Text.Json.Nodes;
using Territory.Contracts;
using Territory.Feed.Amqp;
using Territory.Feed.Replays;

namespace Territory.Feed.Documents;

/// <summary>The AsyncAPI 3 document: every way an event leaves, and the shape it has there, which is one and the same.</summary>
internal static class AsyncApiDocument
{
    private const string WebhookHeaders = "webhookHeaders";
    private const string OfWebhooks = "webhook.";

    private static readonly string[] Words = [.. EventSchemas.Types.Select(EventTypes.Word)];
    private static readonly string[] OfAreas = [.. EventSchemas.Types.Where(type => type.StartsWith("territory.control.", StringComparison.Ordinal)).Select(EventTypes.Word)];

    public static JsonObject Of(Uri address) => new()
    {
        ["asyncapi"] = "3.0.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Territory: control changes",
            ["version"] = "1.0.0",
            ["description"] = "Who holds which area. Each event carries its position and the one before it: gaps show, duplicates have the same id. Within v1 fields are added, never renamed or removed.",
            ["license"] = new JsonObject { ["name"] = "Apache-2.0" },
        },
        ["defaultContentType"] = CloudEvent.MediaType,
        ["servers"] = new JsonObject
        {
            ["http"] = new JsonObject { ["host"] = address.Authority, ["protocol"] = address.Scheme, ["security"] = new JsonArray(Reference("#/components/securitySchemes/key")) },
            ["rabbitmq"] = new JsonObject { ["host"] = "{broker}", ["protocol"] = "amqp", ["description"] = "The RabbitMQ of a split installation (TERRITORY_RABBITMQ); the one-process default has none.", ["variables"] = new JsonObject { ["broker"] = new JsonObject { ["default"] = "localhost:5672" } } },
        },
        ["channels"] = Channels(),
        ["operations"] = Operations(),
        ["components"] = new JsonObject
        {
            ["messages"] = new JsonObject([.. Each("", Message), .. Each(OfWebhooks, WebhookMessage)]),
            ["schemas"] = new JsonObject([.. Each("", word => EventSchemas.Of(TypeOf(word))!), KeyValuePair.Create(WebhookHeaders, (JsonNode?)SignedHeaders())]),
            ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key or token with the role reader." } },
        },
    };

    private static JsonObject Channels() => new()
    {
        ["feed"] = Channel("/api/feed", "Server-sent events: id = position, event = the kind, data = the CloudEvent on one line. Resumes with Last-Event-ID or after; a comment every 15 s shows that it lives.", "http", Words,
            new JsonObject { ["http"] = new JsonObject { ["bindingVersion"] = "0.3.0" } }),
        ["changes"] = Channel("control.{theatre}.{path}.{kind}", "Topic exchange. The path is the area's codes from the governorate down, one word each.", "rabbitmq", OfAreas, RoutedBy(AmqpTopology.Exchange), "theatre", "path", "kind"),
        ["actors"] = Channel("actor.{theatre}.{actor}.{kind}", "Topic exchange. An actor goes on as another, or does not after all.", "rabbitmq", [.. Words.Except(OfAreas)], RoutedBy(AmqpTopology.Exchange), "theatre", "actor", "kind"),
        ["queues"] = Channel("{queue}", "A queue or stream that a subscription was made for: declared, written in order and deleted by the server.", "rabbitmq", Words, Queue(null), "queue"),
        ["replays"] = Channel("replay.{theatre}.{key}", "Routing key of a replay on its way to a queue, over an exchange of its own: no news. Every event of it has a replayid.", "rabbitmq", Words, RoutedBy(QueueDelivery.Exchange("{replayid}")), "theatre", "key"),
        ["stream"] = Channel(AmqpTopology.Stream, "RabbitMQ stream of all of it, readable from any offset (x-stream-offset).", "rabbitmq", Words, Queue(AmqpTopology.Stream)),
        ["webhook"] = new JsonObject
        {
            ["address"] = null,
            ["description"] = "A POST to the address a subscription or a replay names, signed by Standard Webhooks.",
            ["messages"] = References(Words, OfWebhooks),
            ["bindings"] = new JsonObject { ["http"] = new JsonObject { ["bindingVersion"] = "0.3.0" } },
        },
    };

    private static JsonObject Operations()
    {
        var operations = new JsonObject();
        foreach (var channel in Channels().Select(c => c.Key))
            operations["send" + char.ToUpperInvariant(channel[0]) + channel[1..]] = new JsonObject { ["action"] = "send", ["channel"] = Reference("#/channels/" + channel) };
        return operations;
    }

    private static JsonObject Channel(string address, string description, string server, string[] words, JsonObject bindings, params string[] parameters)
    {
        var channel = new JsonObject { ["address"] = address, ["description"] = description, ["servers"] = new JsonArray(Reference("#/servers/" + server)), ["messages"] = References(words), ["bindings"] = bindings };
        if (parameters.Length > 0) channel["parameters"] = new JsonObject(parameters.Select(name => KeyValuePair.Create(name, (JsonNode?)Parameter(name, words))));
        return channel;
    }

    private static JsonObject Parameter(string name, string[] words) => name switch
    {
        "theatre" => new() { ["description"] = "Id of the theatre." },
        "path" => new() { ["description"] = "Codes from the governorate down to the area, separated by dots." },
        "kind" => new() { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) },
        "key" => new() { ["description"] = "The rest of the key the event had as news." },
        "queue" => new() { ["description"] = "Its name, as the subscription tells it in target.queue." },
        _ => new() { ["description"] = "Code of the actor that ends." },
    };

    private static JsonObject RoutedBy(string exchange) => Amqp(new() { ["is"] = "routingKey", ["exchange"] = new JsonObject { ["name"] = exchange, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false } });

    private static JsonObject Queue(string? name)
    {
        var queue = new JsonObject { ["durable"] = true, ["exclusive"] = false, ["autoDelete"] = false };
        if (name is not null) queue["name"] = name;
        return Amqp(new() { ["is"] = "queue", ["queue"] = queue });
    }

    private static JsonObject Amqp(JsonObject binding)
    {
        binding["bindingVersion"] = "0.3.0";
        return new() { ["amqp"] = binding };
    }

    private static JsonObject Message(string word) => new()
    {
        ["name"] = TypeOf(word),
        ["contentType"] = CloudEvent.MediaType,
        ["description"] = "Over AMQP the message-id is the event's id (of a replay <id>.<replayid>), the type its type, the timestamp when it was recorded.",
        ["payload"] = Reference("#/components/schemas/" + word),
        ["bindings"] = Amqp(new() { ["messageType"] = TypeOf(word) }),
    };

    private static JsonObject WebhookMessage(string word) => new()
    {
        ["name"] = TypeOf(word),
        ["contentType"] = CloudEvent.MediaType,
        ["headers"] = Reference("#/components/schemas/" + WebhookHeaders),
        ["payload"] = Reference("#/components/schemas/" + word),
    };

    private static JsonObject SignedHeaders() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["webhook-id"] = new JsonObject { ["type"] = "string", ["description"] = "The event's id; of a replay <id>.<replayid>." },
            ["webhook-timestamp"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+$", ["description"] = "When it was sent, in seconds since 1970." },
            ["webhook-signature"] = new JsonObject { ["type"] = "string", ["pattern"] = "^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$", ["description"] = "HMAC-SHA256 of <webhook-id>.<webhook-timestamp>.<body>; two of them while an old secret is good beside the new one." },
        },
        ["required"] = new JsonArray("webhook-id", "webhook-timestamp", "webhook-signature"),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Each(string before, Func<string, JsonObject> of) => Words.Select(word => KeyValuePair.Create(before + word, (JsonNode?)of(word)));

    private static JsonObject References(string[] words, string before = "") => new(words.Select(word => KeyValuePair.Create(word, (JsonNode?)Reference("#/components/messages/" + before + word))));

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };

    private static string TypeOf(string word) => EventSchemas.Types.Single(type => EventTypes.Word(type) == word);
}
