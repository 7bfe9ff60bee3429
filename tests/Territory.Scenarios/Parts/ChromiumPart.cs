using Territory.AllInOne.Embedded;

namespace Territory.Scenarios.Parts;

/// <summary>The machine's own Chromium, for Playwright's <c>ExecutablePath</c>.</summary>
public sealed class ChromiumPart
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private const string OnMac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

    private readonly Lazy<string> program = new(Find);

    public string Program => program.Value;

    private static string Find() => Names.Select(name => ChildCommand.Find(name, "/usr/bin:" + Environment.GetEnvironmentVariable("PATH"))).FirstOrDefault(found => found is not null)
        ?? (File.Exists(OnMac) ? OnMac : throw new PartMissingException($"This test needs a Chromium browser, and none of {string.Join(", ", Names)} is on the PATH."));
}
