using System.Diagnostics;

namespace Territory.AllInOne.Embedded;

/// <summary>A server left on our data by a start that died together with its watcher. Nobody else may be using it: we hold the folder's lock.</summary>
internal static class StalePostgres
{
    /// <summary>Stops it the way the server's own tool would, by signals to its first process; a crash is repaired by the server's log at the next start.</summary>
    public static async Task StopAsync(string data, Action<string> say, CancellationToken cancellation)
    {
        if (FirstProcess(data) is not { } pid) return;
        say($"Stopping a PostgreSQL (process {pid}) that an earlier start left running on {data}.");
        foreach (var (signal, patience) in new[] { ("INT", 10), ("QUIT", 6), ("KILL", 5) })
        {
            await ChildCommand.RunAsync("/bin/sh", ["-c", "kill -s \"$0\" \"$1\"", signal, $"{pid}"], cancellation);
            if (await EndsWithinAsync(pid, data, TimeSpan.FromSeconds(patience), cancellation)) return;
        }
        throw new StartRefusedException($"A PostgreSQL (process {pid}) is still running on {data} and does not end; end it and start again.");
    }

    private static async Task<bool> EndsWithinAsync(int pid, string data, TimeSpan patience, CancellationToken cancellation)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience; await Task.Delay(20, cancellation))
            if (!IsServer(pid, data)) return true;
        return false;
    }

    /// <summary>The server's first process, when the one named in its lock file lives and is that server; numbers are used again after a reboot.</summary>
    public static int? FirstProcess(string data)
    {
        var lockFile = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(lockFile)) return null;
        if (!int.TryParse(File.ReadLines(lockFile).FirstOrDefault(), out var pid) || !ProcessLives(pid)) return null;
        if (IsServer(pid, data)) return pid;
        // Its number belongs to somebody else now; the server would take that for itself and refuse to start.
        File.Delete(lockFile);
        return null;
    }

    private static bool IsServer(int pid, string data)
    {
        // A server's working folder is its data folder.
        if (OperatingSystem.IsLinux()) return new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget is { } folder && Path.GetFullPath(folder) == Path.GetFullPath(data);
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool ProcessLives(int pid) => RunningHost.IsAlive(pid);
}
