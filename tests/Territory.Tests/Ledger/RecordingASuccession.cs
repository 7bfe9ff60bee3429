using Shouldly;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Ledger;

/// <summary>An actor goes on as one other, and never as itself by a round.</summary>
public sealed class RecordingASuccession
{
    private static readonly Theatre Syria = AreaScenario.Syria;
    private ActorsState state = new(Syria.Id);

    [Fact]
    public void is_one_event_whatever_the_actor_holds()
    {
        var recorded = Decide("YPG", "SDF", "2015-10-10");
        recorded.ShouldBe(new ActorSucceeded("syria", recorded.SuccessionId, "YPG", "SDF", new(2015, 10, 10), "statement", "person:editor"));
        recorded.SuccessionId.ShouldStartWith("suc_");
        Decide("YPG", "SDF", "2015-10-10").ShouldBe(recorded, "nothing random in a decision");
    }

    [Fact]
    public void again_is_known_and_appends_nothing()
    {
        Given("YPG", "SDF", "2015-10-10");
        Outcome("YPG", "SDF", "2015-10-10").ShouldBeOfType<SuccessionOutcome.Known>().Earlier.Position.ShouldBe(1);
        Outcome("ypg", "sdf", "2015-10-10").ShouldBeOfType<SuccessionOutcome.Known>("codes in any case are the same actor");
    }

    [Fact]
    public void of_a_day_long_before_anything_is_wrong() => Outcome("YPG", "SDF", "0001-01-01").ShouldBeOfType<SuccessionOutcome.Wrong>().Field.ShouldBe("on");

    [Theory]
    [InlineData("HTS", "2015-10-10")]
    [InlineData("SDF", "2015-10-11")]
    public void a_second_one_of_the_same_actor_contradicts(string to, string on)
    {
        Given("YPG", "SDF", "2015-10-10");
        var refused = Outcome("YPG", to, on).ShouldBeOfType<SuccessionOutcome.Contradicts>();
        refused.Field.ShouldBe("from");
        refused.Expected.ShouldContain("YPG goes on as SDF from 2015-10-10");
    }

    [Theory]
    [InlineData("YPG", "YPG to SDF to HTS")]
    [InlineData("SDF", "SDF to HTS")]
    public void one_that_closes_a_circle_is_wrong(string to, string way)
    {
        Given("YPG", "SDF", "2015-10-10").Given("SDF", "HTS", "2016-01-01");
        var refused = Outcome("HTS", to, "2020-01-01").ShouldBeOfType<SuccessionOutcome.Wrong>();
        refused.Field.ShouldBe("to");
        refused.Expected.ShouldContain(way);
    }

    [Theory]
    [InlineData("NOBODY", "SDF", "from")]
    [InlineData("YPG", "NOBODY", "to")]
    [InlineData("YPG", "YPG", "to")]
    [InlineData("YPG", "ypg", "to")]
    public void an_actor_there_is_not_or_itself_is_wrong(string from, string to, string field) =>
        Outcome(from, to, "2015-10-10").ShouldBeOfType<SuccessionOutcome.Wrong>().Field.ShouldBe(field);

    [Fact]
    public void a_key_is_good_for_one_wish()
    {
        state = state.Fold(Decide("YPG", "SDF", "2015-10-10", key: "k1"), 1, DateTimeOffset.UnixEpoch);
        Outcome("YPG", "SDF", "2015-10-10", key: "k1").ShouldBeOfType<SuccessionOutcome.Known>();
        Outcome("NUSRA", "HTS", "2017-01-28", key: "k1").ShouldBeOfType<SuccessionOutcome.Wrong>().Field.ShouldBe("Idempotency-Key");
        Outcome("NUSRA", "HTS", "2017-01-28", key: "k2").ShouldBeOfType<SuccessionOutcome.Recorded>();
    }

    [Fact]
    public void what_was_known_at_a_position_stays_so()
    {
        Given("YPG", "SDF", "2015-10-10").Given("NUSRA", "HTS", "2017-01-28");
        state.At(0).Successions.ShouldBeEmpty();
        state.At(0).Version.ShouldBe(0);
        state.At(1).OfActor("NUSRA").ShouldBeNull();
        state.At(1).Version.ShouldBe(1);
        state.At(2).Successions.Select(s => s.To).ShouldBe(["SDF", "HTS"]);
    }

    [Fact]
    public void taken_back_it_stands_no_more_and_the_old_answer_remains()
    {
        Given("YPG", "SDF", "2015-10-10").Retract("given:YPG");
        state.OfActor("YPG").ShouldBeNull();
        state.At(1).OfActor("YPG").ShouldNotBeNull().Retracted.ShouldBeNull("as known before, nobody had taken it back");
        (state.At(1).Version, state.At(2).Version, state.Version).ShouldBe((1, 2, 2));
        state.At(2).Successions.ShouldBeEmpty();
    }

    [Fact]
    public void taken_back_it_may_be_recorded_again_as_another()
    {
        var first = Decide("YPG", "SDF", "2015-10-10");
        state = state.Fold(first, 1, DateTimeOffset.UnixEpoch);
        Retract(first.SuccessionId);
        Decide("YPG", "SDF", "2015-10-10").SuccessionId.ShouldNotBe(first.SuccessionId);
        Decide("YPG", "HTS", "2016-01-01").To.ShouldBe("HTS");
        Decide("SDF", "YPG", "2016-01-01").To.ShouldBe("YPG", "no circle is left");
    }

    [Fact]
    public void it_is_taken_back_once()
    {
        Given("YPG", "SDF", "2015-10-10").Retract("given:YPG");
        RetractSuccession.Decide(state, "given:YPG", "wrong", "person:editor").ShouldBeOfType<RetractionOutcome.Known>();
        RetractSuccession.Decide(state, "given:YPG", "otherwise", "person:editor").ShouldBeOfType<RetractionOutcome.Ended>();
        RetractSuccession.Decide(state, "suc_none", "wrong", "person:editor").ShouldBeOfType<RetractionOutcome.Missing>();
    }

    [Fact]
    public void a_key_is_known_even_after_a_retraction()
    {
        var first = Decide("YPG", "SDF", "2015-10-10", key: "k1");
        state = state.Fold(first, 1, DateTimeOffset.UnixEpoch);
        Retract(first.SuccessionId);
        Outcome("YPG", "SDF", "2015-10-10", key: "k1").ShouldBeOfType<SuccessionOutcome.Known>();
    }

    [Fact]
    public void names_follow_the_day_along_what_is_known()
    {
        Given("NUSRA", "HTS", "2017-01-28").Given("HTS", "GOV_TRANS", "2025-01-29");
        string Named(long position, string day) => (Syria with { Successions = [.. state.At(position).Successions.Select(s => s.ToSuccession())] }).OnDay("NUSRA", DateOnly.Parse(day, null));
        Named(0, "2026-01-01").ShouldBe("NUSRA");
        Named(1, "2026-01-01").ShouldBe("HTS");
        Named(2, "2017-01-27").ShouldBe("NUSRA");
        Named(2, "2017-01-28").ShouldBe("HTS");
        Named(2, "2025-01-29").ShouldBe("GOV_TRANS");
    }

    [Fact]
    public void another_event_in_its_stream_is_not_passed_over() =>
        Should.Throw<InvalidOperationException>(() => state.Fold("something else", 7, default)).Message.ShouldContain("position 7");

    [Fact]
    public void an_actor_that_was_not_there_is_a_warning()
    {
        Validity.Warnings(Syria, new Succession("YPG", "SDF", new(2015, 10, 10), "s")).ShouldBeEmpty();
        Validity.Warnings(Syria, new Succession("OPP", "GOV_TRANS", new(2012, 1, 1), "s")).ShouldHaveSingleItem().ShouldContain("GOV_TRANS");
        Validity.Warnings(Syria, new Succession("GOV_ASSAD", "OPP", new(2025, 3, 1), "s")).ShouldContain(w => w.Contains("GOV_ASSAD", StringComparison.Ordinal));
    }

    private RecordingASuccession Given(string from, string to, string on)
    {
        state = state.Fold(new ActorSucceeded(Syria.Id, $"given:{from}", from, to, Day(on), "given", "person:editor"), state.Version + 1, DateTimeOffset.UnixEpoch);
        return this;
    }

    private void Retract(string id) => state = state.Fold(RetractSuccession.Decide(state, id, "wrong", "person:editor").ShouldBeOfType<RetractionOutcome.Recorded>().Event, state.Version + 1, DateTimeOffset.UnixEpoch);

    private ActorSucceeded Decide(string from, string to, string on, string? key = null) => Outcome(from, to, on, key).ShouldBeOfType<SuccessionOutcome.Recorded>().Event;

    private SuccessionOutcome Outcome(string from, string to, string on, string? key = null) => RecordSuccession.Decide(state, Syria, new(from, to, Day(on), "statement", "person:editor", key));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
