namespace Territory.AllInOne.Embedded;

/// <summary>How the embedded server is to be started.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder for its data, programs and log; only one process may use it at a time (<see cref="DataFolder"/> sees to that).</summary>
    public required string Folder { get; init; }

    /// <summary>False by <c>--no-install</c>: nothing is installed on the system. What npm fetches goes into the folder and is allowed.</summary>
    public bool MayInstall { get; init; } = true;

    /// <summary>A search path which replaces the usual places of installed programs, from <c>TERRITORY_POSTGRES_BIN</c>.</summary>
    public string? Programs { get; init; } = Environment.GetEnvironmentVariable("TERRITORY_POSTGRES_BIN") is { Length: > 0 } only ? only : null;

    /// <summary>Server settings on top of ours, for tests that need not survive a power cut.</summary>
    internal IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
