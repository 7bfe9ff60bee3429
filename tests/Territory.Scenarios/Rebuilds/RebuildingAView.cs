using System.Diagnostics;
using System.Text.Json;
using Shouldly;
using Territory.Ledger.Areas;
using Territory.Ledger.Rebuilds;
using Territory.Scenarios.Checks;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Xunit;

namespace Territory.Scenarios.Rebuilds;

public sealed class RebuildingAView(ARecordedHistory history) : IClassFixture<ARecordedHistory>
{
    [Fact]
    public async Task a_difference_waits_for_approval()
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        await view.ChangeAsync("update ledger.timeline set controller = 'nobody' where ctid = (select ctid from ledger.timeline order by area, valid_from, known_from limit 1)");
        using var somebody = new AnOperator(ledger);
        var id = Text((await somebody.PostAsync("/api/rebuilds", new { view = "timeline" })).Answer, "id");
        await view.UntilStateAsync("awaitingApproval", Eventually.Most);
        var waiting = await somebody.GetAsync("/api/rebuilds/" + id);
        (waiting.GetProperty("rate").GetDouble(), waiting.GetProperty("etaSeconds").ValueKind).ShouldBe((0, JsonValueKind.Null), "it does nothing");
        var found = waiting.GetProperty("verification");
        (found.GetProperty("different").GetInt32(), Text(found.GetProperty("samples")[0].GetProperty("live"), "controller")).ShouldBe((1, "nobody"));
        (await view.AskAsync("select controller from ledger.timeline where controller = 'nobody'")).ShouldBe("nobody", "the live view is as it was");
        (await ledger.Get<RebuildRuns>().TakeUpAsync(id!, CancellationToken.None)).ShouldBeNull("a second worker that comes late leaves it to the person");
        await new AHistory(ledger.Get<AreaDoor>(), new HandClock(AHistory.Begin.AddDays(70)), 32, "later").RecordAsync(5);

        Text((await somebody.PostAsync("/api/rebuilds", new { view = "timeline" })).Answer, "detail")!.ShouldContain("approve it (territory rebuild approve " + id);
        Text((await somebody.PostAsync($"/api/rebuilds/{id}/approve", new { })).Answer, "approvedBy").ShouldNotBeNull();
        await view.UntilStateAsync("done", Eventually.Most);
        (await somebody.GetAsync("/api/rebuilds/" + id)).GetProperty("rate").GetDouble().ShouldBeGreaterThan(0, "it folded once, however long ago");
        (await view.AskAsync("select controller from ledger.timeline where controller = 'nobody'")).ShouldBeNull();
        var again = Text((await somebody.PostAsync("/api/rebuilds", new { view = "timeline", reason = "to be sure" })).Answer, "id");
        await view.UntilStateAsync("done", Eventually.Most);
        var sure = await somebody.GetAsync("/api/rebuilds/" + again);
        (sure.GetProperty("verification").GetProperty("different").GetInt32(), Text(sure, "reason")).ShouldBe((0, "to be sure"));
    }

    [Fact]
    public async Task what_is_written_meanwhile_is_in_it()
    {
        var (database, view) = await history.CopyAsync();
        var clock = new HandClock(AHistory.Begin.AddDays(60));
        await using var ledger = await ALedger.StartAsync(database, clock);
        foreach (var name in new[] { "control_now", "timeline" })
        {
            using var stop = new CancellationTokenSource();
            var writing = Task.Run(async () =>
            {
                for (var seed = 100; !stop.IsCancellationRequested; seed++) await new AHistory(ledger.Get<AreaDoor>(), clock, seed, name + seed).RecordAsync(3);
            });
            await ARebuild.RunAsync(ledger, name);
            await stop.CancelAsync();
            await writing;
            (await ARebuild.RunAsync(ledger, name)).Verification!.Different.ShouldBe(0, "what was written before and after the swap is what the log says");
        }
        (await view.AskAsync("select string_agg(distinct state || (verification ->> 'different'), ',') from ledger.rebuilds")).ShouldBe("done0");
    }

    [Theory, InlineData("set type = 'nonsense.v9'", "type nonsense.v9"), InlineData("set data = '{\"theatre\": {}}'", " in it.")]
    public async Task an_event_that_cannot_be_read_is_named(string spoil, string named)
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        var spoilt = await view.AskAsync($"select {AnOperator.Nth(5)}::text");
        await view.ChangeAsync($"update ledger.mt_events {spoil} where seq_id = {spoilt}");
        var run = await ARebuild.RunAsync(ledger, "control_now");
        run.State.ShouldBe(RebuildState.Failed);
        run.Error!.ShouldContain($"at position {spoilt} (stream area/syria/");
        run.Error!.ShouldContain(named);
        await view.IsAsItWasAsync();
    }

    [Theory, InlineData(RebuildStage.BeforeTheShadow), InlineData(RebuildStage.Folding), InlineData(RebuildStage.Copying), InlineData(RebuildStage.Comparing), InlineData(RebuildStage.Swapping)]
    public async Task cancelled_is_stopped_and_cleaned_up(string stage)
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var somebody = new AnOperator(ledger);
        var id = "";
        await using (var held = await RebuildStage.ReachAsync(database, stage, async () => id = Text((await somebody.PostAsync("/api/rebuilds", new { view = "control_now" })).Answer, "id")!))
        {
            var watch = Stopwatch.StartNew();
            await somebody.PostAsync($"/api/rebuilds/{id}/cancel", new { });
            // What holds it there is a lock of ours within the shadow, which cannot be dropped before.
            if (stage == RebuildStage.Copying) await held.DisposeAsync();
            await view.UntilStateAsync("cancelled", Eventually.Most);
            Text(await somebody.GetAsync("/api/rebuilds/" + id), "cancelledBy").ShouldNotBeNull();
            TestContext.Current.SendDiagnosticMessage($"cancelled while {stage}: gone after {watch.ElapsedMilliseconds} ms");
        }
        await view.IsAsItWasAsync();
        (await ledger.Get<RebuildRuns>().AddAsync("control_now", "test", null, CancellationToken.None)).Added.ShouldBeTrue("another one may begin");
    }

    [Fact]
    public async Task how_much_of_the_log_is_read_is_a_number()
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var somebody = new AnOperator(ledger);
        var (id, stage) = ("", "");
        await using (await RebuildStage.ReachAsync(database, RebuildStage.Folding, async () => id = await somebody.StartAsync(new { view = "control_now" }, "/api/rebuilds")))
        {
            await Eventually.TrueAsync(async () => await somebody.GetAsync("/api/rebuilds/" + id) is var run && run.GetProperty("stageShare").ValueKind == JsonValueKind.Number && (stage = $"{run.GetProperty("stageShare")}: {Text(run, "stage")}") != "", Eventually.Most);
            stage.ShouldBe("0: reading the log, 0 %");
        }
        await view.UntilStateAsync("done", Eventually.Most);
        (await somebody.GetAsync("/api/rebuilds/" + id)).GetProperty("stageShare").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task of_two_started_together_one_runs()
    {
        var (database, view) = await history.CopyAsync();
        await using var one = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        await using var other = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        var (refused, started) = ("", "");
        await using (await RebuildStage.ReachAsync(database, RebuildStage.Comparing, async () =>
        {
            var answers = await Task.WhenAll(new[] { one, other }.Select(async ledger =>
            {
                using var somebody = new AnOperator(ledger);
                return await somebody.PostAsync("/api/rebuilds", new { view = "control_now" });
            }));
            answers.Select(a => a.Status).Order().ShouldBe([202, 409]);
            started = Text(answers.Single(a => a.Status == 202).Answer, "id")!;
            refused = Text(answers.Single(a => a.Status == 409).Answer, "detail")!;
        }))
        {
            refused.ShouldContain(started);
            refused.ShouldContain("started by");
            // A second worker on the very same run leaves it alone.
            await other.Get<RebuildView>().RunAsync(started, CancellationToken.None);
            (await view.AskAsync("select state from ledger.rebuilds")).ShouldBe("comparing");
        }
        await view.UntilStateAsync("done", Eventually.Most);
        await view.IsRightAfterOneSwapAsync();
    }

    [Fact]
    public async Task a_new_run_waits_for_who_only_cleans_up()
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        var cleaning = view.ChangeAsync("select pg_advisory_lock(hashtextextended('rebuild:control_now', 0)), pg_sleep(3)");
        await Eventually.TrueAsync(async () => await view.AskAsync("select pid::text from pg_stat_activity where wait_event = 'PgSleep'") is not null, Eventually.Most);
        (await ARebuild.RunAsync(ledger, "control_now")).State.ShouldBe(RebuildState.Done, "and was not left to the next sweep");
        cleaning.IsCompleted.ShouldBeTrue("nobody works on a view beside another");
        await cleaning;
    }

    [Fact]
    public async Task nonsense_is_refused_with_what_to_do()
    {
        var (database, _) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var somebody = new AnOperator(ledger);
        var id = (await ARebuild.RunAsync(ledger, "control_now")).Id;
        Text((await somebody.PostAsync("/api/rebuilds", new { view = "everything" })).Answer, "detail")!.ShouldContain("one of control_now, timeline");
        Text((await somebody.PostAsync($"/api/rebuilds/{id}/cancel", new { })).Answer, "detail")!.ShouldContain("there is nothing to cancel");
        Text((await somebody.PostAsync($"/api/rebuilds/{id}/approve", new { })).Answer, "detail")!.ShouldContain("there is nothing to approve");
        (await somebody.GetAsync("/api/rebuilds?view=control_now&state=done")).GetProperty("items").EnumerateArray().Select(r => Text(r, "id")).ShouldBe([id]);
        (await somebody.GetAsync("/api/rebuilds?view=timeline")).GetProperty("items").GetArrayLength().ShouldBe(0);
        using var beyond = await somebody.Client.GetAsync("/api/rebuilds?after=zzz");
        ((int)beyond.StatusCode).ShouldBe(422);
        var (waiting, _) = await ledger.Get<RebuildRuns>().AddAsync("timeline", "test", null, CancellationToken.None);
        Text((await somebody.PostAsync($"/api/rebuilds/{waiting.Id}/approve", new { })).Answer, "detail")!.ShouldContain("only one that is awaitingApproval");
    }

    [Fact]
    public async Task what_rebuilds_left_behind_is_dropped_at_start()
    {
        var (database, view) = await history.CopyAsync();
        await view.ChangeAsync("create schema shadow_reb_0123; create table shadow_reb_0123.timeline (a int); create schema shadow_reb_0123_old; create schema shadow_of_another");
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        await Eventually.TrueAsync(async () => await view.AskAsync("select string_agg(nspname, ',') from pg_namespace where nspname like 'shadow%'") == "shadow_of_another", Eventually.Most);
        await view.ChangeAsync("drop schema shadow_of_another");
        await view.IsAsItWasAsync();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
