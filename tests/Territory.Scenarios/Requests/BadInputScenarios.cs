using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Shouldly;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Requests;

/// <summary>What cannot be right is refused by name, and leaves nothing behind.</summary>
public abstract class BadInputScenarios(Installation installation)
{
    private const int Limit = 1024 * 1024;

    [Fact]
    public async Task a_wrong_report_is_refused_by_field() => await NothingIsStoredBy(async refused =>
    {
        const string text = "سيطرت فصائل المعارضة السورية على مدينة منبج.", source = "bad input", publishedAt = "2024-12-06";
        await refused.ReportAsync(422, "text", new { text = "", source, publishedAt });
        await refused.ReportAsync(422, "text", new { text = " \n\t", source, publishedAt });
        await refused.ReportAsync(400, "text", new { text = "a\0b", source, publishedAt });
        await refused.ReportAsync(400, "text", new { source, publishedAt });
        await refused.ReportAsync(400, "text", new { text = 7, source, publishedAt });
        await refused.ReportAsync(400, "source", new { text, publishedAt });
        await refused.ReportAsync(400, "source", new { text, source = "  ", publishedAt });
        await refused.ReportAsync(400, "publishedAt", new { text, source });
        await refused.ReportAsync(400, "publishedAt", new { text, source, publishedAt = "2024-02-30" });
        (await refused.ReportAsync(400, "grade", new { text, source, publishedAt, grade = "B7" })).ShouldContain("B2");
        (await refused.ReportAsync(422, "theatre", new { text, source, publishedAt, theatre = "atlantis" })).ShouldContain("syria");
        await refused.ReportAsync(422, "publishedAt", new { text, source, publishedAt = TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
        (await refused.ReportAsync(400, "colour", new { text, source, publishedAt, colour = "red" })).ShouldContain("publishedAt");
        await refused.ReportAsync(400, "url", new { text, source, publishedAt, url = "javascript:alert(1)" });
        await refused.ReportAsync(400, "colour", new { text, source, publishedAt }, "?colour=red");
        await refused.ReportAsync(400, "wait", new { text, source, publishedAt }, "?wait=1&wait=2");
        await refused.ReportAsync(400, "dryRun", new { text, source, publishedAt }, "?dryRun=perhaps");
    });

    [Fact]
    public async Task a_body_that_cannot_be_read_is_refused() => await NothingIsStoredBy(async refused =>
    {
        Task<string> Post(int status, string field, HttpContent body) => refused.SendAsync(status, field, HttpMethod.Post, "/api/reports", body);
        const string report = """{"text": "سيطرت", "source": "bad input", "publishedAt": "2024-12-06"}""";
        var cut = Encoding.UTF8.GetBytes(report)[..12];
        (await Post(400, "body", Refused.Bytes([.. cut, 0xC7, 0xE1, .. "\"}"u8], "application/json"))).ShouldContain("UTF-8");
        (await Post(415, "Content-Type", Refused.Bytes(Encoding.Unicode.GetBytes(report), "application/json; charset=utf-16"))).ShouldContain("UTF-8");
        (await Post(415, "Content-Type", Refused.Bytes(Encoding.UTF8.GetBytes(report), "text/plain"))).ShouldContain("application/json");
        await Post(415, "Content-Type", Refused.Bytes(Encoding.UTF8.GetBytes(report), null));
        await Post(400, "body", Refused.Json("""{"text": "a", """));
        await Post(400, "body", Refused.Json(""));
        await Post(400, "body", Refused.Json($"[{report}]"));
        await Post(400, "text", Refused.Json("""{"text": "\ud800", "source": "bad input", "publishedAt": "2024-12-06"}"""));
    });

    [Fact]
    public async Task a_text_over_the_limit_is_refused_and_one_at_it_is_read() => await NothingIsStoredBy(async refused =>
    {
        // Two bytes of UTF-8 each: the limit counts bytes, not characters.
        object Report(int letters, string more = "") => new { text = new string('ا', letters) + more, source = "bad input", publishedAt = "2024-12-06" };
        using var client = installation.Client();
        using var whole = await client.PostAsJsonAsync("/api/reports?dryRun=true", Report(Limit / 2));
        ((int)whole.StatusCode).ShouldBe(200, await whole.Content.ReadAsStringAsync());
        await refused.ReportAsync(413, "text", Report(Limit / 2, "a"));
        await refused.SendAsync(413, "body", HttpMethod.Post, "/api/reports", Refused.Json($$"""{"text": "{{new string('a', (7 * Limit) + 1)}}"}"""));
        await refused.SendAsync(413, "body", HttpMethod.Post, "/api/reports", Refused.Json($$"""{"text": "{{new string('a', 9 * Limit)}}"}"""));
    });

    [Fact]
    public async Task a_wrong_question_is_refused_by_parameter()
    {
        using var refused = new Refused(installation);
        (await refused.GetAsync(404, "area", "/api/control/Darra")).ShouldContain("SY12");
        (await refused.GetAsync(404, "area", "/api/feed?area=Darra")).ShouldContain("SY12");
        await refused.GetAsync(404, "area", "/api/areas/Atlantis/timeline");
        var ambiguous = await refused.GetAsync(400, "area", "/api/control/القحطانية");
        ambiguous.ShouldContain("C4751");
        ambiguous.ShouldContain("C6270");
        (await refused.GetAsync(400, "colour", "/api/control?colour=red")).ShouldContain("at");
        await refused.GetAsync(400, "at", "/api/control?at=2024-12-07&at=2024-12-08");
        await refused.GetAsync(400, "at", "/api/control?at=2024-13-07");
        await refused.GetAsync(400, "reported", "/api/control/SY12?reported=yesterday");
        await refused.GetAsync(422, "at", "/api/control?at=2099");
        await refused.GetAsync(422, "known", "/api/control?known=2099-01-01");
        await refused.GetAsync(400, "level", "/api/control?level=planet");
        (await refused.GetAsync(404, "theatre", "/api/control?theatre=atlantis")).ShouldContain("syria");
        await refused.GetAsync(404, "actor", "/api/changes?actor=NOBODY");
        await refused.GetAsync(400, "limit", "/api/changes?limit=1001");
        await refused.GetAsync(400, "minGrade", "/api/feed?minGrade=Z9");
        await refused.GetAsync(422, "after", "/api/feed?after=999999999999");
        await refused.GetAsync(400, "Last-Event-ID", "/api/feed", ("Last-Event-ID", "the last one"));
        await refused.GetAsync(422, "Last-Event-ID", "/api/feed", ("Last-Event-ID", "999999999999"));
        await refused.GetAsync(404, "id", "/api/reports/rep_none");
        await refused.GetAsync(404, "id", "/api/rebuilds/none");
        (await refused.GetAsync(404, "name", "/schemas/territory.control.guessed.v1.json")).ShouldContain("territory.control.changed.v1.json");
        await refused.SendAsync(404, "view", HttpMethod.Post, "/api/rebuilds", JsonContent.Create(new { view = "everything" }));
        (await refused.SendAsync(400, "roles", HttpMethod.Post, "/api/keys", JsonContent.Create(new { name = "scenario", roles = new[] { "king" } }))).ShouldContain("reader");
        foreach (var (name, expected) in new[] { ("admin", "the role admin"), ("territory", "another name"), ("a:b", "without a colon"), ("a\nb", "one line"), (" desk", "without blanks") })
            (await refused.SendAsync(400, "name", HttpMethod.Post, "/api/keys", JsonContent.Create(new { name, roles = new[] { "reader" } }))).ShouldContain(expected);
    }

    [Theory]
    [InlineData("/api/rebuilds", "the id of a rebuild")]
    [InlineData("/api/checks", "the id of a check")]
    [InlineData("/api/imports", "the id of an import")]
    [InlineData("/api/snapshots", "the id of a snapshot")]
    [InlineData("/api/replays", "the id of a replay")]
    [InlineData("/api/reports", "the id of a report")]
    [InlineData("/api/claims", "the id of a claim")]
    [InlineData("/api/feeds", "the id of a feed")]
    [InlineData("/api/sources", "the name of a source")]
    [InlineData("/api/areas", "the code of an area")]
    [InlineData("/api/actors", "the code of an actor")]
    public async Task a_page_after_what_the_list_does_not_have_is_refused(string list, string expected)
    {
        using var refused = new Refused(installation);
        foreach (var stray in new[] { "zzz", "0", "rep_00000000000070008000000000000000", "sy12" })
            (await refused.GetAsync(422, "after", $"{list}?after={stray}")).ShouldContain(expected);
    }

    [Theory, InlineData("/api/areas", "area"), InlineData("/api/actors", "code"), InlineData("/api/sources", "name")]
    public async Task a_page_after_the_one_before_goes_on(string list, string id)
    {
        async Task<string[]> AskAsync(string query) => [.. (await installation.GetAsync(list + query)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty(id).GetString()!)];
        var three = await AskAsync("?limit=3");
        (await AskAsync("?limit=2&after=" + Uri.EscapeDataString(three[0]))).ShouldBe(three[1..]);
    }

    [Fact]
    public async Task a_path_or_method_there_is_not_is_refused()
    {
        using var refused = new Refused(installation);
        foreach (var path in new[] { "/api", "/api/nothing", "/api/reports/1/2/3", "/api/feed/nothing", "/api/session/nothing" }) await refused.GetAsync(404, "path", path);
        (await refused.SendAsync(405, "method", HttpMethod.Put, "/api/reports")).ShouldContain("POST");
        await refused.SendAsync(405, "method", HttpMethod.Delete, "/api/control");
        await refused.SendAsync(405, "method", HttpMethod.Post, "/api/feed");
        foreach (var path in new[] { "/api/observations", "/api/claims/x/accept", "/api/changes/x/correct", "/api/rebuilds/x/cancel", "/api/views/timeline/repair" })
            (await refused.GetAsync(405, "method", path)).ShouldBe("POST");
        await refused.SendAsync(404, "path", HttpMethod.Post, "/api/nothing", Refused.Json("{}"));
        (await refused.SendAsync(405, "method", HttpMethod.Post, "/api/reports/x", Refused.Json("{}"))).ShouldContain("GET");
    }

    [Fact]
    public async Task a_call_that_takes_no_parameter_refuses_any() => await NothingIsStoredBy(async refused =>
    {
        foreach (var path in new[] { "/api/keys", "/api/replays", "/api/rebuilds", "/api/rebuilds/x/cancel", "/api/views/timeline/repair", "/api/checks", "/api/sources", "/api/imports/x/cancel", "/api/session/links", "/api/verify", "/api/snapshots" })
            await refused.SendAsync(400, "colour", HttpMethod.Post, path + "?colour=red", Refused.Json("{}"));
        foreach (var path in new[] { "/api/session", "/api/replays/x", "/api/rebuilds/x", "/api/imports/x", "/api/checks/x" })
            await refused.GetAsync(400, "colour", path + "?colour=red");
    });

    [Fact]
    public async Task who_has_no_key_is_told_how_to_come()
    {
        using var stranger = new HttpClient { BaseAddress = installation.Address };
        foreach (var path in new[] { "/api/control", "/openapi/v1.json", "/asyncapi.json", "/schemas/nothing" })
        {
            using var answer = await stranger.GetAsync(path);
            (await Refused.ProblemAsync(answer, 401, path)).GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("Authorization");
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer", path);
        }
    }

    private async Task NothingIsStoredBy(Func<Refused, Task> act)
    {
        var (reports, head) = (await installation.CountReportsAsync(), await installation.HeadAsync());
        using var refused = new Refused(installation);
        await act(refused);
        (await installation.CountReportsAsync()).ShouldBe(reports);
        (await installation.HeadAsync()).ShouldBe(head);
    }
}

[Collection<OnTheAllInOne>]
public sealed class BadInputToTheAllInOne(AllInOneInstallation installation) : BadInputScenarios(installation);

[Collection<OnTheSplitServices>]
public sealed class BadInputToTheSplitServices(SplitInstallation installation) : BadInputScenarios(installation);
