using Microsoft.Playwright;
using Territory.AllInOne.Embedded;

namespace Territory.Scenarios.Parts;

/// <summary>The machine's own Chromium, started by the first test that asks for a page; each page is a browser of its own to the sites it sees.</summary>
public sealed class ChromiumPart : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private const string OnMac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

    private readonly Lazy<string> program = new(Find);
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> started;

    public ChromiumPart() => started = new(StartAsync);

    public string Program => program.Value;

    /// <summary>A page with cookies and storage of its own; closing its context ends it.</summary>
    public async Task<IPage> NewPageAsync(Uri address)
    {
        var context = await (await started.Value).Browser.NewContextAsync(new() { BaseURL = address.AbsoluteUri, ViewportSize = new() { Width = 1400, Height = 1000 } });
        return await context.NewPageAsync();
    }

    private async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        // One for the process, as the browser is.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        try
        {
            return (playwright, await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                ChromiumSandbox = false,
                Args = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            }));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated || !started.Value.IsCompletedSuccessfully) return;
        var (playwright, browser) = await started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static string Find() => Names.Select(name => ChildCommand.Find(name, "/usr/bin:" + Environment.GetEnvironmentVariable("PATH"))).FirstOrDefault(found => found is not null)
        ?? (File.Exists(OnMac) ? OnMac : throw new PartMissingException($"This test needs a Chromium browser, and none of {string.Join(", ", Names)} is on the PATH."));
}
