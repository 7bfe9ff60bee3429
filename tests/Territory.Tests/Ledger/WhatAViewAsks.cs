using System.Text.Json;
using CsCheck;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;
using Xunit;

namespace Territory.Tests.Ledger;

/// <summary>A rebuild reads and keeps of an area's history no more than the view says that it asks for: its rows must be the same.</summary>
public sealed class WhatAViewAsks
{
    private static readonly Observation Look = new("obs_1", AreaScenario.Day("2024-12-20"), null, AreaScenario.Day("2024-12-21").From, "desk", Grade.Parse("B2"), "person:bench");

    public static TheoryData<string> Views => [.. LedgerViews.All.Select(view => view.Name)];

    [Theory]
    [MemberData(nameof(Views))]
    public void is_all_that_its_rows_need(string name)
    {
        var view = LedgerViews.All.Single(v => v.Name == name);
        ArrivalOrder.Claims.Sample(claims => Written(view, History(claims).Select(e => InShort(view, e)), view.Asks).ShouldBe(Written(view, History(claims), Said.All)), iter: 300);
    }

    /// <summary>What the view is written by, statement for statement.</summary>
    private static string Written(LedgerView view, IEnumerable<object> history, Said keeps)
    {
        var (state, steps) = (new AreaState("SY12") { Keeps = keeps }, new List<ViewStep>());
        foreach (var e in history)
        {
            var before = state;
            state = state.Fold(e, state.Version + 1, DateTimeOffset.UnixEpoch);
            steps.Add(new(before, e, state.Version, state));
        }
        return string.Join('\n', view.Write("ledger", "syria", steps).Select(c => c.CommandText + JsonSerializer.Serialize(c.Parameters.Select(p => p.Value), ContractJson.Options)));
    }

    private static object InShort(LedgerView view, object stored) => (view.InShort.SingleOrDefault(kind => kind.Of == stored.GetType())?.As, stored) switch
    {
        (null, _) => stored,
        ({ } kind, ClaimRecorded e) when kind == typeof(ClaimInShort) => new ClaimInShort(e.Claim.Id, e.Claim.ReportedAt, e.Decision),
        ({ } kind, ClaimRecorded e) when kind == typeof(ClaimInPassing) => new ClaimInPassing(e.Claim.ReportedAt),
        ({ } kind, ClaimReassessed) when kind == typeof(ClaimInPassing) => new ClaimInPassing(),
        ({ } kind, ChangeDecided e) when kind == typeof(ChangeDecided) => new ChangeDecided(null!, e.ChangeId, InPassing(e.Ruling)),
        ({ } kind, ChangeSupported e) when kind == typeof(ChangeSupported) => new ChangeSupported(null!, e.ChangeId, InPassing(e.Ruling)),
        var (kind, _) => throw new InvalidOperationException($"How a {stored.GetType().Name} is read as a {kind!.Name} is to be written here."),
    };

    /// <summary>With nothing else in it: not even what is empty.</summary>
    private static Ruling InPassing(Ruling ruling) =>
        JsonSerializer.Deserialize<Ruling>(JsonSerializer.Serialize(new { ruling.Status, ruling.Controllers, ruling.Effective, ruling.ReportedAt }, ContractJson.Options), ContractJson.Options)!;

    private static IReadOnlyList<object> History(KnownClaim[] claims)
    {
        var area = claims.Aggregate(new AreaScenario("SY12").GivenHeldBy("GOV_ASSAD", "2018-07-31"), (scenario, claim) => scenario.When(claim));
        return [.. area.Given(new ObservationRecorded("syria", Look), new ReviewRaised("syria", "rev_1", ReviewKind.Observation, Look.Id, "Somebody saw it."), new ReviewSettled("syria", "rev_1")).Events];
    }
}
