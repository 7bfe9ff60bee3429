namespace Territory.OperationsConsole.Layout;

/// <summary>A page about what moves by itself: it looks again until it is left, often while something runs.</summary>
public abstract class WatchingPage : ConsolePage
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(5);

    /// <summary>Something is under way.</summary>
    protected abstract bool Moves { get; }

    /// <summary>Asks the API again; the page is drawn anew after it.</summary>
    protected abstract Task LookAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = WatchAsync();
    }

    protected override Task OnParametersSetAsync() => LookAsync();

    private async Task WatchAsync()
    {
        try
        {
            for (var pause = Often; !Gone.IsCancellationRequested; pause = Moves ? Often : Seldom)
            {
                await Task.Delay(pause, Gone);
                await InvokeAsync(async () => { await LookAsync(); StateHasChanged(); });
            }
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception broken)
        {
            await DispatchExceptionAsync(broken);
        }
    }
}
