using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class ReviewingFromTheCommandLine : IAsyncLifetime
{
    private const string Waiting = """
        {"reportId":"rep_1","version":1,"claim":{"id":"rep_1-1","area":"C5993","areaName":"Daraa","level":"place","from":"GOV_ASSAD","to":"OPP","kind":"change","status":"controlled","extent":"unstated","manner":"unknown",
        "effectiveAt":"2024-12-07","precision":"day","dateBasis":"published","via":[],"hedged":false,"confidence":0.4,"rule":"en/take","evidence":[{"start":102,"end":107,"quote":"Daraa"}],"candidates":["C5993","SY12"],"state":"pending","decision":null},
        "report":{"source":"a desk","grade":"B2","title":null,"url":null,"language":"en","publishedAt":"2024-12-07","demonstration":false},
        "passage":{"start":100,"end":116,"text":"a Daraa\nwas taken"},"review":{"acceptedBy":["person:ann"],"note":"sure","asRead":null}}
        """;
    private readonly Terminal terminal = new();
    private readonly List<(string Body, string? Key, string? Match)> sent = [];
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        terminal.Variables["TERRITORY_URL"] = server.Address.ToString();
        server.On("/api/claims", Answers.Text($$"""{"items":[{{Waiting}}],"next":null}"""));
        server.On("/api/claims/training", Answers.Text("{\"id\":\"rep_1\"}\n{\"id\":\"rep_2\"}\n", type: "application/x-ndjson"));
        foreach (var call in new[] { "accept", "reject" })
            server.On("POST /api/claims/rep_1-1/" + call, async context =>
            {
                sent.Add((await new StreamReader(context.Request.Body).ReadToEndAsync(Subscriber.Cancellation), context.Request.Headers["Idempotency-Key"], context.Request.Headers.IfMatch));
                await Answers.Text(Waiting.Replace("pending", "sent", StringComparison.Ordinal))(context);
            });
    }

    public ValueTask DisposeAsync()
    {
        terminal.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task what_waits_is_listed_with_its_words()
    {
        var ran = await terminal.RunAsync("review", "--area", "C5993");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        server.Requests.ShouldBe(["GET /api/claims?state=pending&area=C5993&limit=100"]);
        ran.Lines.ShouldBe(
        [
            "rep_1-1  Daraa (C5993, place): GOV_ASSAD to OPP · change, controlled, unstated · 2024-12-07 (published) «Daraa»",
            "    a desk, B2, published 2024-12-07 · en/take, confidence 0.40 · version 1",
            "    one of C5993, SY12: say which with --area",
            "    accepted by person:ann: sure; another person must agree",
            "    a [Daraa] was taken",
        ]);
    }

    [Fact]
    public async Task what_the_first_person_chose_and_who_reads_it_otherwise_is_shown()
    {
        var judged = Waiting.Replace("\"asRead\":null", """
            "asRead":null,"choice":{"area":"C5993","areaName":"Daraa city","among":["C5993","SY12"],"by":["person:ann"]},"missing":"Another person must agree.",
            "otherwise":[{"by":["person:bob"],"reading":{"area":"SY12","from":null,"to":"OPP","with":["SDF"],"kind":"partial","status":"shared","extent":"unstated","manner":"unknown","claimedBy":null,"levelStated":true,"effective":null}}]
            """, StringComparison.Ordinal);
        server.On("/api/claims", Answers.Text($$"""{"items":[{{judged}}],"next":null}"""));
        server.On("POST /api/claims/rep_1-1/accept", Answers.Text(judged));
        (await terminal.RunAsync("review")).Lines.ShouldBe(
        [
            "rep_1-1  Daraa (C5993, place): GOV_ASSAD to OPP · change, controlled, unstated · 2024-12-07 (published) «Daraa»",
            "    a desk, B2, published 2024-12-07 · en/take, confidence 0.40 · version 1",
            "    one of C5993, SY12: say which with --area",
            "    accepted by person:ann: sure; another person must agree",
            "    person:ann chose Daraa city (C5993) of C5993, SY12",
            "    person:bob reads it otherwise: SY12, nobody to OPP + SDF, partial, shared, unstated, undated",
            "    a [Daraa] was taken",
        ]);
        (await terminal.RunAsync("review", "accept", "rep_1-1")).Lines.ShouldBe(["rep_1-1  waits for another person; accepted by person:ann.", "    person:bob reads it otherwise: SY12, nobody to OPP + SDF, partial, shared, unstated, undated"]);
    }

    [Fact]
    public async Task who_holds_it_too_is_sent_with_the_amendment()
    {
        (await terminal.RunAsync("review", "amend", "rep_1-1", "--with", "SDF", "HTS")).Code.ShouldBe(ExitCode.Ok);
        (await terminal.RunAsync("review", "amend", "rep_1-1", "--with", "none")).Code.ShouldBe(ExitCode.Ok);
        sent.Select(s => s.Body).ShouldBe(["{\"with\":[\"SDF\",\"HTS\"]}", "{\"with\":[]}"]);
    }

    [Fact]
    public async Task an_acceptance_is_sent_with_its_key_and_version()
    {
        (await terminal.RunAsync("review", "accept", "rep_1-1", "--idempotency-key", "k", "--if-version", "1", "--wait", "5")).Lines.ShouldBe(["rep_1-1  is on its way to the ledger."]);
        sent.ShouldBe([("{}", "k", "\"1\"")]);
        server.Requests.ShouldBe(["POST /api/claims/rep_1-1/accept?wait=5"]);
    }

    [Fact]
    public async Task an_amendment_sends_only_what_is_otherwise()
    {
        (await terminal.RunAsync("review", "amend", "rep_1-1", "--area", "SY12", "--from", "none", "--effective", "2024-12-06", "--kind", "partial", "--note", "the day before")).Code.ShouldBe(ExitCode.Ok);
        sent.ShouldHaveSingleItem().Body.ShouldBe("""{"area":"SY12","kind":"partial","effectiveAt":"2024-12-06","clear":["from"],"note":"the day before"}""");
    }

    [Fact]
    public async Task a_rejection_says_why()
    {
        (await terminal.RunAsync("review", "reject", "rep_1-1", "--reason", "it was planned")).Code.ShouldBe(ExitCode.Ok);
        sent.ShouldHaveSingleItem().Body.ShouldBe("""{"reason":"it was planned"}""");
    }

    [Fact]
    public async Task training_data_comes_line_by_line() => (await terminal.RunAsync("review", "training")).Lines.ShouldBe(["{\"id\":\"rep_1\"}", "{\"id\":\"rep_2\"}"]);

    [Fact]
    public async Task what_asks_for_a_look_is_listed_with_what_to_do_and_dismissed()
    {
        server.On("/api/theatres", Answers.Text("""{"items":[{"id":"syria","name":"Syria","nameAr":"سوريا","packVersion":"1","zone":"Asia/Damascus"}],"next":null}"""));
        server.On("/api/reviews", Answers.Text("""
            {"items":[{"id":"rev_1","kind":"observation","area":"C5993","areaName":"Daraa","areaNameAr":"درعا","level":"place","subject":"obs_1","reason":"By obs_1 it was still held by GOV_ASSAD.","toDo":"Find out who held it.","state":"open",
            "position":"7","raisedAt":"2024-12-08T10:00:00Z","endedAt":null,"endedBy":null,"note":null}],"next":null}
            """));
        server.On("POST /api/reviews/rev_1/dismiss", Answers.Text("""{"id":"rev_1","position":"8","version":3}"""));
        var ran = await terminal.RunAsync("review", "looks", "--area", "SY12", "--kind", "observation");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        server.Requests.ShouldContain("GET /api/reviews?area=SY12&kind=observation&limit=100");
        ran.Lines.ShouldBe(["rev_1  Daraa (C5993, place) · observation · open, raised 2024-12-08 13:00:00 +03:00", "    By obs_1 it was still held by GOV_ASSAD.", "    Find out who held it."]);
        (await terminal.RunAsync("review", "looks", "--json")).Lines.ShouldHaveSingleItem().ShouldStartWith("{\"id\":\"rev_1\"");
        (await terminal.RunAsync("review", "dismiss", "rev_1", "--reason", "two towns of one name")).Lines.ShouldBe(["rev_1  is dismissed; position 8."]);
    }

    [Theory]
    [InlineData("review", "dismiss", "rev_1")]
    [InlineData("review", "looks", "--state", "new")]
    [InlineData("review", "amend", "rep_1-1", "--note", "nothing")]
    [InlineData("review", "reject", "rep_1-1")]
    [InlineData("review", "accept", "rep_1-1", "--wait", "0")]
    [InlineData("review", "amend", "rep_1-1", "--kind", "rumour")]
    public async Task what_is_missing_or_no_word_is_a_usage_error(params string[] said)
    {
        (await terminal.RunAsync(said)).Code.ShouldBe(ExitCode.Usage);
        sent.ShouldBeEmpty();
    }
}
