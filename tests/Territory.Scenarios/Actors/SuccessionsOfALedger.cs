using System.Globalization;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Actors;

/// <summary>Which actor went on as which is a fact of the log: recorded once, known from its position on.</summary>
public sealed class SuccessionsOfALedger(PostgresPart postgres)
{
    private const string YearsEnd = "2015-12-31";
    private static readonly object OppositionGoesOn = new { from = "OPP", to = "GOV_TRANS", on = "2024-12-10", source = "Caretaker government takes office" };

    [Fact]
    public async Task names_follow_the_day_and_what_was_known_of_it()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, YearsEnd);
        async Task<string?> Holder(string query) => Text((await ledger.GetAsync("/api/control/C1366?" + query)).GetProperty("area"), "controller");
        (await Holder("at=2015-10-09")).ShouldBe("YPG");
        (await Holder("at=2015-10-10")).ShouldBe("SDF");
        (await Holder("at=2015-10-09&names=today")).ShouldBe("SDF");

        var succession = (await ledger.GetAsync("/api/successions")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (Text(succession, "from"), Text(succession, "to"), Text(succession, "on"), Text(succession, "recordedBy")).ShouldBe(("YPG", "SDF", "2015-10-10", "import:chronology-v1"));
        var before = long.Parse(Text(succession, "position")!, CultureInfo.InvariantCulture) - 1;
        (await Holder($"at=2015-10-10&known={before}")).ShouldBe("YPG");
        (await Holder($"at=2015-10-10&known={before + 1}")).ShouldBe("SDF");
        (await Holder($"at=2015-10-09&names=today&known={before}")).ShouldBe("YPG", "nobody knew by whom it would be succeeded");
        Number(await ledger.AskAsync("select count(*) from ledger.mt_events where type = 'observation_recorded.v1'")).ShouldBe(0, "the first look of the history is later");
    }

    [Fact]
    public async Task what_is_known_at_a_position_is_the_same_for_ever()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, "2024-12-11");
        Number(await ledger.AskAsync("select count(*) from ledger.mt_events where type = 'actor_succeeded.v1'")).ShouldBe(3);
        var position = Text(await ledger.GetAsync("/api/control"), "position")!;
        var question = $"/api/control?at=2025-03-01&known={position}&names=today";
        var earlier = await ledger.Client.GetStringAsync(question);
        (await ledger.PostAsync("/api/successions", new { from = "SNA", to = "GOV_TRANS", on = "2025-01-29", source = "Damascus conference" })).Status.ShouldBe(201);
        (await ledger.Client.GetStringAsync(question)).ShouldBe(earlier, "byte for byte");
        (await ledger.Client.GetStringAsync("/api/control?at=2025-03-01&names=today")).ShouldNotContain("\"SNA\"");
        earlier.ShouldContain("\"SNA\"");
    }

    [Fact]
    public async Task an_analyst_records_one_and_the_public_is_told()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, YearsEnd);
        var (status, recorded) = await ledger.PostAsync("/api/successions", OppositionGoesOn);
        status.ShouldBe(201, recorded.ToString());
        recorded.GetProperty("warnings").GetArrayLength().ShouldBe(0);
        var told = (await ledger.GetAsync("/api/changes?order=desc&limit=2")).GetProperty("items");
        (Text(told[0], "type"), Text(told[0], "subject"), Text(told[0], "position")).ShouldBe(("territory.actor.succeeded.v1", "OPP", Text(recorded, "position")));
        Text(told[0], "previousposition").ShouldBe(Text(told[1], "position"), "one chain of positions for every kind");
        Text(told[0].GetProperty("data"), "summary").ShouldBe("opposition goes on as transitional government");
        foreach (var follower in new[] { "OPP", "GOV_TRANS" })
            Text((await ledger.GetAsync($"/api/changes?actor={follower}&order=desc&limit=1")).GetProperty("items")[0], "id").ShouldBe(Text(told[0], "id"));
        (await ledger.GetAsync($"/api/changes?area=SY12&after={Text(told[1], "position")}")).GetProperty("items").GetArrayLength().ShouldBe(0, "it happens in no area");
    }

    [Fact]
    public async Task a_wrong_one_is_taken_back_and_the_old_answer_remains()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, YearsEnd);
        async Task<string?> Holder(string query) => Text((await ledger.GetAsync("/api/control/C1366?" + query)).GetProperty("area"), "controller");
        var id = Text((await ledger.GetAsync("/api/successions")).GetProperty("items")[0], "id")!;
        var position = Text(await ledger.GetAsync("/api/control"), "position")!;
        var question = $"/api/control?at=2015-10-10&known={position}&names=today";
        var earlier = await ledger.Client.GetStringAsync(question);
        var path = $"/api/successions/{Uri.EscapeDataString(id)}/retract";

        var (status, retracted) = await ledger.PostAsync(path, new { reason = "invented for this scenario" });
        status.ShouldBe(201, retracted.ToString());
        (await ledger.PostAsync(path, new { reason = "invented for this scenario" })).Status.ShouldBe(200, "the same again is the same");
        (await ledger.PostAsync(path, new { reason = "another" })).Status.ShouldBe(409);
        (await ledger.PostAsync("/api/successions/suc_none/retract", new { reason = "r" })).Status.ShouldBe(404);
        (await ledger.PostAsync(path, new { reason = " " })).Status.ShouldBe(400);
        (await ledger.PostAsync(path, new { reason = "r" }, key: await ReaderAsync(ledger))).Status.ShouldBe(403);

        (await Holder("at=2015-10-10")).ShouldBe("YPG");
        (await Holder("at=2015-10-09&names=today")).ShouldBe("YPG");
        (await ledger.Client.GetStringAsync(question)).ShouldBe(earlier, "byte for byte");
        earlier.ShouldContain("\"SDF\"");
        var told = (await ledger.GetAsync("/api/changes?order=desc&limit=1&actor=SDF")).GetProperty("items")[0];
        (Text(told, "type"), Text(told.GetProperty("data"), "replaces"), Text(told, "position")).ShouldBe(("territory.actor.succession-retracted.v1", id, Text(retracted, "position")));
        Text((await ledger.GetAsync("/api/knowledge?since=2000-01-01&kind=successionRetracted")).GetProperty("items")[0], "replaces").ShouldBe(id);
        (await ledger.GetAsync("/api/successions")).GetProperty("items").GetArrayLength().ShouldBe(0);
        Text((await ledger.GetAsync("/api/successions?retracted=true")).GetProperty("items")[0].GetProperty("retracted"), "id").ShouldBe(Text(retracted, "id"));
        await ledger.StopAsync();
        await ledger.StartAsync();
        (await Holder("at=2015-10-10")).ShouldBe("YPG", "the history does not bring it back");
    }

    [Fact]
    public async Task many_who_record_the_same_record_it_once()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, YearsEnd);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ledger.PostAsync("/api/successions", OppositionGoesOn, "one wish")));
        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Count(a => a.Status == 200).ShouldBe(7);
        answers.Select(a => Text(a.Answer, "position")).Distinct().ShouldHaveSingleItem();
        (await ledger.GetAsync("/api/successions?actor=OPP")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await ledger.PostAsync("/api/successions", OppositionGoesOn)).Status.ShouldBe(200, "without a key it is the same all the same");
        (await ledger.PostAsync("/api/successions", new { from = "SNA", to = "GOV_TRANS", on = "2025-01-29", source = "s" }, "one wish")).Status.ShouldBe(422, "a key is good for one wish");
    }

    [Fact]
    public async Task what_cannot_be_right_is_refused_and_leaves_nothing()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, YearsEnd);
        (await ledger.PostAsync("/api/successions", OppositionGoesOn)).Status.ShouldBe(201);
        var log = await ledger.AskAsync("select (select count(*) from ledger.mt_events) * 1000000 + (select count(*) from ledger.public_log)");
        const string source = "s", on = "2024-12-10";
        await Refused(409, "from", new { from = "OPP", to = "SDF", on, source });
        await Refused(409, "from", new { from = "YPG", to = "SDF", on, source });
        await Refused(422, "to", new { from = "GOV_TRANS", to = "OPP", on, source });
        await Refused(422, "to", new { from = "SDF", to = "YPG", on, source });
        await Refused(422, "to", new { from = "SDF", to = "SDF", on, source });
        await Refused(422, "from", new { from = "NOBODY", to = "SDF", on, source });
        await Refused(422, "on", new { from = "SDF", to = "GOV_TRANS", on = TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), source });
        await Refused(400, "on", new { from = "SDF", to = "GOV_TRANS", on = "2024-02-30", source });
        await Refused(400, "on", new { from = "SDF", to = "GOV_TRANS", source });
        await Refused(400, "source", new { from = "SDF", to = "GOV_TRANS", on, source = " " });
        await Refused(400, "colour", new { from = "SDF", to = "GOV_TRANS", on, source, colour = "red" });
        await Refused(422, "theatre", new { from = "SDF", to = "GOV_TRANS", on, source, theatre = "atlantis" });
        (await ledger.PostAsync("/api/successions", OppositionGoesOn, key: await ReaderAsync(ledger))).Status.ShouldBe(403);
        (await ledger.AskAsync("select (select count(*) from ledger.mt_events) * 1000000 + (select count(*) from ledger.public_log)")).ShouldBe(log);

        async Task Refused(int status, string field, object body)
        {
            var (found, problem) = await ledger.PostAsync("/api/successions", body);
            found.ShouldBe(status, problem.ToString());
            problem.GetProperty("errors").EnumerateArray().Select(e => Text(e, "field")).ShouldContain(field);
            Text(problem, "detail").ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public async Task a_log_from_before_gets_its_successions_once()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, YearsEnd);
        await ledger.StopAsync();
        // What an older version left behind: its history without successions, marked as loaded.
        await ledger.AskAsync("""
            delete from ledger.mt_events where stream_id = 'actors/syria';
            delete from ledger.mt_streams where id = 'actors/syria';
            delete from ledger.public_log where kind = 'succeeded';
            alter table ledger.chronology_loaded drop column whole;
            """);
        var changes = Number(await ledger.AskAsync("select count(*) from ledger.mt_events"));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await ledger.StartAsync();
            Number(await ledger.AskAsync("select count(*) from ledger.mt_events")).ShouldBe(changes + 1, "one succession up to the day it was loaded to, and no change again");
            Text((await ledger.GetAsync("/api/control/C1366?at=2015-10-10")).GetProperty("area"), "controller").ShouldBe("SDF");
            await ledger.StopAsync();
        }
    }

    [Fact]
    public async Task the_register_tells_names_validity_and_succession()
    {
        await using var ledger = await LedgerAlone.StartAsync(postgres, YearsEnd);
        var first = await ledger.GetAsync("/api/actors?limit=5");
        first.GetProperty("items").GetArrayLength().ShouldBe(5);
        var codes = Codes(first).ToList();
        for (var page = first; Text(page, "next") is { } next; codes.AddRange(Codes(page))) page = await ledger.GetAsync("/api/actors?limit=5&after=" + next);
        codes.ShouldBe(Codes(await ledger.GetAsync("/api/actors?limit=1000")));
        codes.ShouldBe(codes.Order(StringComparer.Ordinal).Distinct());

        var units = await ledger.GetAsync("/api/actors/ypg");
        (Text(units, "code"), Text(units.GetProperty("successor"), "code"), Text(units.GetProperty("successor"), "on")).ShouldBe(("YPG", "SDF", "2015-10-10"));
        foreach (var name in new[] { "field", "fieldAr", "neutral", "neutralAr", "colour" }) Text(units, name).ShouldNotBeNullOrWhiteSpace(name);
        (await ledger.GetAsync("/api/actors/SDF")).GetProperty("predecessors").EnumerateArray().Select(p => p.GetString()).ShouldBe(["YPG"]);
        (await ledger.GetAsync("/api/actors/OPP")).GetProperty("successor").ValueKind.ShouldBe(JsonValueKind.Null, "the ledger was not told yet");
        Codes(await ledger.GetAsync("/api/actors?parent=OPP")).ShouldContain("HTS");
        Codes(await ledger.GetAsync("/api/actors?validOn=2024-12-07")).ShouldContain("GOV_ASSAD");
        Codes(await ledger.GetAsync("/api/actors?validOn=2024-12-08")).ShouldNotContain("GOV_ASSAD");
        Codes(await ledger.GetAsync("/api/actors?q=" + Uri.EscapeDataString("النظام"))).ShouldContain("GOV_ASSAD");
        foreach (var (path, status) in new[] { ("/api/actors/NOBODY", 404), ("/api/actors?parent=NOBODY", 404), ("/api/actors?validOn=2024-02-30", 400), ("/api/successions?actor=NOBODY", 404), ("/api/successions?colour=red", 400) })
        {
            using var answer = await ledger.Client.GetAsync(path);
            ((int)answer.StatusCode).ShouldBe(status, path);
        }
    }

    private static async Task<string> ReaderAsync(LedgerAlone ledger) => Text((await ledger.PostAsync("/api/keys", new { name = "reader", roles = new[] { "reader" } })).Answer, "key")!;

    private static IEnumerable<string> Codes(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(a => Text(a, "code")!);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static long Number(object? count) => (long)count!;
}
