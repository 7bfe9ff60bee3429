using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Territory.Scenarios.Answers;

/// <summary>A ledger of its own: time passes in it, and an actor goes on as another.</summary>
public sealed class NamesOfToday(ALedgerWithAStory told) : IClassFixture<ALedgerWithAStory>
{
    [Fact]
    public async Task pinned_names_of_today_do_not_move()
    {
        told.Clock.Move(TimeSpan.FromHours(1));
        using var recorded = await told.Client.PostAsJsonAsync("/api/successions", new { from = "OPP", to = "GOV_TRANS", on = "2024-12-12", source = "a desk" });
        recorded.StatusCode.ShouldBe(HttpStatusCode.Created, await recorded.Content.ReadAsStringAsync());
        const string Path = "/api/control?names=today&level=place&at=2024-12-09T20:00:00Z";
        var position = (await told.Client.GetFromJsonAsync<JsonElement>(Path)).GetProperty("position").GetString();
        var before = await told.Client.GetStringAsync($"{Path}&known={position}");
        before.ShouldContain("\"controller\":\"OPP\"", Case.Sensitive, "it goes on under another name tomorrow");
        told.Clock.Move(TimeSpan.FromDays(2));
        (await told.Client.GetStringAsync($"{Path}&known={position}")).ShouldBe(before, "what is pinned stays");
        (await told.Client.GetStringAsync(Path)).ShouldNotContain("\"controller\":\"OPP\"");
    }
}
