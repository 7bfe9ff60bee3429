using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class ImportingFromTheCommandLine : ATerminalAndAServer
{
    [Fact]
    public async Task what_is_wrong_with_its_rows_is_listed()
    {
        Server.On("POST /api/imports", Answers.Text("""{"id":"imp_1","as":"decisions","state":"failed","rows":3,"badRows":1,"endedAt":"2024-12-08T09:00:00Z","error":"1 of 3 rows cannot be recorded, so none was."}"""));
        Server.On("/api/imports/imp_1/errors", Answers.Text("""{"items":[{"row":2,"line":3,"field":"area","found":"SY99","expected":"an area of Syria"}],"next":null}"""));
        var ran = await Terminal.RunAsync("import", Terminal.Write("history.csv", "area\n"), "--as", "decisions");
        ran.Code.ShouldBe(ExitCode.Refused);
        ran.Out.ShouldContain("row 2 (line 3), area: found 'SY99', expected an area of Syria");
        Server.Requests.ToArray()[0].ShouldBe("POST /api/imports?as=decisions");
    }

    [Fact]
    public async Task a_dry_run_shows_what_would_change()
    {
        Server.On("POST /api/imports", Answers.Text("""
            {"id":"imp_1","as":"claims","dryRun":true,"state":"done","rows":3,"endedAt":"2024-12-08T09:00:00Z","diff":{"new":2,"known":1,"areasTouched":1,
            "areas":[{"area":"SY12","name":"Daraa governorate","new":2,"known":1,"decisions":1,"now":null,"then":{"status":"controlled","controllers":["OPP"],"since":"2024-12-06T21:00:00Z"}}]}}
            """));
        var ran = await Terminal.RunAsync("import", Terminal.Write("history.csv", "area\n"), "--as", "claims", "--dry-run");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Out.ShouldContain("2 rows are new, 1 are known; 1 areas are touched.");
        ran.Lines.Single(l => l.StartsWith("SY12", StringComparison.Ordinal)).ShouldMatch("nothing decided +OPP");
    }

    [Fact]
    public async Task waiting_for_its_end_shows_how_far_it_is()
    {
        Server.On("POST /api/imports", Answers.Text("""{"id":"imp_1","as":"decisions","state":"appending","rows":2000,"done":1000,"rate":500}"""));
        Server.On("/api/imports/imp_1", Answers.Text("""{"id":"imp_1","as":"decisions","state":"done","rows":2000,"done":2000,"endedAt":"2024-12-08T09:00:00Z"}"""));
        var ran = await Terminal.RunAsync("import", Terminal.Write("history.csv", "area\n"), "--as", "decisions", "--wait");
        (ran.Code, ran.Error.Trim(), ran.Lines[^1]).ShouldBe((ExitCode.Ok, "appending: 1,000 of 2,000 rows, 500 a second", "imp_1  done: 2,000 rows"));
    }

    [Fact]
    public async Task a_file_that_is_not_there_is_not_found() => (await Terminal.RunAsync("import", "/nowhere.csv", "--as", "decisions")).Code.ShouldBe(ExitCode.NotFound);
}
