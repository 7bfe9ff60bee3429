using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>One request and its answer, or the problem the server answered with.</summary>
internal sealed class Calls(HttpClient http)
{
    private const int LongestExcerpt = 200;
    /// <summary>How long an answer may take; a file takes as long as it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    public async Task<T> GetAsync<T>(Query path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.ToString());
        return await ReadAsync<T>(request, cancellation);
    }

    /// <summary>The answer as it is.</summary>
    public async Task<string> GetTextAsync(Query path, string mediaType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.ToString());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        using var response = await SendAsync(request, cancellation);
        if (response.Content.Headers.ContentType?.MediaType != mediaType) throw NotTerritory(request, $"{response.Content.Headers.ContentType?.MediaType ?? "something without a type"} where {mediaType} was expected");
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    public async Task<T> PostAsync<T>(Query path, object body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path.ToString()) { Content = JsonContent.Create(body, body.GetType(), options: ContractJson.Options) };
        return await ReadAsync<T>(request, cancellation);
    }

    /// <summary>Any other method; null sends no body.</summary>
    public async Task<T> SendAsync<T>(HttpMethod method, Query path, object? body, CancellationToken cancellation)
    {
        using var request = Request(method, path, body);
        return await ReadAsync<T>(request, cancellation);
    }

    /// <summary>One whose answer has no body.</summary>
    public async Task SendAsync(HttpMethod method, Query path, object? body, CancellationToken cancellation)
    {
        using var request = Request(method, path, body);
        using var response = await SendAsync(request, cancellation);
    }

    /// <summary>Ends something; null when the answer has nothing to tell of it.</summary>
    public async Task<T?> EndAsync<T>(Query path, CancellationToken cancellation) where T : class
    {
        using var request = Request(HttpMethod.Delete, path, null);
        using var response = await SendAsync(request, cancellation);
        return response.StatusCode == HttpStatusCode.NoContent ? null : await BodyAsync<T>(request, response, cancellation);
    }

    private static HttpRequestMessage Request(HttpMethod method, Query path, object? body) =>
        new(method, path.ToString()) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: ContractJson.Options) };

    /// <summary>Sends a file as it is read, for as long as that takes.</summary>
    public async Task<T> SendFileAsync<T>(Query path, Stream file, string mediaType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path.ToString()) { Content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } } };
        return await ReadAsync<T>(request, cancellation, patient: true);
    }

    /// <param name="key">The same request under the same key is recorded once.</param>
    /// <param name="version">Refused with 412 unless the area is at this version; null when it does not matter.</param>
    public async Task<T> PostAsync<T>(Query path, object body, string? key, int? version, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path.ToString()) { Content = JsonContent.Create(body, body.GetType(), options: ContractJson.Options) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (version is { } upon) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{upon}\""));
        return await ReadAsync<T>(request, cancellation);
    }

    /// <summary>Opens a stream of events or of lines; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(Query path, CancellationToken cancellation, string mediaType = "text/event-stream")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.ToString());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        var response = await SendAsync(request, cancellation);
        if (response.Content.Headers.ContentType?.MediaType == mediaType) return response;
        using (response) throw NotTerritory(request, $"{response.Content.Headers.ContentType?.MediaType ?? "something without a type"} where {(mediaType == "text/event-stream" ? "an event stream" : mediaType)} was expected");
    }

    private async Task<T> ReadAsync<T>(HttpRequestMessage request, CancellationToken cancellation, bool patient = false)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await SendAsync(request, cancellation, patient);
        return await BodyAsync<T>(request, response, cancellation);
    }

    private async Task<T> BodyAsync<T>(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellation) ?? throw NotTerritory(request, "null");
        }
        catch (JsonException wrong)
        {
            throw NotTerritory(request, $"something that is not the JSON expected ({wrong.Message})", wrong);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation, bool patient = false)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (!patient) waiting.CancelAfter(Patience);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No answer from {http.BaseAddress} within {Patience.TotalSeconds:0} seconds.", late);
        }
        if (response.IsSuccessStatusCode) return response;
        using (response) throw await ProblemAsync(response, cancellation);
    }

    private static async Task<TerritoryException> ProblemAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var wait = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - response.Headers.Date : null;
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return new TerritoryException(Parse(text, response.Content.Headers.ContentType?.MediaType) is { } problem
            ? problem with { Status = status }
            : new Problem { Status = status, Title = response.ReasonPhrase, Detail = $"The server answered {status} {response.ReasonPhrase}{Excerpt(text)}." }, wait);
    }

    private static Problem? Parse(string text, string? mediaType)
    {
        if (mediaType is not ("application/problem+json" or "application/json")) return null;
        try
        {
            return JsonSerializer.Deserialize<Problem>(text, ContractJson.Options);
        }
        catch (JsonException)
        {
            // Not a problem document after all: the caller quotes what it is.
            return null;
        }
    }

    private static string Excerpt(string text) => text.Trim() is { Length: > 0 and <= LongestExcerpt } words ? ": " + words.TrimEnd('.') : "";

    private InvalidDataException NotTerritory(HttpRequestMessage request, string found, Exception? inner = null) =>
        new($"{http.BaseAddress}{request.RequestUri} answered {found}. Check that the address is a Territory server's and that this client is not older than it.", inner);
}
