using System.Text.RegularExpressions;

namespace Territory.AllInOne.Embedded;

/// <summary>A folder with <c>initdb</c> and <c>postgres</c> in it, and what version they are.</summary>
internal sealed partial record PostgresBinaries(string Folder, string Version)
{
    /// <summary>Older ones no longer get corrections from their makers.</summary>
    public const int OldestMajor = 14;

    public int Major => int.Parse(Version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);

    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>Where packagers put them outside the search path; Debian, Red Hat, Homebrew on either kind of Mac.</summary>
    private static readonly (string Parent, string Pattern)[] KnownPlaces =
        [("/usr/lib/postgresql", "*"), ("/usr", "pgsql-*"), ("/opt/homebrew/opt", "postgresql@*"), ("/usr/local/opt", "postgresql@*")];

    /// <summary>Installed ones, in order of preference: the search path's own, then the newest.</summary>
    /// <param name="searchPath">The search path.</param>
    /// <param name="only">When given, a search path that replaces the usual places.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindInstalledAsync(string? searchPath, string? only, CancellationToken cancellation)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in Folders(only ?? searchPath)) if (await InspectAsync(folder, null, cancellation) is { } there) found.Add(there);
        if (only is not null) return found;
        var known = new List<PostgresBinaries>();
        foreach (var (parent, pattern) in KnownPlaces.Where(place => Directory.Exists(place.Parent)))
            foreach (var folder in Directory.EnumerateDirectories(parent, pattern))
                if (await InspectAsync(Path.Combine(folder, "bin"), null, cancellation) is { } there) known.Add(there);
        return [.. found.Concat(known.OrderByDescending(one => one.Major)).Where(one => one.Major >= OldestMajor).DistinctBy(one => one.Folder)];
    }

    private static IEnumerable<string> Folders(string? searchPath) =>
        (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted);

    /// <summary>What is in a folder; null when there is no PostgreSQL that runs.</summary>
    public static async Task<PostgresBinaries?> InspectAsync(string folder, string? user, CancellationToken cancellation)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!File.Exists(postgres)) return null;
        // A link on the search path leads to the folder where the companions are.
        var home = Path.GetDirectoryName(File.ResolveLinkTarget(postgres, returnFinalTarget: true)?.FullName ?? postgres)!;
        if (!File.Exists(Path.Combine(home, "initdb"))) return null;
        var answer = await ChildCommand.RunAsync(Path.Combine(home, "postgres"), ["--version"], cancellation, user);
        return answer.Succeeded && ParseVersion(answer.Output) is { } version ? new PostgresBinaries(home, version) : null;
    }

    /// <summary>From <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c> the <c>15.18</c>.</summary>
    internal static string? ParseVersion(string answer) => VersionText().Match(answer) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (\d+(?:\.\d+)*)", RegexOptions.Multiline)]
    private static partial Regex VersionText();
}
