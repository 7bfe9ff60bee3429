using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class SourcesFromTheCommandLine : IAsyncLifetime
{
    private const string Desk = """{"name":"Field desk","owner":"A house","language":null,"grade":"B2","party":null,"restricted":true,"demonstration":false,"registeredBy":"ann","registeredAt":"2024-12-08T10:00:00Z","leastConfidence":0.8,"everythingWaits":false}""";
    private const string Feed = """
        {"id":"fee_1","source":"Field desk","url":"https://news.example/rss","theatre":"syria","everyMinutes":30,"pages":false,"addedBy":"ann","addedAt":"2024-12-08T10:00:00Z",
        "status":{"state":"failing","problem":"it answered 501","failures":1,"nextAt":"2024-12-08T10:30:00Z","askedAt":"2024-12-08T10:00:00Z","okAt":null,"items":3,"itemProblem":null}}
        """;
    private readonly Terminal terminal = new();
    private readonly List<string> sent = [];
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        terminal.Variables["TERRITORY_URL"] = server.Address.ToString();
        server.On("/api/theatres", Answers.Text("""{"items":[{"id":"syria","name":"Syria","nameAr":"سوريا","packVersion":"1","zone":"Asia/Damascus"}],"next":null}"""));
        server.On("/api/sources", Answers.Text($$"""{"items":[{{Desk}}],"next":null}"""));
        server.On("/api/feeds", Answers.Text($$"""{"items":[{{Feed}}],"next":null}"""));
        foreach (var (call, answer) in new[] { ("PUT /api/sources/Field desk", Desk), ("POST /api/feeds", Feed), ("POST /api/feeds/fee_1/poll", Feed) })
            server.On(call, async context =>
            {
                sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync(Subscriber.Cancellation));
                await Answers.Text(answer)(context);
            });
    }

    public ValueTask DisposeAsync()
    {
        terminal.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task the_register_is_listed_and_a_source_said_anew()
    {
        (await terminal.RunAsync("sources")).Lines[1].ShouldMatch(@"^Field desk\s+B2\s+A house\s+below 0\.8\s+restricted");
        var ran = await terminal.RunAsync("sources", "set", "Field desk", "--grade", "B2", "--least-confidence", "0.8", "--restricted");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Lines.ShouldBe(["Field desk: B2, below 0.8 waits; restricted."]);
        sent.ShouldHaveSingleItem().ShouldBe("""{"grade":"B2","restricted":true,"leastConfidence":0.8,"everythingWaits":false}""");
    }

    [Fact]
    public async Task feeds_are_listed_with_what_went_wrong_and_added()
    {
        var listed = await terminal.RunAsync("feeds");
        listed.Code.ShouldBe(ExitCode.Ok, listed.Error);
        listed.Lines[1].ShouldContain("failing");
        listed.Lines[1].ShouldContain("it answered 501");
        listed.Lines[1].ShouldContain("2024-12-08 13:30:00 +03:00");
        (await terminal.RunAsync("feeds", "add", "https://news.example/rss", "--source", "Field desk", "--every", "30")).Code.ShouldBe(ExitCode.Ok);
        sent.ShouldHaveSingleItem().ShouldContain("\"everyMinutes\":30");
        (await terminal.RunAsync("feeds", "poll", "fee_1")).Lines.ShouldHaveSingleItem().ShouldStartWith("fee_1  Field desk");
        (await terminal.RunAsync("feeds", "--json")).Lines.ShouldHaveSingleItem().ShouldStartWith("{\"id\":\"fee_1\"");
    }

    [Theory]
    [InlineData("sources", "set", "Field desk")]
    [InlineData("sources", "set", "Field desk", "--grade", "G9")]
    [InlineData("feeds", "add", "no address", "--source", "Field desk")]
    [InlineData("feeds", "add", "https://news.example/rss")]
    public async Task what_is_missing_or_no_word_is_a_usage_error(params string[] said)
    {
        (await terminal.RunAsync(said)).Code.ShouldBe(ExitCode.Usage);
        sent.ShouldBeEmpty();
    }
}
