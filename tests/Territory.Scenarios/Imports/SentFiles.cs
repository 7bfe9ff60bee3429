using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;

namespace Territory.Scenarios.Imports;

/// <summary>Files of history sent to a ledger, and what it says of them.</summary>
internal sealed class SentFiles(HttpClient client)
{
    public const string Header = "area,effective_at,status,to,from,extent,manner,grade,source\n";
    private static readonly TimeSpan Patience = Eventually.Most;

    public static string ManyRows(int rows)
    {
        string[] areas = ["SY01", "SY02", "SY03", "SY04", "SY05", "SY06", "SY07", "SY08", "SY1200", "SY1203", "C5993"];
        string[] actors = ["GOV_ASSAD", "OPP", "SDF"];
        var first = new DateOnly(2012, 1, 1);
        return Header + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{areas[i % areas.Length]},{first.AddDays(i / areas.Length):yyyy-MM-dd},controlled,{actors[i / areas.Length % 3]},,most,,C3,desk\n")));
    }

    public async Task<JsonElement> SendAsync(string file, string query = "", string kind = "decisions")
    {
        var (status, run) = await PostAsync(file, query, kind);
        status.ShouldBe(HttpStatusCode.Accepted);
        return run;
    }

    public async Task<(HttpStatusCode, JsonElement)> PostAsync(string file, string query = "", string kind = "decisions")
    {
        using var content = new StringContent(file, Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync($"/api/imports?as={kind}{query}", content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task<JsonElement> EndedAsync(JsonElement run)
    {
        await Eventually.TrueAsync(async () => (run = await GetAsync("/api/imports/" + Word(run, "id"))).GetProperty("endedAt").ValueKind != JsonValueKind.Null, Patience);
        return run;
    }

    public async Task<IReadOnlyList<JsonElement>> ChangesAsync() => [.. (await GetAsync("/api/changes")).GetProperty("items").EnumerateArray()];

    public async Task<JsonElement> GetAsync(string path) => await client.GetFromJsonAsync<JsonElement>(path);

    public static string Word(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";
}
