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
        ran.Out.ShouldContain("POST /api/rebuilds/reb_1/approve");
    }
}
