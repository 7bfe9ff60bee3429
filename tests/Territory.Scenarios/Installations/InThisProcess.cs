using Hangfire.Logging;
using Territory.Hosting;

namespace Territory.Scenarios.Installations;

/// <summary>A service hosted by the test itself, on a port of its own.</summary>
internal static class InThisProcess
{
    /// <returns>Where it listens, and what ends when it does.</returns>
    public static async Task<(Uri Address, Task Running)> StartAsync(TerritoryApp app)
    {
        var ready = new TaskCompletionSource<Uri>();
        var running = app.RunAsync((address, _) => { ready.SetResult(address); return Task.CompletedTask; });
        // The jobs' log is one for the process: left with one host, the workers of the others would end with that host's logger.
        LogProvider.SetCurrentLogProvider(null);
        if (await Task.WhenAny(ready.Task, running) == running) await running;
        LogProvider.SetCurrentLogProvider(null);
        return (await ready.Task, running);
    }
}
