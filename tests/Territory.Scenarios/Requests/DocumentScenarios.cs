using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Requests;

/// <summary><c>/openapi/v1.json</c> is enough to write a client with: the same at the one process and at the front door.</summary>
public abstract class DocumentScenarios(Installation installation)
{
    private static readonly string[] OfEveryService = ["/api/control", "/api/changes", "/api/reports", "/api/claims", "/api/feed", "/api/keys", "/api/session", "/api/theatres/{theatre}"];
    private static readonly string[] WithoutABody = ["cancel", "approve", "retry", "links", "poll"];
    private static readonly string[] SaysNothing = ["description", "examples", "example", "title", "default", "nullable"];

    [Fact]
    public async Task every_operation_says_what_it_does_and_answers()
    {
        var document = await installation.GetAsync("/openapi/v1.json");
        document.GetProperty("openapi").GetString().ShouldStartWith("3.");
        OfEveryService.ShouldBeSubsetOf([.. document.GetProperty("paths").EnumerateObject().Select(p => p.Name)]);
        foreach (var (name, operation) in Operations(document))
        {
            Has(operation, "summary").ShouldBeTrue(name + " has no summary");
            operation.GetProperty("tags").GetArrayLength().ShouldBeGreaterThan(0, name);
            operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ShouldContain(status => status[0] == '2' || status[0] == '3', name + " never succeeds");
            operation.GetProperty("responses").GetProperty("400").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Problem", name);
            if (!name.StartsWith("get ", StringComparison.Ordinal) && !name.StartsWith("delete ", StringComparison.Ordinal))
                operation.TryGetProperty("requestBody", out _).ShouldNotBe(WithoutABody.Contains(name[(name.LastIndexOf('/') + 1)..]), name + " does not say whether it takes a body");
            foreach (var parameter in Parameters(operation)) Has(parameter, "description").ShouldBeTrue($"{name}: {parameter.GetProperty("name")} is not described");
        }
    }

    [Fact]
    public async Task no_schema_is_empty_and_no_reference_dangles()
    {
        var document = await installation.GetAsync("/openapi/v1.json");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Empty(document, "#").ShouldBeEmpty();
        References(document).Distinct().Where(r => !schemas.TryGetProperty(r["#/components/schemas/".Length..], out _)).ShouldBeEmpty();
        var data = Resolved(schemas.GetProperty("CloudEvent").GetProperty("properties").GetProperty("data"), schemas);
        string[] ids = ["changeId", "successionId"];
        data.GetProperty("oneOf").EnumerateArray().Select(kind => Resolved(kind, schemas).GetProperty("properties").EnumerateObject().First().Name).ShouldBe(ids);
        var change = schemas.GetProperty("ControlChange").GetProperty("properties");
        change.GetProperty("effectiveFrom").GetProperty("format").GetString().ShouldBe("date-time");
        change.GetProperty("areaName").GetProperty("description").GetString().ShouldBe("English name.");
        schemas.GetProperty("RebuildRun").GetProperty("properties").GetProperty("stageShare").GetProperty("description").GetString().ShouldStartWith("How much of the stage is done, from 0 to 1");
        schemas.GetProperty("Problem").GetProperty("properties").TryGetProperty("errors", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("patch", "/api/subscriptions/{id}", "")]
    [InlineData("post", "/api/changes/{id}/correct", "reason")]
    [InlineData("post", "/api/replays", "target")]
    [InlineData("post", "/api/keys", "name,roles")]
    public async Task nobody_must_send_what_may_be_left_out(string method, string path, string required)
    {
        var document = await installation.GetAsync("/openapi/v1.json");
        var body = document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var schema = Resolved(body, document.GetProperty("components").GetProperty("schemas"));
        (schema.TryGetProperty("required", out var members) ? string.Join(',', members.EnumerateArray().Select(m => m.GetString()).Order(StringComparer.Ordinal)) : "").ShouldBe(required);
    }

    private static bool Has(JsonElement element, string member) => element.TryGetProperty(member, out var text) && text.GetString() is { Length: > 0 };

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => ($"{method.Name} {path.Name}", method.Value)));

    private static JsonElement.ArrayEnumerator Parameters(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default;

    /// <summary>Wherever a schema stands: by the member that holds it.</summary>
    private static IEnumerable<string> Empty(JsonElement node, string at) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(m => (m.Name is "schema" or "items" && IsEmpty(m.Value) ? [$"{at}/{m.Name}"] : Array.Empty<string>())
            .Concat(m.Name is "properties" or "schemas" && m.Value.ValueKind == JsonValueKind.Object ? m.Value.EnumerateObject().Where(s => IsEmpty(s.Value)).Select(s => $"{at}/{m.Name}/{s.Name}") : [])
            .Concat(Empty(m.Value, $"{at}/{m.Name}"))),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((item, i) => Empty(item, $"{at}/{i}")),
        _ => [],
    };

    private static bool IsEmpty(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && schema.EnumerateObject().All(m => SaysNothing.Contains(m.Name));

    private static JsonElement Resolved(JsonElement schema, JsonElement schemas) =>
        schema.TryGetProperty("$ref", out var named) ? schemas.GetProperty(named.GetString()!["#/components/schemas/".Length..]) : schema;

    private static IEnumerable<string> References(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(m => m.Name == "$ref" && m.Value.ValueKind == JsonValueKind.String ? [m.Value.GetString()!] : References(m.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
        _ => [],
    };
}

[Collection<OnTheAllInOne>]
public sealed class TheDocumentOfTheAllInOne(AllInOneInstallation installation) : DocumentScenarios(installation);

[Collection<OnTheSplitServices>]
public sealed class TheDocumentOfTheSplitServices(SplitInstallation installation) : DocumentScenarios(installation);
