using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class CheckingFromTheCommandLine : ATerminalAndAServer
{
    [Fact]
    public async Task a_finding_is_shown_with_both_values_and_ends_with_one()
    {
        Server.On("POST /api/checks", Answers.Text("""{"id":"chk_1","kind":"views","state":"running","unit":"areas","processed":10,"total":40,"rate":20,"etaSeconds":1.5}"""));
        Server.On("/api/checks/chk_1", Answers.Text("""{"id":"chk_1","kind":"views","state":"done","unit":"areas","processed":40,"total":40,"findings":1,"endedAt":"2024-12-08T09:00:00Z"}"""));
        Server.On("/api/checks/chk_1/findings", Answers.Text("""{"items":[{"kind":"drift","place":"timeline","view":"timeline","area":"SY12","found":{"controller":"A"},"expected":null,"sentence":"timeline has a row that the log does not fold to."}],"next":null}"""));
        var ran = await Terminal.RunAsync("check", "--area", "SY12");
        ran.Code.ShouldBe(ExitCode.Refused, ran.Error);
        ran.Error.Trim().ShouldBe("[#####...............] 10 of 40 areas, 20 a second, 2 s left, nothing found");
        ran.Lines.ShouldBe(["chk_1  done: 40 areas, 1 thing found", "drift  timeline has a row that the log does not fold to.", "  found     {\"controller\":\"A\"}", "  expected  nothing"]);
    }

    [Fact]
    public async Task a_proof_without_findings_ends_with_zero()
    {
        Server.On("POST /api/verify", Answers.Text("""{"id":"chk_2","kind":"log","state":"done","unit":"records","processed":7,"total":7,"endedAt":"2024-12-08T09:00:00Z","summary":{"head":"7","sealedTo":"7"}}"""));
        var ran = await Terminal.RunAsync("verify");
        (ran.Code, ran.Out.Trim()).ShouldBe((ExitCode.Ok, "chk_2  done: 7 records, nothing found  (head 7, sealedTo 7)"));
    }

    [Fact]
    public async Task a_check_that_failed_ends_with_one_and_says_why()
    {
        Server.On("POST /api/snapshots/snp_1/verify", Answers.Text("""{"id":"chk_3","kind":"snapshot","state":"failed","unit":"areas","endedAt":"2024-12-08T09:00:00Z","error":"The theatre is not here."}"""));
        var ran = await Terminal.RunAsync("verify", "--snapshot", "snp_1");
        ran.Code.ShouldBe(ExitCode.Refused);
        ran.Out.ShouldContain("The theatre is not here.");
    }

    [Fact]
    public async Task a_repair_says_what_it_did()
    {
        Server.On("POST /api/views/timeline/repair", Answers.Text("""{"id":"rep_1","view":"timeline","area":"SY12","different":2,"rows":9,"closed":2}"""));
        var ran = await Terminal.RunAsync("repair", "timeline", "SY12");
        (ran.Code, ran.Out.Trim()).ShouldBe((ExitCode.Ok, "rep_1  timeline of SY12: 2 rows differed, 9 are there now, 2 findings ended."));
    }
}
