using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;

namespace Territory.Scenarios.Requests;

/// <summary>Sends what is wrong and looks at the refusal.</summary>
internal sealed class Refused(Installation installation, string? key = null) : IDisposable
{
    private readonly HttpClient client = installation.Client(key);

    public static ByteArrayContent Json(string json) => Bytes(Encoding.UTF8.GetBytes(json), "application/json");

    public static ByteArrayContent Bytes(byte[] bytes, string? mediaType)
    {
        var content = new ByteArrayContent(bytes);
        if (mediaType is not null) content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }

    public Task<string> ReportAsync(int status, string field, object report, string query = "") => SendAsync(status, field, HttpMethod.Post, "/api/reports" + query, JsonContent.Create(report));

    public Task<string> GetAsync(int status, string field, string path, (string Name, string Value)? header = null) => SendAsync(status, field, HttpMethod.Get, path, header: header);

    /// <summary>It is refused with the status and a problem that names the field; returns what was expected there.</summary>
    public async Task<string> SendAsync(int status, string field, HttpMethod method, string path, HttpContent? body = null, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        // Too long a body is refused before it was sent.
        request.Headers.ExpectContinue = body is { Headers.ContentLength: > 1024 * 1024 };
        if (header is { } h) request.Headers.TryAddWithoutValidation(h.Name, h.Value);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var said = await ProblemAsync(answer, status, $"{method} {path}");
        var error = said.GetProperty("errors").EnumerateArray().Where(e => e.GetProperty("field").GetString() == field).ShouldHaveSingleItem($"{method} {path}: {said}");
        error.TryGetProperty("found", out _).ShouldBeTrue(said.ToString());
        error.GetProperty("expected").GetString().ShouldNotBeNullOrWhiteSpace(said.ToString());
        return error.GetProperty("expected").GetString()!;
    }

    /// <summary>The answer is a problem with this status, a sentence, and nothing of our insides.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status, string asked)
    {
        var media = answer.Content.Headers.ContentType?.MediaType;
        ((int)answer.StatusCode, media).ShouldBe((status, "application/problem+json"), asked);
        var words = await answer.Content.ReadAsStringAsync();
        words.ShouldNotContain("Exception", Case.Sensitive, asked);
        words.ShouldNotContain("   at ", Case.Sensitive, asked);
        words.ShouldNotContain(".cs:line", Case.Sensitive, asked);
        var said = JsonSerializer.Deserialize<JsonElement>(words);
        said.GetProperty("status").GetInt32().ShouldBe(status, asked);
        said.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace(asked);
        said.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace(asked);
        return said;
    }

    public void Dispose() => client.Dispose();
}
