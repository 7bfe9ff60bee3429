using System.Text.Json.Nodes;
using Shouldly;
using Territory.OperationsConsole.FrontDoor;
using Xunit;

namespace Territory.Tests.Console;

public sealed class MakingOneDocument
{
    private static readonly JsonObject Ledger = Parse("""{"openapi":"3.1.1","tags":[{"name":"control"}],"paths":{"/api/control":{"get":{"x":{"$ref":"#/components/schemas/Answer"}}}},"components":{"schemas":{"Answer":{"type":"object"},"Problem":{"type":"object"}}}}""");
    private static readonly JsonObject Feed = Parse("""{"openapi":"3.1.1","tags":[{"name":"control"},{"name":"feed"}],"paths":{"/api/feed":{"get":{"x":{"$ref":"#/components/schemas/Answer"}}},"/api/control":{"get":"not this one"}},"components":{"schemas":{"Answer":{"type":"string"},"Problem":{"type":"object"}}}}""");

    [Fact]
    public void paths_and_tags_of_all_are_there_once()
    {
        var one = OneDocument.Of(("ledger", Ledger), ("feed", Feed));
        one["paths"]!.AsObject().Select(p => p.Key).ShouldBe(["/api/control", "/api/feed"]);
        one["paths"]!["/api/control"]!["get"]!.ShouldBeOfType<JsonObject>("a path belongs to the first that has it");
        one["tags"]!.AsArray().Select(t => (string?)t!["name"]).ShouldBe(["control", "feed"]);
    }

    [Fact]
    public void different_shapes_of_one_name_are_kept_apart()
    {
        var one = OneDocument.Of(("ledger", Ledger), ("feed", Feed));
        one["components"]!["schemas"]!.AsObject().Select(s => s.Key).ShouldBe(["Answer", "Problem", "FeedAnswer"]);
        ((string?)one["paths"]!["/api/control"]!["get"]!["x"]!["$ref"]).ShouldBe("#/components/schemas/Answer");
        ((string?)one["paths"]!["/api/feed"]!["get"]!["x"]!["$ref"]).ShouldBe("#/components/schemas/FeedAnswer");
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
