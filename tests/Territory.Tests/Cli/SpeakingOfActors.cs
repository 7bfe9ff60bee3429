using Shouldly;
using Territory.Cli;
using Territory.Contracts;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class SpeakingOfActors : ATerminalAndAServer
{
    private const string Units = """
        {"code":"YPG","parent":null,"field":"YPG","fieldAr":"الوحدات","neutral":"People's Protection Units","neutralAr":"وحدات حماية الشعب","validFrom":"2011-07-01","validTo":"2015-10-10",
        "colour":"#332288","children":[],"successor":{"code":"SDF","on":"2015-10-10"},"predecessors":[]}
        """;
    [Fact]
    public async Task the_register_is_a_table_with_successors()
    {
        Server.On("/api/actors", Answers.Text($"{{\"items\":[{Units}],\"next\":null}}"));
        var ran = await Terminal.RunAsync("actors", "YPG", "--on", "2014-01-01");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        var row = ran.Lines.Single(l => l.Contains("People's", StringComparison.Ordinal));
        row.ShouldContain("2015-10-10");
        row.ShouldContain("SDF from 2015-10-10");
        Server.Requests.Single(r => r.Contains("actors", StringComparison.Ordinal)).ShouldBe("GET /api/actors?q=YPG&validOn=2014-01-01");
    }

    [Fact]
    public async Task every_page_of_the_register_is_read()
    {
        var pages = 0;
        Server.On("/api/actors", context => Answers.Text($"{{\"items\":[{Units}],\"next\":{(pages++ == 0 ? "\"YPG\"" : "null")}}}")(context));
        (await Terminal.RunAsync("actors", "--json")).Lines.Length.ShouldBe(2);
        Server.Requests.ShouldContain("GET /api/actors?after=YPG");
    }

    [Fact]
    public async Task an_actor_there_is_not_is_an_exit_code()
    {
        Server.On("/api/actors", Answers.Text("""{"items":[],"next":null}"""));
        (await Terminal.RunAsync("actors", "Atlantis")).Code.ShouldBe(ExitCode.NotFound);
    }

    [Fact]
    public async Task a_succession_is_recorded_and_its_warnings_told()
    {
        string? sent = null;
        Server.On("POST /api/successions", async context =>
        {
            sent = await new StreamReader(context.Request.Body).ReadToEndAsync(Subscriber.Cancellation);
            await Answers.Text("""{"id":"suc_1","from":"YPG","to":"SDF","on":"2015-10-10","source":"s","recordedBy":"person:editor","recordedAt":"2024-12-07T00:00:00Z","position":"41","warnings":["The actor SDF was not there."]}""", 201)(context);
        });
        var ran = await Terminal.RunAsync("succession", "YPG", "SDF", "--on", "2015-10-10", "--source", "statement");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Lines.ShouldBe(["YPG goes on as SDF from 2015-10-10; position 41, suc_1."]);
        ran.Error.ShouldBe("The actor SDF was not there.\n");
        sent.ShouldBe("""{"from":"YPG","to":"SDF","on":"2015-10-10","source":"statement"}""");
    }

    [Fact]
    public async Task a_succession_needs_its_day_and_source() => (await Terminal.RunAsync("succession", "YPG", "SDF")).Code.ShouldBe(ExitCode.Usage);

    [Fact]
    public async Task a_wrong_succession_is_taken_back()
    {
        string? sent = null;
        Server.On("POST /api/successions/suc_1/retract", async context =>
        {
            sent = await new StreamReader(context.Request.Body).ReadToEndAsync(Subscriber.Cancellation);
            await Answers.Text("""{"id":"suc_2","succession":"suc_1","from":"YPG","to":"SDF","on":"2015-10-10","reason":"no decree","retractedBy":"person:editor","recordedAt":"2024-12-07T00:00:00Z","position":"42"}""", 201)(context);
        });
        var ran = await Terminal.RunAsync("retract-succession", "suc_1", "--reason", "no decree");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Lines.ShouldBe(["YPG does not go on as SDF from 2015-10-10; position 42."]);
        sent.ShouldBe("""{"reason":"no decree"}""");
    }

    [Fact]
    public async Task a_succession_in_the_log_is_a_line_with_its_day()
    {
        var told = Samples.Change(2, 1) with
        {
            Type = EventTypes.Succeeded,
            Subject = "YPG",
            Data = new ActorSuccession("suc_1", "2", "YPG", "YPG", "الوحدات", "SDF", "SDF", "قسد", new(2015, 10, 10), Samples.Recorded, "statement", "person:editor", "YPG goes on as SDF", "الوحدات"),
        };
        Server.On("/api/theatres", Answers.Text("""{"items":[{"id":"syria","name":"Syria","nameAr":"سوريا","zone":"Asia/Damascus","packVersion":"7"}],"next":null}"""));
        Server.On("/api/changes", Answers.Log(() => [told]));
        (await Terminal.RunAsync("changes")).Lines.ShouldBe(["       2  2024-12-08 02:12:03 +03:00  YPG goes on as SDF (from 2015-10-10)"]);
    }
}
