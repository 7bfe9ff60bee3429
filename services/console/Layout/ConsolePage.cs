using Microsoft.AspNetCore.Components;
using Territory.OperationsConsole.Api;
using Territory.Theatres;

namespace Territory.OperationsConsole.Layout;

/// <summary>What every page of the console has: a theatre, the API, and an end.</summary>
public abstract class ConsolePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();

    // Kept: a source that is disposed of gives its token to nobody, and a change may still be on its way to this page.
    protected ConsolePage() => Gone = gone.Token;

    [Inject] protected ApiClient Api { get; set; } = null!;
    [Inject] protected LiveFeed Live { get; set; } = null!;
    [Inject] protected TheatreRegister Theatres { get; set; } = null!;
    [Inject] protected NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "theatre")] public string? TheatreId { get; set; }

    protected Theatre Theatre => (TheatreId is null ? null : Theatres.Find(TheatreId)) ?? Theatres.All[0];

    /// <summary>The theatre as addresses carry it: only where there is a choice.</summary>
    protected string? TheatreInAddress => Theatres.All.Count > 1 ? Theatre.Id : null;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || gone.IsCancellationRequested) return;
        gone.Cancel();
        gone.Dispose();
    }
}
