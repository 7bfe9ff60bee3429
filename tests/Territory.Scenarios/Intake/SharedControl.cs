using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Intake;

/// <summary>Several hold one area together: from the words of a report, or from a person who reads them so, to the answer that names all of them.</summary>
public abstract class SharedControlScenarios(Installation installation)
{
    private static object Report(string text) => new { text, source = "A desk that counts holders", grade = "B2", publishedAt = "2021-06-01" };

    [Fact]
    public async Task a_report_of_joint_control_names_all_who_hold_it()
    {
        var (status, report) = await installation.ReportAsync(Report("باتت بلدة عين عيسى تحت سيطرة مشتركة بين قوات النظام وقوات سوريا الديمقراطية."), "?wait=20");
        status.ShouldBe(201, report.ToString());
        var claim = report.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem();
        (Text(claim, "kind"), Text(claim, "status"), Text(claim, "to"), Texts(claim, "with")).ShouldBe(("change", "shared", "GOV_ASSAD", "SDF"));
        (Text(claim.GetProperty("decision"), "outcome"), report.GetProperty("changes").GetArrayLength()).ShouldBe(("decided", 1));

        var held = (await installation.GetAsync("/api/control/C5905?at=2021-06-02")).GetProperty("area");
        (Text(held, "status"), held.GetProperty("controller").ValueKind, Texts(held, "controllers")).ShouldBe(("shared", JsonValueKind.Null, "GOV_ASSAD+SDF"));
    }

    [Fact]
    public async Task a_person_who_reads_it_so_names_them()
    {
        using var client = installation.Client();
        using var careful = await client.PutAsJsonAsync("/api/sources/A%20desk%20that%20counts%20one", new { grade = "B2", everythingWaits = true });
        careful.EnsureSuccessStatusCode();
        var (_, report) = await installation.ReportAsync(new { text = "سيطرت قوات النظام اليوم على بلدة تل تمر.", source = "A desk that counts one", publishedAt = "2021-06-01" });
        var id = Text(report.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem(), "id");

        using var alone = await client.PostAsJsonAsync($"/api/claims/{id}/accept", new { status = "shared" });
        ((int)alone.StatusCode).ShouldBe(422);
        (await alone.Content.ReadAsStringAsync()).ShouldContain("\"field\":\"with\"");
        using var accepted = await client.PostAsJsonAsync($"/api/claims/{id}/accept?wait=20", new { with = new[] { "sdf" } });
        var claim = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("claim");
        (Text(claim, "status"), Text(claim, "to"), Texts(claim, "with")).ShouldBe(("shared", "GOV_ASSAD", "SDF"));

        var held = (await installation.GetAsync("/api/control/C4409?at=2021-06-02")).GetProperty("area");
        (Text(held, "status"), Texts(held, "controllers")).ShouldBe(("shared", "GOV_ASSAD+SDF"));
        var line = (await client.GetStringAsync("/api/claims/training")).Split('\n').Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).Single(l => Text(l, "id") == Text(report, "id"));
        Texts(line.GetProperty("expected")[0], "with").ShouldBe("SDF");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Texts(JsonElement element, string name) => string.Join('+', element.GetProperty(name).EnumerateArray().Select(e => e.GetString()));
}

[Collection<OnTheAllInOne>]
public sealed class SharedControlOverTheAllInOne(AllInOneInstallation installation) : SharedControlScenarios(installation);

[Collection<OnTheSplitServices>]
public sealed class SharedControlOverTheSplitServices(SplitInstallation installation) : SharedControlScenarios(installation);
