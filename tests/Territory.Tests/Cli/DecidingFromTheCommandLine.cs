using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class DecidingFromTheCommandLine : IAsyncLifetime
{
    private readonly Terminal terminal = new();
    private readonly List<(string Body, string? Key, string? Match)> sent = [];
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        terminal.Variables["TERRITORY_URL"] = server.Address.ToString();
        foreach (var path in new[] { "/api/changes", "/api/changes/chg_1/correct", "/api/changes/chg_1/retract", "/api/observations" })
            server.On("POST " + path, async context =>
            {
                sent.Add((await new StreamReader(context.Request.Body).ReadToEndAsync(Subscriber.Cancellation), context.Request.Headers["Idempotency-Key"], context.Request.Headers.IfMatch));
                await Answers.Text("""{"id":"chg_2","position":"41","version":7}""", 201)(context);
            });
    }

    public ValueTask DisposeAsync()
    {
        terminal.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task a_decision_is_sent_with_its_claims_key_and_version()
    {
        var ran = await terminal.RunAsync("change", "SY12", "--to", "OPP", "--extent", "whole", "--effective", "2024-12-07", "--claim", "c1", "--claim", "c2", "--note", "agreed", "--idempotency-key", "k1", "--if-version", "6");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Lines.ShouldBe(["Recorded as chg_2 at position 41; the area is at version 7."]);
        var (body, key, match) = sent.ShouldHaveSingleItem();
        foreach (var part in new[] { "\"area\":\"SY12\"", "\"to\":\"OPP\"", "\"status\":\"controlled\"", "\"extent\":\"whole\"", "\"effectiveAt\":\"2024-12-07\"", "\"claimsFor\":[\"c1\",\"c2\"]", "\"note\":\"agreed\"" }) body.ShouldContain(part);
        (key, match).ShouldBe(("k1", "\"6\""));
    }

    [Fact]
    public async Task a_correction_sends_only_what_changes_and_why()
    {
        (await terminal.RunAsync("correct", "chg_1", "--effective", "2024-12-06", "--reason", "a better date")).Code.ShouldBe(ExitCode.Ok);
        var body = sent.ShouldHaveSingleItem().Body;
        body.ShouldContain("\"effectiveAt\":\"2024-12-06\"");
        body.ShouldContain("\"reason\":\"a better date\"");
        body.ShouldNotContain("controlled");
    }

    [Fact]
    public async Task a_retraction_says_why()
    {
        (await terminal.RunAsync("retract", "chg_1", "--reason", "it was taken back")).Code.ShouldBe(ExitCode.Ok);
        sent.ShouldHaveSingleItem().Body.ShouldBe("""{"reason":"it was taken back"}""");
    }

    [Fact]
    public async Task an_observation_says_who_looked_and_until_when()
    {
        (await terminal.RunAsync("observe", "SY12", "--until", "2025-03-01", "--source", "desk", "--held-by", "GOV_TRANS", "--grade", "B2")).Code.ShouldBe(ExitCode.Ok);
        var body = sent.ShouldHaveSingleItem().Body;
        foreach (var part in new[] { "\"area\":\"SY12\"", "\"until\":\"2025-03-01\"", "\"source\":\"desk\"", "\"heldBy\":\"GOV_TRANS\"", "\"grade\":\"B2\"" }) body.ShouldContain(part);
    }

    [Theory]
    [InlineData("retract", "chg_1")]
    [InlineData("correct", "chg_1", "--effective", "2024-12-06")]
    [InlineData("observe", "SY12", "--until", "2025-03-01")]
    [InlineData("change", "SY12", "--status", "held")]
    public async Task what_is_missing_or_no_word_is_a_usage_error(params string[] said)
    {
        (await terminal.RunAsync(said)).Code.ShouldBe(ExitCode.Usage);
        sent.ShouldBeEmpty();
    }
}
