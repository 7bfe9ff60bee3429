using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shouldly;
using Territory.Ledger.Areas;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Checks;

/// <summary>Snapshots: what was published once, shown again and proven.</summary>
public sealed class PinningTheState(PostgresPart postgres)
{
    [Fact]
    public async Task a_pinned_state_stays_and_the_log_folds_to_it()
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        using var somebody = new AnOperator(ledger);
        await new AHistory(ledger.Get<AreaDoor>(), clock, 31, "a").RecordAsync(40);
        var (status, now) = await somebody.PostAsync("/api/snapshots", new { reason = "weekly map" });
        status.ShouldBe(201, now.ToString());
        var (_, past) = await somebody.PostAsync("/api/snapshots", new { at = "2024-11-20", known = "30" });
        past.GetProperty("position").GetString().ShouldBe("30");
        var asked = await somebody.GetAsync($"/api/control?at=2024-11-20&known=30&level=governorate");

        await new AHistory(ledger.Get<AreaDoor>(), clock, 32, "b").RecordAsync(40);
        foreach (var snapshot in new[] { now, past })
        {
            var file = await FileAsync(somebody, snapshot, "json");
            file.GetProperty("checksum").GetString().ShouldBe(snapshot.GetProperty("checksum").GetString());
            file.GetProperty("areas").GetArrayLength().ShouldBe(snapshot.GetProperty("areas").GetInt32());
            (await FileAsync(somebody, snapshot, "geojson")).GetProperty("features").GetArrayLength().ShouldBe(AHistory.Theatre.Areas.Count);
            var check = await somebody.CheckAsync(path: $"/api/snapshots/{snapshot.GetProperty("id").GetString()}/verify");
            check.GetProperty("findings").GetInt64().ShouldBe(0, check.ToString());
            check.GetProperty("summary").GetProperty("refolded").GetString().ShouldBe(snapshot.GetProperty("checksum").GetString());
        }
        var governorates = (await FileAsync(somebody, past, "json")).GetProperty("areas").EnumerateArray().Where(a => a.GetProperty("level").GetString() == "governorate").Select(a => a.ToString());
        governorates.ShouldBe(asked.GetProperty("areas").EnumerateArray().Select(a => a.ToString()), "it is what the question about that time answers");
        foreach (var (query, ids) in new[] { ("", new[] { now, past }), ("?order=desc", [past, now]), ($"?after={now.GetProperty("id").GetString()}", [past]), ("?order=desc&limit=1", [past]) })
            (await somebody.GetAsync("/api/snapshots" + query)).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()).ShouldBe(ids.Select(s => s.GetProperty("id").GetString()), query);

        (await ForgedAsync(somebody, now, "geojson", text => text.Replace("\"contested\"", "\"shared\"", StringComparison.Ordinal).Replace("GOV_ASSAD", "OPP", StringComparison.Ordinal))).ShouldContain("says otherwise than its JSON");
        (await ForgedAsync(somebody, now, "json", text => text.Replace("\"packVersion\":\"", "\"packVersion\":\"9", StringComparison.Ordinal))).ShouldContain("its record say different things");
        (await ForgedAsync(somebody, now, "json", text => text.Replace("\"status\":\"controlled\"", "\"status\":\"owned\"", StringComparison.Ordinal))).ShouldContain("is not the file that was kept");

        (await somebody.TamperAsync("update ledger.snapshots set checksum = 'another', json = geojson")).ShouldBe(2);
        var broken = await somebody.CheckAsync(path: $"/api/snapshots/{now.GetProperty("id").GetString()}/verify");
        (await somebody.FindingsAsync(broken)).ShouldContain(f => f.GetProperty("kind").GetString() == "alteredSnapshot");
    }

    [Fact]
    public async Task a_changed_history_no_longer_folds_to_it()
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        using var somebody = new AnOperator(ledger);
        await new AHistory(ledger.Get<AreaDoor>(), clock, 33).RecordAsync(40);
        var (_, snapshot) = await somebody.PostAsync("/api/snapshots", new { at = "2024-11-30" });
        (await somebody.TamperAsync("update ledger.mt_events set data = jsonb_set(data, '{ruling,controllers}', '[\"NOBODY\"]') where type = 'change_decided.v1'")).ShouldBeGreaterThan(0);
        var found = await somebody.FindingsAsync(await somebody.CheckAsync(path: $"/api/snapshots/{snapshot.GetProperty("id").GetString()}/verify"));
        found.ShouldContain(f => f.GetProperty("kind").GetString() == "differentSnapshot" && f.GetProperty("expected").ToString().Contains("NOBODY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task what_is_still_to_come_cannot_be_pinned()
    {
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), new HandClock(AHistory.Begin.AddDays(40)));
        using var somebody = new AnOperator(ledger);
        (await somebody.RefusedAsync(422, "known", "/api/snapshots", new { known = "999999" })).ShouldContain("has come to");
        await somebody.RefusedAsync(422, "at", "/api/snapshots", new { at = "2030-01-01" });
        await somebody.RefusedAsync(400, "at", "/api/snapshots", new { at = "yesterday" });
        await somebody.RefusedAsync(404, "theatre", "/api/snapshots", new { theatre = "nowhere" });
        await somebody.RefusedAsync(404, "id", "/api/snapshots/snp_nothing/verify", new { });
        (await somebody.Client.GetAsync("/api/snapshots/snp_nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Whoever can write to the database alters a file and its hash alike; what the check then says. The file is put back.</summary>
    private static async Task<string> ForgedAsync(AnOperator somebody, JsonElement snapshot, string format, Func<string, string> forge)
    {
        var id = snapshot.GetProperty("id").GetString();
        var kept = await somebody.Client.GetByteArrayAsync($"/api/snapshots/{id}?format={format}");
        var forged = Encoding.UTF8.GetBytes(forge(Encoding.UTF8.GetString(kept)));
        forged.ShouldNotBe(kept);
        await WriteAsync(forged);
        var found = await somebody.FindingsAsync(await somebody.CheckAsync(path: $"/api/snapshots/{id}/verify"));
        await WriteAsync(kept);
        return found.First(f => f.GetProperty("kind").GetString() == "alteredSnapshot").GetProperty("sentence").GetString()!;

        Task<int> WriteAsync(byte[] file)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(file);
            return somebody.TamperAsync($"update ledger.snapshots set {format} = '\\x{Convert.ToHexString(packed.ToArray())}', {format}_sha256 = '{Convert.ToHexStringLower(SHA256.HashData(file))}', {format}_bytes = {file.Length} where id = '{id}'");
        }
    }

    private static async Task<JsonElement> FileAsync(AnOperator somebody, JsonElement snapshot, string format)
    {
        var path = $"/api/snapshots/{snapshot.GetProperty("id").GetString()}?format={format}";
        using var answer = await somebody.Client.GetAsync(path);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(snapshot.GetProperty(format).GetProperty("sha256").GetString());
        answer.Headers.ETag!.Tag.ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"");
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { new EntityTagHeaderValue(answer.Headers.ETag!.Tag) } } };
        using var unchanged = await somebody.Client.SendAsync(again);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        return JsonDocument.Parse(bytes).RootElement;
    }
}
