using System.Text.Json.Nodes;
using Shouldly;
using Territory.Contracts;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Documents;

/// <summary>What the schemas, the AsyncAPI and the OpenAPI document say of events is what comes out of the broker, the webhook and HTTP.</summary>
[Collection<OnTheSplitServices>]
public sealed class ReceivingEveryKindOfEvent(EverythingTold told) : IClassFixture<EverythingTold>
{
    private static readonly string[] OverAmqp = ["exchange", "queue", "queue of a replay"];
    private static readonly string[] ByWebhook = ["webhook", "webhook of a replay"];
    private static readonly Dictionary<string, (string Path, string Method)> OverHttp = new()
    {
        ["feed"] = ("/api/feed", "get"),
        ["log"] = ("/api/changes", "get"),
        ["lines of the log"] = ("/api/changes", "get"),
        ["file of a replay"] = ("/api/replays/{id}/file", "get"),
    };

    [Fact]
    public void every_kind_came_over_every_way()
    {
        string[] kinds = [.. typeof(EventTypes).GetFields().Select(type => (string)type.GetRawConstantValue()!)];
        told.Published.Types.ShouldBe(kinds, ignoreOrder: true);
        foreach (var way in OverAmqp.Concat(ByWebhook).Concat(OverHttp.Keys))
            Of(way).Select(s => s.Type).Distinct().ShouldBe(kinds, ignoreOrder: true, way);
        told.All.Select(s => s.Event["data"]!["status"]?.GetValue<string>()).OfType<string>().Distinct().ShouldBe(["contested", "controlled", "shared", "unknown", "withdrawn"], ignoreOrder: true);
    }

    [Fact]
    public void every_body_fits_the_schema_of_its_type()
    {
        foreach (var sent in told.All) told.Published.Faults(sent.Type, sent.Event).ShouldBeEmpty($"{sent.Way}: {sent.Body}");
    }

    [Fact]
    public void every_body_fits_both_documents()
    {
        foreach (var sent in told.All)
        {
            told.Published.Faults("asyncapi:" + Payload(sent), sent.Event).ShouldBeEmpty($"{sent.Way}: {sent.Body}");
            told.Published.Faults("openapi", sent.Event).ShouldBeEmpty($"{sent.Way}: {sent.Body}");
        }
    }

    [Fact]
    public void messages_say_of_themselves_what_the_document_says()
    {
        foreach (var sent in OverAmqp.SelectMany(Of))
        {
            var message = Message("", sent);
            sent.MediaType.ShouldBe(Text(message["contentType"]));
            sent.Headers["type"].ShouldBe(Text(message["bindings"]!["amqp"]!["messageType"]));
            sent.Headers["message-id"].ShouldBe(sent.DeliveryId);
            sent.Headers["timestamp"].ShouldBe($"{DateTimeOffset.Parse(Text(sent.Event["time"]), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds()}");
            sent.Headers["persistent"].ShouldBe("True");
        }
        foreach (var sent in ByWebhook.SelectMany(Of))
        {
            var message = Message("webhook.", sent);
            sent.MediaType.ShouldBe(Text(message["contentType"]));
            told.Published.Faults("asyncapi:" + Text(message["headers"]!["$ref"]).Split('/')[^1], new JsonObject(sent.Headers.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value)))).ShouldBeEmpty(sent.Way);
            sent.Headers["webhook-id"].ShouldBe(sent.DeliveryId);
        }
        foreach (var sent in Of("feed")) (sent.Headers["id"], sent.Headers["event"]).ShouldBe((sent.Position, sent.Word));
    }

    [Fact]
    public void routing_keys_are_those_of_the_document()
    {
        foreach (var sent in Of("exchange")) sent.Headers["routing-key"].ShouldBe(Key(sent));
        foreach (var sent in Of("queue of a replay")) sent.Headers["routing-key"].ShouldBe("replay." + Key(sent).Split('.', 2)[1]);
    }

    [Fact]
    public void answers_have_a_media_type_of_the_document()
    {
        foreach (var (way, (path, method)) in OverHttp)
            Of(way).Select(s => s.MediaType).Distinct().ShouldHaveSingleItem().ShouldBeOneOf([.. told.Published.OpenApi["paths"]![path]![method]!["responses"]!["200"]!["content"]!.AsObject().Select(c => c.Key)]);
    }

    [Fact]
    public void only_filtered_and_replayed_ones_are_marked()
    {
        foreach (var sent in told.All)
        {
            (sent.ReplayId is not null).ShouldBe(sent.Way.EndsWith("of a replay", StringComparison.Ordinal), sent.Way);
            (sent.Event["previousdelivered"] is not null).ShouldBe(sent.Way is "queue" or "webhook" or "filtered feed" || sent.ReplayId is not null, sent.Way);
        }
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("data.colour")]
    [InlineData("data.now.colour")]
    public void a_member_nobody_told_of_shows(string path)
    {
        var sent = Of("exchange").First(s => s.Type == EventTypes.Changed);
        foreach (var schema in new[] { sent.Type, "asyncapi:" + sent.Word, "openapi" })
        {
            var message = sent.Event.DeepClone();
            var parts = path.Split('.');
            parts[..^1].Aggregate(message, (node, part) => node[part]!)[parts[^1]] = "red";
            told.Published.Faults(schema, message).ShouldNotBeEmpty(schema);
        }
    }

    private IEnumerable<Sent> Of(string way) => told.All.Where(s => s.Way == way);

    /// <summary>The message of a channel that carries it.</summary>
    private JsonNode Message(string before, Sent sent) => told.Published.AsyncApi["components"]!["messages"]![before + sent.Word]!;

    private string Payload(Sent sent) => Text(Message("", sent)["payload"]!["$ref"]).Split('/')[^1];

    /// <summary>The address of its channel with the parameters filled in.</summary>
    private string Key(Sent sent) => Text(told.Published.AsyncApi["channels"]![sent.Event["data"]!["path"] is null ? "actors" : "changes"]!["address"])
        .Replace("{theatre}", Text(sent.Event["source"]).Split('/')[^1], StringComparison.Ordinal)
        .Replace("{path}", string.Join('.', sent.Event["data"]!["path"]?.AsArray().Select(Text) ?? []), StringComparison.Ordinal)
        .Replace("{actor}", Text(sent.Event["subject"]), StringComparison.Ordinal)
        .Replace("{kind}", sent.Word, StringComparison.Ordinal);

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
