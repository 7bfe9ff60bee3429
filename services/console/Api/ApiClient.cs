using System.Text.Json;
using Microsoft.AspNetCore.Components.Authorization;
using Territory.Contracts;
using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.OperationsConsole.Changes;
using Territory.OperationsConsole.Map;

namespace Territory.OperationsConsole.Api;

/// <summary>The HTTP API, called as the person of this circuit: the console may do what the person may, nothing more.</summary>
public sealed partial class ApiClient(IHttpClientFactory clients, ServiceAddresses addresses, ServiceTokens tokens, AuthenticationStateProvider session)
{
    public const string Name = "territory-api";

    public Task<ApiAnswer<ControlPicture>> ControlAsync(MapQuery query, string theatre, CancellationToken cancellation) =>
        GetAsync<ControlPicture>("/api/control" + query.ToApi(theatre), cancellation);

    public Task<ApiAnswer<AreaPicture>> ControlAsync(string area, MapQuery query, string theatre, CancellationToken cancellation) =>
        GetAsync<AreaPicture>($"/api/control/{Uri.EscapeDataString(area)}{query.ToApi(theatre)}", cancellation);

    public Task<ApiAnswer<Timeline>> TimelineAsync(string area, MapQuery query, string theatre, CancellationToken cancellation) =>
        GetAsync<Timeline>($"/api/areas/{Uri.EscapeDataString(area)}/timeline{(query with { At = null }).ToApi(theatre)}&limit=1000", cancellation);

    public Task<ApiAnswer<ListPage<CloudEvent>>> ChangesAsync(ChangesFilter filter, string theatre, int limit, CancellationToken cancellation) =>
        GetAsync<ListPage<CloudEvent>>("/api/changes" + filter.ToApi(theatre, limit), cancellation);

    public Task<ApiAnswer<ListPage<Reading>>> ReportsAsync(string? after, CancellationToken cancellation) =>
        GetAsync<ListPage<Reading>>("/api/reports" + QueryText.Of(("order", "desc"), ("limit", "50"), ("after", after)), cancellation);

    public Task<ApiAnswer<Reading>> ReportAsync(string id, CancellationToken cancellation) =>
        GetAsync<Reading>("/api/reports/" + Uri.EscapeDataString(id), cancellation);

    /// <summary>Reads a report; a dry run stores nothing.</summary>
    public Task<ApiAnswer<Reading>> ReadAsync(ReportDraft draft, bool dryRun, CancellationToken cancellation) =>
        SendAsync<Reading>(new(HttpMethod.Post, "/api/reports" + (dryRun ? "?dryRun=true" : "?wait=5")) { Content = JsonContent.Create(draft, options: ContractJson.Options) }, cancellation);

    private Task<ApiAnswer<T>> GetAsync<T>(string path, CancellationToken cancellation) where T : class =>
        SendAsync<T>(new(HttpMethod.Get, path), cancellation);

    /// <param name="version">Refused with 412 unless it is still at this version; null when it does not matter.</param>
    private Task<ApiAnswer<T>> PostAsync<T>(string path, object body, CancellationToken cancellation, int? version = null) where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType(), options: ContractJson.Options) };
        if (version is { } upon) request.Headers.IfMatch.Add(new($"\"{upon}\""));
        return SendAsync<T>(request, cancellation);
    }

    private async Task<ApiAnswer<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellation) where T : class
    {
        using var _ = request;
        var path = request.RequestUri!.OriginalString;
        var service = Services.Of(path.Split('?')[0]);
        request.RequestUri = new Uri(service.Address(addresses), path);
        request.Headers.Authorization = new("Bearer", tokens.For((await session.GetAuthenticationStateAsync()).User));
        try
        {
            using var response = await clients.CreateClient(Name).SendAsync(request, cancellation);
            if (response.StatusCode == System.Net.HttpStatusCode.NoContent) return default;
            return response.IsSuccessStatusCode
                ? new(await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellation), null)
                : new(null, await ProblemAsync(response, cancellation));
        }
        catch (HttpRequestException away)
        {
            return new(null, new(0, null, $"The {service.Name} service does not answer ({away.HttpRequestError}). Try again in a few seconds.", null));
        }
        catch (JsonException wrong)
        {
            return new(null, new(0, null, $"The {service.Name} service answered {request.RequestUri.AbsolutePath} with something unexpected at {wrong.Path}. Are all services of one version?", null));
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, new(0, null, $"The {service.Name} service took longer than a minute. Try again, or ask for less.", null));
        }
    }

    private static async Task<ApiProblem> ProblemAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json")) return new(status, response.ReasonPhrase, null, null);
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(ContractJson.Options, cancellation);
        return (problem ?? new(status, response.ReasonPhrase, null, null)) with { Status = status };
    }
}
