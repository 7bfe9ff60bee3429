using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class LookingAfterDeadLetters : ATerminalAndAServer
{
    private const string One = """
        {"id":"dlt_1","queue":"record-claims","messageType":"RecordClaims","state":"waiting","failures":2,"firstFailedAt":"2024-12-08T09:00:00Z","lastFailedAt":"2024-12-08T09:10:00Z",
        "error":"PostgresException: 53100: the disk\nis full","actedBy":null,"actedAt":null,"reason":null}
        """;

    [Fact]
    public async Task what_waits_is_listed()
    {
        Server.On("/api/dead-letters", Answers.Text($$"""{"items":[{{One}}],"next":null}"""));
        var ran = await Terminal.RunAsync("dead-letters", "--queue", "record-claims");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Lines.ShouldBe(["dlt_1  waiting  RecordClaims of record-claims, failed 2 times, last 2024-12-08 09:10:00Z", "    PostgresException: 53100: the disk is full"]);
        Server.Requests.Last().ShouldBe("GET /api/dead-letters?state=waiting&queue=record-claims&limit=100");
    }

    [Fact]
    public async Task there_may_be_none_and_there_may_be_more()
    {
        Server.On("/api/dead-letters", Answers.Text("""{"items":[],"next":null}"""), Answers.Text($$"""{"items":[{{One}}],"next":"dlt_1"}"""));
        (await Terminal.RunAsync("dead-letters")).Lines.ShouldBe(["No dead letter is waiting."]);
        var ran = await Terminal.RunAsync("dead-letters", "--state", "all", "--limit", "1");
        ran.Error.ShouldContain("There are more");
        Server.Requests.Last().ShouldBe("GET /api/dead-letters?limit=1");
    }

    [Fact]
    public async Task one_is_shown_with_what_is_in_it()
    {
        Server.On("/api/dead-letters/dlt_1", Answers.Text($$"""{"letter":{{One}},"message":{"reportId":"تقرير"},"text":null}"""), Answers.Text($$"""{"letter":{{One}},"message":null,"text":"no JSON"}"""));
        (await Terminal.RunAsync("dead-letters", "show", "dlt_1")).Out.ShouldContain("\"reportId\": \"تقرير\"");
        (await Terminal.RunAsync("dead-letters", "show", "dlt_1")).Lines[^1].ShouldBe("no JSON");
    }

    [Fact]
    public async Task they_are_sent_again_and_given_up()
    {
        Server.On("POST /api/dead-letters/dlt_1/retry", Answers.Text(One.Replace("waiting", "retrying", StringComparison.Ordinal)));
        Server.On("POST /api/dead-letters/retry", Answers.Text("""{"retrying":1000,"left":200,"queuesGone":["retired"]}"""));
        Server.On("POST /api/dead-letters/dlt_1/discard", Answers.Text(One.Replace("waiting", "discarded", StringComparison.Ordinal).Replace("\"actedBy\":null,\"actedAt\":null,\"reason\":null", "\"actedBy\":\"ann\",\"actedAt\":\"2024-12-08T10:00:00Z\",\"reason\":\"known\"", StringComparison.Ordinal)));
        (await Terminal.RunAsync("dead-letters", "retry", "dlt_1")).Lines[0].ShouldStartWith("dlt_1  retrying");
        (await Terminal.RunAsync("dead-letters", "retry", "--all", "--queue", "record-claims")).Lines.ShouldBe(["1,000 are sent again; 200 wait still: once more; there is no queue retired."]);
        Server.Requests.Last().ShouldBe("POST /api/dead-letters/retry?queue=record-claims");
        (await Terminal.RunAsync("dead-letters", "discard", "dlt_1", "--reason", "known")).Lines[^1].ShouldBe("    discarded by ann, 2024-12-08 10:00:00Z: known");
    }

    [Theory]
    [InlineData("dead-letters", "retry")]
    [InlineData("dead-letters", "retry", "dlt_1", "--all")]
    [InlineData("dead-letters", "retry", "dlt_1", "--queue", "record-claims")]
    [InlineData("dead-letters", "discard", "dlt_1")]
    [InlineData("dead-letters", "--state", "lost")]
    public async Task what_is_missing_or_no_word_is_a_usage_error(params string[] said) => (await Terminal.RunAsync(said)).Code.ShouldBe(ExitCode.Usage);
}
