using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Territory.Tests.Contracts;

/// <summary>
/// Checks a message against a schema, as strictly as a test wants it: a keyword it does not know is a failure, and so is a
/// member of which the schema says nothing, at whatever depth.
/// </summary>
internal static class SchemaCheck
{
    private static readonly string[] Known = ["$schema", "$id", "title", "type", "properties", "required", "items", "enum", "const", "pattern", "format", "default", "$ref"];

    /// <summary>What is wrong, by the path to it; nothing when it fits.</summary>
    public static IReadOnlyList<string> Faults(JsonNode schema, JsonNode? message)
    {
        var faults = new List<string>();
        Check(schema, schema, message, "$", faults);
        return faults;
    }

    private static void Check(JsonNode root, JsonNode schema, JsonNode? value, string path, List<string> faults)
    {
        if (schema is not JsonObject rules) throw new InvalidOperationException($"{path}: the schema says nothing ({schema.ToJsonString()})");
        foreach (var keyword in rules.Select(r => r.Key).Except(Known)) throw new InvalidOperationException($"{path}: the keyword {keyword} is not known here");
        if (rules["$ref"] is { } reference)
        {
            Check(root, Follow(root, reference.GetValue<string>()), value, path, faults);
            return;
        }
        if (rules["type"] is { } type && !Types(type).Any(t => Fits(t, value))) faults.Add($"{path}: {value?.ToJsonString() ?? "null"} is no {type.ToJsonString()}");
        if (rules["const"] is { } only && !JsonNode.DeepEquals(only, value)) faults.Add($"{path}: {value?.ToJsonString()} is not {only}");
        if (rules["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value))) faults.Add($"{path}: {value?.ToJsonString()} is none of {words.ToJsonString()}");
        if (rules["pattern"] is { } pattern && value?.GetValueKind() == JsonValueKind.String && !Regex.IsMatch(value.GetValue<string>(), pattern.GetValue<string>())) faults.Add($"{path}: {value} does not match {pattern}");
        if (rules["format"] is { } format && value?.GetValueKind() == JsonValueKind.String && !HasFormat(format.GetValue<string>(), value.GetValue<string>())) faults.Add($"{path}: {value} is no {format}");
        if (value is JsonObject members) CheckMembers(root, rules, members, path, faults);
        if (value is JsonArray items && rules["items"] is { } each)
            for (var i = 0; i < items.Count; i++) Check(root, each, items[i], $"{path}[{i}]", faults);
    }

    private static void CheckMembers(JsonNode root, JsonObject rules, JsonObject members, string path, List<string> faults)
    {
        foreach (var name in rules["required"]?.AsArray().Select(n => n!.GetValue<string>()) ?? [])
            if (!members.ContainsKey(name)) faults.Add($"{path}.{name} is missing");
        foreach (var (name, value) in members)
            if (rules["properties"]?[name] is { } schema) Check(root, schema, value, $"{path}.{name}", faults);
            else faults.Add($"{path}.{name} is not in the schema");
    }

    private static JsonNode Follow(JsonNode root, string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (node, part) => node[part] ?? throw new InvalidOperationException($"{reference} leads nowhere"));

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()];

    private static bool Fits(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" or "number" => value?.GetValueKind() == JsonValueKind.Number,
        _ => throw new InvalidOperationException($"the type {type} is not known here"),
    };

    private static bool HasFormat(string format, string text) => format switch
    {
        "date-time" => text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => throw new InvalidOperationException($"the format {format} is not known here"),
    };
}
