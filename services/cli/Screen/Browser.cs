using System.ComponentModel;
using System.Diagnostics;

namespace Territory.Cli.Screen;

internal static class Browser
{
    /// <summary>False when there is no desktop, or nothing on it opens addresses.</summary>
    public static bool Open(Uri address)
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null) return false;
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var started = Process.Start(start);
            return true;
        }
        catch (Win32Exception)
        {
            // No such program: the caller prints the address instead.
            return false;
        }
    }
}
