using System.Text;

namespace Territory.Cli.Screen;

/// <summary>Everything outside: streams, environment, clock. A test gives its own.</summary>
internal sealed record Surroundings(TextWriter Out, TextWriter Error, Stream In, Func<string, string?> Variable, TimeProvider Clock)
{
    /// <summary>Columns of the terminal the output goes to; null when it goes elsewhere.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Shows an address to the person; false when there is nothing here to show it with.</summary>
    public Func<Uri, bool> OpenBrowser { get; init; } = _ => false;

    /// <summary>The folder an installation of this user keeps its data in.</summary>
    public string DefaultData { get; init; } = "";

    public static Surroundings OfThisProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.OutputEncoding = utf8;
        var output = new StreamWriter(BrokenPipe.Revealing(), utf8, 16 * 1024);
        return new(output, Console.Error, Console.OpenStandardInput(), Environment.GetEnvironmentVariable, TimeProvider.System)
        {
            TerminalWidth = Console.IsOutputRedirected ? null : Console.WindowWidth,
            OpenBrowser = Browser.Open,
            DefaultData = UsualFolder(),
        };
    }

    /// <summary>Root's home is closed to the database's own user, so root's data is elsewhere.</summary>
    private static string UsualFolder() =>
        !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
            ? "/var/lib/territory"
            : Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { } home && Path.IsPathRooted(home) ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"), "territory");
}
