using Shouldly;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Requests;

/// <summary>Every process of these tests starts in another folder than its own.</summary>
public abstract class ServedFilesScenarios(Installation installation)
{
    protected Installation Installation => installation;

    [Theory]
    [InlineData("/console.css", "text/css")]
    [InlineData("/console.js", "text/javascript")]
    [InlineData("/sign-in.js", "text/javascript")]
    [InlineData("/icon.svg", "image/svg+xml")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    public async Task a_static_file_has_its_length(string path, string mediaType)
    {
        using var browser = new HttpClient { BaseAddress = installation.Address };
        using var answer = await browser.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(100);
    }
}

[Collection<OnTheAllInOne>]
public sealed class WhatTheAllInOneServes(AllInOneInstallation installation) : ServedFilesScenarios(installation)
{
    [Fact]
    public async Task openapi_lists_the_api()
    {
        string[] expected =
        [
            "get /api/areas", "get /api/areas/{area}", "get /api/areas/{area}/timeline", "get /api/changes", "get /api/claims", "get /api/claims/{id}", "get /api/claims/training", "post /api/claims/{id}/accept", "post /api/claims/{id}/reject", "get /api/control", "get /api/control/{area}", "get /api/feed", "get /api/feeds", "post /api/feeds", "get /api/feeds/{id}", "delete /api/feeds/{id}", "post /api/feeds/{id}/poll",
            "get /api/keys", "post /api/keys", "delete /api/keys/{id}", "get /api/rebuilds", "post /api/rebuilds", "get /api/rebuilds/{id}", "post /api/rebuilds/{id}/approve", "post /api/rebuilds/{id}/cancel",
            "get /api/reports", "post /api/reports", "get /api/reports/{id}", "get /api/session", "post /api/session", "delete /api/session", "get /api/sources", "post /api/sources", "get /api/sources/{id}", "put /api/sources/{id}",
            "get /api/theatres", "get /api/theatres/{theatre}", "get /api/views",
            "post /api/views/{view}/repair", "get /api/checks", "post /api/checks", "get /api/checks/{id}", "get /api/checks/{id}/findings", "post /api/checks/{id}/cancel", "get /api/verify", "post /api/verify",
            "get /api/verify/checkpoints", "get /api/verify/key", "get /api/snapshots", "post /api/snapshots", "get /api/snapshots/{id}", "post /api/snapshots/{id}/verify",
        ];
        var document = await Installation.GetAsync("/openapi/v1.json");
        document.GetProperty("openapi").GetString().ShouldStartWith("3.");
        var listed = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}")).ToArray();
        expected.Except(listed).ShouldBeEmpty();
        document.GetProperty("paths").GetProperty("/api/rebuilds").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties").EnumerateObject().Select(member => member.Name).ShouldBe(["view", "reason", "approve"]);
        // What is listed is there: no path answers that it does not exist.
        using var client = Installation.Client();
        foreach (var path in listed.Where(l => l.StartsWith("get /api", StringComparison.Ordinal) && !l.Contains('{') && l != "get /api/feed").Select(l => l[4..]))
            ((int)(await client.GetAsync(path)).StatusCode).ShouldBeOneOf(200, 302);
    }
}

[Collection<OnTheSplitServices>]
public sealed class WhatTheSplitServicesServe(SplitInstallation installation) : ServedFilesScenarios(installation);
