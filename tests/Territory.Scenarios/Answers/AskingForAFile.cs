using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Ledger;
using Xunit;

namespace Territory.Scenarios.Answers;

/// <summary>Exports and the diff of knowledge over HTTP, from a real ledger on a real database.</summary>
public sealed class AskingForAFile(ALedgerWithAStory told) : IClassFixture<ALedgerWithAStory>
{
    private readonly HttpClient client = told.Client;
    private readonly AStory story = told.Story;

    [Fact]
    public async Task geojson_has_shapes_a_disclaimer_and_its_position()
    {
        var map = await JsonAsync("/api/control", "application/geo+json");
        map.GetProperty("type").GetString().ShouldBe("FeatureCollection");
        foreach (var member in new[] { "disclaimer", "licence", "checksum" }) map.GetProperty(member).GetString().ShouldNotBeNullOrEmpty(member);
        map.GetProperty("position").GetString().ShouldBe(story.Steps["retracted"].ToString(System.Globalization.CultureInfo.InvariantCulture));
        var features = map.GetProperty("features").EnumerateArray().ToArray();
        features.Length.ShouldBe(14);
        features.ShouldAllBe(f => f.GetProperty("geometry").GetProperty("coordinates").GetArrayLength() > 0);
        var open = features.Single(f => f.GetProperty("id").GetString() == "SY03").GetProperty("properties");
        open.GetProperty("status").GetString().ShouldBe("contested");
        open.GetProperty("besiegedBy")[0].GetString().ShouldBe("OPP");
        open.GetProperty("manner").GetString().ShouldBe("force");
        (await JsonAsync("/api/control?level=place&format=geojson", null)).GetProperty("features")[0].GetProperty("geometry").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task a_table_of_states_has_tags_and_the_point_asked_for()
    {
        var lines = await LinesAsync($"/api/control?hxl=true&at=2024-12-07&known={story.Steps["taken"]}");
        lines[0].ShouldStartWith("area,name,nameAr,level,status,controller,");
        lines[1].ShouldStartWith("#adm1+code,#adm1+name,#adm1+name+i_ar,#meta+level,#status,#org+actor+to,");
        lines.Length.ShouldBe(16);
        lines.Single(l => l.StartsWith("SY12,", StringComparison.Ordinal)).ShouldContain(",controlled,OPP,OPP,,,,whole,force,2024-12-07,");
        lines[2].ShouldContain($",2024-12-07T20:59:59.999999Z,2024-12-07T22:00:00Z,,{story.Steps["taken"]},\"{AHistory.Theatre.Licence}\"");
    }

    [Theory]
    [InlineData("/api/control?format=ndjson&")]
    [InlineData("/api/control?format=csv&")]
    [InlineData("/api/control?format=geojson&")]
    [InlineData("/api/areas/SY12/timeline?format=csv&")]
    [InlineData("/api/areas/SY12/timeline?format=ndjson&")]
    public async Task a_file_says_its_terms_and_its_point(string path)
    {
        using var answer = await client.GetAsync($"{path}known={story.Steps["taken"]}");
        Header("Territory-Position").ShouldBe(story.Steps["taken"].ToString(System.Globalization.CultureInfo.InvariantCulture));
        (Header("Territory-Known"), Header("Territory-Settled")).ShouldBe(("2024-12-07T22:00:00Z", "true"));
        if (path.StartsWith("/api/control", StringComparison.Ordinal)) Header("Territory-Checksum").ShouldBe((await JsonAsync($"/api/control?known={story.Steps["taken"]}&at={Header("Territory-At")}", null)).GetProperty("checksum").GetString());
        var link = Header("Link")!;
        link.ShouldContain("rel=\"license\"");
        (await JsonAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)], null)).GetProperty("licence").GetString().ShouldBe(AHistory.Theatre.Licence);

        string? Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
    }

    [Fact]
    public async Task what_is_known_unasked_is_what_is_recorded()
    {
        var now = await JsonAsync("/api/control?at=2024-12-10", null);
        now.GetProperty("known").GetDateTimeOffset().ShouldBe(told.Clock.GetUtcNow() - TimeSpan.FromHours(1), "the ledger's last record, not this machine's clock");
        var asked = await JsonAsync($"/api/control?at=2024-12-10&known={now.GetProperty("known").GetString()}", null);
        asked.GetProperty("checksum").GetString().ShouldBe(now.GetProperty("checksum").GetString());
    }

    [Fact]
    public async Task a_timeline_goes_page_by_page()
    {
        var starts = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await JsonAsync($"/api/areas/SY12/timeline?known={story.Steps["taken"]}&limit=1{(next.Length > 0 ? "&after=" + next : "")}", null);
            starts.Add(page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("effectiveAt").GetString()!);
            next = page.GetProperty("next").GetString();
        }
        starts.ShouldBe(["2024-11-01", "2024-12-07"]);
        (await LinesAsync($"/api/areas/SY12/timeline?format=csv&known={story.Steps["taken"]}")).Length.ShouldBe(3);
    }

    [Fact]
    public async Task the_log_is_whole_in_every_shape()
    {
        (await LinesAsync("/api/changes?format=ndjson")).Length.ShouldBe(6);
        (await LinesAsync("/api/changes?format=ndjson&limit=2&order=desc")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("type").GetString()).ShouldBe(["territory.control.retracted.v1", "territory.control.changed.v1"]);
        var table = await LinesAsync("/api/changes?format=csv");
        table.Length.ShouldBe(7);
        table[4].ShouldContain(",\"'=Better <dated>, so\",");
        (await LinesAsync("/api/changes?profile=acled"))[2].ShouldContain(",Battles,Territory taken by force,armed opposition,");
    }

    [Theory]
    [InlineData("/api/control?format=xml")]
    [InlineData("/api/control?format=json&hxl=true")]
    [InlineData("/api/changes?profile=gdelt")]
    [InlineData("/api/knowledge?since=yesterday")]
    [InlineData("/api/brief?lang=fr")]
    public async Task what_does_not_exist_is_a_400(string path)
    {
        using var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task knowledge_tells_what_was_said_before_and_since()
    {
        var learned = (await JsonAsync($"/api/knowledge?since={story.Steps["held"]}&lateAfterHours=120", null)).GetProperty("items").EnumerateArray().ToArray();
        learned.Select(Kind).ShouldBe(["new", "late", "corrected", "new", "retracted"]);
        (Who(learned[0], "before"), Who(learned[0], "after")).ShouldBe(("GOV_ASSAD", "OPP"));
        (Who(learned[1], "before"), Who(learned[1], "after")).ShouldBe(("GOV_ASSAD", "OPP"), "of the city's own instant, by way of the governorate");
        (learned[2].GetProperty("before").GetProperty("effectiveAt").GetString(), learned[2].GetProperty("after").GetProperty("effectiveAt").GetString()).ShouldBe(("2024-12-07", "2024-12-06"));
        (Who(learned[4], "before"), Who(learned[4], "after")).ShouldBe(("OPP", "GOV_ASSAD"), "what was before holds on");
        learned[4].GetProperty("replaces").GetString().ShouldBe("chg-better");
        learned[4].GetProperty("reason").GetString().ShouldBe("It was not so.");
    }

    [Fact]
    public async Task knowledge_of_a_span_is_cut_filtered_and_paged()
    {
        var span = $"since={story.Steps["taken"]}&until={story.Steps["corrected"]}&lateAfterHours=120";
        (await KindsAsync(span)).ShouldBe(["late", "corrected"]);
        (await KindsAsync(span + "&order=desc")).ShouldBe(["corrected", "late"]);
        (await KindsAsync(span + "&kind=corrected")).ShouldBe(["corrected"]);
        (await KindsAsync(span + "&level=place")).ShouldBe(["late"]);
        (await KindsAsync(span + "&area=SY03")).ShouldBeEmpty();
        (await KindsAsync("since=2024-12-09&until=2024-12-09&lateAfterHours=120")).ShouldBe(["corrected"], "a local day is a span");
        var first = await JsonAsync($"/api/knowledge?{span}&limit=1", null);
        (await KindsAsync(span + "&after=" + first.GetProperty("next").GetString())).ShouldBe(["corrected"]);
        using var backwards = await client.GetAsync($"/api/knowledge?since={story.Steps["corrected"]}&until={story.Steps["taken"]}");
        backwards.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task a_brief_is_one_page_in_either_language()
    {
        using var arabic = await client.GetAsync("/api/brief?lang=ar&since=2024-12-01");
        arabic.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var page = await arabic.Content.ReadAsStringAsync();
        page.ShouldStartWith("<!DOCTYPE html>");
        page.ShouldContain("dir=\"rtl\"");
        WebUtility.HtmlDecode(page).ShouldContain("محافظة درعا");
        page.ShouldContain("Better &lt;dated&gt;", Case.Sensitive, "a reason is words, never markup");
        page.ShouldContain("@page{size:A4");
        var brief = await JsonAsync("/api/brief?since=2024-12-01&format=json&unobservedDays=5", null);
        page.ShouldContain($"<code>{brief.GetProperty("checksum").GetString()}</code>");
        brief.GetProperty("contested").EnumerateArray().ShouldHaveSingleItem().GetProperty("area").GetString().ShouldBe("SY03");
        brief.GetProperty("revisions").GetArrayLength().ShouldBe(2);
        brief.GetProperty("sources").EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe(AStory.Hidden);
    }

    [Fact]
    public async Task a_restricted_source_is_not_named_to_a_reader()
    {
        using var made = await client.PostAsJsonAsync("/api/keys", new { name = "reader", roles = new[] { "reader" } });
        using var reader = told.Ledger.Client((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!);
        foreach (var path in new[] { "/api/brief?since=2024-12-01", "/api/brief?since=2024-12-01&format=json" })
        {
            var page = await reader.GetStringAsync(path);
            page.ShouldNotContain(AStory.Hidden);
            page.ShouldContain("S-");
        }
    }

    private async Task<string?[]> KindsAsync(string query) => [.. (await JsonAsync("/api/knowledge?" + query, null)).GetProperty("items").EnumerateArray().Select(Kind)];

    private static string? Kind(JsonElement item) => item.GetProperty("kind").GetString();

    private static string? Who(JsonElement item, string when) => item.GetProperty(when) is { ValueKind: JsonValueKind.Object } belief ? belief.GetProperty("controllers")[0].GetString() : null;

    private async Task<string[]> LinesAsync(string path) => (await client.GetStringAsync(path)).Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);

    private async Task<JsonElement> JsonAsync(string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        if (accept is not null) answer.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
