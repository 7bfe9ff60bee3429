using Shouldly;
using Territory.Scenarios.Checks;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Xunit;

namespace Territory.Scenarios.Rebuilds;

/// <summary>A program starts on tables that it cannot serve as they are.</summary>
public sealed class UpgradingAView(ARecordedHistory history) : IClassFixture<ARecordedHistory>
{
    [Fact]
    public async Task one_run_brings_it_to_its_version()
    {
        var (database, view) = await history.CopyAsync();
        await view.ChangeAsync("update ledger.views set version = version - 1 where name in ('timeline', 'claims')");
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        await view.HasItsRowsAsync();
        (await view.AskAsync("select string_agg(view || ' ' || state, ', ' order by view) from ledger.rebuilds")).ShouldBe("claims done, timeline done");
    }

    [Fact]
    public async Task missing_tables_and_columns_are_made_anew()
    {
        var (database, view) = await history.CopyAsync();
        await view.ChangeAsync("drop table ledger.claims; alter table ledger.control_now drop column version; alter table ledger.reviews add column noted text");
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        (await view.AskAsync("select string_agg(view || ': ' || reason, ' ' order by view) from ledger.rebuilds where state = 'done'"))!.ShouldMatch(@"^claims: The live table ledger\.claims is missing\. control_now: The live table ledger\.control_now has no version \w+\.$");
        await view.ChangeAsync("alter table ledger.reviews drop column noted");
        await view.HasItsRowsAsync();
    }

    [Fact]
    public async Task an_event_that_cannot_be_read_ends_the_start_in_a_sentence()
    {
        var (database, view) = await history.CopyAsync();
        var spoilt = await view.AskAsync($"select {AnOperator.Nth(5)}::text");
        await view.ChangeAsync($"update ledger.mt_events set type = 'nonsense.v9' where seq_id = {spoilt}; update ledger.views set version = version - 1 where name = 'timeline'");
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => ALedgerProcess.StartAsync(database));
        refused.Message.ShouldContain("the process ended with 2");
        refused.Message.ShouldMatch($@"The view timeline has to be rebuilt to version \d+ before this version can serve it, and the rebuild \w+ failed: The event \S+ at position {spoilt} \(stream area/syria/");
        refused.Message.ShouldContain("territory verify");
        refused.Message.ShouldNotContain("   at Territory.", customMessage: "no stack trace");
        await view.ChangeAsync("update ledger.views set version = version + 1 where name = 'timeline'");
        (await view.AskAsync("select state from ledger.rebuilds")).ShouldBe("failed");
    }
}
