using System.Diagnostics;

namespace Territory.Scenarios.Installations;

/// <summary>Waits for something to become so.</summary>
internal static class Eventually
{
    /// <summary>Longer than a slow and busy machine takes: only a failure waits so long.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(3);

    public static async Task TrueAsync(Func<Task<bool>> look, TimeSpan most)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < most; await Task.Delay(50))
            if (await look()) return;
        throw new TimeoutException($"It did not come to that within {most}.");
    }
}
