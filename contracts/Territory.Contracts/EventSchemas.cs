using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Territory.Contracts;

/// <summary>
/// The JSON schemas (draft 2020-12) of the public CloudEvents, made from the types themselves, so that they cannot fall behind.
/// </summary>
public static class EventSchemas
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Every public type, by the name its schema has: <c>territory.control.changed.v1</c>.</summary>
    public static IReadOnlyList<string> Types { get; } = [EventTypes.Changed, EventTypes.Corrected, EventTypes.Retracted, EventTypes.Succeeded, EventTypes.SuccessionRetracted];

    /// <summary>The schema of a CloudEvent of that type, data included; null when there is no such type.</summary>
    public static JsonObject? Of(string type)
    {
        if (!Types.Contains(type)) return null;
        var schema = Export(typeof(CloudEvent));
        var properties = schema["properties"]!.AsObject();
        properties["specversion"] = Constant("1.0");
        properties["datacontenttype"] = Constant("application/json");
        properties["type"] = Constant(type);
        properties["data"] = Data(type);
        Require(schema, "specversion", "datacontenttype");
        return new JsonObject([new("$schema", Draft), new("$id", "/schemas/" + type + ".json"), new("title", type), .. schema.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))]);
    }

    /// <summary>A correction and a retraction name what they replace, and say why; a succession always says why.</summary>
    private static JsonObject Data(string type)
    {
        var data = Export(type is EventTypes.Succeeded or EventTypes.SuccessionRetracted ? typeof(ActorSuccession) : typeof(ControlChange));
        if (type is EventTypes.Corrected or EventTypes.Retracted) Require(data, "replaces", "reason");
        if (type is EventTypes.SuccessionRetracted) Require(data, "replaces");
        return data;
    }

    private static void Require(JsonObject schema, params ReadOnlySpan<string> names)
    {
        var required = schema["required"]!.AsArray();
        foreach (var name in names) required.Add(name);
    }

    private static JsonObject Constant(string value) => new() { ["const"] = value };

    private static JsonObject Export(Type type) => ContractJson.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Refine }).AsObject();

    /// <summary>What the serializer's own converters write, they alone know: times in UTC, grades. And positions are decimal texts.</summary>
    private static JsonNode Refine(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.TypeInfo.Type == typeof(DateTimeOffset) || context.TypeInfo.Type == typeof(DateTimeOffset?)) return OrNull(Text("format", "date-time"), context.TypeInfo.Type == typeof(DateTimeOffset?));
        if (context.TypeInfo.Type == typeof(Grade)) return Text("pattern", "^[A-F][1-6]$");
        if (context.TypeInfo.Type == typeof(string) && IsPosition(context)) return OrNull(Text("pattern", "^[0-9]+$"), IsNullable(schema));
        return schema;
    }

    private static bool IsPosition(JsonSchemaExporterContext context) => context.PropertyInfo?.Name is "position" or "previousposition" or "previousdelivered";

    private static bool IsNullable(JsonNode schema) => schema is JsonObject && schema["type"] is JsonArray types && types.Any(t => t?.GetValue<string>() == "null");

    private static JsonObject Text(string keyword, string value) => new() { ["type"] = "string", [keyword] = value };

    private static JsonObject OrNull(JsonObject schema, bool nullable)
    {
        if (nullable) schema["type"] = new JsonArray("string", "null");
        return schema;
    }
}
