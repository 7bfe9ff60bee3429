using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Services;

/// <summary>One ledger on a real database, asked over HTTP to decide, correct, retract and observe.</summary>
public sealed class APersonDecidesOverHttp(PostgresPart postgres) : IAsyncLifetime
{
    private ALedger ledger = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync());
        client = ledger.Client();
    }

    [Fact]
    public async Task a_decision_is_made_corrected_and_retracted()
    {
        var held = await GrantedAsync("/api/changes", new { area = "SY12", to = "GOV_ASSAD", status = "controlled", extent = "whole", effectiveAt = "2018-07-31", note = "Settlement" });
        var taken = await GrantedAsync("/api/changes", new { area = "Daraa governorate", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-08" }, version: held.Version);
        (await HolderAsync("2024-12-09")).ShouldBe("OPP");
        var moved = await GrantedAsync($"/api/changes/{taken.Id}/correct", new { effectiveAt = "2024-12-07", reason = "It was a day earlier." });
        (await HolderAsync("2024-12-07")).ShouldBe("OPP");
        await GrantedAsync($"/api/changes/{moved.Id}/retract", new { reason = "It did not happen." });
        (await HolderAsync("2024-12-09")).ShouldBe("GOV_ASSAD", "what was before it holds on");

        var told = (await client.GetFromJsonAsync<JsonElement>("/api/changes")).GetProperty("items").EnumerateArray().ToArray();
        told.Select(e => e.GetProperty("type").GetString()!.Split('.')[^2]).ShouldBe(["changed", "changed", "corrected", "retracted"]);
        told[2].GetProperty("data").GetProperty("replaces").GetString().ShouldBe(taken.Id);
        told[3].GetProperty("data").GetProperty("reason").GetString().ShouldBe("It did not happen.");
        told[3].GetProperty("data").GetProperty("decidedBy").GetString()!.ShouldStartWith("person:");
        await RefusedAsync(HttpStatusCode.Conflict, "id", $"/api/changes/{taken.Id}/correct", new { effectiveAt = "2024-12-06", reason = "Again." });
        await RefusedAsync(HttpStatusCode.Conflict, "id", $"/api/changes/{moved.Id}/retract", new { reason = "Again." });
    }

    [Fact]
    public async Task a_key_that_comes_again_gets_the_same_answer()
    {
        var body = new { area = "SY12", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-07" };
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync("/api/changes", body, key: "one")));
        all.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        all.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(7);
        all.Select(a => a.Body.ToString()).Distinct().ShouldHaveSingleItem();
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "Idempotency-Key", "/api/changes", new { area = "SY12", to = "SDF", status = "controlled", effectiveAt = "2024-12-07" }, key: "one");
        (await client.GetFromJsonAsync<JsonElement>("/api/changes")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task what_cannot_be_is_refused_and_nothing_is_written()
    {
        var good = new { area = "SY12", to = "OPP", status = "controlled", effectiveAt = "2024-12-07" };
        await RefusedAsync(HttpStatusCode.PreconditionFailed, "If-Match", "/api/changes", good, version: 7);
        await RefusedAsync(HttpStatusCode.NotFound, "area", "/api/changes", new { area = "SY99", to = "OPP", status = "controlled", effectiveAt = "2024-12-07" });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "to", "/api/changes", new { area = "SY12", to = "NOBODY", status = "controlled", effectiveAt = "2024-12-07" });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "from", "/api/changes", new { area = "SY12", to = "OPP", from = "OPP", status = "controlled", effectiveAt = "2024-12-07" });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "effectiveAt", "/api/changes", new { area = "SY12", to = "OPP", status = "controlled", effectiveAt = "2999-01-01" });
        await RefusedAsync(HttpStatusCode.BadRequest, "effectiveAt", "/api/changes", new { area = "SY12", to = "OPP", status = "controlled", effectiveAt = "2024-02-30" });
        await RefusedAsync(HttpStatusCode.BadRequest, "status", "/api/changes", new { area = "SY12", to = "OPP", status = "owned", effectiveAt = "2024-12-07" });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "claimsFor", "/api/changes", new { area = "SY12", to = "OPP", status = "controlled", effectiveAt = "2024-12-07", claimsFor = new[] { "clm_unheard" } });
        await RefusedAsync(HttpStatusCode.NotFound, "id", "/api/changes/chg_unheard/retract", new { reason = "No." });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "heldBy", "/api/observations", new { area = "SY12", until = "2024-12-07", source = "A desk", heldBy = "NOBODY" });
        (await client.GetFromJsonAsync<JsonElement>("/api/changes")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await client.GetFromJsonAsync<JsonElement>("/api/control/SY12")).GetProperty("area").GetProperty("version").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task an_observation_says_that_somebody_looked()
    {
        await GrantedAsync("/api/observations", new { area = "SY12", until = "2025-03-01", heldBy = "GOV_TRANS", source = "A desk", grade = "B2", note = "Checkpoints unchanged" }, "obs_");
        (await client.GetFromJsonAsync<JsonElement>("/api/control/SY12")).GetProperty("area").GetProperty("lastObservedAt").GetDateTimeOffset().Year.ShouldBe(2025);
    }

    [Fact]
    public async Task the_log_is_read_as_it_was_written()
    {
        foreach (var (area, to) in new[] { ("SY12", "OPP"), ("SY1200", "SDF"), ("SY14", "OPP") })
            await GrantedAsync("/api/changes", new { area, to, status = "controlled", extent = "whole", effectiveAt = "2024-12-07", note = "ملاحظة" });
        var all = await EventsAsync("");
        all.Select(e => e.GetProperty("stream").GetString()).Where(stream => stream!.EndsWith("/SY14", StringComparison.Ordinal)).ShouldNotBeEmpty();
        all.Select(e => long.Parse(e.GetProperty("position").GetString()!, CultureInfo.InvariantCulture)).ShouldBeInOrder();
        (await EventsAsync("?order=desc")).Select(e => e.GetProperty("id").GetString()).ShouldBe(all.Select(e => e.GetProperty("id").GetString()).Reverse());
        var decided = await EventsAsync("?area=Daraa%20governorate&type=change_decided.v1");
        decided.Select(e => e.GetProperty("stream").GetString()).ShouldBe(["area/syria/SY12", "area/syria/SY1200"], "the area and all below it");
        decided[0].GetProperty("data").ToString().ShouldContain("ملاحظة");
        (await EventsAsync("?until=2020-01-01")).ShouldBeEmpty();
        (await EventsAsync("?since=2020-01-01")).Length.ShouldBe(all.Length);

        var first = await client.GetFromJsonAsync<JsonElement>("/api/events?limit=1");
        var next = first.GetProperty("next").GetString();
        (await EventsAsync("?after=" + next)).Length.ShouldBe(all.Length - 1);
        foreach (var (query, status) in new[] { ("?type=nonsense", 400), ("?area=SY99", 404), ("?since=2999-01-01", 422), ("?since=soon", 400), ("?stream=x", 400) })
            using (var refused = await client.GetAsync("/api/events" + query)) ((int)refused.StatusCode).ShouldBe(status, query);
    }

    private async Task<JsonElement[]> EventsAsync(string query) => [.. (await client.GetFromJsonAsync<JsonElement>("/api/events" + query)).GetProperty("items").EnumerateArray()];

    private sealed record Recorded(string Id, string Position, int Version);

    private async Task<Recorded> GrantedAsync(string path, object body, string prefix = "chg_", int? version = null)
    {
        var (status, answer) = await SendAsync(path, body, version: version);
        status.ShouldBe(HttpStatusCode.Created, answer.ToString());
        var recorded = answer.Deserialize<Recorded>(JsonSerializerOptions.Web)!;
        recorded.Id.ShouldStartWith(prefix);
        return recorded;
    }

    private async Task RefusedAsync(HttpStatusCode expected, string field, string path, object body, string? key = null, int? version = null)
    {
        var (status, answer) = await SendAsync(path, body, key, version);
        status.ShouldBe(expected, answer.ToString());
        answer.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).ShouldContain(field);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string path, object body, string? key = null, int? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (version is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<string?> HolderAsync(string day) => (await client.GetFromJsonAsync<JsonElement>($"/api/control/SY12?at={day}")).GetProperty("area").GetProperty("controller").GetString();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await ledger.DisposeAsync();
    }
}
