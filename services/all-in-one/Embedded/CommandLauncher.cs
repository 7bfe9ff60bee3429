namespace Territory.AllInOne.Embedded;

/// <summary>A small script in the data folder that calls the command line and points it at this folder.</summary>
public static class CommandLauncher
{
    private const UnixFileMode Executable = PrivateFile.OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Writes <c>bin/territory</c>.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="program">The command line's assembly, from <c>TERRITORY_CLI</c>, which <c>run</c> sets.</param>
    /// <returns>The script's path; null when there is no such assembly.</returns>
    public static string? Write(string folder, string? program)
    {
        if (!File.Exists(program)) return null;
        var script = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName, "territory");
        PrivateFile.Write(script, Script(Path.GetFullPath(program), folder, Environment.ProcessPath), Executable);
        return script;
    }

    internal static string Script(string program, string folder, string? host) => $"""
        #!/bin/sh
        if [ -z "$TERRITORY_DATA" ]; then TERRITORY_DATA={Quoted(folder)}; fi
        export TERRITORY_DATA
        exec {Quoted(host is not null && Path.GetFileName(host) == "dotnet" ? host : "dotnet")} {Quoted(program)} "$@"

        """;

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
