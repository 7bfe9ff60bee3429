using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Answers;

/// <summary>What <c>GET /api/changes</c> tells of decisions that were taken back.</summary>
public sealed class TheLogOfChanges(PostgresPart postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2024, 12, 20, 0, 0, 0, TimeSpan.Zero);
    private ALedger ledger = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), new HandClock(Now));
        client = ledger.Client();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task whoever_was_told_a_change_finds_its_correction_past_the_filter()
    {
        var taken = await PostAsync("/api/changes", new { area = "SY1300", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-07" });
        var corrected = await PostAsync($"/api/changes/{Id(taken)}/correct", new { to = "SDF", extent = "part", reason = "It was somebody else, and half of it." });
        await PostAsync($"/api/changes/{Id(corrected)}/retract", new { reason = "Nobody did." });
        (await KindsAsync("actor=OPP")).ShouldBe(["changed", "corrected", "retracted"]);
        // A place in the district was reached by the whole change only.
        (await KindsAsync("area=C6147")).ShouldBe(["changed", "corrected", "retracted"]);
        (await KindsAsync("actor=ISIS")).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_state_after_a_change_is_what_holds_by_what_is_above_too()
    {
        await PostAsync("/api/changes", new { area = "SY07", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-11-30" });
        var own = await PostAsync("/api/changes", new { area = "SY0702", to = "SDF", status = "controlled", extent = "whole", effectiveAt = "2024-12-02" });
        await PostAsync($"/api/changes/{Id(own)}/retract", new { reason = "It was elsewhere." });
        var now = (await ChangesAsync("order=desc&limit=1"))[0].GetProperty("data").GetProperty("now");
        now.GetProperty("status").GetString().ShouldBe("controlled");
        now.GetProperty("controllers").EnumerateArray().Select(c => c.GetString()).ShouldBe(["OPP"]);
        now.GetProperty("since").GetDateTimeOffset().ShouldBe(new(2024, 11, 30, 0, 0, 0, TimeSpan.FromHours(3)));
    }

    [Fact]
    public async Task it_is_asked_by_when_changes_took_effect()
    {
        foreach (var day in new[] { 1, 3, 5 }) await PostAsync("/api/changes", new { area = "SY0800", to = day == 3 ? "SDF" : "GOV_ASSAD", status = "controlled", extent = "whole", effectiveAt = $"2024-12-0{day}" });
        (await ChangesAsync("effectiveSince=2024-12-02&effectiveUntil=2024-12-03")).Select(e => e.GetProperty("data").GetProperty("effectiveAt").GetString()).ShouldBe(["2024-12-03"]);
        (await ChangesAsync("effectiveSince=2024-12-03")).Count.ShouldBe(2);
        (await RefusedAsync("effectiveSince=2024-12-03&effectiveUntil=2024-12-02")).ShouldBe((422, "effectiveSince"));
        (await RefusedAsync("since=2025-06-01")).ShouldBe((422, "since"));
        (await RefusedAsync("after=1&afterPosition=2")).ShouldBe((400, "afterPosition"));
    }

    [Fact]
    public async Task a_state_is_pinned_by_its_codes_whatever_names_it_is_shown_under_and_a_position_is_no_year()
    {
        await PostAsync("/api/changes", new { area = "C1946", to = "YPG", status = "controlled", extent = "whole", effectiveAt = "2014-10-01" });
        var (day, today) = (await ChecksumAsync("names=day"), await ChecksumAsync("names=today"));
        day.ShouldNotBeNull();
        today.ShouldBe(day);
        (await GetAsync("/api/control?known=1000")).GetProperty("known").GetDateTimeOffset().Year.ShouldBe(2024);
        (await GetAsync("/api/control?known=02024")).GetProperty("settled").GetBoolean().ShouldBeFalse("the log has not come to it");
        (await GetAsync("/api/control?known=2020")).GetProperty("position").GetString().ShouldBe("0");
    }

    private async Task<string?> ChecksumAsync(string names) => (await GetAsync($"/api/control?level=place&at=2014-12-01&known=1&{names}")).GetProperty("checksum").GetString();

    private async Task<IReadOnlyList<string>> KindsAsync(string query) => [.. (await ChangesAsync(query)).Select(e => e.GetProperty("type").GetString()!.Split('.')[2])];

    private async Task<IReadOnlyList<JsonElement>> ChangesAsync(string query) => [.. (await GetAsync("/api/changes?" + query)).GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<(int Status, string? Field)> RefusedAsync(string query)
    {
        using var answer = await client.GetAsync("/api/changes?" + query);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } } };
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Id(JsonElement decided) => decided.GetProperty("id").GetString()!;
}
