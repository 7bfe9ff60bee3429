using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Checks;
using Territory.Scenarios.Ledger;
using Xunit;

namespace Territory.Scenarios.Rebuilds;

/// <summary>What a person's word covers, and what it does not.</summary>
public sealed class ApprovingARebuild(ARecordedHistory history) : IClassFixture<ARecordedHistory>
{
    private static readonly TimeSpan Patience = Installations.Eventually.Most;

    [Fact]
    public async Task what_was_not_shown_waits_again()
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var somebody = new AnOperator(ledger);
        await view.ChangeAsync(Tampered("NOBODY", 0));
        var id = await somebody.StartAsync(new { view = "timeline" }, "/api/rebuilds");
        await view.UntilStateAsync("awaitingApproval", Patience);

        await view.ChangeAsync(Tampered("SOMEBODY", 1));
        (await somebody.PostAsync($"/api/rebuilds/{id}/approve", new { })).Answer.GetProperty("state").GetString().ShouldBe("swapping");
        await view.UntilStateAsync("awaitingApproval", Patience);
        var again = await somebody.GetAsync("/api/rebuilds/" + id);
        var found = again.GetProperty("verification");
        (found.GetProperty("different").GetInt32(), found.GetProperty("samples")[0].GetProperty("live").GetProperty("controller").GetString()).ShouldBe((2, "SOMEBODY"), "what is new comes first");
        (again.GetProperty("approvedBy").ValueKind, again.GetProperty("stage").GetString()!).ShouldSatisfyAllConditions(said => said.Item1.ShouldBe(JsonValueKind.Null), said => said.Item2.ShouldStartWith("1 of the differences were not among those that"));
        (await view.AskAsync("select count(*)::text from ledger.timeline where controller in ('NOBODY', 'SOMEBODY')")).ShouldBe("2", "the live view is as it was");

        await somebody.PostAsync($"/api/rebuilds/{id}/approve", new { });
        await view.UntilStateAsync("done", Patience);
        await view.HasItsRowsAsync();
    }

    [Fact]
    public async Task given_beforehand_it_covers_whatever_is_found()
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var somebody = new AnOperator(ledger);
        await view.ChangeAsync(Tampered("NOBODY", 0));
        await somebody.StartAsync(new { view = "timeline", approve = true }, "/api/rebuilds");
        await view.UntilStateAsync("done", Patience);
        await view.HasItsRowsAsync();
    }

    [Theory, InlineData("claims", "drop table ledger.claims", "The live table ledger.claims is missing."), InlineData("control_now", "alter table ledger.control_now drop column version", "The live table ledger.control_now has no version ")]
    public async Task a_missing_table_or_column_is_put_back(string name, string sql, string said)
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var somebody = new AnOperator(ledger);
        await view.ChangeAsync(sql);
        var id = await somebody.StartAsync(new { view = name }, "/api/rebuilds");
        await view.UntilStateAsync("awaitingApproval", Patience);
        var found = (await somebody.GetAsync("/api/rebuilds/" + id)).GetProperty("verification");
        found.GetProperty("different").GetInt32().ShouldBe(1);
        found.GetProperty("samples")[0].GetProperty("sentence").GetString()!.ShouldStartWith(said);
        await somebody.PostAsync($"/api/rebuilds/{id}/approve", new { });
        await view.UntilStateAsync("done", Patience);
        await view.HasItsRowsAsync();
    }

    [Fact]
    public async Task the_swap_ends_what_checks_found()
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var somebody = new AnOperator(ledger);
        await view.ChangeAsync("""
            insert into ledger.findings (check_id, kind, place, view, theatre, area, sentence, found_at)
            select 'chk_1', 'drift', view, view, 'nowhere', 'X-NOWHERE', 'A row of an area that no theatre knows.', now() from unnest(array['claims', 'reviews']) v (view)
            """);
        var id = await somebody.StartAsync(new { view = "claims" }, "/api/rebuilds");
        await view.UntilStateAsync("done", Patience);
        (await view.AskAsync("select closed_by from ledger.findings where view = 'claims'")).ShouldBe(id);
        (await view.AskAsync("select closed_by from ledger.findings where view = 'reviews'")).ShouldBeNull("of another view");
    }

    private static string Tampered(string controller, int row) =>
        $"update ledger.timeline set controller = '{controller}' where ctid = (select ctid from ledger.timeline order by area, valid_from, known_from offset {row} limit 1)";
}
