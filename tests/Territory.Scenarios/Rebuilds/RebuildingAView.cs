using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
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
        await ChangeAsync(database, "update ledger.timeline set controller = 'nobody' where ctid = (select ctid from ledger.timeline order by area, valid_from, known_from limit 1)");
        using var client = ledger.Client();
        var id = Text(await PostAsync(client, "/api/rebuilds", new { view = "timeline" }), "id");
        await view.UntilStateAsync("awaitingApproval", TimeSpan.FromSeconds(60));
        var waiting = await client.GetFromJsonAsync<JsonElement>("/api/rebuilds/" + id);
        (waiting.GetProperty("rate").GetDouble(), waiting.GetProperty("etaSeconds").ValueKind).ShouldBe((0, JsonValueKind.Null), "it does nothing");
        var found = waiting.GetProperty("verification");
        (found.GetProperty("different").GetInt32(), Text(found.GetProperty("samples")[0].GetProperty("live"), "controller")).ShouldBe((1, "nobody"));
        (await view.AskAsync("select controller from ledger.timeline where controller = 'nobody'")).ShouldBe("nobody", "the live view is as it was");
        (await ledger.Get<RebuildRuns>().TakeUpAsync(id!, CancellationToken.None)).ShouldBeNull("a second worker that comes late leaves it to the person");
        await new AHistory(ledger.Get<AreaDoor>(), new HandClock(AHistory.Begin.AddDays(70)), 32, "later").RecordAsync(5);

        Text(await PostAsync(client, "/api/rebuilds", new { view = "timeline" }), "detail")!.ShouldContain("approve it (territory rebuild approve " + id);
        Text(await PostAsync(client, $"/api/rebuilds/{id}/approve", new { }), "approvedBy").ShouldNotBeNull();
        await view.UntilStateAsync("done", TimeSpan.FromSeconds(60));
        (await client.GetFromJsonAsync<JsonElement>("/api/rebuilds/" + id)).GetProperty("rate").GetDouble().ShouldBeGreaterThan(0, "it folded once, however long ago");
        (await view.AskAsync("select controller from ledger.timeline where controller = 'nobody'")).ShouldBeNull();
        var again = Text(await PostAsync(client, "/api/rebuilds", new { view = "timeline", reason = "to be sure" }), "id");
        await view.UntilStateAsync("done", TimeSpan.FromSeconds(60));
        var sure = await client.GetFromJsonAsync<JsonElement>("/api/rebuilds/" + again);
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
        await ChangeAsync(database, $"update ledger.mt_events {spoil} where seq_id = 5");
        var run = await ARebuild.RunAsync(ledger, "control_now");
        run.State.ShouldBe(RebuildState.Failed);
        run.Error!.ShouldContain("at position 5 (stream area/syria/");
        run.Error!.ShouldContain(named);
        await view.IsAsItWasAsync();
    }

    [Theory, InlineData(RebuildStage.BeforeTheShadow), InlineData(RebuildStage.Folding), InlineData(RebuildStage.Copying), InlineData(RebuildStage.Comparing), InlineData(RebuildStage.Swapping)]
    public async Task cancelled_is_stopped_and_cleaned_up(string stage)
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var client = ledger.Client();
        var id = "";
        await using (var held = await RebuildStage.ReachAsync(database, stage, async () => id = Text(await PostAsync(client, "/api/rebuilds", new { view = "control_now" }), "id")!))
        {
            var watch = Stopwatch.StartNew();
            await PostAsync(client, $"/api/rebuilds/{id}/cancel", new { });
            // What holds it there is a lock of ours within the shadow, which cannot be dropped before.
            if (stage == RebuildStage.Copying) await held.DisposeAsync();
            await view.UntilStateAsync("cancelled", TimeSpan.FromSeconds(30));
            Text(await client.GetFromJsonAsync<JsonElement>("/api/rebuilds/" + id), "cancelledBy").ShouldNotBeNull();
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
            await Eventually.TrueAsync(async () => await somebody.GetAsync("/api/rebuilds/" + id) is var run && run.GetProperty("stageShare").ValueKind == JsonValueKind.Number && (stage = $"{run.GetProperty("stageShare")}: {Text(run, "stage")}") != "", TimeSpan.FromSeconds(60));
            stage.ShouldBe("0: reading the log, 0 %");
        }
        await view.UntilStateAsync("done", TimeSpan.FromSeconds(60));
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
                using var client = ledger.Client();
                using var answer = await client.PostAsJsonAsync("/api/rebuilds", new { view = "control_now" });
                return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
            }));
            answers.Select(a => a.Item1).Order().ShouldBe([202, 409]);
            started = Text(answers.Single(a => a.Item1 == 202).Item2, "id")!;
            refused = Text(answers.Single(a => a.Item1 == 409).Item2, "detail")!;
        }))
        {
            refused.ShouldContain(started);
            refused.ShouldContain("started by");
            // A second worker on the very same run leaves it alone.
            await other.Get<RebuildView>().RunAsync(started, CancellationToken.None);
            (await view.AskAsync("select state from ledger.rebuilds")).ShouldBe("comparing");
        }
        await view.UntilStateAsync("done", TimeSpan.FromSeconds(60));
        await view.IsRightAfterOneSwapAsync();
    }

    [Fact]
    public async Task a_new_run_waits_for_who_only_cleans_up()
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        var cleaning = ChangeAsync(database, "select pg_advisory_lock(hashtextextended('rebuild:control_now', 0)), pg_sleep(3)");
        await Eventually.TrueAsync(async () => await view.AskAsync("select pid::text from pg_stat_activity where wait_event = 'PgSleep'") is not null, TimeSpan.FromSeconds(30));
        (await ARebuild.RunAsync(ledger, "control_now")).State.ShouldBe(RebuildState.Done, "and was not left to the next sweep");
        cleaning.IsCompleted.ShouldBeTrue("nobody works on a view beside another");
        await cleaning;
    }

    [Fact]
    public async Task nonsense_is_refused_with_what_to_do()
    {
        var (database, _) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        using var client = ledger.Client();
        var id = (await ARebuild.RunAsync(ledger, "control_now")).Id;
        Text(await PostAsync(client, "/api/rebuilds", new { view = "everything" }), "detail")!.ShouldContain("one of control_now, timeline");
        Text(await PostAsync(client, $"/api/rebuilds/{id}/cancel", new { }), "detail")!.ShouldContain("there is nothing to cancel");
        Text(await PostAsync(client, $"/api/rebuilds/{id}/approve", new { }), "detail")!.ShouldContain("there is nothing to approve");
        (await client.GetFromJsonAsync<JsonElement>("/api/rebuilds?view=control_now&state=done")).GetProperty("items").EnumerateArray().Select(r => Text(r, "id")).ShouldBe([id]);
        (await client.GetFromJsonAsync<JsonElement>("/api/rebuilds?view=timeline")).GetProperty("items").GetArrayLength().ShouldBe(0);
        using var beyond = await client.GetAsync("/api/rebuilds?after=zzz");
        ((int)beyond.StatusCode).ShouldBe(422);
        var (waiting, _) = await ledger.Get<RebuildRuns>().AddAsync("timeline", "test", null, CancellationToken.None);
        Text(await PostAsync(client, $"/api/rebuilds/{waiting.Id}/approve", new { }), "detail")!.ShouldContain("only one that is awaitingApproval");
    }

    [Fact]
    public async Task what_rebuilds_left_behind_is_dropped_at_start()
    {
        var (database, view) = await history.CopyAsync();
        await ChangeAsync(database, "create schema shadow_reb_0123; create table shadow_reb_0123.timeline (a int); create schema shadow_reb_0123_old; create schema shadow_of_another");
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        await Eventually.TrueAsync(async () => await view.AskAsync("select string_agg(nspname, ',') from pg_namespace where nspname like 'shadow%'") == "shadow_of_another", TimeSpan.FromSeconds(60));
        await ChangeAsync(database, "drop schema shadow_of_another");
        await view.IsAsItWasAsync();
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task ChangeAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var change = source.CreateCommand(sql);
        await change.ExecuteNonQueryAsync();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
