using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Territory.Scenarios.OperationsConsole;

public sealed class AnEditorAtTheConsole(AllInOneInstallation installation, ChromiumPart chromium) : IClassFixture<AllInOneInstallation>
{
    private const string WholeOfDaraa = "أعلنت فصائل المعارضة السورية سيطرتها الكاملة على محافظة درعا بعد انسحاب قوات النظام السوري منها. وقال شهود إن الهدوء عاد إلى الشوارع.";
    private const string WholeOfHoms = "أعلنت فصائل المعارضة السورية سيطرتها الكاملة على محافظة حمص بعد انسحاب قوات النظام السوري منها.";

    [Fact]
    public async Task reads_a_report_sends_it_and_sees_the_map_flip()
    {
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        // A day on which who holds it is not yet a matter of who succeeded whom.
        await console.SignInAsync(installation.Key, "/?at=2024-12-07");
        var daraa = console.Page.Locator("#area-SY12");
        await Expect(daraa).ToHaveAttributeAsync("data-status", "unknown");
        await Expect(console.Page.Locator(".live.on")).ToBeVisibleAsync();

        await console.FillReportAsync(WholeOfDaraa);
        await console.Page.ClickAsync(".report-box button[type=submit]");
        await Expect(console.Page.Locator(".words mark.k-change").First).ToBeVisibleAsync();
        (await console.Page.Locator(".words").EvaluateAsync<string>("e => getComputedStyle(e).direction")).ShouldBe("rtl");
        await Expect(console.Page.Locator(".claims tbody tr").First).ToContainTextAsync("Daraa governorate");
        (await installation.GetAsync("/api/reports")).GetProperty("items").EnumerateArray().Where(r => r.GetProperty("source").GetString() == "browser test").ShouldBeEmpty("a dry run stores nothing");

        await console.Page.ClickAsync(".report-box button:has-text('Send')");
        await Expect(daraa).ToHaveAttributeAsync("data-controllers", "OPP");
        var told = console.Page.Locator(".ticker li").First;
        await Expect(told).ToContainTextAsync("Daraa: regime to opposition");
        await Expect(told.Locator("[lang=ar]")).ToHaveAttributeAsync("dir", "rtl");
        await Expect(console.Page.Locator(".banner")).ToHaveCountAsync(0);
        console.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task sees_what_somebody_else_sends_without_touching_the_page()
    {
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(installation.Key, "/?at=2024-12-07&area=SY04");
        await Expect(console.Page.Locator("#area-SY04")).ToHaveAttributeAsync("data-status", "unknown");
        await Expect(console.Page.Locator(".live.on")).ToBeVisibleAsync();
        (await installation.ReportAsync(new { text = WholeOfHoms, source = "somebody", grade = "B2", publishedAt = "2024-12-07" })).Status.ShouldBe(201);
        await Expect(console.Page.Locator("#area-SY04")).ToHaveAttributeAsync("data-controllers", "OPP");
        await Expect(console.Page.Locator(".card .held")).ToContainTextAsync("Held by armed opposition");
        await Expect(console.Page.Locator(".ticker")).ToContainTextAsync("Homs: regime to opposition");
        await Expect(console.Page.Locator(".legend")).ToContainTextAsync("المعارضة المسلحة");
    }

    [Fact]
    public async Task finds_words_that_look_like_markup_left_as_words()
    {
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(installation.Key);
        const string text = "<img src=x onerror=\"window.broken=true\"><script>window.broken=true</script> أعلنت فصائل المعارضة سيطرتها الكاملة على محافظة طرطوس";
        await console.FillReportAsync(text, source: "<b>bold</b>");
        await console.Page.ClickAsync(".report-box button[type=submit]");
        await Expect(console.Page.Locator(".words")).ToContainTextAsync("<script>window.broken=true</script>");
        await Expect(console.Page.Locator(".words img, .words script")).ToHaveCountAsync(0);
        (await console.Page.EvaluateAsync<bool>("window.broken === true")).ShouldBeFalse();
    }

    [Fact]
    public async Task is_told_which_field_is_wrong()
    {
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(installation.Key);
        await console.FillReportAsync(WholeOfDaraa, published: "2099-01-01");
        await console.Page.ClickAsync(".report-box button[type=submit]");
        await Expect(console.Page.Locator("#report-published-wrong")).ToContainTextAsync("expected");
        await Expect(console.Page.Locator(".words")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task picks_an_area_by_keyboard_and_shares_its_address()
    {
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.SignInAsync(installation.Key, "/?at=2024-12-07");
        await console.Page.Locator(".map a", new() { Has = console.Page.Locator("#area-SY14") }).FocusAsync();
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page.Locator(".card h2")).ToContainTextAsync("القنيطرة");
        await Expect(console.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"\?at=2024-12-07&area=SY14$"));
        await console.Page.ReloadAsync();
        await Expect(console.Page.Locator(".card h2")).ToContainTextAsync("Quneitra");
        await Expect(console.Page.Locator("#at")).ToHaveValueAsync("2024-12-07");
    }

    [Fact]
    public async Task without_a_session_signs_in_and_comes_back()
    {
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        await console.Page.GotoAsync("/changes?actor=OPP");
        await Expect(console.Page.Locator("h1")).ToHaveTextAsync("Territory");
        await console.Page.FillAsync("#key", "not a key");
        await console.Page.ClickAsync("button[type=submit]");
        await Expect(console.Page.Locator("#refused")).ToContainTextAsync("Expected a key");
        await console.Page.FillAsync("#key", installation.Key);
        await console.Page.ClickAsync("button[type=submit]");
        await console.ReadyAsync();
        await Expect(console.Page.Locator("#actor")).ToHaveValueAsync("OPP");
        await console.Page.ClickAsync("text=Sign out");
        await Expect(console.Page.Locator("#key")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task gets_every_asset_whole()
    {
        using var client = new HttpClient { BaseAddress = installation.Address };
        var page = await client.GetStringAsync("/sign-in");
        var assets = System.Text.RegularExpressions.Regex.Matches(page, "(?:href|src)=\"([^\"]+\\.(?:css|js|svg))\"").Select(m => m.Groups[1].Value).ToArray();
        assets.Length.ShouldBeGreaterThanOrEqualTo(4);
        // Served from another folder than the one it was built in, an asset can answer 200 with nothing in it.
        foreach (var asset in assets) (await client.GetByteArrayAsync("/" + asset)).Length.ShouldBeGreaterThan(100, asset);
    }
}
