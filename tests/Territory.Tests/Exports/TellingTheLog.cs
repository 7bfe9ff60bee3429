using System.Text.Json;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Changes;
using Territory.Ledger.Exports;
using Territory.Tests.Ledger;
using Xunit;

namespace Territory.Tests.Exports;

public sealed class TellingTheLog
{
    [Fact]
    public async Task a_change_is_a_row_with_all_it_says()
    {
        var lines = await LinesAsync(ChangeColumns.All, Told(EventTypes.Changed, Daraa));
        lines[0].ShouldBe("position,kind,changeId,replaces,reason,area,areaName,level,adm1,adm1Name,adm2,adm3,from,fromStated,to,status,challengers,extent,manner,effectiveAt,precision,effectiveFrom,effectiveTo,"
            + "reportedAt,recordedAt,current,grade,rule,decidedBy,claims,claimsAgainst,summary,summaryAr,demonstration");
        lines[1].ShouldStartWith("#meta+position,#meta+kind,#meta+id,");
        lines[1].ShouldContain("#adm1+code,#adm1+name,#adm2+code,");
        lines[1].ShouldContain("#org+actor+from,");
        lines[2].ShouldBe("7,changed,chg_1,,,C5993,Daraa,place,SY12,Daraa,SY1200,SY120000,GOV_ASSAD,,OPP,controlled,,whole,force,2024-12-07,day,2024-12-06T21:00:00Z,2024-12-07T21:00:00Z,"
            + "2024-12-07T08:00:00Z,2024-12-07T09:00:00Z,true,B2,v1/decides-alone,policy,a;b,,Daraa city: regime to opposition,مدينة درعا,true");
    }

    [Fact]
    public async Task a_correction_names_what_it_replaces() =>
        (await LinesAsync(ChangeColumns.All, Told(EventTypes.Corrected, Daraa with { Replaces = "chg_0", Reason = "=a better, later claim" })))[2]
            .ShouldStartWith("7,corrected,chg_1,chg_0,\"'=a better, later claim\",C5993,");

    [Theory]
    [InlineData(ControlStatus.Controlled, Manner.Force, "Battles,Territory taken by force,armed opposition,Assad government")]
    [InlineData(ControlStatus.Controlled, Manner.Agreement, "Strategic developments,Non-violent transfer of territory,armed opposition,Assad government")]
    [InlineData(ControlStatus.Contested, Manner.Unknown, "Battles,Armed clash,armed opposition,Assad government")]
    public async Task acled_has_its_own_words(ControlStatus status, Manner manner, string words)
    {
        var lines = await LinesAsync(AcledColumns.All, Told(EventTypes.Changed, Daraa with { Status = status, Manner = manner }));
        lines[0].ShouldBe("event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,admin2,location,source,notes,timestamp");
        lines[2].ShouldBe($"chg_1,2024-12-07,1,{words},Syria,Daraa,Daraa,Daraa,\"policy, v1/decides-alone, grade B2\",[Invented demonstration.] Daraa city: regime to opposition.,1733562000");
    }

    private static readonly ControlChange Daraa = new(
        "chg_1", "7", "C5993", "Daraa", AreaLevel.Place, ["SY12", "SY1200", "SY120000", "C5993"], "GOV_ASSAD", null, "OPP", ControlStatus.Controlled, Extent.Whole, Manner.Force,
        "2024-12-07", Precision.Day, Utc("2024-12-06T21:00:00Z"), Utc("2024-12-07T21:00:00Z"), DateBasis.Text, Utc("2024-12-07T08:00:00Z"), true, Grade.Parse("B2"), "v1/decides-alone", "policy",
        ["a", "b"], [], [], "Daraa city: regime to opposition", "مدينة درعا", new(["OPP"], ControlStatus.Controlled, null), Demonstration: true);

    private static ToldEvent Told(string type, ControlChange change) =>
        new(AreaScenario.Syria, 7, JsonSerializer.Serialize(new CloudEvent("e1", "/theatres/syria", type, change.Area, Utc("2024-12-07T09:00:00Z"), "7", "0", change), ContractJson.Options));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Without their line ends.</summary>
    private static async Task<string[]> LinesAsync(IReadOnlyList<Column<ToldEvent>> columns, params ToldEvent[] rows) =>
        [.. (await new CsvExport<ToldEvent>(columns, true, rows.ToAsyncEnumerable(), "t", new(AreaScenario.Syria), foreign: true).LinesAsync().ToArrayAsync()).Select(line => line[..^2])];
}
