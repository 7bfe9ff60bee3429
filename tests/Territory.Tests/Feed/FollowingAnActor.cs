using System.Text.Json;
using Shouldly;
using Territory.Contracts;
using Territory.Feed.Live;
using Territory.Feed.Log;
using Territory.Tests.Client;
using Territory.Tests.Ledger;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Feed;

/// <summary>A filter on an actor follows it to whoever it becomes; other filters know what a succession is not.</summary>
public sealed class FollowingAnActor
{
    private static readonly Theatre Syria = FollowedActor.Told(AreaScenario.Syria, []);
    private static readonly KeptChange Succession = Kept(SuccessionOf("OPP", "GOV_TRANS"));
    private static readonly KeptChange ToOpposition = Kept(Samples.Change(1, 0));
    private static readonly KeptChange ToGovernment = Kept(With(Samples.Change(3, 2), "GOV_TRANS"));

    [Fact]
    public void a_succession_reaches_whoever_follows_either_side()
    {
        Filter("OPP").Wants(Succession).ShouldBeTrue();
        Filter("GOV_TRANS").Wants(Succession).ShouldBeTrue();
        Filter("SDF").Wants(Succession).ShouldBeFalse();
    }

    [Fact]
    public void from_a_succession_on_the_successor_is_followed()
    {
        var before = Filter("OPP");
        before.Wants(ToOpposition).ShouldBeTrue();
        before.Wants(ToGovernment).ShouldBeFalse("nobody told of a succession yet");
        var after = before.After(ToOpposition).After(Succession);
        after.Wants(ToGovernment).ShouldBeTrue();
        after.Wants(ToOpposition).ShouldBeTrue("it is the same actor still");
        Filter("SDF").After(Succession).Wants(ToGovernment).ShouldBeFalse();
    }

    [Fact]
    public void what_the_log_told_before_counts_from_the_start()
    {
        var told = FollowedActor.Told(AreaScenario.Syria, [Succession.Event.Succession!]);
        (Filter("OPP") with { Actor = new FollowedActor(told, "OPP") }).Wants(ToGovernment).ShouldBeTrue();
    }

    [Fact]
    public void from_its_retraction_on_nobody_is_followed_further()
    {
        var retraction = Kept(SuccessionOf("OPP", "GOV_TRANS", replaces: "suc_1"));
        Filter("GOV_TRANS").Wants(retraction).ShouldBeTrue("both sides are told");
        var after = Filter("OPP").After(Succession).After(retraction);
        after.Wants(ToGovernment).ShouldBeFalse();
        after.Wants(ToOpposition).ShouldBeTrue();
        after.After(retraction).After(Succession).Wants(ToGovernment).ShouldBeTrue("it may turn out to have been right");
        var told = FollowedActor.Told(AreaScenario.Syria, [Succession.Event.Succession!, retraction.Event.Succession!]);
        told.Successions.ShouldBeEmpty();
    }

    [Fact]
    public void an_area_is_not_concerned_by_a_succession()
    {
        var daraa = new FeedFilter(Syria.FindArea("SY12"), null, null, null, null);
        daraa.Wants(ToOpposition).ShouldBeTrue();
        daraa.Wants(Succession).ShouldBeFalse();
    }

    [Fact]
    public void it_has_neither_taker_nor_grade_to_filter_by() =>
        new FeedFilter(null, null, "GOV_ASSAD", "OPP", Grade.Parse("B2")).Wants(Succession).ShouldBeTrue();

    private static FeedFilter Filter(string actor) => new(null, new FollowedActor(Syria, actor), null, null, null);

    private static KeptChange Kept(CloudEvent told) => new("syria", long.Parse(told.Position, null), long.Parse(told.PreviousPosition, null), JsonSerializer.SerializeToUtf8Bytes(told, ContractJson.Options));

    private static CloudEvent With(CloudEvent told, string actor) =>
        told with { Data = told.Change! with { From = "ISIS", To = actor, Now = told.Change.Now with { Controllers = [actor] } } };

    private static CloudEvent SuccessionOf(string from, string to, string? replaces = null) => Samples.Change(2, 1) with
    {
        Type = replaces is null ? EventTypes.Succeeded : EventTypes.SuccessionRetracted,
        Subject = from,
        Data = new ActorSuccession("suc_1", "2", from, from, from, to, to, to, new(2024, 12, 10), new(2024, 12, 9, 21, 0, 0, TimeSpan.Zero), "a decree", "person:editor", $"{from} goes on as {to}", $"{from} {to}", replaces),
    };
}
