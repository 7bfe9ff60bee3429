using System.Collections.Immutable;
using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Imports;
using Territory.Tests.Ledger;
using Territory.Theatres;
using Xunit;
using static Territory.Tests.Ledger.AreaScenario;

namespace Territory.Tests.Imports;

public sealed class RecordingRows
{
    private static readonly Area Daraa = Syria.FindArea("SY12")!;

    [Fact]
    public void a_decision_carries_its_import() =>
        Decide(new("SY12"), Row("a", "OPP", "2024-12-07")).ShouldHaveSingleItem().ShouldBeOfType<ChangeDecided>().Ruling.DecidedBy.ShouldBe("import:imp_1");

    [Fact]
    public void a_note_is_recorded_with_its_decision()
    {
        var row = Row("a", "OPP", "2024-12-07");
        Decide(new("SY12"), row with { Content = ((RowContent.Decision)row.Content) with { Note = "by telephone" } }).ShouldHaveSingleItem().ShouldBeOfType<ChangeDecided>().Note.ShouldBe("by telephone");
    }

    [Fact]
    public void the_same_rows_again_change_nothing()
    {
        var rows = new[] { Row("a", "OPP", "2024-12-07"), Row("b", "SDF", "2024-12-09") };
        Decide(RecordRows.Fold(new("SY12"), Decide(new("SY12"), rows)), rows).ShouldBeEmpty();
    }

    [Fact]
    public void a_row_retracted_since_does_not_come_back()
    {
        var recorded = RecordRows.Fold(new("SY12"), Decide(new("SY12"), Row("a", "OPP", "2024-12-07")));
        var retracted = RecordRows.Fold(recorded, [new ChangeRetracted("syria", "r", "a", "person:editor", Day("2024-12-08").From, "It did not happen.")]);
        retracted.Timeline.ShouldBeEmpty();
        Decide(retracted, Row("a", "OPP", "2024-12-07")).ShouldBeEmpty();
    }

    [Fact]
    public void a_row_twice_in_one_breath_is_recorded_once() => Decide(new("SY12"), Row("a", "OPP", "2024-12-07"), Row("a", "OPP", "2024-12-07")).Count.ShouldBe(1);

    [Fact]
    public void what_the_policy_found_yields_to_what_was_given()
    {
        var found = new AreaScenario("SY12").When(Claim("c", "OPP", "2024-12-07")).State;
        var events = Decide(found, Row("a", "SDF", "2024-12-07"));
        events.Select(e => e.GetType()).ShouldBe([typeof(ChangeDecided), typeof(ChangeRetracted), typeof(ClaimReassessed)]);
        RecordRows.Fold(found, events).Timeline.ShouldHaveSingleItem().Ruling.Controllers.ShouldBe(["SDF"]);
    }

    [Fact]
    public void claims_are_decided_by_the_policy()
    {
        var content = new RowContent.Said(Daraa, Day("2024-12-07"), Claim("", "OPP", "2024-12-07"));
        Decide(new("SY12"), new NamedRow("c", "import:imp_1", content)).Select(e => e.GetType()).ShouldBe([typeof(ClaimRecorded), typeof(ChangeDecided)]);
    }

    private static IReadOnlyList<object> Decide(AreaState state, params NamedRow[] rows) => RecordRows.Decide(new(Daraa, state, _ => null) { Theatre = Syria }, rows, Syria);

    private static NamedRow Row(string id, string to, string effective) => new(id, "import:imp_1", new RowContent.Decision(Daraa, Day(effective), new(
        ControlStatus.Controlled, ImmutableArray.Create(to), [], null, null, Extent.Whole, Manner.Unknown, Day(effective), Day(effective).From, Grade.Parse("C2"), "import", "", [], [], null, false)));
}
