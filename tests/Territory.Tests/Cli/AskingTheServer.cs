using System.Text.Json;
using Shouldly;
using Territory.Cli;
using Territory.Contracts;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class AskingTheServer : IAsyncLifetime
{
    private const string Daraa = """
        {"area":"SY12","name":"Daraa","nameAr":"درعا","level":"governorate","status":"controlled","controller":"OPP","controllers":["OPP"],"challengers":[],"besiegedBy":[],"claimedBy":"OPP",
        "extent":"whole","since":"2024-12-06T22:00:00Z","sinceAt":"2024-12-07","precision":"day","certain":true,"inherited":false,"changeId":"chg_1","claimsFor":["clm_1"],"claimsAgainst":[],
        "grade":"B2","rule":"v1/decides-alone","demonstration":true,"version":3,"breakdown":[]}
        """;
    private const string Envelope = "\"at\":\"2024-12-08T09:30:00Z\",\"known\":\"2024-12-08T09:30:00Z\",\"reported\":null,\"position\":\"41\",\"settled\":true,\"checksum\":\"c0ffee\",\"packVersion\":\"7\",\"theatre\":\"syria\"";
    private readonly Terminal terminal = new();
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        server.On("/api/theatres", Answers.Text("""{"items":[{"id":"syria","name":"Syria","nameAr":"سوريا","zone":"Asia/Damascus","packVersion":"7"}],"next":null}"""));
        terminal.Variables["TERRITORY_URL"] = server.Address.ToString();
    }

    public ValueTask DisposeAsync()
    {
        terminal.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task control_is_a_table_with_its_envelope_below()
    {
        server.On("/api/control", Answers.Text($"{{{Envelope},\"areas\":[{Daraa}]}}"));
        var ran = await terminal.RunAsync("control");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        var row = ran.Lines.Single(l => l.Contains("SY12", StringComparison.Ordinal));
        row.ShouldContain("controlled");
        row.ShouldContain("OPP");
        row.ShouldContain("2024-12-07");
        row.ShouldContain("demonstration");
        row.ShouldContain("\u2068درعا\u2069", Case.Sensitive, "Arabic must not reorder the row");
        ran.Out.ShouldNotContain("\u001b");
        ran.Lines[^1].ShouldBe("At 2024-12-08 12:30:00 +03:00, as recorded by 2024-12-08 12:30:00 +03:00; position 41; settled, checksum c0ffee; pack 7.");
    }

    [Fact]
    public async Task a_brief_in_json_is_an_object_on_a_line()
    {
        server.On("/api/brief", Answers.Text($$"""{"theatre":"syria","since":"2024-12-01T00:00:00Z","until":"2024-12-08T00:00:00Z","contested":[{{Daraa}}],"sources":[{"name":"S-1","claims":3,"grades":["B2"]}],"position":"41","settled":true}"""));
        var ran = await terminal.RunAsync("brief", "--since", "2024-12-01", "--json");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        var brief = JsonDocument.Parse(ran.Lines.ShouldHaveSingleItem()).RootElement;
        brief.GetProperty("contested")[0].GetProperty("area").GetString().ShouldBe("SY12");
        brief.GetProperty("sources")[0].GetProperty("claims").GetInt64().ShouldBe(3);
        server.Requests.ShouldBe(["GET /api/brief?since=2024-12-01"]);
    }

    [Fact]
    public async Task control_of_an_area_in_json_is_the_apis_answer_on_a_line()
    {
        server.On("/api/control/Daraa", Answers.Text($"{{{Envelope},\"area\":{Daraa}}}"));
        var ran = await terminal.RunAsync("control", "Daraa", "--at", "2024-12-08", "--json");
        var answer = JsonDocument.Parse(ran.Lines.ShouldHaveSingleItem()).RootElement;
        answer.GetProperty("position").GetString().ShouldBe("41");
        answer.GetProperty("area").GetProperty("controller").GetString().ShouldBe("OPP");
        answer.GetProperty("area").GetProperty("nameAr").GetString().ShouldBe("درعا");
        server.Requests.ShouldBe(["GET /api/control/Daraa?at=2024-12-08"]);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("1", false)]
    public async Task colours_are_for_terminals_that_want_them(string? noColour, bool coloured)
    {
        server.On("/api/control", Answers.Text($"{{{Envelope},\"areas\":[{Daraa}]}}"));
        terminal.Width = 200;
        if (noColour is not null) terminal.Variables["NO_COLOR"] = noColour;
        (await terminal.RunAsync("control")).Out.Contains('\u001b').ShouldBe(coloured);
    }

    [Fact]
    public async Task changes_are_a_line_each_in_the_theatres_time()
    {
        server.On("/api/changes", Answers.Log(() => Samples.Log(4, 6)));
        var ran = await terminal.RunAsync("changes");
        ran.Lines.ShouldBe(["       4  2024-12-08 02:12:03 +03:00  Daraa: regime to opposition", "       6  2024-12-08 02:12:03 +03:00  Daraa: regime to opposition"]);
    }

    [Fact]
    public async Task more_changes_than_a_page_are_paged_for()
    {
        var log = Samples.Log([.. Enumerable.Range(1, 1500).Select(i => (long)i)]);
        server.On("/api/changes", Answers.Log(() => log));
        var ran = await terminal.RunAsync("changes", "--limit", "1200", "--json");
        ran.Lines.Select(l => JsonSerializer.Deserialize<CloudEvent>(l, ContractJson.Options)!.Position).ShouldBe(log[..1200].Select(e => e.Position));
        ran.Error.ShouldBe("There are more; go on with --after 1200.\n");
    }

    [Fact]
    public async Task what_a_reader_must_not_miss_stands_with_the_change()
    {
        var change = Samples.Change(1, 0);
        server.On("/api/changes", Answers.Log(() => [change with { Data = change.Change! with { Current = false, Demonstration = true, Summary = "Corrected:\u001b[2J Daraa\u202e" } }]));
        (await terminal.RunAsync("changes")).Lines.ShouldBe(["       1  2024-12-08 02:12:03 +03:00  Corrected:[2J Daraa (of the past: 2024-12-07; demonstration)"]);
    }

    [Fact]
    public async Task areas_not_found_are_an_exit_code()
    {
        server.On("/api/areas", Answers.Text("""{"items":[],"next":null}"""));
        var ran = await terminal.RunAsync("areas", "Atlantis");
        (ran.Code, ran.Out).ShouldBe((ExitCode.NotFound, ""));
        ran.Error.ShouldContain("Atlantis");
    }

    [Fact]
    public async Task a_timeline_names_holder_and_dates()
    {
        server.On("/api/areas/SY12/timeline", Answers.Text("""
            {"area":{"area":"SY12","name":"Daraa","nameAr":"درعا","level":"governorate","path":["SY12"]},"position":"4","settled":true,"next":null,"items":[
            {"start":"2018-07-31T21:00:00Z","end":"2024-12-06T21:00:00Z","status":"controlled","controllers":["GOV_ASSAD"],"effectiveAt":"2018-08","decidedBy":"import:chronology-v1","grade":"B2"},
            {"start":"2024-12-06T21:00:00Z","end":null,"status":"controlled","controllers":["OPP"],"effectiveAt":"2024-12-07","decidedBy":"policy","grade":"B2","recordedAt":"2024-12-07T23:12:03Z"}]}
            """));
        var ran = await terminal.RunAsync("timeline", "SY12");
        ran.Lines.Single(l => l.Contains("GOV_ASSAD", StringComparison.Ordinal)).ShouldMatch(@"2018-08\s+2024-12-07\s+controlled\s+GOV_ASSAD\s+B2\s+import:chronology-v1");
        ran.Lines.Single(l => l.Contains("OPP", StringComparison.Ordinal)).ShouldMatch(@"2024-12-07\s+now\s+controlled\s+OPP\s+B2\s+policy\s+2024-12-08 02:12:03 \+03:00");
    }

    [Fact]
    public async Task a_timeline_says_when_nothing_is_known()
    {
        server.On("/api/areas/C6111/timeline", Answers.Text("""
            {"area":{"area":"C6111","name":"Jasim","nameAr":"جاسم","level":"place","path":["C6111"]},"position":"4","settled":true,"next":null,"items":[
            {"start":"2011-03-14T22:00:00Z","end":"2012-05-31T21:00:00Z","status":"controlled","controllers":["GOV_ASSAD"],"effectiveAt":"2011-03-15","decidedBy":"import","grade":"B2"},
            {"start":"2018-07-16T21:00:00Z","end":null,"status":"controlled","controllers":["OPP"],"effectiveAt":"2018-07-17","decidedBy":"policy","grade":"B2"}]}
            """));
        var ran = await terminal.RunAsync("timeline", "C6111");
        ran.Lines.Single(l => l.Contains("GOV_ASSAD", StringComparison.Ordinal)).ShouldMatch(@"2011-03-15\s+2012-06-01 00:00:00 \+03:00\s+controlled");
        ran.Lines.Single(l => l.Contains("unknown", StringComparison.Ordinal)).ShouldMatch(@"2012-06-01 00:00:00 \+03:00\s+2018-07-17\s+unknown\s+nobody known");
    }

    [Fact]
    public async Task a_brief_for_a_place_that_is_not_there_is_refused()
    {
        server.On("/api/brief", Answers.Text("""{"theatre":"syria","since":"2024-12-01T00:00:00Z","until":"2024-12-08T00:00:00Z","contested":[],"sources":[],"position":"41","settled":true}"""));
        var ran = await terminal.RunAsync("brief", "--json", "-o", "/nonexistent/brief.json");
        ran.Code.ShouldBe(ExitCode.NotAllowed);
        ran.Error.ShouldContain("/nonexistent/brief.json");
    }

    [Theory]
    [InlineData(400, ExitCode.Refused)]
    [InlineData(401, ExitCode.NotAllowed)]
    [InlineData(403, ExitCode.NotAllowed)]
    [InlineData(404, ExitCode.NotFound)]
    [InlineData(409, ExitCode.Refused)]
    [InlineData(422, ExitCode.Refused)]
    [InlineData(429, ExitCode.Refused)]
    [InlineData(500, ExitCode.Refused)]
    [InlineData(503, ExitCode.Unreachable)]
    internal async Task each_refusal_has_its_exit_code(int status, ExitCode code)
    {
        server.On("/api/control", Answers.Problem(status, "No such thing"));
        var ran = await terminal.RunAsync("control");
        (ran.Code, ran.Out).ShouldBe((code, ""));
        ran.Error.ShouldStartWith("territory: No such thing");
        ran.Error.Count(c => c == '\n').ShouldBe(1);
        var json = await terminal.RunAsync("control", "--json");
        var problem = JsonDocument.Parse(json.Error).RootElement;
        (problem.GetProperty("status").GetInt32(), problem.GetProperty("errors")[0].GetProperty("field").GetString()).ShouldBe((status, "area"));
    }

    [Fact]
    public async Task open_prints_the_link_where_there_is_no_browser()
    {
        server.On("POST /api/session/links", Answers.Json(new { url = server.Address + "api/session/enter?code=abc" }));
        var ran = await terminal.RunAsync("open");
        (ran.Code, ran.Out).ShouldBe((ExitCode.Ok, server.Address + "api/session/enter?code=abc\n"));
    }

    [Fact]
    public async Task open_shows_the_link_where_there_is_one()
    {
        var shown = new List<Uri>();
        terminal.Browser = address => { shown.Add(address); return true; };
        server.On("POST /api/session/links", Answers.Json(new { url = server.Address + "api/session/enter?code=abc" }));
        (await terminal.RunAsync("open")).Error.ShouldBe("");
        shown.ShouldBe([new Uri(server.Address, "api/session/enter?code=abc")]);
    }

    [Fact]
    public async Task open_without_an_admins_key_prints_the_bare_address()
    {
        server.On("POST /api/session/links", Answers.Problem(403, "Your key does not allow this."));
        var ran = await terminal.RunAsync("open");
        (ran.Code, ran.Out).ShouldBe((ExitCode.Ok, server.Address + "\n"));
        ran.Error.ShouldContain("will ask for a key");
    }

    [Fact]
    public async Task open_never_starts_anything_but_a_web_address()
    {
        server.On("POST /api/session/links", Answers.Json(new { url = "file:///etc/passwd" }));
        terminal.Browser = _ => throw new InvalidOperationException("It was opened.");
        (await terminal.RunAsync("open")).Code.ShouldBe(ExitCode.Unreachable);
    }
}
