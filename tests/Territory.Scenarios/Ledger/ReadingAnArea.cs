using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Client;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Scenarios.Parts;
using Territory.Theatres;
using Xunit;

namespace Territory.Scenarios.Ledger;

/// <summary>What an area's answer says beside who holds it.</summary>
public sealed class ReadingAnArea(PostgresPart postgres)
{
    private static readonly DateTimeOffset Now = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task districts_that_all_disagree_ask_for_a_review()
    {
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), new HandClock(Now));
        await DecideAsync(ledger, "SY12", "GOV_ASSAD", "2018-07-31", Extent.Whole);
        var districts = AHistory.Theatre.Below("SY12").Where(a => a.Level == AreaLevel.District).Select(a => a.Code).ToArray();
        foreach (var district in districts.Skip(1)) await DecideAsync(ledger, district, "OPP", "2024-12-07", Extent.Whole);
        (await AskAsync(ledger, "SY12")).GetProperty("warnings").GetArrayLength().ShouldBe(0, "one of them does not disagree");
        await DecideAsync(ledger, districts[0], "OPP", "2024-12-07", Extent.Whole);
        var daraa = await AskAsync(ledger, "SY12");
        daraa.GetProperty("controller").GetString().ShouldBe("GOV_ASSAD", "a lower level never flips a higher one");
        daraa.GetProperty("warnings")[0].GetString()!.ShouldContain($"All {districts.Length} districts are held by OPP");
    }

    [Fact]
    public async Task its_version_is_told_for_the_present_only()
    {
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), new HandClock(Now));
        await DecideAsync(ledger, "SY12", "OPP", "2024-12-07", Extent.Whole);
        using var http = ledger.Client();
        var client = new TerritoryClient(http);
        (await client.ControlAsync("SY12", new ControlQuestion(), CancellationToken.None)).Area.Version.ShouldBe(1);
        (await client.ControlAsync("SY12", new ControlQuestion { Known = "1" }, CancellationToken.None)).Area.ShouldSatisfyAllConditions(a => a.Version.ShouldBeNull(), a => a.Controller.ShouldBe("OPP"));
        (await client.ControlAsync("SY12", new ControlQuestion { Reported = "2024-12-06" }, CancellationToken.None)).Area.Status.ShouldBe(ControlStatus.Unknown);
    }

    [Fact]
    public async Task a_look_without_news_is_not_a_change()
    {
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), new HandClock(Now));
        await DecideAsync(ledger, "SY12", "OPP", "2024-12-07", Extent.Whole);
        var watched = LocalTime.OfDay(new DateOnly(2025, 2, 20), AHistory.Theatre.Zone, DateBasis.Analyst);
        await ledger.Get<AreaDoor>().DecideAsync(AHistory.Theatre, ["SY12"], _ => [new ObservationRecorded(AHistory.Theatre.Id, new("obs_1", watched, "OPP", Now, "a desk", Grade.Parse("B2"), "person:test"))], CancellationToken.None);
        var daraa = await AskAsync(ledger, "SY12");
        daraa.GetProperty("since").GetDateTimeOffset().ShouldBe(LocalTime.StartOf(new DateOnly(2024, 12, 7), AHistory.Theatre.Zone));
        daraa.GetProperty("lastObservedAt").GetDateTimeOffset().ShouldBe(watched.To);
        (await AskAsync(ledger, "SY1200")).GetProperty("lastObservedAt").GetDateTimeOffset().ShouldBe(watched.To, "it has what the whole above has");
    }

    private static async Task<JsonElement> AskAsync(ALedger ledger, string area)
    {
        using var http = ledger.Client();
        return (await http.GetFromJsonAsync<JsonElement>($"/api/control/{area}")).GetProperty("area");
    }

    private static async Task DecideAsync(ALedger ledger, string area, string actor, string day, Extent extent)
    {
        LocalTime.TryParse(day, AHistory.Theatre.Zone, DateBasis.Analyst, out var effective).ShouldBeTrue();
        var ruling = new Ruling(ControlStatus.Controlled, [actor], [], null, null, extent, Manner.Unknown, effective, effective.From, Grade.Parse("B2"), "person", "person:test", [], [], null, false);
        await ledger.Get<AreaDoor>().DecideAsync(AHistory.Theatre, [area], _ => [new ChangeDecided(AHistory.Theatre.Id, $"chg_{area}_{day}", ruling)], CancellationToken.None);
    }
}
