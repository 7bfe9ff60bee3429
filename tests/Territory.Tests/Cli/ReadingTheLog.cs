using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class ReadingTheLog : ATerminalAndAServer
{
    private const string One = """{"position":"41","id":"01939999-0000-7000-8000-000000000001","type":"change_decided.v1","stream":"area/syria/SY12","version":3,"recordedAt":"2024-12-08T09:00:00Z","data":{"note":"درعا"}}""";

    [Fact]
    public async Task events_are_listed_as_they_were_written()
    {
        Server.On("/api/theatres", Answers.Text("""{"items":[{"id":"syria","name":"Syria","nameAr":"سوريا","zone":"Asia/Damascus","packVersion":"7"}],"next":null}"""));
        Server.On("/api/events", Answers.Text($$"""{"items":[{{One}}],"next":"41"}"""));
        var ran = await Terminal.RunAsync("events", "--area", "SY12", "--type", "change_decided.v1", "--since", "2024-12-01", "--after", "7", "--order", "desc", "--limit", "1");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Lines.ShouldHaveSingleItem().ShouldMatch(@"^ +41  2024-12-08 \d\d:00:00 \S+  change_decided\.v1  area/syria/SY12 3  \{""note"":""درعا""\}$");
        ran.Error.ShouldContain("--after 41");
        Server.Requests.Last().ShouldBe("GET /api/events?area=SY12&type=change_decided.v1&since=2024-12-01&order=desc&after=7&limit=1");
    }

    [Fact]
    public async Task as_objects_they_are_one_a_line()
    {
        Server.On("/api/events", Answers.Text($$"""{"items":[{{One}}],"next":null}"""));
        (await Terminal.RunAsync("events", "--json")).Lines.ShouldHaveSingleItem().ShouldContain("\"position\":\"41\"");
    }
}
