using System.Diagnostics;
using System.Text.Json;
using Shouldly;
using Territory.AllInOne.Embedded;

namespace Territory.Scenarios.Parts;

/// <summary>The all-in-one as a user starts it: a process of its own in a session of its own, on a data folder.</summary>
public sealed class AllInOneProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> said = [];
    private readonly string data;

    private AllInOneProcess(Process process, string data)
    {
        (this.process, this.data) = (process, data);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The built assembly, in the same configuration as these tests.</summary>
    public static string Assembly { get; } = Find();

    internal static string Project => Path.GetFullPath("../../../Territory.AllInOne.csproj", Path.GetDirectoryName(Assembly)!);

    public int Pid => process.Id;

    public string Said
    {
        get
        {
            lock (said) return string.Join('\n', said);
        }
    }

    /// <summary>Starts it on a free port, without chronology and demonstration.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="user">Whom to start it as, when these tests run as root.</param>
    /// <param name="environment">Added to its environment.</param>
    /// <param name="assembly">Another copy of it, for a user who cannot read the clone.</param>
    public static AllInOneProcess Start(string data, string? user = null, IReadOnlyDictionary<string, string>? environment = null, string? assembly = null)
    {
        // A runner in the background may hand on an ignored Ctrl-C.
        string[] command = ["env", "--default-signal=INT", DotNet, assembly ?? Assembly, "--data", data, "--port", "0", "--empty", "--no-install"];
        var start = ChildCommand.Describe("setsid", command, user);
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new AllInOneProcess(Process.Start(start)!, data);
    }

    public static async Task<AllInOneProcess> StartReadyAsync(string data, string? user = null, IReadOnlyDictionary<string, string>? environment = null, string? assembly = null)
    {
        var started = Start(data, user, environment, assembly);
        try
        {
            await started.ReadyAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where it answers, once it does.</summary>
    public async Task<Uri> ReadyAsync()
    {
        var file = Path.Combine(data, "ready.json");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(3); await Task.Delay(20))
        {
            if (process.HasExited) throw new InvalidOperationException($"The all-in-one ended with {process.ExitCode} before it was ready. It said:\n{Said}");
            if (File.Exists(file) && JsonDocument.Parse(File.ReadAllText(file)).RootElement is var ready && ready.GetProperty("pid").GetInt32() == Pid)
                return new Uri(ready.GetProperty("url").GetString()!);
        }
        throw new TimeoutException($"The all-in-one was not ready within three minutes. It said:\n{Said}");
    }

    /// <summary>Sends a signal to it, or with its whole group as a terminal does.</summary>
    public async Task SignalAsync(string signal, bool group = false) => (await KillAsync(signal, group)).ShouldBe(0);

    private async Task<int> KillAsync(string signal, bool group) =>
        (await ChildCommand.RunAsync("/bin/sh", ["-c", "kill -s \"$0\" -- \"$1\"", signal, group ? $"-{Pid}" : $"{Pid}"], CancellationToken.None)).ExitCode;

    public async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Installations.Eventually.Most);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        // One that was killed just now may be gone between the look and the signal: what counts is that it ends.
        if (!process.HasExited) await KillAsync("TERM", group: false);
        await EndedAsync();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (said) said.Add(line);
    }

    internal static string DotNet => Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet" ? self
        : ChildCommand.Find("dotnet", Environment.GetEnvironmentVariable("PATH")) ?? throw new PartMissingException("This test needs dotnet on the PATH.");

    private static string Find()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var clone = output;
        while (clone is not null && !File.Exists(Path.Combine(clone.FullName, "Territory.sln"))) clone = clone.Parent;
        var built = Path.Combine(clone?.FullName ?? "/", "services", "all-in-one", "bin", output.Parent!.Name, output.Name, "Territory.AllInOne.dll");
        return File.Exists(built) ? built : throw new FileNotFoundException($"The all-in-one is not built: {built}.");
    }
}
