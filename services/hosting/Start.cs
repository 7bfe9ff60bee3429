using Territory.Hosting.Settings;

namespace Territory.Hosting;

/// <summary>Runs a process to its end. A wrong setting, or what it finds and cannot serve, ends it with one sentence and code 2, not with a stack trace.</summary>
public static class Start
{
    /// <param name="args">With <c>--check-health</c> nothing is started: the exit code tells whether the process that serves here is ready, for container engines.</param>
    /// <param name="run">The process.</param>
    public static async Task<int> RunAsync(string[] args, Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (args is ["--check-health"]) return await CheckHealthAsync();
        try
        {
            await run();
            return 0;
        }
        catch (Exception refused) when (refused is SettingException or CannotServeException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 2;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop before it was ready.
            return 0;
        }
    }

    private static async Task<int> CheckHealthAsync()
    {
        var urls = Environment.GetEnvironmentVariable("TERRITORY_URLS") ?? "http://127.0.0.1:5000";
        var address = new Uri(TerritoryApp.Callable(urls.Split(';')[0]), "/health/ready");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await client.GetAsync(address);
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            Console.WriteLine(away.Message);
            return 1;
        }
    }
}

/// <summary>What is stored keeps the process from serving; the message is what a person needs to read, with what to do.</summary>
public sealed class CannotServeException(string message) : Exception(message);
