using System.Net;
using Shouldly;
using Territory.Client;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Client;

public sealed class PlainCalls : IAsyncLifetime
{
    private ScriptedServer server = null!;
    private TerritoryClient client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        client = Subscriber.To(server, Subscriber.Hurried with { Theatre = "syria" });
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task a_report_is_sent_as_the_api_has_it()
    {
        string? body = null;
        server.On("POST /api/reports", async context =>
        {
            body = await new StreamReader(context.Request.Body).ReadToEndAsync(Subscriber.Cancellation);
            await Answers.Text("""
                {"id":"rep_1","duplicate":false,"language":"ar","sha256":"ab","changes":["chg_1"],"notes":[],"claims":[{"id":"clm_1","area":"SY12","areaName":"Daraa","level":"governorate",
                "governorate":"SY12","from":"GOV_ASSAD","to":"OPP","kind":"change","status":"controlled","extent":"whole","manner":"force","effectiveAt":"2024-12-07","precision":"day",
                "effectiveFrom":"2024-12-06T21:00:00Z","effectiveTo":"2024-12-07T21:00:00Z","dateBasis":"published","claimedBy":"OPP","via":["seed"],"hedged":false,"confidence":0.95,"rule":"ar/took",
                "evidence":[{"start":3,"end":9,"quote":"سيطرت"}],"state":"recorded","decision":{"outcome":"decided","rule":"v1/decides-alone","missing":null,"changeId":"chg_1"}}]}
                """, 201)(context);
        });
        var receipt = await client.SubmitReportAsync(new("نص", "seed", "2024-12-07") { Grade = Grade.Parse("B2") }, waitSeconds: 5, cancellation: Subscriber.Cancellation);
        server.Requests.ShouldBe(["POST /api/reports?wait=5"]);
        body.ShouldBe("""{"text":"نص","source":"seed","publishedAt":"2024-12-07","grade":"B2","theatre":"syria"}""");
        var claim = receipt.Claims.ShouldHaveSingleItem();
        (claim.To, claim.Extent, claim.DateBasis, claim.State).ShouldBe(("OPP", Extent.Whole, DateBasis.Published, ClaimState.Recorded));
        claim.Evidence.ShouldBe([new Quote(3, 9, "سيطرت")]);
        claim.Decision.ShouldBe(new ClaimDecision("decided", "v1/decides-alone", null, "chg_1"));
        receipt.Changes.ShouldBe(["chg_1"]);
    }

    [Fact]
    public async Task control_of_an_area_is_asked_on_every_axis()
    {
        server.On("/api/control/درعا", Answers.Text("""
            {"at":"2024-12-07T20:59:59.999999Z","known":"2024-12-09T00:00:00Z","reported":null,"position":"41","settled":true,"checksum":"c0","packVersion":"1","theatre":"syria",
            "area":{"area":"SY12","name":"Daraa","nameAr":"درعا","level":"governorate","status":"contested","controller":null,"controllers":["GOV_ASSAD"],"challengers":["OPP"],
            "besiegedBy":[],"claimedBy":null,"extent":"unstated","since":"2024-12-06T21:00:00Z","certain":true,"inherited":false,"inheritedFrom":null,"changeId":"chg_1",
            "claimsFor":["clm_1"],"claimsAgainst":[],"grade":"B2","rule":"v1/denied","lastObservedAt":null,"breakdown":[{"controller":null,"count":2}]}}
            """));
        var answer = await client.ControlAsync("درعا", new() { At = "2024-12-07", Known = "41", Reported = "2024-12-08", Names = "day" }, Subscriber.Cancellation);
        Uri.UnescapeDataString(server.Requests.Single()).ShouldBe("GET /api/control/درعا?at=2024-12-07&known=41&reported=2024-12-08&names=day&theatre=syria");
        (answer.Position, answer.Settled, answer.Area.Status, answer.Area.Controller).ShouldBe((41, true, ControlStatus.Contested, null));
        answer.Area.Grade.ShouldBe(Grade.Parse("B2"));
        answer.Area.Breakdown.ShouldBe([new HolderCount(null, 2)]);
    }

    [Fact]
    public async Task a_level_goes_as_the_api_spells_it()
    {
        server.On("/api/control", Answers.Text("""{"at":"2024-12-07T00:00:00Z","position":"0","settled":false,"checksum":null,"packVersion":"1","areas":[]}"""));
        (await client.ControlAsync(new ControlQuestion { Level = AreaLevel.Subdistrict }, Subscriber.Cancellation)).Areas.ShouldBeEmpty();
        server.Requests.ShouldBe(["GET /api/control?level=subdistrict&theatre=syria"]);
    }

    [Fact]
    public async Task a_timeline_and_areas_are_read()
    {
        server.On("/api/areas/SY12/timeline", Answers.Text("""
            {"area":{"area":"SY12","name":"Daraa","nameAr":"درعا","level":"governorate","path":["SY12"]},"known":"2024-12-09T00:00:00Z","position":"4","settled":true,
            "items":[{"start":"2024-12-06T21:00:00Z","end":null,"status":"controlled","controllers":["OPP"],"changeId":"chg_1","recordedAt":"2024-12-07T01:00:00Z"}],"next":null}
            """)).On("/api/areas", Answers.Text("""{"items":[{"area":"C5993","name":"Daraa","nameAr":"درعا","level":"place","parent":"SY1200"}],"next":null}"""));
        var segment = (await client.TimelineAsync("SY12", cancellation: Subscriber.Cancellation)).Items.ShouldHaveSingleItem();
        (segment.End, segment.ChangeId).ShouldBe((null, "chg_1"));
        (await client.AreasAsync("Daraa & more", Subscriber.Cancellation)).Items.ShouldHaveSingleItem().Level.ShouldBe(AreaLevel.Place);
        server.Requests.ShouldContain("GET /api/areas?q=Daraa%20%26%20more&theatre=syria");
    }

    [Fact]
    public async Task the_next_page_of_changes_is_a_position()
    {
        server.On("/api/changes", Answers.Log(() => Samples.Log(4, 6, 9)));
        var page = await client.ChangesPageAsync(new() { Limit = 2, Area = "SY12", Since = "2024" }, Subscriber.Cancellation);
        (page.Items.Count, page.Next).ShouldBe((2, 6));
        server.Requests.ShouldBe(["GET /api/changes?area=SY12&since=2024&limit=2&theatre=syria"]);
    }

    [Fact]
    public async Task a_refusal_carries_the_problem()
    {
        server.On("/api/control/SY99", Answers.Problem(404, "No area SY99; near matches: SY09"));
        var refused = await Should.ThrowAsync<TerritoryException>(() => client.ControlAsync("SY99", cancellation: Subscriber.Cancellation));
        (refused.Status, refused.Message, refused.IsTransient).ShouldBe((HttpStatusCode.NotFound, "No area SY99; near matches: SY09", false));
        refused.Problem.Errors.ShouldBe([new FieldProblem("area", "SY99", "an area")]);
    }

    [Fact]
    public async Task a_refusal_that_is_no_problem_document_is_told_all_the_same()
    {
        server.On("/api/control", Answers.Text("upstream gone", 502, "text/plain", retryAfter: "3"));
        var refused = await Should.ThrowAsync<TerritoryException>(() => client.ControlAsync(cancellation: Subscriber.Cancellation));
        refused.Message.ShouldBe("The server answered 502 Bad Gateway: upstream gone.");
        (refused.IsTransient, refused.RetryAfter).ShouldBe((true, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task an_answer_that_is_not_territorys_is_named_so()
    {
        server.On("/api/control", Answers.Text("<html>Welcome</html>", 200, "text/html"));
        (await Should.ThrowAsync<InvalidDataException>(() => client.ControlAsync(cancellation: Subscriber.Cancellation))).Message.ShouldContain("api/control");
    }
}
