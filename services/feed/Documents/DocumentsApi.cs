using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.Http;

namespace Territory.Feed.Documents;

/// <summary><c>/asyncapi.json</c> and <c>/schemas</c>: what a subscriber's tools read.</summary>
internal static class DocumentsApi
{
    private const string Ending = ".json";

    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/asyncapi.json", (HttpRequest request) => Results.Json(AsyncApiDocument.Of(new Uri($"{request.Scheme}://{request.Host}")), ContractJson.Options)).RequireAuthorization(Roles.Reader).ExcludeFromDescription();
        routes.MapGet("/schemas", () => Results.Json(new Page<string>([.. EventSchemas.Types.Select(type => "/schemas/" + type + Ending)], null), ContractJson.Options)).RequireAuthorization(Roles.Reader).ExcludeFromDescription();
        routes.MapGet("/schemas/{name}", Schema).RequireAuthorization(Roles.Reader).ExcludeFromDescription();
    }

    private static IResult Schema(string name) =>
        name.EndsWith(Ending, StringComparison.Ordinal) && EventSchemas.Of(name[..^Ending.Length]) is { } schema
            ? Results.Json(schema, ContractJson.Options, "application/schema+json")
            : Refusal.NotFound("name", FieldError.Shorten(name), "one of " + string.Join(", ", EventSchemas.Types.Select(type => type + Ending)));
}
