using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Pipe;
using Territory.Scenarios.Requests;
using Xunit;

namespace Territory.Scenarios.Intake;

/// <summary>Claims that wait for a person, and what becomes of them.</summary>
public abstract class ReviewScenarios(Installation installation)
{
    private const string Words = "سيطرت المعارضة على بلدة القحطانية";

    private async Task<string> WaitingAsync(int number)
    {
        var (status, report) = await installation.ReportAsync(new { text = $"{Words}. رقم الخبر {number}.", source = "review", grade = "B2", publishedAt = "2024-12-08" });
        status.ShouldBeInRange(200, 299, report.ToString());
        var claim = report.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem();
        claim.GetProperty("state").GetString().ShouldBe("pending");
        return claim.GetProperty("id").GetString()!;
    }

    private async Task<(int Status, JsonElement Answer)> PostAsync(string path, object body, string? idempotency = null, string? match = null, string? key = null)
    {
        using var client = installation.Client(key);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotency is not null) request.Headers.Add("Idempotency-Key", idempotency);
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    [Fact]
    public async Task an_amended_claim_reaches_the_ledger_once_and_trains()
    {
        var id = await WaitingAsync(1);
        var waiting = await installation.GetAsync("/api/claims/" + id);
        waiting.GetProperty("claim").GetProperty("candidates").GetArrayLength().ShouldBe(2);
        waiting.GetProperty("passage").GetProperty("text").GetString()!.ShouldContain(Words);
        (await installation.GetAsync("/api/claims?state=pending&limit=1000")).GetProperty("items").EnumerateArray().Select(Id).ShouldContain(id);

        (await PostAsync($"/api/claims/{id}/accept", new { })).Status.ShouldBe(422, "which of the two is for the person to say");
        var amendment = new { area = "C6270", effectiveAt = "2024-12-07", note = "The one beside the hills." };
        var (status, accepted) = await PostAsync($"/api/claims/{id}/accept?wait=5", amendment, "once", "\"0\"");
        status.ShouldBe(200, accepted.ToString());
        var claim = accepted.GetProperty("claim");
        (Text(claim, "area"), Text(claim, "effectiveAt"), Text(claim, "dateBasis")).ShouldBe(("C6270", "2024-12-07", "analyst"));
        await Eventually.TrueAsync(async () => Text((await installation.GetAsync("/api/claims/" + id)).GetProperty("claim"), "state") == "recorded", Eventually.Most);
        Text(accepted.GetProperty("review").GetProperty("asRead"), "area").ShouldNotBeNull();
        Text((await installation.GetAsync("/api/control/C6270")).GetProperty("area"), "controller").ShouldBe("OPP");

        (await PostAsync($"/api/claims/{id}/accept", amendment, "once", "\"0\"")).Status.ShouldBe(200, "the same request again");
        (await PostAsync($"/api/claims/{id}/accept", amendment, match: "\"0\"")).Status.ShouldBe(412);
        (await PostAsync($"/api/claims/{id}/reject", new { reason = "too late" })).Status.ShouldBe(409);
        (await installation.GetAsync("/api/changes?area=C6270&limit=1000")).GetProperty("items").EnumerateArray().Where(change => Text(change, "subject") == "C6270").ShouldHaveSingleItem();

        using var client = installation.Client();
        var line = (await client.GetStringAsync("/api/claims/training")).Split('\n').Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).Single(l => l.GetProperty("id").GetString() == Text(accepted, "reportId"));
        Text(line, "ref_date").ShouldBe("2024-12-08");
        var expected = line.GetProperty("expected").EnumerateArray().ShouldHaveSingleItem();
        (Text(expected, "pcode"), Text(expected, "adm1"), Text(expected, "to"), Text(expected, "kind"), Text(expected, "date")).ShouldBe(("C6270", "SY14", "OPP", "change", "2024-12-07"));
    }

    [Fact]
    public async Task a_rejected_claim_stays_with_its_reason()
    {
        var id = await WaitingAsync(2);
        (await PostAsync($"/api/claims/{id}/reject", new { reason = " " })).Status.ShouldBe(400);
        var (status, rejected) = await PostAsync($"/api/claims/{id}/reject", new { reason = "It was planned." });
        status.ShouldBe(200);
        (Text(rejected.GetProperty("claim"), "state"), Text(rejected.GetProperty("claim").GetProperty("decision"), "missing")).ShouldBe(("rejected", "It was planned."));
        rejected.GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task words_and_reviewers_are_for_analysts_and_so_is_deciding()
    {
        var id = await WaitingAsync(3);
        var reader = await installation.KeyAsync("reader");
        var seen = await installation.GetAsync("/api/claims/" + id, reader);
        seen.TryGetProperty("passage", out _).ShouldBeFalse();
        seen.GetRawText().ShouldNotContain(Words);
        (await PostAsync($"/api/claims/{id}/accept", new { area = "C6270" }, key: reader)).Status.ShouldBe(403);
        (await PostAsync($"/api/claims/{id}/reject", new { reason = "no" }, key: reader)).Status.ShouldBe(403);
        using var client = installation.Client(reader);
        ((int)(await client.GetAsync("/api/claims/training")).StatusCode).ShouldBe(403);
        (await PostAsync("/api/claims/rep_none-1/reject", new { reason = "no" })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task claims_are_found_by_whatever_names_their_area()
    {
        var (status, report) = await installation.ReportAsync(Reports.TownTaken("الدرباسية", 9000));
        status.ShouldBe(201);
        var id = report.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString();
        async Task<bool> Lists(string query) => (await installation.GetAsync("/api/claims?limit=1000&" + query)).GetProperty("items").EnumerateArray().Select(Id).Contains(id);
        foreach (var named in new[] { "area=C5054", "area=c5054", "area=Darbasiyah", "area=الدرباسية", "area=SY0804", "area=SY-HA", "area=C5054&theatre=syria", "theatre=syria" }) (await Lists(named)).ShouldBeTrue(named);
        (await Lists("area=SY12")).ShouldBeFalse("it is elsewhere");
        var newest = (await installation.GetAsync("/api/claims?order=desc&limit=2")).GetProperty("items").EnumerateArray().Select(Id).ToArray();
        newest[0].ShouldBe(id);
        (await installation.GetAsync($"/api/claims?order=desc&limit=1&after={id}")).GetProperty("items").EnumerateArray().Select(Id).ShouldBe(newest[1..]);
        using var refused = new Refused(installation);
        (await refused.GetAsync(404, "area", "/api/claims?area=Darbasyaah")).ShouldContain("C5054 (Darbasiyah");
        (await refused.GetAsync(400, "area", "/api/claims?area=Qahtaniyyeh")).ShouldContain("C6270");
        foreach (var unknown in new[] { "theatre=mars", "theatre=mars&area=C5054" }) (await refused.GetAsync(404, "theatre", "/api/claims?" + unknown)).ShouldContain("syria");
    }

    private static string? Id(JsonElement item) => Text(item.GetProperty("claim"), "id");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

[Collection<OnTheAllInOne>]
public sealed class ReviewOverTheAllInOne(AllInOneInstallation installation) : ReviewScenarios(installation);

[Collection<OnTheSplitServices>]
public sealed class ReviewOverTheSplitServices(SplitInstallation installation) : ReviewScenarios(installation);
