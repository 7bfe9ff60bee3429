using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Intake;

/// <summary>What the register says of a source, and one story told under several of them.</summary>
[Collection<OnTheAllInOne>]
public sealed class SourcesAndStories(AllInOneInstallation installation)
{
    private const string Story = """
        أعلنت فصائل المعارضة السورية سيطرتها على مدينة بانياس بعد انسحاب قوات النظام السوري منها.
        وقال شهود إن الهدوء عاد إلى الشوارع بعد الظهر، وإن المحال فتحت أبوابها في السوق القديمة، وإن سيارات الإسعاف نقلت جرحى من الطريق الشمالي إلى مشفى المدينة.
        """;

    private async Task<(int Status, JsonElement Answer)> PutAsync(string name, object body, string? key = null, int? upon = null)
    {
        using var client = installation.Client(key);
        if (upon is { } version) client.DefaultRequestHeaders.IfMatch.Add(new($"\"{version}\""));
        using var answer = await client.PutAsJsonAsync("/api/sources/" + Uri.EscapeDataString(name), body);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<JsonElement> ReportAsync(string source, string text)
    {
        var (status, answer) = await installation.ReportAsync(new { text, source, publishedAt = "2024-12-05" });
        status.ShouldBe(201);
        return answer;
    }

    [Fact]
    public async Task of_two_who_change_a_source_at_once_one_is_told()
    {
        (await PutAsync("Desk of two", new { grade = "B2" }, upon: 1)).Status.ShouldBe(412, "it is not there yet");
        var (_, first) = await PutAsync("Desk of two", new { grade = "B2" });
        var version = first.GetProperty("version").GetInt32();
        (await PutAsync("Desk of two", new { grade = "C3" }, upon: version)).Status.ShouldBe(200);
        var (status, told) = await PutAsync("Desk of two", new { grade = "A1" }, upon: version);
        status.ShouldBe(412);
        Text(told, "detail")!.ShouldContain("version 2, which admin made of it");
        Text(await installation.GetAsync("/api/sources/Desk%20of%20two"), "grade").ShouldBe("C3");
    }

    [Fact]
    public async Task a_source_says_what_of_it_waits()
    {
        var (status, careful) = await PutAsync("Desk / south", new { grade = "B2", owner = "A house", language = "ar", everythingWaits = true });
        status.ShouldBe(200, careful.ToString());
        (Text(careful, "name"), Text(careful, "owner"), careful.GetProperty("leastConfidence").ValueKind).ShouldBe(("Desk / south", "A house", JsonValueKind.Null));
        (await installation.GetAsync("/api/sources/" + Uri.EscapeDataString("Desk / south"))).GetProperty("everythingWaits").GetBoolean().ShouldBeTrue();
        const string town = "سيطرت فصائل المعارضة السورية اليوم على مدينة الحراك بعد اشتباكات مع قوات النظام السوري.";
        State(await ReportAsync("Desk / south", town)).ShouldBe("pending");

        await PutAsync("Desk / south", new { grade = "B2", owner = "A house", leastConfidence = 0.3 });
        State(await ReportAsync("Desk / south", town + " وعاد الهدوء.")).ShouldNotBe("pending");
    }

    [Fact]
    public async Task a_source_is_told_strictly_and_to_whom_it_may()
    {
        (await PutAsync("Strict", new { grade = "B2", leastConfidence = 1.5 })).Status.ShouldBe(400);
        (await PutAsync("Strict", new { grade = "B2", language = "Arabic" })).Status.ShouldBe(400);
        (await PutAsync("Strict", new { grade = "B2", party = "NOBODY" })).Status.ShouldBe(422);
        var reader = await installation.KeyAsync("reader");
        (await PutAsync("Strict", new { grade = "A1" }, reader)).Status.ShouldBe(403);
        await PutAsync("A hidden person", new { grade = "B2", restricted = true });
        using var client = installation.Client(reader);
        ((int)(await client.GetAsync("/api/sources/A%20hidden%20person")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task one_story_under_two_sources_is_one_voice()
    {
        foreach (var name in new[] { "Story wire", "Story mirror", "Story witness" }) await PutAsync(name, new { grade = "C3" });
        var first = await ReportAsync("Story wire", Story);
        var copy = await ReportAsync("Story mirror", "عاجل\n" + Story.Replace('أ', 'ا') + "\nوكالات");
        (Text(copy, "copyOf"), first.TryGetProperty("copyOf", out _)).ShouldBe((Text(first, "id"), false));
        (await installation.GetAsync("/api/reports?copyOf=" + Text(first, "id"))).GetProperty("items").EnumerateArray().Select(r => Text(r, "id")).ShouldBe([Text(copy, "id")]);
        await Eventually.TrueAsync(async () => await OutcomeAsync(copy) is not null && await OutcomeAsync(first) is not null, Eventually.Most);
        (await OutcomeAsync(copy)).ShouldBe("waits", "both are one voice");

        var witness = await ReportAsync("Story witness", "دخلت المعارضة مدينة بانياس وسيطرت عليها بالكامل بعد أن خرج منها جيش النظام.");
        witness.TryGetProperty("copyOf", out _).ShouldBeFalse();
        await Eventually.TrueAsync(async () => await OutcomeAsync(copy) == "supports", Eventually.Most);
    }

    private async Task<string?> OutcomeAsync(JsonElement report) =>
        (await installation.GetAsync("/api/reports/" + Text(report, "id"))).GetProperty("claims")[0].GetProperty("decision") is { ValueKind: JsonValueKind.Object } decision ? Text(decision, "outcome") : null;

    private static string? State(JsonElement report) => Text(report.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem(), "state");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
