using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.Hosting.Http;
using Territory.OperationsConsole.Api;

namespace Territory.OperationsConsole.FrontDoor;

/// <summary><c>/openapi/v1.json</c> at the front door: the documents of all services as one; this process adds its sessions.</summary>
internal sealed class DocumentOfAll(IHttpClientFactory clients, ServiceAddresses addresses, ServiceTokens tokens, [FromKeyedServices("v1")] IOpenApiDocumentProvider own)
{
    public async Task<IResult> ReadAsync(HttpContext context, CancellationToken cancellation)
    {
        var read = await Task.WhenAll(Services.All.Select(service => ReadAsync(service, context, cancellation)));
        if (Array.Find(read, r => r.Document is null) is { Service: { } away })
            return Refusal.Of(StatusCodes.Status503ServiceUnavailable, "Not available just now", $"The {away} service does not answer. Try again in a few seconds.", []);
        var mine = JsonNode.Parse(await (await own.GetOpenApiDocumentAsync(cancellation)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellation))!.AsObject();
        var one = OneDocument.Of([.. read.Select(r => (r.Service!, r.Document!)), ("console", mine)]);
        one["servers"] = new JsonArray(new JsonObject { ["url"] = $"{context.Request.Scheme}://{context.Request.Host}/" });
        return Results.Text(one.ToJsonString(), "application/json");
    }

    private async Task<(string? Service, JsonObject? Document)> ReadAsync(Service service, HttpContext context, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(ApiClient.Name);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Address(addresses), "openapi/v1.json"));
        request.Headers.Authorization = AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization.ToString(), out var given) ? given : new("Bearer", tokens.For(context.User));
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            return (service.Name, answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation))! : null);
        }
        catch (HttpRequestException)
        {
            // Away, which the caller tells by name.
            return (service.Name, null);
        }
    }
}
