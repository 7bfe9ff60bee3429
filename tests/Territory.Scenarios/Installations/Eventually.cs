using System.Diagnostics;

namespace Territory.Scenarios.Installations;

/// <summary>Waits for something to become so.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> look, TimeSpan most)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < most; await Task.Delay(50))
            if (await look()) return;
        throw new TimeoutException($"It did not come to that within {most}.");
    }
}
