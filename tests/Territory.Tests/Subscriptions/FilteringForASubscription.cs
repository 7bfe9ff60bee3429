using System.Globalization;
using System.Text.Json;
using Shouldly;
using Territory.Contracts;
using Territory.Feed.Log;
using Territory.Feed.Subscriptions;
using Territory.Tests.Client;
using Territory.Tests.Ledger;
using Xunit;

namespace Territory.Tests.Subscriptions;

/// <summary>What of the log one subscription is handed, and what it is told of it.</summary>
public sealed class FilteringForASubscription
{
    private static readonly KeptChange Daraa = Kept(2, 0);
    private static readonly KeptChange Homs = Kept(3, 2, area: "SY04");
    private static readonly KeptChange Hama = Kept(5, 3, area: "SY05", grade: "C3");

    [Fact]
    public void several_areas_are_or_and_the_rest_is_and()
    {
        var wanted = Wanted(FilterOfSubscription.Everything with { Areas = ["SY12", "SY05"], MinGrade = Grade.Parse("B2") });
        new[] { Daraa, Homs, Hama }.Where(wanted.Wants).ShouldBe([Daraa]);
        Wanted(FilterOfSubscription.Everything with { Areas = ["SY12", "SY05"] }).Wants(Hama).ShouldBeTrue();
        Wanted(FilterOfSubscription.Everything with { Actors = ["SDF", "OPP"] }).Wants(Homs).ShouldBeTrue();
        Wanted(FilterOfSubscription.Everything with { Kinds = ["corrected"] }).Wants(Homs).ShouldBeFalse();
    }

    [Fact]
    public async Task each_delivery_names_the_one_before()
    {
        var (batch, _) = await CutAsync(FilterOfSubscription.Everything with { Areas = ["SY04", "SY05"] }, delivered: 1, most: 10, Daraa, Homs, Hama);
        batch.Deliveries.Select(d => (d.Change.Position, d.Previous)).ShouldBe([(3, 1), (5, 3)]);
        JsonDocument.Parse(batch.Deliveries[1].Json).RootElement.GetProperty("previousdelivered").GetString().ShouldBe("3");
        batch.End.ShouldBe(5);
    }

    [Fact]
    public async Task without_a_filter_the_event_goes_out_as_it_is()
    {
        var (batch, _) = await CutAsync(FilterOfSubscription.Everything, 0, 10, Daraa);
        batch.Deliveries.Single().Json.ShouldBe(Daraa.Json);
    }

    [Fact]
    public async Task a_batch_ends_with_its_last_delivery()
    {
        var (batch, _) = await CutAsync(FilterOfSubscription.Everything with { Areas = ["SY04"] }, 0, 1, Daraa, Homs, Hama);
        (batch.Deliveries.Single().Change, batch.End).ShouldBe((Homs, 3));
        // What nobody wants is passed all the same.
        (batch, _) = await CutAsync(FilterOfSubscription.Everything with { Areas = ["SY01"] }, 0, 1, Daraa, Homs, Hama);
        (batch.Deliveries.Count, batch.End).ShouldBe((0, 5));
    }

    [Theory]
    [InlineData(EventTypes.Retracted)]
    [InlineData(EventTypes.Corrected)]
    public async Task who_was_told_is_told_the_revision(string type)
    {
        // It is about another actor and graded worse: the filter alone would keep it back.
        var revision = Kept(9, 5, area: "SY04", grade: "F6", to: "ISIS", type: type, replaces: "chg_3");
        var filter = FilterOfSubscription.Everything with { Areas = ["SY04"], To = "OPP", MinGrade = Grade.Parse("B2"), Kinds = ["changed"] };
        (await CutAsync(filter, 0, 10, revision)).Batch.Deliveries.ShouldBeEmpty("it was told nothing");
        (await CutAsync(filter, 0, 10, Homs, revision)).Batch.Deliveries.Select(d => d.Change).ShouldBe([Homs, revision]);
        var (batch, _) = await Batches.CutAsync([revision], 3, Wanted(filter), 10, change => Task.FromResult(change == "chg_3"));
        batch.Deliveries.Single().Change.ShouldBe(revision);
    }

    [Fact]
    public void who_hears_of_successions_hears_of_their_retraction()
    {
        var taken = new ActorSuccession("suc_2", "9", "OPP", "opposition", "المعارضة", "GOV_TRANS", "transitional government", "الحكومة الانتقالية", new(2024, 12, 10), Samples.Recorded, "no decree says so", "person:a", "Retracted", "سحب", "suc_1");
        var back = new KeptChange("syria", 9, 5, JsonSerializer.SerializeToUtf8Bytes(Samples.Change(9, 5) with { Type = EventTypes.SuccessionRetracted, Subject = "OPP", Data = taken }, ContractJson.Options));
        foreach (var kind in new[] { "succeeded", "succession-retracted" }) Wanted(FilterOfSubscription.Everything with { Kinds = [kind] }).Wants(back).ShouldBeTrue(kind);
        Wanted(FilterOfSubscription.Everything with { Kinds = ["changed", "retracted"] }).Wants(back).ShouldBeFalse("retracted changes are another kind");
    }

    [Theory]
    [InlineData("\"now\"", typeof(StartAt.Now))]
    [InlineData("\"beginning\"", typeof(StartAt.Beginning))]
    [InlineData("17", typeof(StartAt.Behind))]
    [InlineData("\"17\"", typeof(StartAt.Behind))]
    [InlineData("{\"position\": 17}", typeof(StartAt.Behind))]
    [InlineData("{\"position\": \"2024\"}", typeof(StartAt.Behind))]
    [InlineData("\"2024-12-07\"", typeof(StartAt.From))]
    [InlineData("{\"time\": \"2024-12-07T06:00:00Z\"}", typeof(StartAt.From))]
    [InlineData("{\"time\": 17}", null)]
    [InlineData("{\"position\": 17, \"time\": \"2024-12-07\"}", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("[]", null)]
    public void a_start_is_a_position_a_time_or_a_word(string json, Type? kind) =>
        (StartAt.Read(JsonDocument.Parse(json).RootElement, AreaScenario.Syria.Zone)?.GetType()).ShouldBe(kind);

    private static Task<(Batch Batch, WantedChanges Wanted)> CutAsync(FilterOfSubscription filter, long delivered, int most, params KeptChange[] page) =>
        Batches.CutAsync(page, delivered, Wanted(filter), most, _ => Task.FromResult(false));

    private static WantedChanges Wanted(FilterOfSubscription filter) => WantedChanges.Of(filter, AreaScenario.Syria, []);

    private static KeptChange Kept(long position, long previous, string area = "SY12", string grade = "B2", string to = "OPP", string type = EventTypes.Changed, string? replaces = null)
    {
        var told = Samples.Change(position, previous);
        var change = told.Change! with { Area = area, Path = [area], Grade = Grade.Parse(grade), To = to, Replaces = replaces, Now = told.Change.Now with { Controllers = [to] } };
        return new("syria", position, previous, JsonSerializer.SerializeToUtf8Bytes(told with { Type = type, Subject = area, Data = change, Id = "evt_" + position.ToString(CultureInfo.InvariantCulture) }, ContractJson.Options));
    }
}
