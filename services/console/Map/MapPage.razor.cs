using System.Globalization;
using Microsoft.AspNetCore.Components;
using Territory.Contracts;
using Territory.OperationsConsole.Api;
using Territory.OperationsConsole.Changes;
using Territory.OperationsConsole.Layout;
using Territory.Theatres;

namespace Territory.OperationsConsole.Map;

/// <summary>The map: a state of the theatre, and what arrives.</summary>
public sealed partial class MapPage : ConsolePage
{
    private const int Latest = 14;

    private readonly Dictionary<string, int> flips = [];
    private readonly HashSet<string> arrived = [];
    private List<CloudEvent> latest = [];
    private MapQuery query = new();
    private MapQuery? loaded;
    private ControlPicture? picture;
    private MapQuery shownQuery = new();
    private ApiProblem? problem;
    private IReadOnlyList<LegendLine> legend = [];
    private string? pointed;
    private int turns;
    private IDisposable? listening;

    [Inject] private Drawings Drawings { get; set; } = null!;
    [SupplyParameterFromQuery(Name = "at")] private string? At { get; set; }
    [SupplyParameterFromQuery(Name = "reported")] private string? Reported { get; set; }
    [SupplyParameterFromQuery(Name = "known")] private string? Known { get; set; }
    [SupplyParameterFromQuery(Name = "area")] private string? AreaCode { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        query = new MapQuery(At, Reported, Known, AreaCode, TheatreInAddress);
        // Picking out an area asks nothing new.
        if (loaded == query with { Area = null }) return;
        var isOther = loaded?.Theatre != query.Theatre || loaded is null;
        loaded = query with { Area = null };
        if (isOther)
        {
            // Listening first: what is told while we ask is not lost between the two.
            listening?.Dispose();
            listening = Live.Listen(Theatre.Id, told => _ = InvokeAsync(() => ArriveAsync(told)), () => { });
            latest = [];
            await LoadLatestAsync();
        }
        await LoadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) listening?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        var (turn, asked) = (++turns, query);
        var answer = await Api.ControlAsync(asked, Theatre.Id, Gone);
        // A later question was asked meanwhile: its answer counts.
        if (turn != turns) return;
        problem = answer.Problem;
        if (answer.Value is not { } value) return;
        (picture, shownQuery, legend) = (value, asked, LegendLine.Of(value.Areas, Theatre));
        await InvokeAsync(StateHasChanged);
    }

    private async Task LoadLatestAsync()
    {
        var answer = await Api.ChangesAsync(new ChangesFilter(), Theatre.Id, Latest, Gone);
        if (answer.Value is not { } page) return;
        latest = [.. latest, .. page.Items.Where(p => latest.All(l => l.Id != p.Id))];
    }

    private async Task ArriveAsync(CloudEvent told)
    {
        if (Gone.IsCancellationRequested || latest.Any(l => l.Id == told.Id)) return;
        latest = [told, .. latest.Take(Latest - 1)];
        arrived.Add(told.Id);
        StateHasChanged();
        if (!query.Follows) return;
        var before = StateOf(told.Subject);
        await LoadAsync();
        if (StateOf(told.Subject) == before) return;
        flips[told.Subject] = flips.GetValueOrDefault(told.Subject) + 1;
        StateHasChanged();
    }

    /// <summary>What the map shows of an area; enough to see that it flipped.</summary>
    private (ControlStatus? Status, string Controllers) StateOf(string code) =>
        picture?.Areas.FirstOrDefault(a => a.Area == code) is { } state ? (state.Status, string.Join(' ', state.Controllers.Concat(state.Challengers))) : (null, "");

    private void Point(string? code) => pointed = code;

    private void Show(MapQuery other) => Navigation.NavigateTo(other.ToAddress());

    private string AsOf()
    {
        if (picture is not { } shown) return "";
        var at = shownQuery.At is null ? "now, " + Words.Instant(shown.At, Theatre.Zone) : Words.Instant(shown.At, Theatre.Zone);
        var reported = shown.Reported is { } by ? ", as reported by " + Words.Instant(by, Theatre.Zone) : "";
        var known = shownQuery.Known is null ? "" : ", as known at " + Words.Instant(shown.Known, Theatre.Zone);
        // Nobody looked is not nothing changed: how old the latest word is stands beside the date.
        var latest = shown.Areas.Max(a => a.LastObservedAt);
        var observed = latest is { } seen ? "; latest report " + LocalTime.DayOf(seen, Theatre.Zone).ToString("d MMMM yyyy", CultureInfo.InvariantCulture) : "";
        return $"As of {at}{reported}{known}{observed}";
    }
}
