using System.Collections.Concurrent;
using System.Diagnostics;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Installations;

/// <summary>One of our executables as a real process, as it was built beside the tests.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private bool isDisposed;

    private ServiceProcess(string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        // A runner in the background may hand on an ignored Ctrl-C.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", AllInOneProcess.DotNet, Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Another folder than the program's: static assets must not depend on it.
            WorkingDirectory = "/",
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("TERRITORY_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', output);
    public IReadOnlyCollection<string> Lines => output;
    public int Id => process.Id;
    public bool HasExited => process.HasExited;

    /// <summary>The most memory it ever had, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    public static ServiceProcess Start(string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) => new(assembly, arguments, environment);

    /// <summary>Sends it a signal: <c>STOP</c> freezes it, <c>CONT</c> lets it go on.</summary>
    public void Signal(string signal) => Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();

    /// <summary>SIGKILL, and until it is gone.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits until a line says so; fails with all output when the process ends or the time is over.</summary>
    public async Task<string> UntilSaidAsync(string words, TimeSpan most)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < most; await Task.Delay(50))
        {
            if (output.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)) is { } line) return line;
            if (process.HasExited) break;
        }
        throw new InvalidOperationException($"'{words}' was not said within {most}{(process.HasExited ? $"; the process ended with {process.ExitCode}" : "")}. It said:\n{Output}");
    }

    public async Task UntilReadyAsync(Uri address, TimeSpan most)
    {
        // One that just starts on a busy machine takes its time to answer.
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < most; await Task.Delay(50))
        {
            if (process.HasExited) break;
            try
            {
                using var answer = await client.GetAsync(new Uri(address, "/health/ready"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException) { /* not yet */ }
        }
        throw new InvalidOperationException($"{address} was not ready within {most}{(process.HasExited ? $"; the process ended with {process.ExitCode}" : "")}. It said:\n{Output}");
    }

    /// <summary>Asks it to stop as Ctrl-C does and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited) Signal("INT");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Waits for an end that nobody asked for; returns the exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Eventually.Most);
        return process.ExitCode;
    }

    /// <summary>Once is enough: a test that fails between two processes must tell of its failure, not of the one that is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        isDisposed = true;
        try { await StopAsync(); }
        catch (OperationCanceledException) { await KillAsync(); }
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null) output.Enqueue(line);
    }
}
