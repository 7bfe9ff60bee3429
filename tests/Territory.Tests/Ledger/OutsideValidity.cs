using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Tests.Theatres;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Ledger;

/// <summary>A register says when an area and an actor were there; what lies outside is a warning, never a refusal.</summary>
public sealed class OutsideValidity : IDisposable
{
    private readonly MiniPack pack = new MiniPack().Write("areas.csv", """
        code,level,kind,parent,iso,seat,cue,name,nameAr,variants,validFrom,validTo
        E,governorate,,,XX-E,,,East,الشرق,Orient,,
        W,governorate,,,XX-W,,,West,الغرب,,,
        E1,district,,E,,,,East,الشرق,,,
        E11,place,city,E1,,1,,East,الشرق,Eastern,,
        W1,district,,W,,,,Port,الميناء,,2020-03-01,2021-01-01

        """);

    private Theatre Theatre => field ??= pack.Load();

    [Fact]
    public void the_gazetteer_may_say_from_when_to_when()
    {
        TheatreConformance.Check(Theatre).ShouldBeEmpty();
        AreaEntry.Of(Theatre.FindArea("W1")!).ShouldSatisfyAllConditions(a => a.ValidFrom.ShouldBe(new DateOnly(2020, 3, 1)), a => a.ValidTo.ShouldBe(new DateOnly(2021, 1, 1)));
        AreaEntry.Of(Theatre.FindArea("E1")!).ShouldSatisfyAllConditions(a => a.ValidFrom.ShouldBeNull(), a => a.ValidTo.ShouldBeNull());
    }

    [Theory]
    [InlineData("2020-02-29", true)]
    [InlineData("2020-03-01", false)]
    [InlineData("2020-12-31", false)]
    [InlineData("2021-01-01", true)]
    // A month or a year of which a day fits may have been that day.
    [InlineData("2020-02", true)]
    [InlineData("2020-03", false)]
    [InlineData("2020", false)]
    [InlineData("2021", true)]
    public void an_area_that_was_not_there_is_a_warning(string date, bool warned)
    {
        var found = Validity.Warnings(Theatre, Theatre.FindArea("W1")!, Date(date));
        if (warned) found.ShouldHaveSingleItem().ShouldStartWith("The area W1 (Port)");
        else found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2019-06-01", true)]
    [InlineData("2020-04-01", false)]
    public void a_claim_of_it_counts_and_bears_a_warning(string date, bool warned)
    {
        var decision = RecordClaim.Decide(new(Theatre.FindArea("W1")!, new AreaState("W1"), _ => null) { Theatre = Theatre }, [AreaScenario.Claim("c", "OLD", date, area: "W1")]).OfType<ClaimRecorded>().ShouldHaveSingleItem().Decision;
        decision.Outcome.ShouldBe("decided");
        if (warned) decision.Warning.ShouldNotBeNull().ShouldStartWith("W1 (Port) is known from 2020-03-01 to 2021-01-01");
        else decision.Warning.ShouldBeNull();
    }

    [Fact]
    public void every_actor_that_was_not_there_is_a_warning()
    {
        string[] Actors(string date) => [.. Validity.Warnings(Theatre, Theatre.FindArea("E1")!, Date(date), "OLD", null, "NEW", "NEW").Select(w => w.Split(' ')[2])];
        Actors("2019-12-31").ShouldBe(["NEW"]);
        Actors("2020-01-01").ShouldBeEmpty();
        Actors("2020-06-01").ShouldBe(["OLD"]);
    }

    [Fact]
    public void an_area_asked_for_when_it_was_not_there_is_a_warning()
    {
        Validity.Warnings(Theatre.FindArea("W1")!, new DateOnly(2021, 1, 1)).ShouldHaveSingleItem().ShouldContain("2021-01-01");
        Validity.Warnings(Theatre.FindArea("W1")!, new DateOnly(2020, 12, 31)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2020-03-01,2021-01-01", "2021-01-01,2021-01-01", "no day")]
    [InlineData("2020-03-01,2021-01-01", "March,", "validFrom is 'March'")]
    [InlineData("variants,validFrom,validTo", "variants,validFrom", "the heading must be")]
    public void a_validity_that_cannot_be_is_named(string words, string others, string fault)
    {
        pack.Break("areas.csv", words, others);
        string faults;
        try { faults = string.Join('\n', TheatreConformance.Check(pack.Load())); }
        catch (TheatrePackException wrong) { faults = wrong.Message; }
        faults.ShouldContain(fault);
    }

    private EffectiveTime Date(string text) => LocalTime.TryParse(text, Theatre.Zone, DateBasis.Text, out var time) ? time : throw new ArgumentException(text);

    public void Dispose() => pack.Dispose();
}
