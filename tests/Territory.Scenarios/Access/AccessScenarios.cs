using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Requests;
using Xunit;

namespace Territory.Scenarios.Access;

/// <summary>Who may do what: keys, roles, sign-in links.</summary>
public abstract class AccessScenarios(Installation installation)
{
    private static readonly string[] Readable = ["/api/control", "/api/control/SY12", "/api/areas", "/api/areas/SY12/timeline", "/api/changes", "/api/reports", "/api/claims", "/api/sources", "/api/theatres", "/api/verify", "/api/verify/checkpoints", "/api/verify/key", "/api/snapshots"];
    private static readonly string[] ForOperators = ["/api/rebuilds", "/api/views", "/api/checks"];

    [Fact]
    public async Task without_a_key_or_with_nobodys_everything_is_closed()
    {
        foreach (var path in Readable.Concat(ForOperators).Concat(["/api/feed", "/api/keys", "/api/session", "/api/nothing"]))
        {
            using var nobody = new HttpClient { BaseAddress = installation.Address };
            using var without = await nobody.GetAsync(path);
            await Refused.ProblemAsync(without, 401, path);
            foreach (var key in new[] { "tk_nobodys-key-0123456789abcdef012345", "not.a.token" })
            {
                using var client = installation.Client(key);
                using var with = await client.GetAsync(path);
                await Refused.ProblemAsync(with, 401, $"{path} with {key}");
            }
        }
        (await StatusAsync(null, HttpMethod.Post, "/api/reports", new { text = "x", source = "nobody", publishedAt = "2024-12-06" })).ShouldBe(401);
        (await StatusAsync(null, HttpMethod.Post, "/api/session", new { key = "tk_nobodys" })).ShouldBe(401);
        foreach (var path in new[] { "/openapi/v1.json", "/metrics", "/jobs" }) (await StatusAsync(null, HttpMethod.Get, path)).ShouldBe(401, path);
        foreach (var path in new[] { "/health/live", "/health/ready" }) (await StatusAsync(null, HttpMethod.Get, path)).ShouldBe(200, path);
    }

    [Fact]
    public async Task a_reporter_sends_and_reads_nothing()
    {
        var key = await installation.KeyAsync("reporter");
        (await installation.ReportAsync(Secret("a reporter's"), key: key)).Status.ShouldBe(201);
        foreach (var path in Readable.Concat(ForOperators).Append("/api/feed").Append("/api/keys")) (await StatusAsync(key, HttpMethod.Get, path)).ShouldBe(403, path);
        (await StatusAsync(key, HttpMethod.Post, "/api/rebuilds", new { view = "control_now" })).ShouldBe(403);
    }

    [Fact]
    public async Task words_notes_and_restricted_sources_are_for_analysts()
    {
        // A source that a machine names and nobody registered is restricted.
        var (status, sent) = await installation.ReportAsync(Secret("a person"), key: await installation.KeyAsync("reporter"));
        status.ShouldBe(201);
        var report = "/api/reports/" + sent.GetProperty("id").GetString();
        var (reader, analyst) = (await installation.KeyAsync("reader"), await installation.KeyAsync("analyst"));

        var seen = await installation.GetAsync(report, analyst);
        seen.GetProperty("text").GetString()!.ShouldContain("عائلة");
        seen.GetProperty("source").GetString().ShouldBe("a person");
        seen.GetProperty("title").GetString().ShouldBe("a title that names");
        seen.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem().GetProperty("evidence").EnumerateArray().ShouldAllBe(e => e.GetProperty("quote").GetString()!.Length > 0);
        seen.GetProperty("notes").GetArrayLength().ShouldBeGreaterThan(0);

        var hidden = await installation.GetAsync(report, reader);
        hidden.GetProperty("notes").GetArrayLength().ShouldBe(0);
        hidden.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem().GetProperty("evidence").GetArrayLength().ShouldBeGreaterThan(0);
        hidden.GetProperty("source").GetString().ShouldStartWith("S-");
        foreach (var path in Readable.Append(report).Append("/api/reports?limit=1000&order=desc").Append("/api/claims?limit=1000").Append("/api/changes?limit=1000&order=desc"))
        {
            using var client = installation.Client(reader);
            var words = await client.GetStringAsync(path);
            foreach (var secret in new[] { "عائلة", "نزحوا", "a person", "a title that names", "example.org/secret" }) words.ShouldNotContain(secret, Case.Sensitive, path);
        }
        (await installation.GetAsync("/api/reports?source=a%20person", analyst)).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await installation.GetAsync("/api/reports?source=a%20person", reader)).GetProperty("items").GetArrayLength().ShouldBe(0, "a filter would tell the name");
        (await StatusAsync(reader, HttpMethod.Post, "/api/reports", Secret("a reader"))).ShouldBe(403);
        (await StatusAsync(reader, HttpMethod.Post, "/api/sources", new { name = "a reader's", grade = "A1" })).ShouldBe(403);
        foreach (var path in ForOperators) (await StatusAsync(analyst, HttpMethod.Get, path)).ShouldBe(403, path);
    }

    [Fact]
    public async Task a_report_without_claims_keeps_its_source_too()
    {
        var quiet = new { text = "لا جديد اليوم.", title = "a title that names", source = "a quiet person", publishedAt = "2024-12-06" };
        var (status, sent) = await installation.ReportAsync(quiet, key: await installation.KeyAsync("reporter"));
        status.ShouldBe(201);
        sent.GetProperty("claims").GetArrayLength().ShouldBe(0);
        var report = "/api/reports/" + sent.GetProperty("id").GetString();
        (await installation.GetAsync(report, await installation.KeyAsync("analyst"))).GetProperty("source").GetString().ShouldBe("a quiet person");
        var hidden = await installation.GetAsync(report, await installation.KeyAsync("reader"));
        hidden.GetProperty("source").GetString().ShouldStartWith("S-");
        hidden.GetRawText().ShouldNotContain("a title that names");
    }

    [Fact]
    public async Task a_source_an_analyst_restricts_is_named_to_analysts_only()
    {
        var (reader, analyst) = (await installation.KeyAsync("reader"), await installation.KeyAsync("analyst"));
        (await StatusAsync(analyst, HttpMethod.Post, "/api/sources", new { name = "Somebody at the gate", grade = "C3", restricted = true })).ShouldBe(200);
        (await StatusAsync(analyst, HttpMethod.Post, "/api/sources", new { name = "The gate's gazette", grade = "C3" })).ShouldBe(200);
        (await installation.GetAsync("/api/sources?limit=1000", analyst)).GetRawText().ShouldContain("Somebody at the gate");
        var seen = (await installation.GetAsync("/api/sources?limit=1000", reader)).GetRawText();
        seen.ShouldNotContain("Somebody at the gate");
        JsonSerializer.Deserialize<JsonElement>(seen).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("name").GetString()).ShouldContain("The gate's gazette");
    }

    [Fact]
    public async Task an_operator_rebuilds_and_an_administrator_makes_keys()
    {
        var (analyst, oper) = (await installation.KeyAsync("analyst"), await installation.KeyAsync("operator"));
        (await StatusAsync(analyst, HttpMethod.Post, "/api/rebuilds", new { view = "control_now" })).ShouldBe(403);
        using var client = installation.Client(oper);
        using var started = await client.PostAsJsonAsync("/api/rebuilds", new { view = "control_now", reason = "scenario" });
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var run = started.Headers.Location!.ToString();
        await Eventually.TrueAsync(async () => (await installation.GetAsync(run, oper)).GetProperty("state").GetString() is "done", Eventually.Most);
        (await StatusAsync(oper, HttpMethod.Get, "/api/keys")).ShouldBe(403);
        (await StatusAsync(oper, HttpMethod.Post, "/api/keys", new { name = "more", roles = new[] { "admin" } })).ShouldBe(403);
        (await StatusAsync(oper, HttpMethod.Post, "/api/session/links")).ShouldBe(403);
    }

    [Fact]
    public async Task a_revoked_key_stops_working()
    {
        var made = await installation.MakeKeyAsync("reader");
        var (id, key) = (made.GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);
        foreach (var path in new[] { "/api/control", "/api/reports" }) (await StatusAsync(key, HttpMethod.Get, path)).ShouldBe(200, path);
        var list = (await installation.GetAsync("/api/keys")).GetRawText();
        list.ShouldContain(id);
        list.ShouldNotContain(key, Case.Sensitive, "a key is shown once");
        (await SameNameAsync()).ShouldContain(id, "whoever makes another of that name is told of it");
        (await StatusAsync(installation.Key, HttpMethod.Delete, "/api/keys/" + id)).ShouldBe(204);
        foreach (var path in new[] { "/api/control", "/api/reports" })
            await Eventually.TrueAsync(async () => await StatusAsync(key, HttpMethod.Get, path) == 401, TimeSpan.FromSeconds(20));
        (await StatusAsync(installation.Key, HttpMethod.Delete, "/api/keys/" + id)).ShouldBe(404);
        (await SameNameAsync()).ShouldNotContain(id, "one that was revoked may do nothing");

        async Task<string?[]> SameNameAsync() => [.. (await installation.MakeKeyAsync("reader")).GetProperty("sameName").EnumerateArray().Select(other => other.GetString())];
    }

    [Fact]
    public async Task a_sign_in_link_works_once()
    {
        using var admin = installation.Client();
        using var made = await admin.PostAsync("/api/session/links", null);
        var link = new Uri((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!);
        link.Authority.ShouldBe(installation.Address.Authority);

        using var person = Person();
        await RedirectsAsync(person, "/", "/sign-in");
        await RedirectsAsync(person, link.PathAndQuery, "/");
        (await person.GetFromJsonAsync<JsonElement>("/api/session")).GetProperty("name").GetString().ShouldBe("admin");
        (await person.GetFromJsonAsync<JsonElement>("/api/control")).GetProperty("areas").GetArrayLength().ShouldBe(14);
        var page = await person.GetStringAsync("/");
        page.ShouldContain("_framework/blazor.web");
        page.ShouldNotContain("id=\"sign-in\"");

        using var another = Person();
        await RedirectsAsync(another, link.PathAndQuery, "/sign-in?used=1");
        (await another.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await person.DeleteAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await person.GetAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>A browser: keeps cookies, asks for pages.</summary>
    private HttpClient Person()
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = installation.Address };
        browser.DefaultRequestHeaders.Add("Accept", "text/html,application/json");
        return browser;
    }

    private async Task RedirectsAsync(HttpClient person, string path, string where)
    {
        using var answer = await person.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
        var to = new Uri(installation.Address, answer.Headers.Location!);
        (where.Contains('?') ? to.PathAndQuery : to.AbsolutePath).ShouldBe(where);
    }

    private async Task<int> StatusAsync(string? key, HttpMethod method, string path, object? body = null)
    {
        using var client = new HttpClient { BaseAddress = installation.Address };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)answer.StatusCode;
    }

    private static object Secret(string source) => new
    {
        text = "سيطرت فصائل المعارضة السورية اليوم على مدينة عفرين. وقال الأهالي إن أكثر من ألف عائلة نزحوا من المدينة.",
        title = "a title that names",
        url = "https://example.org/secret",
        source,
        grade = "C3",
        publishedAt = "2024-12-06",
    };
}

[Collection<OnTheAllInOne>]
public sealed class AccessToTheAllInOne(AllInOneInstallation installation) : AccessScenarios(installation);

[Collection<OnTheSplitServices>]
public sealed class AccessToTheSplitServices(SplitInstallation installation) : AccessScenarios(installation);
