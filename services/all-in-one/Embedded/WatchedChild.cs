using System.Diagnostics;

namespace Territory.AllInOne.Embedded;

/// <summary>
/// A child process that outlives the terminal's Ctrl-C but never its host: a shell holds the other end of a pipe, and when
/// the host is gone, by whatever death, the pipe closes and the shell stops the child.
/// </summary>
internal sealed class WatchedChild : IAsyncDisposable
{
    // The child gets a session of its own, so that a terminal's Ctrl-C does not reach it; macOS has no setsid, but its sh has job control.
    // Each line on the pipe sets the patience (tenths of a second) between the first signal and the second.
    private const string Watch = """
        first=$1 second=$2 patience=$3; shift 3
        exec 3<&0 1>&2
        trap '' INT TERM HUP QUIT
        if command -v setsid >/dev/null 2>&1
        then (trap - INT TERM HUP QUIT; exec setsid "$@" </dev/null 3<&-) &
        else set -m; "$@" </dev/null 3<&- & set +m
        fi
        child=$!
        {
          while read -r line; do patience=$line; done <&3
          kill -s "$first" "$child" || kill -s "$first" -- "-$child"
          while [ "$patience" -gt 0 ]; do sleep 0.1; patience=$((patience - 1)); done
          kill -s "$second" -- "-$child"
        } >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait "$child"; status=$?
        kill -s KILL "$watcher" 2>/dev/null
        exit "$status"
        """;

    private readonly Process shell;
    private readonly Task reading;

    private WatchedChild(Process shell, Action<string> line)
    {
        this.shell = shell;
        reading = ReadAsync(shell.StandardError, line);
    }

    public bool HasEnded => shell.HasExited;

    /// <summary>Ends when the child has ended and all it printed was read.</summary>
    public async Task<int> EndedAsync(CancellationToken cancellation = default)
    {
        await shell.WaitForExitAsync(cancellation);
        await reading.WaitAsync(cancellation);
        return shell.ExitCode;
    }

    /// <param name="command">Program and arguments.</param>
    /// <param name="user">The operating system's user to run as; null for this process's own.</param>
    /// <param name="line">Gets every line the child prints.</param>
    /// <param name="signals">What asks the child to stop, and what ends its whole group 0.3 seconds later if the host is dead.</param>
    /// <param name="environment">Added to the child's environment.</param>
    public static WatchedChild Start(
        IReadOnlyList<string> command, string? user, Action<string> line, (string First, string Second) signals, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = ChildCommand.Describe("/bin/sh", ["-c", Watch, "watch", signals.First, signals.Second, "3", .. command], user);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new WatchedChild(Process.Start(start)!, line);
    }

    /// <summary>Asks the child to stop and waits; after the patience it is ended by force.</summary>
    public async Task<int> StopAsync(TimeSpan patience)
    {
        try
        {
            await shell.StandardInput.WriteLineAsync($"{(int)(patience.TotalMilliseconds / 100)}");
            shell.StandardInput.Close();
        }
        catch (IOException) when (shell.HasExited)
        {
            // It had ended by itself.
        }
        return await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(20));
        shell.Dispose();
    }

    private static async Task ReadAsync(StreamReader output, Action<string> line)
    {
        while (await output.ReadLineAsync() is { } read) line(read);
    }
}
