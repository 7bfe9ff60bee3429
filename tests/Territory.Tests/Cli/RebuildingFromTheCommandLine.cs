using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class RebuildingFromTheCommandLine : ATerminalAndAServer
{
    [Fact]
    public async Task following_shows_a_bar_and_the_time_left()
    {
        Server.On("POST /api/rebuilds", Answers.Text("""{"id":"reb_1","view":"timeline","state":"folding","processed":250000,"total":1000000,"rate":100000,"etaSeconds":7.5}"""));
        Server.On("/api/rebuilds/reb_1", Answers.Text("""{"id":"reb_1","view":"timeline","state":"done","processed":1000000,"total":1000000,"endedAt":"2024-12-08T09:00:00Z","verification":{"compared":7,"different":0,"samples":[]}}"""));
        var ran = await Terminal.RunAsync("rebuild", "timeline", "--reason", "to be sure", "--follow");
        (ran.Code, ran.Error.Trim()).ShouldBe((ExitCode.Ok, "[#######.......................]  25 % 250,000 of 1,000,000 events, 100,000 a second, 8 s left"));
        ran.Lines.ShouldBe(["reb_1  timeline  done: 1,000,000 events", "7 rows compared, 0 differ."]);
    }

    [Fact]
    public async Task a_difference_is_shown_with_what_to_do()
    {
        Server.On("POST /api/rebuilds", Answers.Text("""
            {"id":"reb_1","view":"control_now","state":"awaitingApproval","verification":{"compared":7,"different":1,"samples":[{"theatre":"syria","area":"SY12","live":{"status":"unknown"},"rebuilt":null}]}}
            """));
        var ran = await Terminal.RunAsync("rebuild", "control_now", "--follow");
        ran.Code.ShouldBe(ExitCode.Refused);
        ran.Out.ShouldContain("7 rows compared, 1 differ.");
        ran.Out.ShouldContain("""live {"status":"unknown"}, rebuilt no row""");
        ran.Out.ShouldContain("territory rebuild approve reb_1");
    }

    [Fact]
    public async Task a_missing_table_is_said_in_a_sentence()
    {
        Server.On("/api/rebuilds/reb_1", Answers.Text("""
            {"id":"reb_1","view":"claims","state":"awaitingApproval","verification":{"compared":0,"different":1,"samples":[{"theatre":null,"area":null,"live":null,"rebuilt":null,"sentence":"The live table ledger.claims is missing."}]}}
            """));
        var ran = await Terminal.RunAsync("rebuild", "show", "reb_1");
        (ran.Code, ran.Lines[2]).ShouldBe((ExitCode.Ok, "The live table ledger.claims is missing."));
    }

    [Fact]
    public async Task while_the_log_is_read_the_bar_is_of_that()
    {
        Server.On("/api/rebuilds/reb_1",
            Answers.Text("""{"id":"reb_1","view":"timeline","state":"folding","stage":"reading the log, 40 %","stageShare":0.4,"processed":0,"total":1000000}"""),
            Answers.Text("""{"id":"reb_1","view":"timeline","state":"done","processed":1000000,"total":1000000,"endedAt":"2024-12-08T09:00:00Z"}"""));
        var ran = await Terminal.RunAsync("rebuild", "follow", "reb_1");
        (ran.Code, ran.Error.Trim()).ShouldBe((ExitCode.Ok, "[############..................]  40 % reading the log, 40 %"));
    }

    [Fact]
    public async Task a_share_that_only_words_tell_is_no_bar()
    {
        Server.On("/api/rebuilds/reb_1", Answers.Text("""{"id":"reb_1","view":"timeline","state":"folding","stage":"another version's words, 40 %","processed":0,"total":1000000}"""));
        (await Terminal.RunAsync("rebuild", "show", "reb_1")).Lines[0].ShouldBe("reb_1  timeline  folding: another version's words, 40 %");
    }

    [Fact]
    public async Task interrupted_it_says_how_to_follow_on()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Subscriber.Cancellation);
        Server.On("POST /api/rebuilds", Answers.Text("""{"id":"reb_1","view":"timeline","state":"queued"}"""));
        Server.On("/api/rebuilds/reb_1", async context =>
        {
            await interruption.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var ran = await Terminal.RunUntilAsync(interruption.Token, "rebuild", "timeline", "--follow");
        ran.Code.ShouldBe(ExitCode.Interrupted);
        ran.Error.ShouldContain("The rebuild reb_1 goes on by itself; follow it again with: territory rebuild follow reb_1");
    }

    [Fact]
    public async Task runs_are_listed_approved_and_cancelled()
    {
        Server.On("/api/rebuilds", Answers.Text("""{"items":[{"id":"reb_2","view":"claims","state":"awaitingApproval","startedBy":"desk","reason":"to be sure"}],"next":null}"""));
        Server.On("POST /api/rebuilds/reb_2/approve", Answers.Text("""{"id":"reb_2","view":"claims","state":"swapping","stage":"approved"}"""));
        Server.On("POST /api/rebuilds/reb_2/cancel", Answers.Text("""{"id":"reb_2","view":"claims","state":"cancelled","cancelledBy":"desk","endedAt":"2024-12-08T09:00:00Z"}"""));
        var listed = await Terminal.RunAsync("rebuild", "list", "--limit", "1");
        listed.Code.ShouldBe(ExitCode.Ok, listed.Error);
        foreach (var word in new[] { "reb_2", "awaitingApproval", "claims", "desk", "to be sure", "waits for approval" }) listed.Lines[1].ShouldContain(word);
        Server.Requests.Last().ShouldBe("GET /api/rebuilds?order=desc&limit=1");
        (await Terminal.RunAsync("rebuild", "approve", "reb_2")).Out.Trim().ShouldBe("reb_2  claims  swapping: approved");
        (await Terminal.RunAsync("rebuild", "cancel", "reb_2")).Lines.ShouldBe(["reb_2  claims  cancelled", "Cancelled by desk."]);
    }

    [Fact]
    public async Task without_a_view_it_says_which_there_are()
    {
        var ran = await Terminal.RunAsync("rebuild");
        ran.Code.ShouldBe(ExitCode.Usage);
        ran.Error.ShouldContain("control_now, timeline, claims or reviews");
    }
}
