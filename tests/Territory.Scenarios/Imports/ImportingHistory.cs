using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Npgsql;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Imports;

/// <summary>A file of history, sent to a ledger of its own on a real database.</summary>
public sealed class ImportingHistory(PostgresPart postgres) : IAsyncDisposable
{
    private const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private const string Header = "area,effective_at,status,to,from,extent,manner,grade,source\n";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ScratchFolder folder = new();
    private readonly Uri address = FreeAddress();
    private string database = "";
    private ServiceProcess? process;
    private HttpClient? client;

    [Fact]
    public async Task a_sound_file_is_recorded_as_it_stands()
    {
        await StartAsync();
        var run = await EndedAsync(await SendAsync(Header + "SY12,2024-12-07,controlled,OPP,GOV_ASSAD,whole,force,B2,desk\nSY01,2024-12-08,controlled,OPP,GOV_ASSAD,whole,,B2,desk\n"));
        (Word(run, "state"), run.GetProperty("done").GetInt64()).ShouldBe(("done", 2));
        var changes = await ChangesAsync();
        changes.Select(c => c.GetProperty("data").GetProperty("area").GetString()).ShouldBe(["SY01", "SY12"], ignoreOrder: true);
        changes.ShouldAllBe(c => c.GetProperty("data").GetProperty("decidedBy").GetString() == "import:" + Word(run, "id"));
        (await GetAsync("/api/control/SY12?at=2024-12-07")).GetProperty("area").GetProperty("controller").GetString().ShouldBe("OPP");
    }

    [Fact]
    public async Task one_bad_row_and_nothing_is_recorded()
    {
        await StartAsync();
        var run = await EndedAsync(await SendAsync(Header + "SY12,2024-12-07,controlled,OPP,,whole,,,\nSY99,2024-12-07,controlled,OPP,,whole,,,\nSY12,2024-02-30,controlled,NOBODY,,whole,,,\n"));
        (Word(run, "state"), run.GetProperty("badRows").GetInt64(), run.GetProperty("rows").GetInt64()).ShouldBe(("failed", 2, 3));
        var errors = (await GetAsync($"/api/imports/{Word(run, "id")}/errors")).GetProperty("items").EnumerateArray().Select(e => $"{e.GetProperty("row")} {e.GetProperty("line")} {Word(e, "field")} {Word(e, "found")}");
        errors.ShouldBe(["2 3 area SY99", "3 4 effective_at 2024-02-30", "3 4 to NOBODY"]);
        (await ChangesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task bad_rows_are_listed_a_page_at_a_time()
    {
        await StartAsync();
        var id = Word(await SendAsync(Header + string.Concat(Enumerable.Repeat("SY99,x,controlled,OPP,,whole,,,\n", 25))), "id");
        var rows = new List<int>();
        for (var after = ""; ;)
        {
            var page = await GetAsync($"/api/imports/{id}/errors?limit=10{after}");
            rows.AddRange(page.GetProperty("items").EnumerateArray().Where(e => Word(e, "field") == "area").Select(e => e.GetProperty("row").GetInt32()));
            if (page.GetProperty("next").GetString() is not { } next) break;
            after = "&after=" + next;
        }
        rows.ShouldBe(Enumerable.Range(1, 25));
    }

    [Fact]
    public async Task a_dry_run_tells_what_would_change()
    {
        await StartAsync();
        await EndedAsync(await SendAsync(Header + "SY12,2018-07-31,controlled,GOV_ASSAD,,whole,,C2,desk\n"));
        var run = await EndedAsync(await SendAsync(Header + "SY12,2024-12-07,controlled,OPP,,whole,,B2,desk\nSY01,2024-12-08,controlled,OPP,,whole,,B2,desk\n", "&dryRun=true"));
        Word(run, "state").ShouldBe("done");
        var diff = run.GetProperty("diff");
        (diff.GetProperty("new").GetInt64(), diff.GetProperty("known").GetInt64()).ShouldBe((2, 0));
        var daraa = diff.GetProperty("areas").EnumerateArray().Single(a => Word(a, "area") == "SY12");
        (daraa.GetProperty("now").GetProperty("controllers")[0].GetString(), daraa.GetProperty("then").GetProperty("controllers")[0].GetString()).ShouldBe(("GOV_ASSAD", "OPP"));
        (await ChangesAsync()).Count.ShouldBe(1, "nothing of the dry run is recorded");
    }

    [Fact]
    public async Task the_same_file_again_is_the_first_import()
    {
        await StartAsync();
        var file = Header + "SY12,2024-12-07,controlled,OPP,,whole,,B2,desk\n";
        var first = await EndedAsync(await SendAsync(file));
        var (status, again) = await PostAsync(file);
        (status, Word(again, "id")).ShouldBe((HttpStatusCode.OK, Word(first, "id")));
        (await ChangesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task the_same_rows_in_another_file_are_known_by_their_ids()
    {
        await StartAsync();
        const string header = "id,area,effective_at,status,to,extent\n";
        await EndedAsync(await SendAsync(header + "a,SY12,2024-12-07,controlled,OPP,whole\n"));
        var second = await EndedAsync(await SendAsync(header + "b,SY12,2024-12-09,controlled,SDF,whole\na,SY12,2024-12-07,controlled,OPP,whole\n"));
        Word(second, "state").ShouldBe("done");
        (await ChangesAsync()).Count.ShouldBe(2);
        var third = await EndedAsync(await SendAsync(header + "a,SY12,2024-12-07,controlled,ISIS,whole\nc,SY12,2024-12-10,controlled,OPP,whole\n"));
        Word(third, "state").ShouldBe("failed", "its row a says otherwise than the one recorded");
        (await ChangesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task an_id_used_twice_in_a_file_is_a_bad_row()
    {
        await StartAsync();
        var run = await SendAsync("id,area,effective_at,status,to,extent\na,SY12,2024-12-07,controlled,OPP,whole\na,SY12,2024-12-08,controlled,SDF,whole\n");
        (Word(run, "state"), run.GetProperty("errors")[0].GetProperty("row").GetInt32()).ShouldBe(("failed", 2));
    }

    [Fact]
    public async Task killed_half_way_it_ends_complete_and_once()
    {
        const int rows = 12_000;
        await StartAsync();
        var id = Word(await SendAsync(ManyRows(rows)), "id");
        await Eventually.TrueAsync(async () => (await GetAsync("/api/imports/" + id)).GetProperty("done").GetInt64() > 500, Patience);
        await process!.KillAsync();
        await StartAsync();
        var before = await GetAsync("/api/imports/" + id);
        before.GetProperty("done").GetInt64().ShouldBeLessThan(rows, "it was killed before its end");
        var run = await EndedAsync(before);
        (Word(run, "state"), run.GetProperty("done").GetInt64()).ShouldBe(("done", rows));
        (await CountAsync("select count(*), count(distinct data ->> 'changeId') from ledger.mt_events")).ShouldBe((rows, rows));
        (await CountAsync("select count(*), count(distinct position) from ledger.public_log")).ShouldBe((rows, rows));
        (await CountAsync("select count(*), 0 from ledger.import_rows")).ShouldBe((0, 0), "what was staged is of no use any more");
    }

    [Fact]
    public async Task cancelled_before_it_begins_nothing_is_recorded()
    {
        await StartAsync();
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtextextended('append:ledger', 0))");
        var id = Word(await SendAsync(ManyRows(10)), "id");
        using (var cancelled = await client!.PostAsync($"/api/imports/{id}/cancel", null)) cancelled.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ExecuteAsync(connection, "select pg_advisory_unlock(hashtextextended('append:ledger', 0))");
        // One that comes later ends, and this one did not begin meanwhile.
        await EndedAsync(await SendAsync(Header + "SY12,2024-12-07,controlled,OPP,,whole,,B2,desk\n"));
        Word(await GetAsync("/api/imports/" + id), "state").ShouldBe("cancelled");
        (await ChangesAsync()).Count.ShouldBe(1);
        using var again = await client.PostAsync($"/api/imports/{id}/cancel", null);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task claims_are_decided_as_if_they_had_been_sent()
    {
        await StartAsync();
        var run = await EndedAsync(await SendAsync("area,effective_at,to,extent,reported_at,source,grade\nSY12,2024-12-07,OPP,whole,2024-12-07,wire,C3\nSY12,2024-12-07,OPP,whole,2024-12-08,paper,C3\nSY01,2024-12-08,OPP,whole,2024-12-08,wire,C3\n", kind: "claims"));
        Word(run, "state").ShouldBe("done");
        var decided = (await ChangesAsync()).ShouldHaveSingleItem("two sources agree on one governorate, one speaks of the other").GetProperty("data");
        (Word(decided, "area"), decided.GetProperty("claims").GetArrayLength(), Word(decided, "rule")).ShouldBe(("SY12", 2, "v1/two-independent"));
    }

    [Fact]
    public async Task co_holders_and_sieges_are_claimed_by_rows()
    {
        await StartAsync();
        var run = await EndedAsync(await SendAsync("area,effective_at,to,with,siege,siege_lifted,extent,reported_at,source,grade\nC5993,2024-12-07,OPP,SDF,,,whole,2024-12-07,wire,B2\nC5993,2024-12-09,,,ISIS,,,2024-12-09,wire,B2\n"
            + "C5993,2024-12-07,OPP,SDF,,,whole,2024-12-07,paper,B2\nC5993,2024-12-09,,,ISIS,,,2024-12-09,paper,B2\nC5993,2024-12-11,,,ISIS,true,,2024-12-11,wire,B2\n", kind: "claims"));
        Word(run, "state").ShouldBe("done");
        async Task<JsonElement> HeldAsync(string at) => (await GetAsync("/api/control/C5993?at=" + at)).GetProperty("area");
        static string List(JsonElement area, string name) => string.Join('+', area.GetProperty(name).EnumerateArray().Select(a => a.GetString()));
        var besieged = await HeldAsync("2024-12-09");
        (Word(besieged, "status"), List(besieged, "controllers"), List(besieged, "besiegedBy")).ShouldBe(("shared", "OPP+SDF", "ISIS"));
        List(await HeldAsync("2024-12-11"), "besiegedBy").ShouldBe("");
    }

    [Fact]
    public async Task a_claim_that_says_otherwise_under_its_id_is_a_bad_row()
    {
        await StartAsync();
        const string header = "id,area,effective_at,to,extent,reported_at,source,grade\n", first = "a,SY12,2024-12-07,OPP,whole,2024-12-07,wire,B2\n";
        Word(await EndedAsync(await SendAsync(header + first, kind: "claims")), "state").ShouldBe("done");
        Word(await EndedAsync(await SendAsync(header + first + "b,SY01,2024-12-08,OPP,whole,2024-12-08,wire,B2\n", kind: "claims")), "state").ShouldBe("done", "the same again is known");
        var changes = (await ChangesAsync()).Count;
        foreach (var (bad, expected) in new[] { ("a,SY12,2024-12-07,SDF,whole,2024-12-07,wire,B2\n", "never overwritten"), ("a,SY01,2024-12-07,OPP,whole,2024-12-07,wire,B2\n", "SY12") })
        {
            var run = await EndedAsync(await SendAsync(header + "c,SY07,2024-12-07,OPP,whole,2024-12-07,wire,B2\n" + bad, kind: "claims"));
            (Word(run, "state"), run.GetProperty("badRows").GetInt64()).ShouldBe(("failed", 1));
            var error = (await GetAsync($"/api/imports/{Word(run, "id")}/errors")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            (error.GetProperty("row").GetInt32(), Word(error, "field"), Word(error, "found")).ShouldBe((2, "id", "a"));
            Word(error, "expected").ShouldContain(expected);
        }
        (await ChangesAsync()).Count.ShouldBe(changes, "nothing of a file with a bad row is recorded");
    }

    [Fact]
    public async Task what_is_no_such_file_is_refused()
    {
        await StartAsync();
        foreach (var (query, type, body, expected) in NoSuchFiles)
        {
            using var content = new StringContent(body, Encoding.UTF8, type);
            using var answer = await client!.PostAsync("/api/imports?" + query, content);
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

    private static string ManyRows(int rows)
    {
        string[] areas = ["SY01", "SY02", "SY03", "SY04", "SY05", "SY06", "SY07", "SY08", "SY1200", "SY1203", "C5993"];
        string[] actors = ["GOV_ASSAD", "OPP", "SDF"];
        var first = new DateOnly(2012, 1, 1);
        return Header + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{areas[i % areas.Length]},{first.AddDays(i / areas.Length):yyyy-MM-dd},controlled,{actors[i / areas.Length % 3]},,most,,C3,desk\n")));
    }

    private async Task<JsonElement> SendAsync(string file, string query = "", string kind = "decisions")
    {
        var (status, run) = await PostAsync(file, query, kind);
        status.ShouldBe(HttpStatusCode.Accepted);
        return run;
    }

    private async Task<(HttpStatusCode, JsonElement)> PostAsync(string file, string query = "", string kind = "decisions")
    {
        using var content = new StringContent(file, Encoding.UTF8, "text/csv");
        using var answer = await client!.PostAsync($"/api/imports?as={kind}{query}", content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<JsonElement> EndedAsync(JsonElement run)
    {
        await Eventually.TrueAsync(async () => (run = await GetAsync("/api/imports/" + Word(run, "id"))).GetProperty("endedAt").ValueKind != JsonValueKind.Null, Patience);
        return run;
    }

    private async Task<IReadOnlyList<JsonElement>> ChangesAsync() => [.. (await GetAsync("/api/changes")).GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> GetAsync(string path) => await client!.GetFromJsonAsync<JsonElement>(path);

    private static string Word(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";

    private async Task<(long, long)> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand(sql, connection);
        await using var row = await count.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetFieldValue<long>(1));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task StartAsync()
    {
        if (database.Length == 0) database = await postgres.NewDatabaseAsync();
        var key = Path.Combine(folder.Path, "key");
        await File.WriteAllTextAsync(key, AdminKey);
        process = ServiceProcess.Start("Territory.Ledger", [], new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = database,
            ["TERRITORY_KEY_FILE"] = key,
            ["TERRITORY_DATA"] = folder.Path,
            ["TERRITORY_URLS"] = address.ToString(),
        });
        await process.UntilReadyAsync(address, Patience);
        client ??= new HttpClient { BaseAddress = address, Timeout = Patience, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", AdminKey) } };
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (process is not null) await process.DisposeAsync();
        folder.Dispose();
    }
}
