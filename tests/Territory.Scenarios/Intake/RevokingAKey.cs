using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Intake;

public sealed class RevokingAKey(AllInOneInstallation installation) : IClassFixture<AllInOneInstallation>
{
    [Fact]
    public async Task a_session_ends_with_the_key_it_was_opened_with()
    {
        using var admin = installation.Client();
        using var made = await admin.PostAsJsonAsync("/api/keys", new { name = "leaving", roles = new[] { "admin" } });
        var key = await made.Content.ReadFromJsonAsync<JsonElement>();
        using var browser = new HttpClient { BaseAddress = installation.Address };
        (await browser.PostAsJsonAsync("/api/session", new { key = key.GetProperty("key").GetString() })).EnsureSuccessStatusCode();
        (await browser.GetAsync("/api/keys")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.DeleteAsync("/api/keys/" + key.GetProperty("id").GetString())).EnsureSuccessStatusCode();

        var watch = System.Diagnostics.Stopwatch.StartNew();
        while ((await browser.GetAsync("/api/keys")).StatusCode != HttpStatusCode.Unauthorized)
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "a revoked key stops working within seconds, and so do its sessions");
            await Task.Delay(100);
        }
    }
}
