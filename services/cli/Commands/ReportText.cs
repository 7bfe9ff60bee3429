using System.Text;
using Territory.Cli.Screen;

namespace Territory.Cli.Commands;

/// <summary>Reads a report from a file or from standard input, as UTF-8 or not at all: guessing an encoding would change the words.</summary>
internal static class ReportText
{
    public const string StandardInput = "-";
    private const int Largest = 1024 * 1024;

    public static async Task<string> ReadAsync(string file, Surroundings surroundings, CancellationToken cancellation)
    {
        var bytes = await ReadBytesAsync(file, surroundings, cancellation);
        var name = file == StandardInput ? "Standard input" : $"'{file}'";
        if (bytes.Length > Largest) throw new FailureException(ExitCode.Refused, "Too long", $"{name} has more than {Largest} bytes, the most a report may have. Send it in parts.");
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            return string.IsNullOrWhiteSpace(text) ? throw new FailureException(ExitCode.Refused, "Empty", $"{name} is empty; a report has words.") : text;
        }
        catch (DecoderFallbackException wrong)
        {
            throw new FailureException(ExitCode.Refused, "Not UTF-8", $"{name} is not UTF-8: byte {wrong.Index} (0x{wrong.BytesUnknown?.FirstOrDefault():X2}) does not fit. Convert it first, for example with: iconv -f windows-1256 -t utf-8");
        }
    }

    private static async Task<byte[]> ReadBytesAsync(string file, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            await using var stream = file == StandardInput ? surroundings.In : File.OpenRead(file);
            using var whole = new MemoryStream();
            var buffer = new byte[16 * 1024];
            // One byte more than allowed is enough to know, even of an endless stream.
            for (int read; whole.Length <= Largest && (read = await stream.ReadAsync(buffer, cancellation)) > 0;) whole.Write(buffer, 0, read);
            return whole.ToArray();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FailureException(ExitCode.NotFound, "No such file", $"The file '{file}' does not exist. Check the path, or give - to read standard input.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.NotAllowed, "File not readable", $"'{file}' may not be read by this user, or is a folder. Give a file this user may read.");
        }
    }
}
