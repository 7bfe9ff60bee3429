using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Territory.Scenarios.OperationsConsole;

/// <summary>The page of the API, at the front door of the split services.</summary>
[Collection<OnTheSplitServices>]
public sealed class AnEngineerReadsTheApi(SplitInstallation installation, ChromiumPart chromium)
{
    [Fact]
    public async Task every_service_is_on_one_page_that_loads_nothing_from_elsewhere()
    {
        await using var console = await ConsolePage.OpenAsync(installation, chromium);
        var elsewhere = new List<string>();
        console.Page.Request += (_, request) => { if (!request.Url.StartsWith(installation.Address.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) elsewhere.Add(request.Url); };
        await console.SignInAsync(installation.Key);
        await console.Page.ClickAsync("nav a:has-text('API')");
        // Four services make their documents first.
        foreach (var tag in new[] { "control", "reports", "subscriptions", "rebuilds" }) await Expect(console.Page.Locator($"a[href='#tag/{tag}']").First).ToBeAttachedAsync(new() { Timeout = 60_000 });
        elsewhere.ShouldBeEmpty();
        console.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task whoever_has_no_key_does_not_see_it()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = installation.Address };
        ((int)(await stranger.GetAsync("/api/reference")).StatusCode).ShouldBeOneOf(302, 401);
    }
}
