using System.ComponentModel;
using System.Diagnostics;

namespace Territory.AllInOne.Embedded;

/// <summary>Runs a program to its end and keeps what it printed.</summary>
internal static class ChildCommand
{
    public sealed record Outcome(int ExitCode, string Output)
    {
        public bool Succeeded => ExitCode == 0;

        /// <summary>The last lines, for a sentence.</summary>
        public string Tail => string.Join(" ", Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3));
    }

    /// <summary>The program as a process to start; with a user, in an environment of its own.</summary>
    public static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, string? user, string folder = "/")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = folder };
        if (user is null) return start;
        start.UserName = user;
        // Root's home and temporary folder are closed to another user.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["HOME"] = "/";
        return start;
    }

    /// <returns>127 when the program cannot be started, as a shell would say.</returns>
    public static async Task<Outcome> RunAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellation, string? user = null, string? input = null, string folder = "/")
    {
        var start = Describe(program, arguments, user, folder);
        start.RedirectStandardOutput = true;
        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception cannot)
        {
            return new Outcome(127, cannot.Message);
        }
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await WriteAsync(process, input);
            await process.WaitForExitAsync(cancellation);
            return new Outcome(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says more than a broken pipe.
        }
    }

    /// <summary>Where a program is, by the given search path; null when it is nowhere.</summary>
    public static string? Find(string program, string? searchPath) =>
        (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, program)).FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
