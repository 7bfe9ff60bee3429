using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.OperationsConsole;

/// <summary>A page of the console in a real browser, and everything the browser complained of.</summary>
internal sealed partial class ConsolePage : IAsyncDisposable
{
    private const int Remembered = 8;
    private readonly ConcurrentQueue<string> events = new();

    private ConsolePage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => { if (message.Type is "error" or "warning") Complain(message.Text); };
        page.PageError += (_, error) => Complain(error);
        page.WebSocket += (_, circuit) => circuit.FrameSent += (_, frame) => Remember(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
        page.SetDefaultTimeout(30_000);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the page, violations of its content security policy among them.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<ConsolePage> OpenAsync(Installation installation, ChromiumPart chromium) => new(await chromium.NewPageAsync(installation.Address));

    /// <summary>Signs in with the key, from the page one wanted to see.</summary>
    public async Task SignInAsync(string key, string wanted = "/")
    {
        await Page.GotoAsync(wanted);
        await Page.FillAsync("#key", key);
        await Page.ClickAsync("button[type=submit]");
        await ReadyAsync();
    }

    /// <summary>Until the circuit is up: a click before that is lost.</summary>
    public Task ReadyAsync() => Page.WaitForSelectorAsync("html[data-ready=true]");

    public async Task FillReportAsync(string text, string source = "browser test", string grade = "B2", string published = "2024-12-07")
    {
        await Page.FillAsync("#report-text", text);
        await Page.FillAsync("#report-source", source);
        await Page.FillAsync("#report-published", published);
        await Page.SelectOptionAsync("#report-reliability", grade[..1]);
        await Page.SelectOptionAsync("#report-credibility", grade[1..]);
    }

    private void Complain(string text) => Complaints.Add($"{text}\nafter {string.Join(' ', events)}");

    /// <summary>The last events told to the circuit say which of them it did not want.</summary>
    private void Remember(string frame)
    {
        foreach (Match told in AnEvent().Matches(frame)) events.Enqueue(told.Value);
        while (events.Count > Remembered) events.TryDequeue(out _);
    }

    [GeneratedRegex(@"""eventHandlerId"":[^\]]*")]
    private static partial Regex AnEvent();

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
