using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Territory.Hosting.Http;

namespace Territory.Hosting.ApiDocument;

/// <summary>Completes an operation: what it asks, what it takes, and how it refuses.</summary>
internal static class TellOperation
{
    private const string Problem = "Problem";

    public static async Task ApplyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var asked in metadata.OfType<AskedParameters>().SelectMany(a => a.All)) (operation.Parameters ??= []).Add(Parameter(asked));
        foreach (var path in operation.Parameters?.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path) ?? []) path.Description ??= InPath(path.Name);
        if (metadata.OfType<AskedBody>().LastOrDefault() is { } body) operation.RequestBody = new OpenApiRequestBody
        {
            Required = body.Required,
            Content = new Dictionary<string, OpenApiMediaType> { [body.MediaType] = new() { Schema = Optional(await context.GetOrCreateSchemaAsync(body.Shape, null, cancellation), body.Shape) } },
        };
        await AddRefusalsAsync(operation, context, metadata.OfType<IAllowAnonymous>().Any(), cancellation);
    }

    /// <summary>Of a body, what may be null may be left out: nobody has to send it.</summary>
    private static OpenApiSchema Optional(OpenApiSchema schema, Type shape)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var member in shape.GetProperties())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            if (nullability.Create(member).WriteState == NullabilityState.Nullable) schema.Required?.Remove(name);
            if (schema.Properties is { } all && all.TryGetValue(name, out var within) && within is OpenApiSchema { Properties.Count: > 0 } inner) Optional(inner, Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType);
        }
        return schema;
    }

    private static OpenApiParameter Parameter(Ask asked) => new()
    {
        Name = asked.Name,
        In = asked.In,
        Description = asked.Description,
        Schema = new OpenApiSchema { Type = asked.Type, Format = asked.Format, Enum = asked.Words is { } words ? [.. words.Select(w => (JsonNode)JsonValue.Create(w))] : null },
        Example = asked.Example?.DeepClone(),
    };

    private static string InPath(string? name) => name switch
    {
        "area" => "Code, ISO code or unambiguous name in either language.",
        "actor" => "Code of the actor.",
        "theatre" => "The theatre's id.",
        _ => "As the answer that made it, or the list, gives it.",
    };

    /// <summary>Whatever may go wrong is told in one shape, RFC 9457 with the fields that are wrong.</summary>
    private static async Task AddRefusalsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool open, CancellationToken cancellation)
    {
        if (context.Document is not { } document) return;
        if (document.Components?.Schemas?.ContainsKey(Problem) != true) document.AddComponent(Problem, await context.GetOrCreateSchemaAsync(typeof(ProblemAnswer), null, cancellation));
        operation.Responses ??= new();
        foreach (var (status, meaning) in Refusals(open))
            operation.Responses.TryAdd(status, new OpenApiResponse
            {
                Description = meaning,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, document) } },
            });
    }

    private static IEnumerable<(string Status, string Meaning)> Refusals(bool open)
    {
        yield return ("400", "Not well formed; `errors` names each field, what was found and what was expected.");
        if (!open) yield return ("401", "No key, or one that is not known.");
        if (!open) yield return ("403", "The key lacks the role.");
        yield return ("429", "Too many requests; Retry-After says when to come back.");
        yield return ("default", "Any other refusal, in the same shape.");
    }
}

/// <summary>A refusal after RFC 9457.</summary>
/// <param name="Type">Where the kind of problem is described.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong here and what to do next, in a sentence.</param>
/// <param name="Errors">Each thing that is wrong.</param>
internal sealed record ProblemAnswer(string Type, string Title, int Status, string Detail, IReadOnlyList<FieldError> Errors);
