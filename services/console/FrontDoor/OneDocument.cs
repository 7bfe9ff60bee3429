using System.Text.Json.Nodes;

namespace Territory.OperationsConsole.FrontDoor;

/// <summary>Makes the services' OpenAPI documents one: whoever comes by the front door sees one API.</summary>
internal static class OneDocument
{
    private const string Reference = "#/components/schemas/";

    /// <summary>The first document, with what the others have besides. A path belongs to the first that has it.</summary>
    public static JsonObject Of(params IReadOnlyList<(string Service, JsonObject Document)> documents)
    {
        var one = documents[0].Document.DeepClone().AsObject();
        foreach (var (service, document) in documents.Skip(1)) Add(one, Told(one, service, document));
        return one;
    }

    private static void Add(JsonObject one, JsonObject other)
    {
        Join(Member(one, "paths"), Member(other, "paths"));
        Join(Member(Member(one, "components"), "schemas"), Member(Member(other, "components"), "schemas"));
        var (tags, named) = (Tags(one), Tags(one).Select(t => (string?)t?["name"]).ToHashSet());
        foreach (var tag in Tags(other)) if (named.Add((string?)tag?["name"])) tags.Add(tag!.DeepClone());
        if (one["tags"] is null && tags.Count > 0) one["tags"] = tags;
    }

    /// <summary>Two services may call different shapes by one name; the later one's gets its service's name before it.</summary>
    private static JsonObject Told(JsonObject one, string service, JsonObject other)
    {
        var (known, schemas) = (Member(Member(one, "components"), "schemas"), Member(Member(other, "components"), "schemas"));
        var clashing = schemas.Where(s => known[s.Key] is { } there && !JsonNode.DeepEquals(there, s.Value)).Select(s => s.Key).ToHashSet();
        return clashing.Count == 0 ? other : Renamed(other, clashing, service[..1].ToUpperInvariant() + service[1..])!.AsObject();
    }

    private static JsonNode? Renamed(JsonNode? node, HashSet<string> names, string before, string? at = null) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(at == "schemas" && names.Contains(m.Key) ? before + m.Key : m.Key, Renamed(m.Value, names, before, m.Key)))),
        JsonArray items => new JsonArray([.. items.Select(i => Renamed(i, names, before))]),
        JsonValue value when at == "$ref" && value.TryGetValue<string>(out var text) && text.StartsWith(Reference, StringComparison.Ordinal) && names.Contains(text[Reference.Length..]) => Reference + before + text[Reference.Length..],
        _ => node?.DeepClone(),
    };

    private static void Join(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from) if (!into.ContainsKey(name)) into[name] = value?.DeepClone();
    }

    private static JsonArray Tags(JsonObject document) => document["tags"] as JsonArray ?? new JsonArray();

    private static JsonObject Member(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject there) return there;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }
}
