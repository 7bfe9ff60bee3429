using Microsoft.Extensions.DependencyInjection;

namespace Territory.Hosting.ApiDocument;

/// <summary>What <c>/openapi/v1.json</c> says beyond the types of the handlers: our own shapes, our refusals, our words.</summary>
internal static class ApiDocumentRegistration
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(document =>
    {
        document.AddSchemaTransformer(KnownSchemas.ApplyAsync);
        document.AddSchemaTransformer(XmlDescriptions.ApplyAsync);
        document.AddOperationTransformer(TellOperation.ApplyAsync);
    });
}
