using System.Globalization;
using Microsoft.AspNetCore.Components;
using Territory.OperationsConsole.Api;
using Territory.Theatres;

namespace Territory.OperationsConsole.Reports;

/// <summary>Paste a text, see what is read in it, send it. Nothing is stored before it is sent.</summary>
public sealed partial class ReportBox
{
    private static readonly string[] Fields = ["text", "source", "publishedAt", "grade", "title", "url"];

    private string text = "";
    private string readText = "";
    private string source = "";
    private string? title;
    private string? url;
    private DateOnly? published;
    private string reliability = "";
    private string credibility = "2";
    private Reading? reading;
    private ApiProblem? problem;
    private string status = "";
    private bool isBusy;

    [Parameter, EditorRequired] public required Theatre Theatre { get; set; }
    /// <summary>A report was stored.</summary>
    [Parameter] public EventCallback OnSent { get; set; }

    protected override void OnInitialized() => published = LocalTime.DayOf(Clock.GetUtcNow(), Theatre.Zone);

    private string? Wrong(string field) => problem?.About(field);

    private async Task ReadAsync()
    {
        if (await AskAsync(dryRun: true, "Reading …") is not { } read) return;
        status = read.Claims.Count switch { 0 => "No claim found. Nothing is stored.", 1 => "One claim found. Nothing is stored yet.", var n => $"{n} claims found. Nothing is stored yet." };
    }

    private async Task SendAsync()
    {
        if (await AskAsync(dryRun: false, "Sending …") is not { } read) return;
        status = read switch
        {
            { Duplicate: true } => "This text from this source was stored before; nothing changed.",
            { Changes.Count: > 0 } => $"Stored; {(read.Changes.Count == 1 ? "one change was" : $"{read.Changes.Count} changes were")} decided.",
            _ => "Stored; nothing was decided. The claims say why.",
        };
        await OnSent.InvokeAsync();
    }

    private async Task<Reading?> AskAsync(bool dryRun, string doing)
    {
        (isBusy, status, problem) = (true, doing, null);
        StateHasChanged();
        // Offsets count the text that was read, not the one being typed meanwhile.
        var draft = new ReportDraft(text, title, source, published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", reliability.Length == 0 ? null : reliability + credibility, url, Theatre.Id);
        var answer = await Api.ReadAsync(draft, dryRun, CancellationToken.None);
        (isBusy, status, problem) = (false, "", answer.Problem);
        if (answer.Value is { } read) (reading, readText) = (read, draft.Text);
        return answer.Value;
    }
}
