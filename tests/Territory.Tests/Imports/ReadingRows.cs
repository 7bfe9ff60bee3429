using Shouldly;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Imports;
using Territory.Tests.Ledger;
using Xunit;

namespace Territory.Tests.Imports;

public sealed class ReadingRows
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void a_decision_is_read_as_it_stands()
    {
        var ruling = Decision("area=SY12,effective_at=2024-12-07,status=controlled,to=opp,from=GOV_ASSAD,extent=whole,manner=force,grade=b2,reported_at=2024-12-08,besieged_by=SDF|ISIS").Ruling;
        ruling.ShouldSatisfyAllConditions(
            r => r.Controllers.ShouldBe(["OPP"]),
            r => r.From.ShouldBe("GOV_ASSAD"),
            r => r.BesiegedBy.ShouldBe(["SDF", "ISIS"]),
            r => r.Effective.Precision.ShouldBe(Precision.Day),
            r => r.Effective.From.ShouldBe(At("2024-12-06T21:00:00Z")),
            r => r.ReportedAt.ShouldBe(At("2024-12-07T21:00:00Z")),
            r => r.Grade.ToString().ShouldBe("B2"));
    }

    [Fact]
    public void a_name_or_an_iso_code_names_the_area() =>
        new[] { "area=درعا", "area=SY-DR", "area=Daraa" }.Select(a => Decision(a + ",effective_at=2024,status=unknown").Area.Code).ShouldAllBe(code => code == "SY12");

    [Fact]
    public void reported_in_the_same_month_is_not_before_the_event() =>
        Decision("area=SY12,effective_at=2024-12-07,status=unknown,reported_at=2024-12").Ruling.ReportedAt.ShouldBe(At("2024-12-06T21:00:00Z"));

    [Theory]
    [InlineData("area=SY99,effective_at=2024,status=unknown", "area: SY99")]
    [InlineData("area=SY12,effective_at=2024-02-30,status=unknown", "effective_at: 2024-02-30")]
    [InlineData("area=SY12,effective_at=2026-01-03,status=unknown", "effective_at: 2026-01-03")]
    [InlineData("area=SY12,effective_at=0001-01-01,status=unknown", "effective_at: 0001-01-01")]
    [InlineData("area=SY12,effective_at=2024,status=unknown,reported_at=2026-02", "reported_at: 2026-02")]
    [InlineData("area=SY12,effective_at=2024-12-07,status=unknown,reported_at=2024-12-06", "reported_at: 2024-12-06")]
    [InlineData("area=SY12,effective_at=2024,status=held", "status: held")]
    [InlineData("area=SY12,effective_at=2024,status=", "status: ")]
    [InlineData("area=SY12,effective_at=2024,status=controlled,to=REGIME,extent=whole", "to: REGIME")]
    [InlineData("area=SY12,effective_at=2024,status=controlled,extent=whole", "to: ")]
    [InlineData("area=SY12,effective_at=2024,status=controlled,to=OPP|SDF,extent=whole", "to: OPP|SDF")]
    [InlineData("area=SY12,effective_at=2024,status=controlled,to=OPP,from=OPP,extent=whole", "to: OPP")]
    [InlineData("area=SY12,effective_at=2024,status=shared,to=OPP,extent=whole", "to: OPP")]
    [InlineData("area=SY12,effective_at=2024,status=shared,to=OPP|OPP,extent=whole", "to: OPP|OPP")]
    [InlineData("area=SY12,effective_at=2024,status=withdrawn,to=OPP,extent=whole", "to: OPP")]
    [InlineData("area=SY12,effective_at=2024,status=controlled,to=OPP", "extent: ")]
    [InlineData("area=SY12,effective_at=2024,status=contested,to=OPP,challengers=SDF,extent=whole", "extent: whole")]
    [InlineData("area=SY12,effective_at=2024,status=contested,to=OPP,challengers=OPP,extent=part", "challengers: OPP")]
    [InlineData("area=SY12,effective_at=2024,status=controlled,to=OPP,challengers=SDF,extent=whole", "challengers: SDF")]
    [InlineData("area=SY12,effective_at=2024,status=unknown,grade=G9", "grade: G9")]
    [InlineData("area=SY12,effective_at=2024,status=unknown,observation=maybe", "observation: maybe")]
    public void a_wrong_cell_is_named(string cells, string fault) => Faults(ImportKind.Decisions, cells).ShouldBe([fault]);

    [Theory]
    [InlineData("area=SY12,effective_at=2024-12-07,to=OPP,reported_at=2024-12-07,source=a,from=OPP", "to: OPP")]
    [InlineData("area=SY12,effective_at=2024-12-07,to=OPP,reported_at=,source=a", "reported_at: ")]
    [InlineData("area=SY12,effective_at=2024-12-07,to=OPP,reported_at=2024-12-07,source=", "source: ")]
    [InlineData("area=SY12,effective_at=2024-12-07,to=,reported_at=2024-12-07,source=a", "row: ")]
    [InlineData("area=SY12,effective_at=2024-12-07,to=OPP,reported_at=2024-12-07,source=a,kind=attempt", "row: ")]
    [InlineData("area=SY12,effective_at=2024-12-07,to=OPP,with=NOBODY,reported_at=2024-12-07,source=a", "with: NOBODY")]
    [InlineData("area=SY12,effective_at=2024-12-07,to=OPP,with=OPP,reported_at=2024-12-07,source=a", "row: ")]
    [InlineData("area=SY12,effective_at=2024-12-07,to=OPP,with=SDF,status=controlled,reported_at=2024-12-07,source=a", "row: ")]
    [InlineData("area=SY12,effective_at=2024-12-07,to=OPP,siege=SDF,reported_at=2024-12-07,source=a", "row: ")]
    [InlineData("area=SY12,effective_at=2024-12-07,siege=SDF,status=unknown,reported_at=2024-12-07,source=a", "status: unknown")]
    [InlineData("area=SY12,effective_at=2024-12-07,siege=NOBODY,reported_at=2024-12-07,source=a", "siege: NOBODY")]
    [InlineData("area=SY12,effective_at=2024-12-07,siege=SDF,siege_lifted=perhaps,reported_at=2024-12-07,source=a", "siege_lifted: perhaps")]
    public void a_wrong_claim_is_refused_as_on_the_bus(string cells, string fault) => Faults(ImportKind.Claims, cells).ShouldBe([fault]);

    [Fact]
    public void every_wrong_cell_of_a_row_is_named() =>
        Faults(ImportKind.Decisions, "area=nowhere at all,effective_at=soon,status=maybe,grade=X").ShouldBe(["area: nowhere at all", "effective_at: soon", "status: maybe", "grade: X"]);

    [Fact]
    public void near_matches_are_named() =>
        Read(ImportKind.Decisions, "area=Darra,effective_at=2024,status=controlled,to=regime,extent=whole").Errors.Select(e => e.Expected)
            .ShouldSatisfyAllConditions(e => e.ShouldContain(x => x.Contains("SY12")), e => e.ShouldContain(x => x.Contains("GOV_ASSAD")));

    [Fact]
    public void a_look_needs_who_looked_and_no_status()
    {
        Faults(ImportKind.Decisions, "area=SY12,effective_at=2024,status=,observation=true").ShouldBe(["source: "]);
        Read(ImportKind.Decisions, "area=SY12,effective_at=2024,status=,to=OPP,observation=true,source=desk").Content.ShouldBeOfType<RowContent.Watched>().Observation.HeldBy.ShouldBe("OPP");
    }

    [Fact]
    public void who_shares_it_makes_it_shared() =>
        Said("area=SY12,effective_at=2024-12-07,to=OPP,with=sdf|SNA,reported_at=2024-12-07,source=a").ShouldSatisfyAllConditions(c => c.Status.ShouldBe(ControlStatus.Shared), c => c.To.ShouldBe("OPP"), c => c.With.ShouldBe(["SDF", "SNA"]));

    [Fact]
    public void who_fights_over_it_too_is_named() =>
        Said("area=SY12,effective_at=2024-12-07,to=OPP,with=SDF,status=contested,reported_at=2024-12-07,source=a").ShouldSatisfyAllConditions(c => c.Status.ShouldBe(ControlStatus.Contested), c => c.With.ShouldBe(["SDF"]));

    [Theory]
    [InlineData("siege=isis", "ISIS", false)]
    [InlineData("siege=ISIS,siege_lifted=true", "ISIS", true)]
    [InlineData("siege_lifted=1", null, true)]
    public void a_siege_is_told_by_itself(string cells, string? by, bool lifted) =>
        Said($"area=SY12,effective_at=2024-12-07,{cells},reported_at=2024-12-07,source=a").ShouldSatisfyAllConditions(c => c.Siege.ShouldBe(new SiegeTold(by, lifted)), c => c.To.ShouldBeNull(), c => c.Status.ShouldBe(ControlStatus.Unknown));

    [Fact]
    public void a_withdrawal_has_no_taker() =>
        Read(ImportKind.Claims, "area=SY12,effective_at=2024-12-07,from=GOV_ASSAD,reported_at=2024-12-07,source=a").Content.ShouldBeOfType<RowContent.Said>().Claim
            .ShouldSatisfyAllConditions(c => c.Status.ShouldBe(ControlStatus.Withdrawn), c => c.Owner.ShouldBe("a"));

    [Fact]
    public void a_source_of_no_register_is_restricted() =>
        Read(ImportKind.Claims, "area=SY12,effective_at=2024-12-07,to=OPP,reported_at=2024-12-07,source=a").Content.ShouldBeOfType<RowContent.Said>().Claim.Restricted.ShouldBeTrue();

    [Fact]
    public void a_decision_keeps_its_source_and_note() =>
        Decision("area=SY12,effective_at=2024-12-07,status=unknown,source=desk,note=by telephone").Note.ShouldBe("Source: desk. by telephone");

    [Fact]
    public void a_row_of_another_width_is_a_fault() =>
        ImportRow.Read(Header(ImportKind.Decisions, ["area", "effective_at", "status"]), ["SY12", "2024"], new(AreaScenario.Syria, Now)).Errors.ShouldHaveSingleItem().Found.ShouldBe("2 cells");

    [Fact]
    public void a_header_names_what_is_missing_unknown_or_twice() =>
        ImportHeader.Read(ImportKind.Decisions, ["area", "area", "status", "colour"]).Errors.Select(e => e.Found).ShouldBe(["colour", "area", null]);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private static RowContent.Decision Decision(string cells) => Read(ImportKind.Decisions, cells).Content.ShouldBeOfType<RowContent.Decision>();

    private static KnownClaim Said(string cells) => Read(ImportKind.Claims, cells).Content.ShouldBeOfType<RowContent.Said>().Claim;

    private static string[] Faults(ImportKind kind, string cells) => [.. Read(kind, cells).Errors.Select(e => $"{e.Field}: {e.Found}")];

    private static ImportRow Read(ImportKind kind, string cells)
    {
        var pairs = cells.Split(',').Select(c => c.Split('=', 2)).ToArray();
        return ImportRow.Read(Header(kind, [.. pairs.Select(p => p[0])]), [.. pairs.Select(p => p[1])], new(AreaScenario.Syria, Now));
    }

    private static ImportHeader Header(ImportKind kind, string[] names) => ImportHeader.Read(kind, names).Header.ShouldNotBeNull();
}
