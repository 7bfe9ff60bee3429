using System.Globalization;
using System.Text.Json;
using Hangfire;
using Shouldly;
using Territory.Ledger.Areas;
using Territory.Ledger.Checks;
using Territory.Ledger.Views;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Checks;

/// <summary>The views beside the fold of their log, on a real store somebody has written to.</summary>
public sealed class CheckingTheViews(PostgresPart postgres)
{
    private static readonly (string Table, string Sql)[] Tampering =
    [
        ("timeline", "update ledger.timeline set controller = 'NOBODY' where (theatre, area, valid_from, known_from) in (select theatre, area, valid_from, known_from from ledger.timeline order by known_from desc limit 1)"),
        ("standings", "delete from ledger.standings where change_id = (select max(change_id) from ledger.standings)"),
        ("claim_answers", "update ledger.claim_answers set supports = not supports where claim_id = (select max(claim_id) from ledger.claim_answers)"),
        ("control_now", "update ledger.control_now set version = version + 1 where area = (select max(area) from ledger.control_now)"),
        ("observed", "insert into ledger.observed select theatre, area, 999999, now() from ledger.control_now order by area limit 1"),
        ("control_now", "insert into ledger.control_now (theatre, area, position, version, status) select theatre, 'X-NOWHERE', 1, 1, 'controlled' from ledger.control_now limit 1"),
    ];

    [Fact]
    public async Task a_tampered_row_of_any_table_is_found_and_repaired()
    {
        await using var ledger = await StartAsync(seed: 11, times: 60);
        using var somebody = new AnOperator(ledger);
        (await somebody.CheckAsync(new { reason = "before" })).GetProperty("findings").GetInt64().ShouldBe(0);

        foreach (var (table, sql) in Tampering) (await somebody.TamperAsync(sql)).ShouldBeGreaterThan(0, table);
        var check = await somebody.CheckAsync();
        var found = await somebody.FindingsAsync(check);
        foreach (var table in Tampering.Select(t => t.Table).Distinct()) found.ShouldContain(f => f.GetProperty("place").GetString() == table, table);
        var changed = found.Single(f => f.GetProperty("place").GetString() == "timeline");
        changed.GetProperty("found").GetProperty("controller").GetString().ShouldBe("NOBODY");
        changed.GetProperty("expected").GetProperty("controller").GetString().ShouldNotBe("NOBODY");
        found.Single(f => f.GetProperty("area").GetString() == "X-NOWHERE").GetProperty("expected").ValueKind.ShouldBe(JsonValueKind.Null);
        (await OpenAsync(somebody)).ShouldBe(found.Length);

        foreach (var (view, area) in found.Select(f => (View: f.GetProperty("view").GetString(), Area: f.GetProperty("area").GetString())).Distinct())
        {
            var (status, repair) = await somebody.PostAsync($"/api/views/{view}/repair", new { area, reason = "tampered with" });
            status.ShouldBe(200, repair.ToString());
            repair.GetProperty("different").GetInt32().ShouldBeGreaterThan(0, repair.ToString());
        }
        (await OpenAsync(somebody)).ShouldBe(0, "a repair ends what was found");
        (await somebody.CheckAsync()).GetProperty("findings").GetInt64().ShouldBe(0);
        var views = (await somebody.GetAsync("/api/views")).GetProperty("items").EnumerateArray().ToArray();
        views.ShouldAllBe(v => v.GetProperty("checkedSince").ValueKind == JsonValueKind.String && v.GetProperty("rows").GetInt64() > 0 && v.GetProperty("position").GetString() != "0");
    }

    [Fact]
    public async Task repairs_and_writers_do_not_disturb_each_other()
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        using var somebody = new AnOperator(ledger);
        var writing = new AHistory(ledger.Get<AreaDoor>(), clock, 12).RecordAsync(60);
        var repairs = 0;
        while (!writing.IsCompleted)
            foreach (var view in new[] { "timeline", "control_now" })
                if ((await somebody.PostAsync($"/api/views/{view}/repair", new { area = "SY12" })) is (200, _)) repairs++;
        await writing;
        repairs.ShouldBeGreaterThan(2, "they ran side by side");
        foreach (var table in LedgerViews.All.SelectMany(view => view.Tables))
            (await somebody.AskAsync<long>($"select count(*) from pg_index where indrelid = 'ledger.{table.Name}'::regclass and pg_get_indexdef(indexrelid) like '%(theatre, area%' and indpred is null")).ShouldBeGreaterThan(0, $"{table.Name} would be read whole for each area, while writers wait");
        var check = await somebody.CheckAsync();
        check.GetProperty("findings").GetInt64().ShouldBe(0, check.ToString());
        check.GetProperty("summary").GetProperty("events").GetInt64().ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task a_cancelled_check_stops_though_it_waits_for_a_lock()
    {
        await using var ledger = await StartAsync(seed: 13, times: 10);
        using var somebody = new AnOperator(ledger);
        string id;
        await using (await somebody.BlockAsync("ledger.standings"))
        {
            // The areas are looked up in all tables; this one waits there, or when it holds the views.
            id = await somebody.StartAsync();
            await Eventually.TrueAsync(async () => (await somebody.GetAsync("/api/checks/" + id)).GetProperty("state").GetString() == "running", Eventually.Most);
            var (again, running) = await somebody.PostAsync("/api/checks", new { });
            (again, running.GetProperty("detail").GetString()!.Contains(id, StringComparison.Ordinal)).ShouldBe((409, true), running.ToString());
            (await somebody.PostAsync($"/api/checks/{id}/cancel", new { })).Status.ShouldBe(200);
            (await somebody.GetAsync("/api/checks/" + id)).GetProperty("state").GetString().ShouldBe("cancelled");
            // Whoever runs it holds this lock for as long as he does.
            await Eventually.TrueAsync(() => somebody.AskAsync<bool>($"select pg_try_advisory_xact_lock(hashtextextended('check:{id}', 0))"), TimeSpan.FromSeconds(20));
        }
        var (status, problem) = await somebody.PostAsync($"/api/checks/{id}/cancel", new { });
        status.ShouldBe(409);
        problem.GetProperty("detail").GetString()!.ShouldContain("ended as cancelled");
        (await somebody.CheckAsync()).GetProperty("findings").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task the_shares_of_a_day_are_all_the_areas()
    {
        await using var ledger = await StartAsync(seed: 14, times: 20);
        using var somebody = new AnOperator(ledger);
        var all = (await somebody.CheckAsync()).GetProperty("processed").GetInt64();
        all.ShouldBe(AHistory.Areas.Length);
        var shares = await Task.WhenAll(Enumerable.Range(0, 24).Select(share => somebody.CheckAsync(new { share })));
        shares.Sum(share => share.GetProperty("processed").GetInt64()).ShouldBe(all);
    }

    [Fact]
    public async Task every_hour_what_was_not_looked_at_for_longest()
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        using var somebody = new AnOperator(ledger);
        ledger.Get<IRecurringJobManager>().RemoveIfExists("check-views");
        await new AHistory(ledger.Get<AreaDoor>(), clock, 16).RecordAsync(5);
        await somebody.TamperAsync("delete from ledger.checks; delete from ledger.checked_views");

        for (var hour = 0; hour < 6; hour++) await HourAsync();
        (await LookedAtAsync()).ShouldBe(24, "a few an hour until all were looked at once");
        await HourAsync();
        (await LookedAtAsync()).ShouldBe(25, "then one an hour is enough");
        (await somebody.TamperAsync($"""
            insert into ledger.checks (id, kind, share, state, unit, started_by, requested_at, ended_at)
            select 'chk_failed', 'views', share, 'failed', 'areas', 'schedule', '{clock.GetUtcNow():u}', '{clock.GetUtcNow():u}' from ledger.checked_views group by share order by min(checked_at), share limit 1
            """)).ShouldBe(1);
        await HourAsync();
        (await somebody.AskAsync<long>("select count(*) from ledger.checks where share = (select share from ledger.checks where id = 'chk_failed')")).ShouldBe(2, "one that fails is in no other's way");
        clock.Move(TimeSpan.FromHours(30));
        await HourAsync();
        (await LookedAtAsync()).ShouldBe(30, "nobody was there for a day: it is made up for");
        (await somebody.AskAsync<long>("select count(*) from (select share from ledger.checks where state = 'done' group by share having count(*) = 2) twice")).ShouldBe(6, "those looked at first come first again");

        async Task HourAsync()
        {
            clock.Move(TimeSpan.FromHours(1));
            await ledger.Get<RunCheck>().RunHourlyAsync(CancellationToken.None);
        }

        Task<long> LookedAtAsync() => somebody.AskAsync<long>("select count(*) from ledger.checks where state = 'done' and share is not null");
    }

    [Fact]
    public async Task a_theatres_check_speaks_for_no_other()
    {
        await using var ledger = await StartAsync(seed: 17, times: 5);
        using var somebody = new AnOperator(ledger);
        await somebody.TamperAsync("delete from ledger.checked_views; insert into ledger.mt_streams (id, version) values ('area/elsewhere/X1', 0)");
        await somebody.CheckAsync(new { theatre = "syria" });
        (await somebody.GetAsync("/api/views")).GetProperty("items").EnumerateArray().ShouldAllBe(v => v.GetProperty("checkedSince").ValueKind == JsonValueKind.Null);
        await somebody.CheckAsync();
        (await somebody.GetAsync("/api/views")).GetProperty("items").EnumerateArray().ShouldAllBe(v => v.GetProperty("checkedSince").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task a_hole_in_the_versions_ends_no_fold()
    {
        await using var ledger = await StartAsync(seed: 15, times: 60);
        using var somebody = new AnOperator(ledger);
        var stream = await somebody.AskAsync<string>("select stream_id from ledger.mt_events where stream_id like 'area/%' group by stream_id order by count(*) desc, stream_id limit 1");
        (await somebody.TamperAsync($"update ledger.mt_events set version = version + 5000 where stream_id = '{stream}' and version > 2")).ShouldBeGreaterThan(0);

        var check = await somebody.CheckAsync();
        check.GetProperty("findings").GetInt64().ShouldBe(0, check.ToString());
        var (status, repair) = await somebody.PostAsync("/api/views/timeline/repair", new { area = stream.Split('/')[2], reason = "after a hole" });
        (status, repair.GetProperty("different").GetInt32()).ShouldBe((200, 0), repair.ToString());
    }

    [Fact]
    public async Task an_event_nobody_can_fold_is_named()
    {
        await using var ledger = await StartAsync(seed: 15, times: 20);
        using var somebody = new AnOperator(ledger);
        var spoilt = await somebody.PositionAsync(3);
        (await somebody.TamperAsync($"update ledger.mt_events set data = '{{\"theatre\": 7}}' where seq_id = {spoilt}")).ShouldBe(1);
        var found = await somebody.FindingsAsync(await somebody.CheckAsync());
        found.ShouldAllBe(f => f.GetProperty("kind").GetString() == "unfoldable" && f.GetProperty("position").GetString() == spoilt.ToString(CultureInfo.InvariantCulture));
        found.Length.ShouldBe(LedgerViews.All.Count, "one for each view, and the other areas were looked at");
        var area = found[0].GetProperty("area").GetString();
        (await somebody.RefusedAsync(409, "area", "/api/views/timeline/repair", new { area })).ShouldContain("can be folded");
    }

    [Fact]
    public async Task what_cannot_be_checked_or_repaired_is_refused()
    {
        await using var ledger = await StartAsync(seed: 16, times: 5);
        using var somebody = new AnOperator(ledger);
        (await somebody.RefusedAsync(404, "view", "/api/checks", new { view = "nothing" })).ShouldContain("control_now");
        (await somebody.RefusedAsync(404, "view", "/api/views/nothing/repair", new { area = "SY12" })).ShouldContain("timeline");
        (await somebody.RefusedAsync(404, "area", "/api/views/timeline/repair", new { area = "Daraaa" })).ShouldNotBeEmpty();
        await somebody.RefusedAsync(404, "area", "/api/checks", new { area = "nowhere at all" });
        await somebody.RefusedAsync(400, "area", "/api/views/timeline/repair", new { });
        await somebody.RefusedAsync(400, "share", "/api/checks", new { share = 24 });
        await somebody.RefusedAsync(400, "share", "/api/checks", new { share = 1, area = "SY12" });
        await somebody.RefusedAsync(400, "views", "/api/checks", new { views = "all" });
        await somebody.RefusedAsync(404, "theatre", "/api/checks", new { theatre = "nowhere" });
        await somebody.RefusedAsync(404, "id", "/api/checks/chk_nothing/cancel", new { });
        (await somebody.Client.GetAsync("/api/checks/chk_nothing")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private async Task<ALedger> StartAsync(int seed, int times)
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), clock);
        await new AHistory(ledger.Get<AreaDoor>(), clock, seed).RecordAsync(times);
        return ledger;
    }

    private static async Task<long> OpenAsync(AnOperator somebody) => (await somebody.GetAsync("/api/views")).GetProperty("items").EnumerateArray().Sum(v => v.GetProperty("findingsOpen").GetInt64());
}
