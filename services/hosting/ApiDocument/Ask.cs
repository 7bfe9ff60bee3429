using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Territory.Hosting.Http;

namespace Territory.Hosting.ApiDocument;

/// <summary>A parameter of the query or a header, as the document tells it: handlers read theirs strictly, out of the generator's sight.</summary>
public sealed record Ask(string Name, string Description, JsonSchemaType Type, string? Format, JsonNode? Example, IReadOnlyList<string>? Words = null, ParameterLocation In = ParameterLocation.Query)
{
    public static Ask Text(string name, string description, string? example = null) => new(name, description, JsonSchemaType.String, null, example);

    public static Ask Number(string name, string description, int example) => new(name, description, JsonSchemaType.Integer, "int32", example);

    public static Ask Flag(string name, string description) => new(name, description, JsonSchemaType.Boolean, null, null);

    public static Ask OneOf(string name, string description, params IReadOnlyList<string> words) => new(name, description, JsonSchemaType.String, null, words[0], words);

    public static Ask OneOf<T>(string name, string description) where T : struct, Enum => OneOf(name, description, [.. Enum.GetValues<T>().Select(EnumWords.Word)]);

    public static Ask Header(string name, string description, string example) => new(name, description, JsonSchemaType.String, null, example, In: ParameterLocation.Header);

    public static readonly Ask Theatre = Text("theatre", "The theatre's id; not needed while there is only one.");
    public static readonly Ask Area = Text("area", "Code, ISO code or unambiguous name in either language; the area, all below it, and whole changes above it.");
    public static readonly Ask Actor = Text("actor", "Code of an actor; its children and successors too.");
    public static readonly Ask After = Text("after", "The `next` of the page before.");
    public static readonly Ask Limit = Number("limit", $"Most items of a page, up to {Page<object>.Most}.", Page<object>.Usual);
    public static readonly Ask Order = OneOf("order", "Oldest first, or newest first.", "asc", "desc");
    public static readonly Ask Known = Text("known", "As the record stood at this local day's end, month, year, instant or position; a position that looks like a year has a zero before it.", "2024-12-08");
    public static readonly Ask Reported = Text("reported", "By what was reported up to this local day's end, month, year or instant.", "2024-12-08");
    public static readonly Ask Since = Text("since", "Recorded from the beginning of this local day, month or year, or after this instant or position.", "2024-12-01");
    public static readonly Ask Until = Text("until", "Recorded up to the end of this local day, month or year, or up to this instant or position.", "2024-12-08");
    public static readonly Ask Hxl = Flag("hxl", "A row of HXL tags follows the header of a table.");
    public static readonly Ask IdempotencyKey = Header("Idempotency-Key", "The same request under the same key is recorded once.", "8f14e45f-ceea-4e7a-9c1b-0a1b2c3d4e5f");
    public static readonly Ask IfMatch = Header("If-Match", "The area's version; refused with 412 when it has another.", "\"3\"");
}

/// <summary>The body that an operation takes.</summary>
internal sealed record AskedBody(Type Shape, string MediaType, bool Required);

internal sealed record AskedParameters(IReadOnlyList<Ask> All);

/// <summary>Says of an endpoint what only its code knows.</summary>
public static class TellingOfEndpoints
{
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="summary">What the call does, in a line.</param>
    /// <param name="asked">Its parameters besides those of the path.</param>
    public static RouteHandlerBuilder Tells(this RouteHandlerBuilder endpoint, string summary, params IReadOnlyList<Ask> asked) => endpoint.WithSummary(summary).WithMetadata(new AskedParameters(asked));

    /// <summary>The body as a type that only documents: bodies are read member by member, strictly.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, string mediaType = "application/json", bool required = true) => endpoint.WithMetadata(new AskedBody(typeof(T), mediaType, required));
}
