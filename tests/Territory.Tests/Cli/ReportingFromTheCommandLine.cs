using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class ReportingFromTheCommandLine : IAsyncLifetime
{
    private const string Receipt = """
        {"id":"rep_1","duplicate":false,"language":"ar","sha256":"ab","notes":[],"changes":["chg_1"],"claims":[{"id":"clm_1","area":"SY12","areaName":"Daraa","level":"governorate","from":"GOV_ASSAD","to":"OPP",
        "kind":"change","status":"controlled","extent":"whole","manner":"force","effectiveAt":"2024-12-07","precision":"day","dateBasis":"published","claimedBy":"OPP","via":[],"hedged":false,"confidence":1,
        "rule":"ar/1","evidence":[{"start":0,"end":6,"quote":"سيطرت\nعلى"}],"state":"recorded","decision":{"outcome":"decided","rule":"v1/decides-alone","missing":null,"changeId":"chg_1"}}]}
        """;
    private readonly Terminal terminal = new();
    private readonly List<string> bodies = [];
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        server.On("POST /api/reports", TakeAsync);
        terminal.Variables["TERRITORY_URL"] = server.Address.ToString();
    }

    public ValueTask DisposeAsync()
    {
        terminal.Dispose();
        return server.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync(Subscriber.Cancellation));
        await Answers.Text(Receipt, 201)(context);
    }

    [Fact]
    public async Task every_option_reaches_the_server()
    {
        var file = terminal.Write("daraa.txt", "نص التقرير");
        var ran = await terminal.RunAsync("report", file, "--source", "seed", "--grade", "b2", "--published", "2024-12-07", "--title", "T", "--link", "https://example.org/1", "--language", "ar", "--wait", "5", "--theatre", "syria");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        bodies.ShouldBe(["""{"text":"نص التقرير","source":"seed","publishedAt":"2024-12-07","title":"T","grade":"B2","url":"https://example.org/1","language":"ar","theatre":"syria"}"""]);
        server.Requests.ShouldBe(["POST /api/reports?wait=5"]);
    }

    [Fact]
    public async Task each_claim_is_a_line_with_its_words_and_what_came_of_it()
    {
        var ran = await terminal.RunAsync("report", terminal.Write("a.txt", "x"), "--source", "seed");
        ran.Lines.ShouldBe(
        [
            "Report rep_1; language ar; 1 claim.",
            "  Daraa (SY12, governorate): GOV_ASSAD to OPP · change, controlled, whole, says OPP · 2024-12-07 (published) «\u2068سيطرت على\u2069»",
            "    decided (v1/decides-alone), change chg_1",
            "Changes: chg_1",
        ]);
    }

    [Fact]
    public async Task without_a_date_it_was_published_now()
    {
        await terminal.RunAsync("report", terminal.Write("a.txt", "x"), "--source", "seed", "--dry-run");
        JsonDocument.Parse(bodies.Single()).RootElement.GetProperty("publishedAt").GetString().ShouldBe("2024-12-08T09:30:00Z");
        server.Requests.ShouldBe(["POST /api/reports?dryRun=true"]);
    }

    [Fact]
    public async Task a_dash_is_standard_input_and_a_byte_order_mark_no_word()
    {
        terminal.Input = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("words")];
        (await terminal.RunAsync("report", "-", "--source", "seed", "--json")).Lines.ShouldHaveSingleItem().ShouldStartWith("{\"id\":\"rep_1\"");
        JsonDocument.Parse(bodies.Single()).RootElement.GetProperty("text").GetString().ShouldBe("words");
    }

    [Fact]
    public async Task what_is_not_utf8_is_refused_and_not_sent()
    {
        var file = terminal.Write("old.txt", [.. "ok "u8, 0xD3, 0xED, 0xD8]);
        var ran = await terminal.RunAsync("report", file, "--source", "seed");
        ran.Code.ShouldBe(ExitCode.Refused);
        ran.Error.ShouldContain("byte 3 (0xD3)");
        ran.Error.ShouldContain("iconv");
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024 * 1024 + 1)]
    public async Task empty_and_overlong_files_are_refused(int length)
    {
        var file = terminal.Write("odd.txt", [.. Enumerable.Repeat((byte)'a', length)]);
        (await terminal.RunAsync("report", file, "--source", "seed")).Code.ShouldBe(ExitCode.Refused);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task one_bad_file_does_not_keep_the_others_out()
    {
        var good = terminal.Write("good.txt", "x");
        var ran = await terminal.RunAsync("report", Path.Combine(terminal.Data, "missing.txt"), good, "--source", "seed");
        ran.Code.ShouldBe(ExitCode.NotFound);
        ran.Error.ShouldContain("missing.txt");
        ran.Lines[0].ShouldBe(good + ": Report rep_1; language ar; 1 claim.");
    }
}
