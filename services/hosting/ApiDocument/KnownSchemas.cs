using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Territory.Contracts;

namespace Territory.Hosting.ApiDocument;

/// <summary>Types that write themselves: from the outside a generator sees nothing of their shape.</summary>
internal static class KnownSchemas
{
    public static async Task ApplyAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(EventContent)) await OneOfAsync(schema, context, cancellation, typeof(ControlChange), typeof(ActorSuccession));
        else if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(JsonElement)) schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
        else if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset)) Text(schema, type, "2024-12-07T22:00:00Z", format: "date-time");
        else if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(Grade)) Text(schema, type, "B2", pattern: "^[A-F][1-6]$");
    }

    private static async Task OneOfAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation, params Type[] kinds)
    {
        schema.OneOf = [];
        foreach (var kind in kinds)
        {
            if (context.Document?.Components?.Schemas?.ContainsKey(kind.Name) != true) context.Document?.AddComponent(kind.Name, await context.GetOrCreateSchemaAsync(kind, null, cancellation));
            schema.OneOf.Add(new OpenApiSchemaReference(kind.Name, context.Document));
        }
    }

    private static void Text(OpenApiSchema schema, Type type, string example, string? format = null, string? pattern = null)
    {
        schema.Type = Nullable.GetUnderlyingType(type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        (schema.Format, schema.Pattern) = (format, pattern);
        schema.Examples = [JsonValue.Create(example)];
    }
}
