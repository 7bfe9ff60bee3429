using CsCheck;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Territory.OperationsConsole.Api;
using Territory.OperationsConsole.Changes;
using Territory.OperationsConsole.Map;
using Xunit;

namespace Territory.Tests.OperationsConsole;

public sealed class TheAddressOfAView
{
    private static readonly string[] Typical = ["2024-12-07", "2024-12-07T14:30:00+03:00", "170", "درعا", "a&b=c#d", " "];
    private static readonly Gen<string?> Values = Gen.OneOf(Gen.Const((string?)null), Gen.String[1, 12].Select(s => (string?)s), Gen.Int[0, 5].Select(i => (string?)Typical[i]));

    [Fact]
    public void carries_the_view_there_and_back() => Gen.Select(Values, Values, Values, Values).Sample((at, reported, known, area) =>
    {
        // Half a surrogate pair is no text an address can carry.
        if (new[] { at, reported, known, area }.OfType<string>().Any(t => t.Any(char.IsSurrogate))) return;
        var view = new MapQuery(at, reported, known, area);
        var query = QueryHelpers.ParseQuery(new Uri(new Uri("http://console/"), view.ToAddress()).Query);
        string? Read(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
        new MapQuery(Read("at"), Read("reported"), Read("known"), Read("area")).ShouldBe(view);
    });

    [Fact]
    public void of_now_is_the_maps_own()
    {
        var now = new MapQuery(at: " ", reported: "");
        now.IsNow.ShouldBeTrue();
        now.ToAddress().ShouldBe("./");
    }

    [Fact]
    public void asks_the_api_for_times_and_not_for_the_area_picked_out() =>
        new MapQuery("2024-12-07", "2024-12-08", "170", "SY12").ToApi("syria").ShouldBe("?theatre=syria&at=2024-12-07&reported=2024-12-08&known=170");

    [Fact]
    public void of_a_list_of_changes_leaves_out_what_is_not_asked() =>
        new ChangesFilter(Area: "ريف دمشق", Actor: "").ToAddress().ShouldBe("changes?area=%D8%B1%D9%8A%D9%81%20%D8%AF%D9%85%D8%B4%D9%82");

    [Theory]
    [InlineData("/api/reports/rep_1", "intake"), InlineData("/api/feeds", "intake"), InlineData("/api/feed", "feed"), InlineData("/api/replays/1/cancel", "feed")]
    [InlineData("/api/control/SY12", "ledger"), InlineData("/api/feedback", "ledger"), InlineData("/openapi/v1.json", "ledger"), InlineData("/jobs", "ledger")]
    public void tells_the_front_door_who_answers(string path, string service) => Services.Of(path).Name.ShouldBe(service);
}
