using Microsoft.Win32.SafeHandles;

namespace Territory.Cli.Screen;

/// <summary><c>territory tail | head -1</c> must end. The console stream of .NET hides that its reader is gone; a plain file stream says so.</summary>
internal static class BrokenPipe
{
    private const int Epipe = 32;

    public static Stream Revealing()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var plain = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A file stream writes to a regular file at offsets of its own, over what others append to it meanwhile.
        return plain.CanSeek ? Console.OpenStandardOutput() : plain;
    }

    public static bool Is(IOException failure) => failure.HResult == Epipe;
}
