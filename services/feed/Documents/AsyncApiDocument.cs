using System.Text.Json.Nodes;
using Territory.Contracts;
using Territory.Feed.Amqp;

namespace Territory.Feed.Documents;

/// <summary>The AsyncAPI 3 document: every way an event leaves, and the shape it has there, which is one and the same.</summary>
internal static class AsyncApiDocument
{
    private static readonly string[] Words = [.. EventSchemas.Types.Select(EventTypes.Word)];

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
            ["messages"] = Each(Message),
            ["schemas"] = Each(word => EventSchemas.Of(TypeOf(word))!),
            ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key or token with the role reader." } },
        },
    };

    private static JsonObject Channels() => new()
    {
        ["feed"] = Channel("/api/feed", "Server-sent events: id = position, event = the kind, data = the CloudEvent on one line. Resumes with Last-Event-ID or after; a comment every 15 s shows that it lives.", "http", Words,
            new JsonObject { ["http"] = new JsonObject { ["bindingVersion"] = "0.3.0" } }),
        ["changes"] = Channel("control.{theatre}.{path}.{kind}", "Topic exchange. The path is the area's codes from the governorate down, one word each.", "rabbitmq", Words[..3], Exchange(), "theatre", "path", "kind"),
        ["actors"] = Channel("actor.{theatre}.{actor}.succeeded", "Topic exchange. An actor goes on as another.", "rabbitmq", Words[3..], Exchange(), "theatre", "actor"),
        ["replays"] = Channel("replay.{theatre}.{key}", "Routing key of a replay on its way to a queue: no news. Every event of it has a replayid.", "rabbitmq", Words, Exchange(), "theatre", "key"),
        ["stream"] = Channel(AmqpTopology.Stream, "RabbitMQ stream of all of it, readable from any offset (x-stream-offset).", "rabbitmq", Words,
            new JsonObject { ["amqp"] = new JsonObject { ["is"] = "queue", ["queue"] = new JsonObject { ["name"] = AmqpTopology.Stream, ["durable"] = true, ["exclusive"] = false, ["autoDelete"] = false }, ["bindingVersion"] = "0.3.0" } }),
        ["webhook"] = new JsonObject
        {
            ["address"] = null,
            ["description"] = "A POST to the address a subscription or a replay names, signed by Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature. webhook-id is the event's id; of a replay <id>.<replayid>.",
            ["messages"] = References(Words),
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
        if (parameters.Length > 0) channel["parameters"] = new JsonObject(parameters.Select(name => KeyValuePair.Create(name, (JsonNode?)Parameter(name))));
        return channel;
    }

    private static JsonObject Parameter(string name) => name switch
    {
        "theatre" => new() { ["description"] = "Id of the theatre." },
        "path" => new() { ["description"] = "Codes from the governorate down to the area, separated by dots." },
        "kind" => new() { ["enum"] = new JsonArray([.. Words[..3].Select(word => JsonValue.Create(word))]) },
        "key" => new() { ["description"] = "The rest of the key the event had as news." },
        _ => new() { ["description"] = "Code of the actor that ends." },
    };

    private static JsonObject Exchange() => new()
    {
        ["amqp"] = new JsonObject { ["is"] = "routingKey", ["exchange"] = new JsonObject { ["name"] = AmqpTopology.Exchange, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false }, ["bindingVersion"] = "0.3.0" },
    };

    private static JsonObject Message(string word) => new()
    {
        ["name"] = TypeOf(word),
        ["contentType"] = CloudEvent.MediaType,
        ["payload"] = Reference("#/components/schemas/" + word),
    };

    private static JsonObject Each(Func<string, JsonObject> of) => new(Words.Select(word => KeyValuePair.Create(word, (JsonNode?)of(word))));

    private static JsonObject References(string[] words) => new(words.Select(word => KeyValuePair.Create(word, (JsonNode?)Reference("#/components/messages/" + word))));

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };

    private static string TypeOf(string word) => EventSchemas.Types.Single(type => EventTypes.Word(type) == word);
}
