using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Territory.Contracts;
using Territory.Feed.Documents;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Contracts;

/// <summary>What the schemas and the AsyncAPI document promise is what is sent.</summary>
public sealed class TheSchemas
{
    private static readonly CloudEvent Changed = Samples.Change(7, 3) with { PreviousDelivered = "2", ReplayId = "rpl_1" };
    private static readonly ActorSuccession Succession = new("suc_1", "7", "OPP", "opposition", "المعارضة", "GOV_TRANS", "transitional government", "الحكومة الانتقالية", new(2024, 12, 10), Changed.Change!.EffectiveFrom, "declared", "person:a", "opposition goes on", "تستمر");

    [Fact]
    public void every_kind_of_event_fits_its_schema()
    {
        var change = Changed.Change!;
        CloudEvent[] events =
        [
            Changed,
            Changed with { Data = change with { From = null, FromStated = null, To = null, BesiegedBy = ["SDF"], Demonstration = true, Now = change.Now with { Since = null } } },
            Changed with { Type = EventTypes.Corrected, Data = change with { Replaces = "chg_1", Reason = "better known" } },
            Changed with { Type = EventTypes.Retracted, Data = change with { Replaces = "chg_1", Reason = "it was not so" } },
            Changed with { Type = EventTypes.Succeeded, Data = Succession },
            Changed with { Type = EventTypes.SuccessionRetracted, Data = Succession with { Replaces = "suc_0", Reason = "no decree says so" } },
        ];
        foreach (var e in events) Faults(e).ShouldBeEmpty(e.Type);
        events.Select(e => e.Type).Distinct().ShouldBe(EventSchemas.Types);
    }

    [Fact]
    public void every_public_type_has_a_schema() =>
        EventSchemas.Types.ShouldBe(typeof(EventTypes).GetFields().Select(type => (string)type.GetRawConstantValue()!), ignoreOrder: true);

    [Fact]
    public void a_retraction_that_names_nothing_shows() => Faults(Changed with { Type = EventTypes.SuccessionRetracted, Data = Succession }).ShouldBe(["$.data.replaces is missing"]);

    [Theory]
    [InlineData("position", "\"seven\"")]
    [InlineData("time", "\"yesterday\"")]
    [InlineData("specversion", "\"0.3\"")]
    [InlineData("type", "\"territory.control.corrected.v1\"")]
    [InlineData("extra", "1")]
    [InlineData("data.grade", "\"G7\"")]
    [InlineData("data.status", "\"owned\"")]
    [InlineData("data.path", "[1]")]
    [InlineData("data.area", "null")]
    [InlineData("data.now.since", "12")]
    public void a_message_that_is_none_shows(string path, string value)
    {
        var message = JsonSerializer.SerializeToNode(Changed, ContractJson.Options)!;
        var parts = path.Split('.');
        var holder = parts[..^1].Aggregate(message, (node, part) => node[part]!);
        holder[parts[^1]] = JsonNode.Parse(value);
        SchemaCheck.Faults(EventSchemas.Of(EventTypes.Changed)!, message).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("id")]
    [InlineData("previousposition")]
    [InlineData("datacontenttype")]
    [InlineData("data")]
    public void a_member_that_is_missing_shows(string name)
    {
        var message = JsonSerializer.SerializeToNode(Changed, ContractJson.Options)!.AsObject();
        message.Remove(name);
        SchemaCheck.Faults(EventSchemas.Of(EventTypes.Changed)!, message).ShouldBe([$"$.{name} is missing"]);
    }

    [Fact]
    public void every_reference_of_the_document_leads_somewhere()
    {
        var document = AsyncApiDocument.Of(new Uri("http://127.0.0.1:5080"));
        document["asyncapi"]!.GetValue<string>().ShouldBe("3.0.0");
        var references = All(document).OfType<JsonObject>().Select(o => o["$ref"]?.GetValue<string>()).OfType<string>().Where(r => r.StartsWith("#/c", StringComparison.Ordinal) || r.StartsWith("#/s", StringComparison.Ordinal)).ToArray();
        references.Length.ShouldBeGreaterThan(20);
        foreach (var reference in references) reference[2..].Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part]).ShouldNotBeNull(reference);
        foreach (var operation in document["operations"]!.AsObject()) operation.Value!["action"]!.GetValue<string>().ShouldBe("send");
        foreach (var (name, channel) in document["channels"]!.AsObject()) channel!["messages"]!.AsObject().ShouldNotBeEmpty(name);
    }

    private static IReadOnlyList<string> Faults(CloudEvent e) => SchemaCheck.Faults(EventSchemas.Of(e.Type)!, JsonSerializer.SerializeToNode(e, ContractJson.Options));

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject members => members.Select(m => m.Value).OfType<JsonNode>().SelectMany(All).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(All).Prepend(node),
        _ => [node],
    };
}
