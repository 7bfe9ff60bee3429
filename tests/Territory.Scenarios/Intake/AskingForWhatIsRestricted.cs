using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Intake;

/// <summary>What a reader's key can learn of sources that are for analysts only.</summary>
public sealed class AskingForWhatIsRestricted(AllInOneInstallation installation) : IClassFixture<AllInOneInstallation>
{
    private const string Person = "Abu Hidden";

    [Fact]
    public async Task an_unregistered_source_is_not_named_to_a_reader()
    {
        var reader = await KeyAsync("reader");
        // Nothing in it is a claim: the source never travels to the ledger either.
        await installation.ReportAsync(new { text = "A quiet day without news.", source = Person, title = "By " + Person, publishedAt = "2024-12-05" }, key: await KeyAsync("reporter"));

        var shown = (await installation.GetAsync("/api/reports?limit=1000", reader)).GetRawText();
        shown.ShouldContain("\"source\":\"S-");
        shown.ShouldNotContain(Person);
        (await installation.GetAsync("/api/reports?limit=1000")).GetRawText().ShouldContain(Person, Case.Sensitive, "analysts see it");
    }

    [Fact]
    public async Task a_reader_cannot_search_by_a_restricted_name()
    {
        await installation.ReportAsync(new { text = "Another quiet day.", source = "Umm Hidden", publishedAt = "2024-12-05" }, key: await KeyAsync("reporter"));
        (await installation.GetAsync("/api/reports?source=Umm%20Hidden", await KeyAsync("reader"))).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await installation.GetAsync("/api/reports?source=Umm%20Hidden")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task a_page_of_sources_does_not_end_on_a_restricted_name()
    {
        using var client = installation.Client();
        (await client.PostAsJsonAsync("/api/sources", new { name = "!hidden", grade = "B2", restricted = true })).EnsureSuccessStatusCode();
        var page = await installation.GetAsync("/api/sources?limit=1", await KeyAsync("reader"));
        page.GetProperty("items").GetArrayLength().ShouldBe(1);
        page.GetRawText().ShouldNotContain("!hidden");
    }

    [Fact]
    public async Task a_page_after_a_restricted_name_is_as_one_after_none()
    {
        using var client = installation.Client();
        (await client.PostAsJsonAsync("/api/sources", new { name = "!unseen", grade = "B2", restricted = true })).EnsureSuccessStatusCode();
        using var reader = installation.Client(await KeyAsync("reader"));
        async Task<(int, string)> AskAsync(string name)
        {
            using var answer = await reader.GetAsync("/api/sources?after=" + name);
            return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetRawText().Replace(name, "…", StringComparison.Ordinal));
        }
        (await AskAsync("!unseen")).ShouldBe(await AskAsync("!nobody"));
        (await installation.GetAsync("/api/sources?after=!unseen&limit=1")).GetProperty("items").GetArrayLength().ShouldBe(1, "analysts go on behind it");
    }

    [Fact]
    public async Task the_same_text_with_other_line_ends_is_answered()
    {
        var text = string.Concat(Enumerable.Repeat("\r\n", 200)) + "سيطرت فصائل المعارضة السورية اليوم على مدينة داعل بعد اشتباكات مع قوات النظام السوري.";
        object Report(string words) => new { text = words, source = "line ends", grade = "B2", publishedAt = "2024-12-06" };
        var (_, first) = await installation.ReportAsync(Report(text));
        var (status, again) = await installation.ReportAsync(Report(text.Replace("\r\n", "\n", StringComparison.Ordinal)));
        status.ShouldBe(200);
        Quotes(again).ShouldBe(Quotes(first));
        Quotes(first).ShouldNotBeEmpty();
    }

    private static string?[] Quotes(JsonElement report) =>
        [.. report.GetProperty("claims").EnumerateArray().SelectMany(c => c.GetProperty("evidence").EnumerateArray()).Select(e => e.GetProperty("quote").GetString())];

    private async Task<string> KeyAsync(string role)
    {
        using var client = installation.Client();
        using var made = await client.PostAsJsonAsync("/api/keys", new { name = role, roles = new[] { role } });
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
    }
}
