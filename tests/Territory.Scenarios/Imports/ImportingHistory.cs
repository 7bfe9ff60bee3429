using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using Shouldly;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;
using static Territory.Scenarios.Imports.SentFiles;

namespace Territory.Scenarios.Imports;

/// <summary>A file of history, sent to a ledger of its own on a real database.</summary>
public sealed class ImportingHistory(PostgresPart postgres) : IAsyncLifetime
{
    private string database = "";
    private ALedger ledger = null!;
    private HttpClient client = null!;
    private SentFiles files = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDatabaseAsync();
        ledger = await ALedger.StartAsync(database);
        client = ledger.Client();
        files = new(client);
    }

    [Fact]
    public async Task a_sound_file_is_recorded_as_it_stands()
    {
        var run = await files.EndedAsync(await files.SendAsync(Header + "SY12,2024-12-07,controlled,OPP,GOV_ASSAD,whole,force,B2,desk\nSY01,2024-12-08,controlled,OPP,GOV_ASSAD,whole,,B2,desk\n"));
        (Word(run, "state"), run.GetProperty("done").GetInt64()).ShouldBe(("done", 2));
        var changes = await files.ChangesAsync();
        changes.Select(c => c.GetProperty("data").GetProperty("area").GetString()).ShouldBe(["SY01", "SY12"], ignoreOrder: true);
        changes.ShouldAllBe(c => c.GetProperty("data").GetProperty("decidedBy").GetString() == "import:" + Word(run, "id"));
        (await files.GetAsync("/api/control/SY12?at=2024-12-07")).GetProperty("area").GetProperty("controller").GetString().ShouldBe("OPP");
    }

    [Fact]
    public async Task one_bad_row_and_nothing_is_recorded()
    {
        var run = await files.EndedAsync(await files.SendAsync(Header + "SY12,2024-12-07,controlled,OPP,,whole,,,\nSY99,2024-12-07,controlled,OPP,,whole,,,\nSY12,2024-02-30,controlled,NOBODY,,whole,,,\n"));
        (Word(run, "state"), run.GetProperty("badRows").GetInt64(), run.GetProperty("rows").GetInt64()).ShouldBe(("failed", 2, 3));
        var errors = (await files.GetAsync($"/api/imports/{Word(run, "id")}/errors")).GetProperty("items").EnumerateArray().Select(e => $"{e.GetProperty("row")} {e.GetProperty("line")} {Word(e, "field")} {Word(e, "found")}");
        errors.ShouldBe(["2 3 area SY99", "3 4 effective_at 2024-02-30", "3 4 to NOBODY"]);
        (await files.ChangesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task bad_rows_are_listed_a_page_at_a_time()
    {
        var id = Word(await files.SendAsync(Header + string.Concat(Enumerable.Repeat("SY99,x,controlled,OPP,,whole,,,\n", 25))), "id");
        var rows = new List<int>();
        for (var after = ""; ;)
        {
            var page = await files.GetAsync($"/api/imports/{id}/errors?limit=10{after}");
            rows.AddRange(page.GetProperty("items").EnumerateArray().Where(e => Word(e, "field") == "area").Select(e => e.GetProperty("row").GetInt32()));
            if (page.GetProperty("next").GetString() is not { } next) break;
            after = "&after=" + next;
        }
        rows.ShouldBe(Enumerable.Range(1, 25));
    }

    [Fact]
    public async Task a_dry_run_tells_what_would_change()
    {
        await files.EndedAsync(await files.SendAsync(Header + "SY12,2018-07-31,controlled,GOV_ASSAD,,whole,,C2,desk\n"));
        var run = await files.EndedAsync(await files.SendAsync(Header + "SY12,2024-12-07,controlled,OPP,,whole,,B2,desk\nSY01,2024-12-08,controlled,OPP,,whole,,B2,desk\n", "&dryRun=true"));
        Word(run, "state").ShouldBe("done");
        var diff = run.GetProperty("diff");
        (diff.GetProperty("new").GetInt64(), diff.GetProperty("known").GetInt64()).ShouldBe((2, 0));
        var daraa = diff.GetProperty("areas").EnumerateArray().Single(a => Word(a, "area") == "SY12");
        (daraa.GetProperty("now").GetProperty("controllers")[0].GetString(), daraa.GetProperty("then").GetProperty("controllers")[0].GetString()).ShouldBe(("GOV_ASSAD", "OPP"));
        (await files.ChangesAsync()).Count.ShouldBe(1, "nothing of the dry run is recorded");
    }

    [Fact]
    public async Task the_same_file_again_is_the_first_import()
    {
        var file = Header + "SY12,2024-12-07,controlled,OPP,,whole,,B2,desk\n";
        var first = await files.EndedAsync(await files.SendAsync(file));
        var (status, again) = await files.PostAsync(file);
        (status, Word(again, "id")).ShouldBe((HttpStatusCode.OK, Word(first, "id")));
        (await files.ChangesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task the_same_rows_in_another_file_are_known_by_their_ids()
    {
        const string header = "id,area,effective_at,status,to,extent\n";
        await files.EndedAsync(await files.SendAsync(header + "a,SY12,2024-12-07,controlled,OPP,whole\n"));
        var second = await files.EndedAsync(await files.SendAsync(header + "b,SY12,2024-12-09,controlled,SDF,whole\na,SY12,2024-12-07,controlled,OPP,whole\n"));
        Word(second, "state").ShouldBe("done");
        (await files.ChangesAsync()).Count.ShouldBe(2);
        var third = await files.EndedAsync(await files.SendAsync(header + "a,SY12,2024-12-07,controlled,ISIS,whole\nc,SY12,2024-12-10,controlled,OPP,whole\n"));
        Word(third, "state").ShouldBe("failed", "its row a says otherwise than the one recorded");
        (await files.ChangesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task an_id_used_twice_in_a_file_is_a_bad_row()
    {
        var run = await files.SendAsync("id,area,effective_at,status,to,extent\na,SY12,2024-12-07,controlled,OPP,whole\na,SY12,2024-12-08,controlled,SDF,whole\n");
        (Word(run, "state"), run.GetProperty("errors")[0].GetProperty("row").GetInt32()).ShouldBe(("failed", 2));
    }

    [Fact]
    public async Task cancelled_before_it_begins_nothing_is_recorded()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtextextended('append:ledger', 0))");
        var id = Word(await files.SendAsync(ManyRows(10)), "id");
        using (var cancelled = await client.PostAsync($"/api/imports/{id}/cancel", null)) cancelled.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ExecuteAsync(connection, "select pg_advisory_unlock(hashtextextended('append:ledger', 0))");
        // One that comes later ends, and this one did not begin meanwhile.
        await files.EndedAsync(await files.SendAsync(Header + "SY12,2024-12-07,controlled,OPP,,whole,,B2,desk\n"));
        Word(await files.GetAsync("/api/imports/" + id), "state").ShouldBe("cancelled");
        (await files.ChangesAsync()).Count.ShouldBe(1);
        using var again = await client.PostAsync($"/api/imports/{id}/cancel", null);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task claims_are_decided_as_if_they_had_been_sent()
    {
        var run = await files.EndedAsync(await files.SendAsync("area,effective_at,to,extent,reported_at,source,grade\nSY12,2024-12-07,OPP,whole,2024-12-07,wire,C3\nSY12,2024-12-07,OPP,whole,2024-12-08,paper,C3\nSY01,2024-12-08,OPP,whole,2024-12-08,wire,C3\n", kind: "claims"));
        Word(run, "state").ShouldBe("done");
        var decided = (await files.ChangesAsync()).ShouldHaveSingleItem("two sources agree on one governorate, one speaks of the other").GetProperty("data");
        (Word(decided, "area"), decided.GetProperty("claims").GetArrayLength(), Word(decided, "rule")).ShouldBe(("SY12", 2, "v1/two-independent"));
    }

    [Fact]
    public async Task co_holders_and_sieges_are_claimed_by_rows()
    {
        var run = await files.EndedAsync(await files.SendAsync("area,effective_at,to,with,siege,siege_lifted,extent,reported_at,source,grade\nC5993,2024-12-07,OPP,SDF,,,whole,2024-12-07,wire,B2\nC5993,2024-12-09,,,ISIS,,,2024-12-09,wire,B2\n"
            + "C5993,2024-12-07,OPP,SDF,,,whole,2024-12-07,paper,B2\nC5993,2024-12-09,,,ISIS,,,2024-12-09,paper,B2\nC5993,2024-12-11,,,ISIS,true,,2024-12-11,wire,B2\n", kind: "claims"));
        Word(run, "state").ShouldBe("done");
        async Task<JsonElement> HeldAsync(string at) => (await files.GetAsync("/api/control/C5993?at=" + at)).GetProperty("area");
        static string List(JsonElement area, string name) => string.Join('+', area.GetProperty(name).EnumerateArray().Select(a => a.GetString()));
        var besieged = await HeldAsync("2024-12-09");
        (Word(besieged, "status"), List(besieged, "controllers"), List(besieged, "besiegedBy")).ShouldBe(("shared", "OPP+SDF", "ISIS"));
        List(await HeldAsync("2024-12-11"), "besiegedBy").ShouldBe("");
    }

    [Fact]
    public async Task a_claim_that_says_otherwise_under_its_id_is_a_bad_row()
    {
        const string header = "id,area,effective_at,to,extent,reported_at,source,grade\n", first = "a,SY12,2024-12-07,OPP,whole,2024-12-07,wire,B2\n";
        Word(await files.EndedAsync(await files.SendAsync(header + first, kind: "claims")), "state").ShouldBe("done");
        Word(await files.EndedAsync(await files.SendAsync(header + first + "b,SY01,2024-12-08,OPP,whole,2024-12-08,wire,B2\n", kind: "claims")), "state").ShouldBe("done", "the same again is known");
        var changes = (await files.ChangesAsync()).Count;
        foreach (var (bad, expected) in new[] { ("a,SY12,2024-12-07,SDF,whole,2024-12-07,wire,B2\n", "never overwritten"), ("a,SY01,2024-12-07,OPP,whole,2024-12-07,wire,B2\n", "SY12") })
        {
            var run = await files.EndedAsync(await files.SendAsync(header + "c,SY07,2024-12-07,OPP,whole,2024-12-07,wire,B2\n" + bad, kind: "claims"));
            (Word(run, "state"), run.GetProperty("badRows").GetInt64()).ShouldBe(("failed", 1));
            var error = (await files.GetAsync($"/api/imports/{Word(run, "id")}/errors")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            (error.GetProperty("row").GetInt32(), Word(error, "field"), Word(error, "found")).ShouldBe((2, "id", "a"));
            Word(error, "expected").ShouldContain(expected);
        }
        (await files.ChangesAsync()).Count.ShouldBe(changes, "nothing of a file with a bad row is recorded");
    }

    [Fact]
    public async Task what_is_no_such_file_is_refused()
    {
        foreach (var (query, type, body, expected) in NoSuchFiles)
        {
            using var content = new StringContent(body, Encoding.UTF8, type);
            using var answer = await client.PostAsync("/api/imports?" + query, content);
            answer.StatusCode.ShouldBe(expected, query + body);
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetArrayLength().ShouldBePositive(query + body);
        }
    }

    private static readonly (string Query, string Type, string Body, HttpStatusCode Expected)[] NoSuchFiles =
    [
        ("as=decisions", "text/csv", "", HttpStatusCode.BadRequest),
        ("as=decisions", "text/csv", "area,colour\nSY12,red\n", HttpStatusCode.BadRequest),
        ("as=decisions", "text/csv", Header, HttpStatusCode.BadRequest),
        ("as=stories", "text/csv", Header, HttpStatusCode.BadRequest),
        ("dryRun=true", "text/csv", Header, HttpStatusCode.BadRequest),
        ("as=decisions", "application/json", Header, HttpStatusCode.UnsupportedMediaType),
        ("as=decisions&theatre=nowhere", "text/csv", Header, HttpStatusCode.NotFound),
    ];

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await ledger.DisposeAsync();
    }
}
