using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Territory.Contracts;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Pipe;

/// <summary>From a report to a subscriber. The same scenarios over the all-in-one and over the split services.</summary>
public abstract class PipeScenarios(Installation installation)
{
    protected Installation Installation => installation;

    [Fact]
    public async Task a_report_becomes_a_change_for_a_subscriber()
    {
        // From the ledger's head: without it the feed's own "now" may lie before a change that another scenario just saw decided.
        await using var listener = await Listener.ConnectAsync(installation, "?after=" + await installation.HeadAsync());
        var (status, answer) = await installation.ReportAsync(Reports.WholeOfDaraa(), "?wait=20");
        var told = await listener.NextAsync(Installations.Eventually.Most);

        status.ShouldBe(201);
        var claim = answer.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem();
        Text(claim, "area").ShouldBe("SY12");
        Text(claim, "kind").ShouldBe("change");
        Text(claim, "from").ShouldBe("GOV_ASSAD");
        Text(claim, "to").ShouldBe("OPP");
        Text(claim, "claimedBy").ShouldBe("OPP");
        Text(claim, "extent").ShouldBe("whole");
        Text(claim, "state").ShouldBe("recorded");
        Text(claim, "dateBasis").ShouldBe("published");
        told.Data.Summary.ShouldBe("Daraa: regime to opposition");
        told.Data.SummaryAr.ShouldBe("درعا: من النظام إلى المعارضة");
        told.Subject.ShouldBe("SY12");
        told.Change!.Claims.ShouldBe([Text(claim, "id")!]);
        answer.GetProperty("changes").EnumerateArray().Select(c => c.GetString()).ShouldBe([told.Change!.ChangeId]);
        var area = (await installation.GetAsync("/api/control/SY12")).GetProperty("area");
        Text(area, "controller").ShouldBe("OPP");
        Text(area, "changeId").ShouldBe(told.Change!.ChangeId);

        await TheSameReportAgainChangesNothing(Text(answer, "id")!, told);
        await EveryAxisAnswers();
    }

    private async Task TheSameReportAgainChangesNothing(string id, CloudEvent told)
    {
        var (status, again) = await installation.ReportAsync(Reports.WholeOfDaraa(), "?wait=5");
        status.ShouldBe(200);
        again.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        Text(again, "id").ShouldBe(id);
        (await installation.GetAsync("/api/changes?after=" + told.Position)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private async Task EveryAxisAnswers()
    {
        async Task<string?> Status(string query) => Text((await installation.GetAsync("/api/control/درعا?" + query)).GetProperty("area"), "status");
        (await Status("at=2024-12-06")).ShouldBe("unknown");
        (await Status("at=2024-12-07")).ShouldBe("controlled");
        (await Status("at=2024-12-07&reported=2024-12-06")).ShouldBe("unknown");
        (await Status("known=2024-12-31")).ShouldBe("unknown", "nothing was recorded then");
        var timeline = (await installation.GetAsync("/api/areas/SY-DR/timeline")).GetProperty("items");
        Text(timeline.EnumerateArray().ShouldHaveSingleItem(), "effectiveAt").ShouldBe("2024-12-07");
    }

    [Fact]
    public async Task a_pinned_answer_stays_the_same()
    {
        var position = Text(await installation.GetAsync("/api/control"), "position");
        using var client = installation.Client();
        var pinned = $"/api/control?at=2024-12-31&known={position}";
        var before = await client.GetStringAsync(pinned);
        await installation.ReportAsync(Reports.TownTaken("نوى", 1), "?wait=20");
        (await client.GetStringAsync(pinned)).ShouldBe(before);
    }

    [Fact]
    public async Task a_dry_run_stores_nothing()
    {
        var (status, answer) = await installation.ReportAsync(Reports.TownTaken("جاسم", 7), "?dryRun=true");
        status.ShouldBe(200);
        answer.GetProperty("id").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("claims").GetArrayLength().ShouldBe(1);
        // Decided before the next scenario asks where the log ends.
        var (stored, _) = await installation.ReportAsync(Reports.TownTaken("جاسم", 7), "?wait=20");
        stored.ShouldBe(201);
    }

    [Fact]
    public async Task rebuilds_find_the_live_view_right_and_no_reader_sees_them()
    {
        await installation.ReportAsync(Reports.TownTaken("طفس", 3), "?wait=20");
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => SeesTheTownHeldAsync(done.Token))).ToArray();
        for (var round = 0; round < 5; round++)
        {
            var run = await RebuildAsync();
            Text(run, "state").ShouldBe("done", run.ToString());
            run.GetProperty("verification").GetProperty("different").GetInt32().ShouldBe(0);
        }
        await done.CancelAsync();
        (await Task.WhenAll(readers)).Sum().ShouldBeGreaterThan(100, "too few looks to say anything");
    }

    private async Task<JsonElement> RebuildAsync()
    {
        using var client = installation.Client();
        using var started = await client.PostAsJsonAsync("/api/rebuilds", new { view = "control_now", reason = "scenario" });
        started.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
        var id = Text(await started.Content.ReadFromJsonAsync<JsonElement>(), "id");
        var run = default(JsonElement);
        await Eventually(async () => Text(run = await installation.GetAsync("/api/rebuilds/" + id), "state") is "done" or "failed" or "awaitingApproval" ? (object)true : null, told: () => run.ToString());
        return run;
    }

    /// <summary>Looks without a pause; every look must find the holder.</summary>
    private async Task<int> SeesTheTownHeldAsync(CancellationToken done)
    {
        using var client = installation.Client();
        var looks = 0;
        for (; !done.IsCancellationRequested; looks++)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>("/api/control/C6034", CancellationToken.None);
            Text(answer.GetProperty("area"), "controller").ShouldBe("OPP", $"look {looks}");
        }
        return looks;
    }

    [Fact]
    public async Task two_hundred_reports_survive_a_kill()
    {
        var towns = new[] { "نوى", "جاسم", "طفس", "داعل", "بصرى الشام", "الصنمين", "الشيخ مسكين", "الحراك", "إزرع", "أنخل" };
        var reports = Enumerable.Range(0, 200).Select(i => Reports.TownTaken(towns[i % towns.Length], 1000 + i)).ToArray();
        var cursor = await installation.HeadAsync();

        var sent = 0;
        var sending = Parallel.ForEachAsync(reports, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (report, _) =>
        {
            try
            {
                await installation.ReportAsync(report);
                Interlocked.Increment(ref sent);
            }
            catch (Exception cut) when (cut is HttpRequestException or JsonException or IOException or TaskCanceledException) { /* that is the test */ }
        });
        await Eventually(() => Task.FromResult<object?>(Volatile.Read(ref sent) >= 60 ? sent : null));
        await installation.KillAndRestartAsync();
        await sending;

        foreach (var report in reports) (await installation.ReportAsync(report)).Status.ShouldBeOneOf(200, 201);
        await Eventually(async () => (await installation.GetAsync("/api/claims?state=sent&limit=1")).GetProperty("items").GetArrayLength() == 0 ? (object)true : null);

        var stored = (await ReadAllReports()).Where(r => Text(r, "source") == "scenario").Select(r => Text(r, "sha256")).ToArray();
        stored.Length.ShouldBe(stored.Distinct().Count(), "every report once");
        stored.Length.ShouldBeGreaterThanOrEqualTo(200);
        var log = (await installation.GetAsync($"/api/changes?after={cursor}&limit=1000")).GetProperty("items").EnumerateArray().ToArray();
        log.Select(e => Text(e, "subject")).ShouldBeUnique();
        await TheSubscriberIsComplete(cursor, log);
    }

    private async Task TheSubscriberIsComplete(string cursor, JsonElement[] log)
    {
        await using var listener = await Listener.ConnectAsync(installation, "?after=" + cursor);
        foreach (var expected in log) (await listener.NextAsync(Installations.Eventually.Most)).Position.ShouldBe(Text(expected, "position"));
    }

    private async Task<IReadOnlyList<JsonElement>> ReadAllReports()
    {
        var all = new List<JsonElement>();
        for (var after = ""; ;)
        {
            var page = await installation.GetAsync("/api/reports?limit=1000" + after);
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (Text(page, "next") is not { } next) return all;
            after = "&after=" + next;
        }
    }

    protected static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    protected static async Task<T> Eventually<T>(Func<Task<T?>> look, Func<string>? told = null)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Elapsed < Installations.Eventually.Most; await Task.Delay(50))
            if (await look() is { } found) return found;
        throw new TimeoutException($"It did not come to that within {Installations.Eventually.Most}. {told?.Invoke()}");
    }
}
