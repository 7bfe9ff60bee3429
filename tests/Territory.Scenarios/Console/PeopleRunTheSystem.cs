using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Territory.Scenarios.Subscriptions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Territory.Scenarios.OperationsConsole;

/// <summary>The pages with which people run the system, on what everybody shares: each story has places of its own.</summary>
[Collection<OnTheAllInOne>]
public sealed class PeopleRunTheSystem(AllInOneInstallation installation, ChromiumPart chromium)
{
    private async Task<ConsolePage> SignedInAsync(string wanted, params IReadOnlyList<string> roles)
    {
        var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(roles is [] ? installation.Key : await installation.KeyAsync(roles), wanted);
        return console;
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object body, int status)
    {
        using var client = installation.Client();
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).ShouldBe(status, told.ToString());
        return told;
    }

    private async Task<string> ClaimAsync(string text)
    {
        var (_, report) = await installation.ReportAsync(new { text, source = "A desk under review", publishedAt = "2024-12-08" });
        var claim = report.GetProperty("claims").EnumerateArray().ShouldHaveSingleItem();
        claim.GetProperty("state").GetString().ShouldBe("pending");
        return claim.GetProperty("id").GetString()!;
    }

    [Fact]
    public async Task an_analyst_works_off_what_waits()
    {
        await SendAsync(HttpMethod.Put, "/api/sources/A%20desk%20under%20review", new { grade = "B2", everythingWaits = true }, 200);
        var (ambiguous, overtaken, wrongly) = (
            await ClaimAsync("سيطرت المعارضة على بلدة القحطانية. وقال الأهالي إن المدارس فتحت أبوابها."),
            await ClaimAsync("سيطرت فصائل المعارضة السورية اليوم على مدينة جبلة بعد اشتباكات مع قوات النظام السوري."),
            await ClaimAsync("سيطرت فصائل المعارضة السورية اليوم على مدينة الحفة بعد اشتباكات مع قوات النظام السوري."));
        await using var console = await SignedInAsync("/review?area=C4751", "analyst");
        ILocator Card(string claim) => console.Page.Locator($"[data-claim='{claim}']");

        await Expect(Card(ambiguous).Locator("mark").First).ToHaveTextAsync("سيطرت المعارضة");
        (await Card(ambiguous).Locator(".words").EvaluateAsync<string>("e => getComputedStyle(e).direction")).ShouldBe("rtl");
        await Card(ambiguous).GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(Card(ambiguous).Locator(".refusal").Filter(new() { HasText = "Choose one of them" })).ToBeVisibleAsync();
        await Card(ambiguous).GetByText("Reject …").ClickAsync();
        await Card(ambiguous).GetByLabel("Why it does not go on").PressAsync("Enter");
        await Expect(Card(ambiguous).Locator(".act .refusal")).ToContainTextAsync("expected");
        await Card(ambiguous).GetByLabel("Why it does not go on").FillAsync("لا يُعرف أي بلدة");
        await Card(ambiguous).GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(Card(ambiguous).Locator(".outcome")).ToHaveTextAsync("Rejected: لا يُعرف أي بلدة");

        await console.Page.FillAsync("#area", "Jableh city");
        await console.Page.ClickAsync("form.filters button[type=submit]");
        await Expect(Card(overtaken)).ToBeVisibleAsync();
        await SendAsync(HttpMethod.Post, $"/api/claims/{overtaken}/accept?wait=20", new { }, 200);
        await Card(overtaken).GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(Card(overtaken).Locator(".problem")).ToContainTextAsync("Somebody decided about this claim meanwhile");
        await Card(overtaken).GetByText("Look again").ClickAsync();
        await Expect(Card(overtaken).Locator(".outcome")).ToContainTextAsync("Recorded");

        await console.Page.GotoAsync("/review?area=C3671");
        await Card(wrongly).GetByText("Amend …").ClickAsync();
        await Card(wrongly).GetByLabel("Since when").FillAsync("not a day");
        await Card(wrongly).GetByText("Accept as amended").ClickAsync();
        await Expect(Card(wrongly).Locator(".refusal").Filter(new() { HasText = "not a day" })).ToBeVisibleAsync();
        await Card(wrongly).GetByLabel("Since when").FillAsync("2024-12-06");
        await Card(wrongly).GetByLabel("Extent").SelectOptionAsync("whole");
        await Card(wrongly).GetByText("Accept as amended").ClickAsync();
        await Expect(Card(wrongly).Locator(".outcome")).ToContainTextAsync("Recorded; it decided");
        await Expect(Card(wrongly)).ToContainTextAsync("6 December 2024, by analyst");

        await SendAsync(HttpMethod.Post, "/api/observations", new { area = "C3671", until = "2024-12-08", heldBy = "GOV_ASSAD", source = "a desk" }, 201);
        await console.Page.ClickAsync("text=What asks for a look");
        var look = console.Page.Locator("[data-look]").Filter(new() { HasText = "Al-Haffa" });
        await Expect(look).ToContainTextAsync("still held by");
        await look.GetByText("Dismiss …").ClickAsync();
        await Expect(look.GetByLabel("Why it may be so")).ToBeFocusedAsync();
        await look.GetByLabel("Why it may be so").FillAsync("two towns of one name");
        await look.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(look).ToHaveCountAsync(0);

        await console.Page.ClickAsync(".top >> text=Sources");
        var source = console.Page.Locator("[data-source='A desk under review']");
        await Expect(source).ToContainTextAsync("everything");
        await source.GetByText("Change …").ClickAsync();
        await console.Page.UncheckAsync("text=Everything of it waits for a person");
        await console.Page.SelectOptionAsync("#src-reliability", "C");
        await console.Page.ClickAsync("text=Save");
        await Expect(source.Locator(".grade")).ToHaveTextAsync("C2");
        await Expect(source).ToContainTextAsync("as everywhere");
        await console.Page.ClickAsync(".tabs >> text=Feeds");
        await FeedForm.RefusedAsync(console.Page, "a source of the register", ("#feed-source", "nobody's desk"), ("#feed-url", "http://127.0.0.1:9/news.xml"));
        await console.Page.FillAsync("#feed-source", "A desk under review");
        await console.Page.ClickAsync("text=Read it");
        var feed = console.Page.Locator("[data-feed]").Filter(new() { HasText = "127.0.0.1:9/news.xml" });
        await Expect(feed.Locator(".state")).ToHaveTextAsync("failing");
        await Expect(feed.Locator(".reason")).ToContainTextAsync("TERRITORY_FEED_ALLOW");
        await feed.GetByText("Remove …").ClickAsync();
        await feed.GetByText("Read it no more").ClickAsync();
        await Expect(feed).ToHaveCountAsync(0);
        console.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task an_operator_mends_an_area_and_rebuilds_a_view()
    {
        const string tampering = "update ledger.timeline set controller = 'NOBODY' where area = 'C3809' and known_to = (select max(known_to) from ledger.timeline)";
        await SendAsync(HttpMethod.Post, "/api/changes", new { area = "C3809", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-08", note = "by a person" }, 201);
        (await installation.TamperAsync(tampering)).ShouldBeGreaterThan(0);
        await using var console = await SignedInAsync("/operations/checks", "operator");
        await console.Page.FillAsync("#area", "Al-Qardaha city");
        await console.Page.SelectOptionAsync("#view", "timeline");
        await console.Page.FillAsync("#reason", "قال أحدهم إن الخريطة خاطئة");
        await console.Page.ClickAsync("form.filters button[type=submit]");
        await Expect(console.Page.Locator("h1")).ToHaveTextAsync("Check of timeline, Al-Qardaha city");
        var finding = console.Page.Locator("[data-finding]").First;
        await Expect(finding.Locator("tr.differs")).ToHaveTextAsync(["controllerNOBODYOPP"]);
        await finding.GetByText("Repair …").ClickAsync();
        await finding.GetByText("Repair this area").ClickAsync();
        await Expect(console.Page.Locator("[data-finding]").First).ToContainTextAsync("ended by");

        await installation.TamperAsync(tampering);
        await console.Page.ClickAsync(".top >> text=Operations");
        var timeline = console.Page.Locator("tbody tr", new() { Has = console.Page.Locator("th", new() { HasTextString = "timeline" }) });
        await timeline.GetByText("Rebuild …").ClickAsync();
        await timeline.GetByLabel("Why").FillAsync("after somebody wrote to the database");
        await timeline.GetByRole(AriaRole.Button, new() { Name = "Rebuild" }).ClickAsync();
        await Expect(console.Page.Locator("h1")).ToHaveTextAsync("Rebuild of timeline");
        await Expect(console.Page.Locator(".state")).ToHaveTextAsync("awaiting approval");
        await Expect(console.Page.Locator(".sample", new() { HasTextString = "Al-Qardaha city" }).Locator("tr.differs")).ToHaveTextAsync(["controllerNOBODYOPP"]);

        await console.Page.ClickAsync(".top >> text=Operations");
        await timeline.GetByText("Rebuild …").ClickAsync();
        await timeline.GetByRole(AriaRole.Button, new() { Name = "Rebuild" }).ClickAsync();
        await Expect(timeline.Locator(".problem")).ToContainTextAsync("is being rebuilt already");
        await console.Page.Locator("[data-run] a").First.ClickAsync();
        await Expect(console.Page.Locator("h1")).ToHaveTextAsync("Rebuild of timeline");
        await console.Page.GetByText("Approve …").ClickAsync();
        await console.Page.GetByText("Put it in the live view's place").ClickAsync();
        await Expect(console.Page.Locator(".state")).ToHaveTextAsync("done");
        await Expect(console.Page.Locator(".facts")).ToContainTextAsync("after somebody wrote to the database");

        await console.Page.GotoAsync("/replays");
        await console.Page.ClickAsync("text=Replay …");
        await console.Page.FillAsync("#rep-areas", "Al-Qardaha city");
        await console.Page.ClickAsync("form.new button[type=submit]");
        var replay = console.Page.Locator("[data-replay]").First;
        await Expect(replay.Locator(".state")).ToHaveTextAsync("ready");
        await Expect(replay.GetByText("Fetch the file")).ToBeVisibleAsync();
        await replay.GetByText("Cancel …").ClickAsync();
        await replay.GetByText("End it").ClickAsync();
        await Expect(replay.Locator(".state")).ToHaveTextAsync("cancelled");

        await console.Page.GotoAsync("/operations/snapshots");
        await console.Page.GetByText("Pin the state …").ClickAsync();
        await console.Page.GetByLabel("What it is pinned for").FillAsync("a published map");
        await console.Page.GetByText("Pin it").ClickAsync();
        await Expect(console.Page.Locator("[data-snapshot]").First).ToContainTextAsync("a published map");
        await console.Page.GetByText("Prove it now …").ClickAsync();
        await console.Page.GetByRole(AriaRole.Button, new() { Name = "Prove it" }).ClickAsync();
        await Expect(console.Page.Locator("h1")).ToHaveTextAsync("Check of both logs");
        await Expect(console.Page.Locator(".asof")).ToContainTextAsync("nothing found");
        console.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_reader_subscribes_and_works_off_what_was_parked()
    {
        foreach (var (to, day) in new[] { ("OPP", "2024-12-07"), ("GOV_TRANS", "2024-12-11") })
            await SendAsync(HttpMethod.Post, "/api/changes", new { area = "C3480", to, status = "controlled", extent = "whole", effectiveAt = day, note = "by a person" }, 201);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer("/desk", 500);
        await using var console = await SignedInAsync("/review", "reader");
        await Expect(console.Page.Locator("h1")).ToHaveTextAsync("This page is for the role analyst");
        await Expect(console.Page.Locator(".top nav a")).ToHaveTextAsync(["Map", "Changes", "Reports", "Subscriptions", "API"]);
        await console.Page.ClickAsync(".top >> text=Subscriptions");
        await Expect(console.Page.Locator(".tabs")).ToHaveCountAsync(0);

        await console.Page.ClickAsync("text=Subscribe …");
        await console.Page.FillAsync("#sub-name", "مكتب الأخبار");
        await console.Page.FillAsync("#sub-url", "http://192.168.1.1/");
        await console.Page.ClickAsync("form.new button[type=submit]");
        await Expect(console.Page.Locator("form.new .refusal").Filter(new() { HasText = "TERRITORY_WEBHOOK_ALLOW" })).ToBeVisibleAsync();
        await console.Page.FillAsync("#sub-url", receiver.Url("/desk"));
        await console.Page.FillAsync("#sub-areas", "C3480");
        await console.Page.FillAsync("#sub-start", "beginning");
        await console.Page.ClickAsync("form.new button[type=submit]");
        await Expect(console.Page.Locator(".secret-text")).ToContainTextAsync("whsec_");
        await console.Page.ClickAsync("text=I have it");
        await Expect(console.Page.Locator(".secret")).ToHaveCountAsync(0);

        await console.Page.ClickAsync("[data-subscription] >> text=مكتب الأخبار");
        await console.Page.WaitForURLAsync("**/subscriptions/*");
        var id = new Uri(console.Page.Url).Segments[^1];
        var parked = console.Page.Locator("[data-parked]");
        await Expect(console.Page.Locator(".problem")).ToContainTextAsync("the endpoint answered 500");
        await ParkAsync(id);
        await Expect(parked).ToHaveCountAsync(1);
        await Expect(parked).ToContainTextAsync("the endpoint answered 500");
        await Expect(console.Page.Locator(".problem")).ToContainTextAsync("The next delivery failed");
        await ParkAsync(id);
        await Expect(parked).ToHaveCountAsync(2);
        await parked.First.GetByText("Skip …").ClickAsync();
        await parked.First.GetByLabel("Why it need not be delivered").FillAsync("told by telephone");
        await parked.First.GetByText("Skip it for good").ClickAsync();
        await Expect(parked).ToHaveCountAsync(1);
        receiver.Answer("/desk", 204);
        await parked.GetByText("Try again").ClickAsync();
        await Expect(parked).ToHaveCountAsync(0);
        await Expect(console.Page.Locator(".acts-done")).ToContainTextAsync("told by telephone");

        await console.Page.ClickAsync("text=Pause");
        await Expect(console.Page.Locator(".asof .state")).ToHaveTextAsync("paused");
        await console.Page.ClickAsync("text=Reset …");
        await console.Page.GetByLabel("From where").FillAsync("some time ago");
        await console.Page.ClickAsync("text=Begin again there");
        await Expect(console.Page.Locator(".act .problem")).ToContainTextAsync("expected a position");
        await console.Page.GetByLabel("From where").FillAsync("beginning");
        await console.Page.ClickAsync("text=Begin again there");
        await Expect(console.Page.Locator(".facts")).ToContainTextAsync("position 0");
        await console.Page.ClickAsync("text=Delete …");
        await console.Page.ClickAsync("button.grave");
        await Expect(console.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/subscriptions$"));
        await Expect(console.Page.Locator("[data-subscription]").Filter(new() { HasText = "مكتب الأخبار" })).ToHaveCountAsync(0);
        console.Complaints.ShouldBeEmpty();
    }

    /// <summary>As if what is next had failed for days.</summary>
    private async Task ParkAsync(string subscription)
    {
        await Eventually.TrueAsync(async () => (await installation.GetAsync("/api/subscriptions/" + subscription)).GetProperty("failures").ValueKind == JsonValueKind.Object, Eventually.Most);
        (await installation.TamperAsync($"update feed.progress set failing_since = now() - interval '4 days', next_attempt_at = now(), term = term + 1 where subscription = '{subscription}'")).ShouldBe(1);
    }
}
