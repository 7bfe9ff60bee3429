using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Territory.Scenarios.Installations;

namespace Territory.Scenarios.Documents;

/// <summary>
/// The schemas an installation serves, as a stranger's tools read them, but closed: a member they do not speak of is a fault
/// here, though a subscriber has to bear it.
/// </summary>
internal sealed class PublishedSchemas
{
    private static readonly EvaluationOptions Strictly = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
    private readonly Dictionary<string, JsonSchema> known = [];

    private PublishedSchemas(JsonObject asyncApi, JsonObject openApi) => (AsyncApi, OpenApi) = (asyncApi, openApi);

    public JsonObject AsyncApi { get; }

    public JsonObject OpenApi { get; }

    public IReadOnlyList<string> Types { get; private set; } = [];

    public static async Task<PublishedSchemas> ReadAsync(Installation installation)
    {
        async Task<JsonObject> Get(string path) => JsonNode.Parse((await installation.GetAsync(path)).GetRawText())!.AsObject();
        var published = new PublishedSchemas(await Get("/asyncapi.json"), await Get("/openapi/v1.json"));
        var listed = (await Get("/schemas"))["items"]!.AsArray().Select(path => path!.GetValue<string>()).ToArray();
        published.Types = [.. listed.Select(path => Path.GetFileNameWithoutExtension(path))];
        foreach (var path in listed) published.Add(Path.GetFileNameWithoutExtension(path), await Get(path));
        foreach (var (name, schema) in published.AsyncApi["components"]!["schemas"]!.AsObject()) published.Add("asyncapi:" + name, schema!.AsObject());
        published.Add("openapi", Referring(published.OpenApi, "CloudEvent"));
        return published;
    }

    /// <summary>What is wrong with it, by the place of the fault; nothing when it fits.</summary>
    public IReadOnlyList<string> Faults(string schema, JsonNode? message)
    {
        var found = known[schema].Evaluate(JsonSerializer.SerializeToElement(message), Strictly);
        return found.IsValid ? [] : [.. (found.Details ?? []).Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"))];
    }

    private void Add(string name, JsonObject schema)
    {
        // One schema stands in two documents under one id. The reader of schemas wants the id first.
        var own = new JsonObject([KeyValuePair.Create("$id", (JsonNode?)("https://schemas.invalid/" + Uri.EscapeDataString(name))), .. schema.Where(m => m.Key != "$id").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))]);
        known[name] = JsonSchema.FromText(Closed(own).ToJsonString());
    }

    /// <summary>A component of a document, with all the others where it can refer to them.</summary>
    private static JsonObject Referring(JsonObject document, string component)
    {
        var components = document["components"]!["schemas"]!.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        return new JsonObject { ["$ref"] = "#/$defs/" + component, ["$defs"] = JsonNode.Parse(components) };
    }

    private static JsonNode Closed(JsonNode node)
    {
        foreach (var inner in node is JsonObject members ? members.Select(m => m.Value) : node is JsonArray items ? items : [])
            if (inner is not null) Closed(inner);
        if (node is JsonObject schema && schema["properties"] is JsonObject && schema["additionalProperties"] is null) schema["additionalProperties"] = false;
        return node;
    }
}
