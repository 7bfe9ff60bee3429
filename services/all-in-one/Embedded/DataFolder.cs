using System.Diagnostics;

namespace Territory.AllInOne.Embedded;

/// <summary>The folder of one running Territory: database, key, address. Held by a lock, so that two never use the same one.</summary>
public sealed class DataFolder : IDisposable
{
    internal const string RootsPlace = "/var/lib/territory";
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = OwnersFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>For <see cref="EmbeddedPostgresOptions.Folder"/>.</summary>
    public string Postgres => System.IO.Path.Combine(Path, "postgres");

    /// <summary>The file with the admin key, mode 0600; made at the first call.</summary>
    public string KeyFile()
    {
        var file = System.IO.Path.Combine(Path, "key");
        if (!File.Exists(file)) PrivateFile.Write(file, "tk_" + PrivateFile.NewSecret() + "\n");
        else File.SetUnixFileMode(file, PrivateFile.OwnerOnly);
        return file;
    }

    /// <summary>Tells other starts, and <c>territory</c>, where this process answers.</summary>
    public void WriteReady(Uri url) => new RunningHost(url.ToString().TrimEnd('/'), Environment.ProcessId).Write(ReadyFile(Path));

    /// <summary>Takes the folder, or finds the process that has it; waits for one that is still starting or stopping.</summary>
    /// <param name="path">From <c>--data</c>; null for the default place.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StartRefusedException">The folder cannot be used, or its holder answers to nobody.</exception>
    public static async Task<OpenedFolder> OpenAsync(string? path, CancellationToken cancellation)
    {
        var folder = PlaceFor(path, Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.IsPrivilegedProcess);
        Make(folder);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(100, cancellation))
        {
            if (TryHold(folder) is { } held)
            {
                // Left by a process that was killed.
                File.Delete(ReadyFile(folder));
                return new OpenedFolder.Ours(new DataFolder(folder, held));
            }
            if (RunningHost.Read(ReadyFile(folder)) is { } other && await other.AnswersAsync(http, cancellation)) return new OpenedFolder.Taken(other);
        }
        throw new StartRefusedException($"Another process holds the folder {folder} and did not become ready within a minute. Wait for it, end it, or choose another folder with --data DIR.");
    }

    /// <summary>Where the folder is: the option, then <c>TERRITORY_DATA</c>, then the default place of this user.</summary>
    internal static string PlaceFor(string? option, Func<string, string?> environment, string home, bool root)
    {
        if ((option ?? Given("TERRITORY_DATA")) is { } chosen) return System.IO.Path.GetFullPath(chosen);
        // Root's home is closed to the user PostgreSQL runs as.
        if (root) return RootsPlace;
        // A relative one is to be ignored (XDG Base Directory Specification 0.8).
        if (Given("XDG_DATA_HOME") is { } data && System.IO.Path.IsPathRooted(data)) return System.IO.Path.Combine(data, "territory");
        if (home.Length > 0) return System.IO.Path.Combine(home, ".local", "share", "territory");
        throw new StartRefusedException("There is no home folder to keep data in (HOME and XDG_DATA_HOME are empty); choose a folder with --data DIR.");

        string? Given(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder, Environment.IsPrivilegedProcess ? Passable : OwnersFolder);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException($"The folder {folder} cannot be made: {denied.Message} Choose another one with --data DIR.");
        }
    }

    private static FileStream? TryHold(string folder)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new StartRefusedException($"The folder {folder} cannot be written to: {denied.Message} It may belong to another user; choose another one with --data DIR.");
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }
    }

    private static string ReadyFile(string folder) => System.IO.Path.Combine(folder, "ready.json");

    /// <summary>Removes the address, then lets go of the folder.</summary>
    public void Dispose()
    {
        File.Delete(ReadyFile(Path));
        held.Dispose();
    }
}

/// <summary>What opening a folder found.</summary>
public abstract record OpenedFolder
{
    /// <summary>It is ours until disposed.</summary>
    public sealed record Ours(DataFolder Folder) : OpenedFolder;

    /// <summary>Another process runs on it.</summary>
    public sealed record Taken(RunningHost Host) : OpenedFolder;
}
