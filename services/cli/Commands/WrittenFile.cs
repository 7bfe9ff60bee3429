using System.Text;

namespace Territory.Cli.Commands;

/// <summary>A file of text that a person asked for by its path.</summary>
internal static class WrittenFile
{
    /// <exception cref="FailureException">It cannot be written there.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, new UTF8Encoding(false), cancellation);
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw new FailureException(ExitCode.NotAllowed, "File not writable", $"'{path}' cannot be written: {closed.Message} Give a file in a folder this user may write to.");
        }
    }
}
