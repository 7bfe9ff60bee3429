using Territory.Contracts;

namespace Territory.Client;

/// <summary>An import of history from a CSV file: all of its rows are recorded, or none.</summary>
public sealed record ImportStatus
{
    /// <summary>Its id.</summary>
    public string Id { get; init; } = "";
    /// <summary>The theatre it is for.</summary>
    public string? Theatre { get; init; }
    /// <summary><c>decisions</c> or <c>claims</c>.</summary>
    public string? As { get; init; }
    /// <summary>Nothing is recorded; <see cref="Diff"/> tells what would be.</summary>
    public bool DryRun { get; init; }
    /// <summary><c>queued</c>, <c>validating</c>, <c>appending</c>, then <c>done</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public string State { get; init; } = "";
    /// <summary>Rows of the file.</summary>
    public long Rows { get; init; }
    /// <summary>Rows recorded, or known before.</summary>
    public long Done { get; init; }
    /// <summary>Rows per second.</summary>
    public double Rate { get; init; }
    /// <summary>Seconds until its end at that rate; null when it is not known.</summary>
    public double? EtaSeconds { get; init; }
    /// <summary>Rows with errors; with one of them nothing is recorded.</summary>
    public long BadRows { get; init; }
    /// <summary>The first errors; <see cref="TerritoryClient.ImportErrorsAsync"/> reads all.</summary>
    public IReadOnlyList<ImportError> Errors { get; init => field = value ?? []; } = [];
    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public string? Sha256 { get; init; }
    /// <summary>When it was sent, UTC.</summary>
    public DateTimeOffset? RequestedAt { get; init; }
    /// <summary>When it ended, UTC; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>What a dry run found.</summary>
    public ImportChanges? Diff { get; init; }
    /// <summary>What keeps it from going on, or made it fail.</summary>
    public string? Error { get; init; }
}

/// <summary>Something wrong with a row of a file.</summary>
/// <param name="Row">The row; 1 is the first after the header.</param>
/// <param name="Line">The line of the file on which it begins.</param>
/// <param name="Field">The column; <c>row</c> when it is about the whole of it.</param>
/// <param name="Found">What stood there; null when nothing did.</param>
/// <param name="Expected">What would be right.</param>
public sealed record ImportError(long Row, long Line, string Field, string? Found, string Expected);

/// <summary>What an import would change.</summary>
/// <param name="New">Rows not recorded before.</param>
/// <param name="Known">Rows recorded before.</param>
/// <param name="AreasTouched">Areas with new rows.</param>
/// <param name="Areas">Samples, those first whose present state changes.</param>
public sealed record ImportChanges(long New, long Known, int AreasTouched, IReadOnlyList<ImportAreaChange> Areas);

/// <summary>What an import would change in one area.</summary>
/// <param name="Area">Its code.</param>
/// <param name="Name">Its English name.</param>
/// <param name="New">Rows of it not recorded before.</param>
/// <param name="Known">Rows of it recorded before.</param>
/// <param name="Decisions">Changes decided, corrected or retracted by them.</param>
/// <param name="Now">How it is held by its own decisions; null when nothing is decided.</param>
/// <param name="Then">How it would be held.</param>
public sealed record ImportAreaChange(string Area, string Name, long New, long Known, int Decisions, ImportHolding? Now, ImportHolding? Then);

/// <summary>Who holds an area.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Controllers">Codes of the holders.</param>
/// <param name="Since">Since when, UTC.</param>
public sealed record ImportHolding(ControlStatus Status, IReadOnlyList<string> Controllers, DateTimeOffset Since);
