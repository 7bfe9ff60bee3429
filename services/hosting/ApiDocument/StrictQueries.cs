using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Territory.Hosting.Http;

namespace Territory.Hosting.ApiDocument;

/// <summary>A call that says it has no parameters takes none: whoever sends one means something that will not happen. Calls that have some look themselves.</summary>
internal static class StrictQueries
{
    public static void UseStrictQueries(this WebApplication app) => app.Use((context, next) =>
        TakesNone(context) && new QueryReader(context.Request).Problem() is { } problem ? problem.ExecuteAsync(context) : next(context));

    private static bool TakesNone(HttpContext context) =>
        context.Request.Query.Count > 0 && context.GetEndpoint()?.Metadata.GetMetadata<AskedParameters>() is { } asked && asked.All.All(a => a.In != ParameterLocation.Query);
}
