using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Territory.Cli;
using Territory.Contracts;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class ReplayingAndSubscribing : ATerminalAndAServer
{
    private const string Replay = """{"id":"rpl_1","theatre":"syria","state":"ready","afterPosition":"0","untilPosition":"3","target":{"type":"file"},"total":3,"file":"/api/replays/rpl_1/file"}""";
    private static readonly string[] Events = [.. Samples.Log(1, 2, 3).Select(e => JsonSerializer.Serialize(e with { ReplayId = "rpl_1" }, ContractJson.Options))];
    [Fact]
    public async Task a_file_that_breaks_off_is_fetched_on()
    {
        Server.On("POST /api/replays", Answers.Text(Replay, 202)).On("/api/replays/rpl_1", Answers.Text(Replay)).On("/api/replays/rpl_1/file", CutAfterOneAndAHalf, WhatFollows);
        var file = Path.Combine(Terminal.Data, "week.ndjson");
        var ran = await Terminal.RunAsync("replay", "--since", "2024-12-01", "-o", file);
        (ran.Code, ran.Lines[^1]).ShouldBe((ExitCode.Ok, $"rpl_1  3 changes written to {file}"), ran.Error);
        (await File.ReadAllLinesAsync(file, Subscriber.Cancellation)).ShouldBe(Events);
    }

    [Fact]
    public async Task a_file_left_unfinished_is_gone_on_with()
    {
        Server.On("/api/replays/rpl_1", Answers.Text(Replay)).On("/api/replays/rpl_1/file", Lines(Events[2]));
        var file = Terminal.Write("week.ndjson", $"{Events[0]}\n{Events[1]}\n{Events[2][..50]}");
        var ran = await Terminal.RunAsync("replay", "-o", file);
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        (await File.ReadAllLinesAsync(file, Subscriber.Cancellation)).ShouldBe(Events);
        Server.Requests.ShouldContain("GET /api/replays/rpl_1/file?after=2");
    }

    [Fact]
    public async Task a_file_of_something_else_is_left_alone()
    {
        var file = Terminal.Write("notes.txt", "my notes\n");
        var ran = await Terminal.RunAsync("replay", "-o", file);
        ran.Code.ShouldBe(ExitCode.Refused);
        ran.Error.ShouldContain("does not end in a line of a replay");
        (await File.ReadAllTextAsync(file, Subscriber.Cancellation)).ShouldBe("my notes\n");
    }

    [Fact]
    public async Task a_queue_is_waited_for()
    {
        Server.On("POST /api/replays", Answers.Text(Replay.Replace("ready", "queued", StringComparison.Ordinal), 202))
            .On("/api/replays/rpl_1", Answers.Text("""{"id":"rpl_1","state":"done","processed":3,"total":3,"delivered":2,"rate":1500,"endedAt":"2024-12-08T09:00:00Z"}"""));
        var ran = await Terminal.RunAsync("replay", "--queue", "desk", "--area", "SY12", "--speed", "60", "--wait");
        (ran.Code, ran.Lines[^1]).ShouldBe((ExitCode.Ok, "rpl_1  done: 3 of 3 looked at, 2 told, 1,500 a second"), ran.Error);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("replay", "--queue", "a", "-o", "b")]
    [InlineData("subscribe", "--area", "SY12")]
    [InlineData("subscribe", "parked", "sub_1", "--skip", "no need")]
    public async Task a_missing_target_is_wrong_usage(params string[] args) => (await Terminal.RunAsync(args)).Code.ShouldBe(ExitCode.Usage);

    [Fact]
    public async Task subscriptions_are_listed_with_what_troubles_them()
    {
        Server.On("/api/subscriptions", Answers.Text("""
            {"items":[{"id":"sub_1","name":"desk","owner":"ana","state":"active","target":{"type":"webhook","url":"https://example.org/t"},"cursor":"7","lag":{"events":1200,"seconds":60},"parked":2,"failures":{"attempts":3,"reason":"the endpoint answered 500"}}],"next":null}
            """));
        var ran = await Terminal.RunAsync("subscribe", "list");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Lines[^1].ShouldMatch("sub_1 +desk +ana +active +https://example.org/t +1,200 +2 +the endpoint answered 500");
    }

    [Fact]
    public async Task a_secret_is_shown_once_when_it_is_made()
    {
        Server.On("POST /api/subscriptions", Answers.Text("""{"id":"sub_1","state":"active","cursor":"7","target":{"type":"webhook","url":"https://example.org/t"},"lag":{"events":0,"seconds":0},"secret":"whsec_abc"}""", 201));
        var ran = await Terminal.RunAsync("subscribe", "--webhook", "https://example.org/t", "--start", "beginning");
        ran.Out.ShouldContain("Signed with whsec_abc  (shown this once)");
    }

    [Fact]
    public async Task what_goes_with_a_subscription_is_said()
    {
        Server.On("DELETE /api/subscriptions/sub_1", Answers.Text("""{"id":"sub_1","queue":"desk.daraa","messages":1200}""")).On("DELETE /api/subscriptions/sub_2", Answers.Text("", 204));
        (await Terminal.RunAsync("subscribe", "delete", "sub_1")).Lines.ShouldBe(["sub_1 is deleted, and with it desk.daraa, in which were 1,200 messages."]);
        (await Terminal.RunAsync("subscribe", "delete", "sub_2")).Lines.ShouldBe(["sub_2 is deleted."]);
    }

    private static RequestDelegate Lines(params string[] lines) => Answers.Text(string.Concat(lines.Select(line => line + "\n")), 200, "application/x-ndjson");

    // A cut connection may take with it what was sent before: whoever goes on says how far it came.
    private static Task WhatFollows(HttpContext context) =>
        Lines(Events[(int.TryParse(context.Request.Query["after"], out var after) ? after : 0)..])(context);

    private static async Task CutAfterOneAndAHalf(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.WriteAsync(Events[0] + "\n" + Events[1][..80], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
