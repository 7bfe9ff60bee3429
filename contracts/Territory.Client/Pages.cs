using Territory.Contracts;

namespace Territory.Client;

/// <summary>A page of the public log.</summary>
/// <param name="Items">The changes, oldest first unless the other order was asked for.</param>
/// <param name="Next">The position to give as <c>after</c> for the next page; null on the last.</param>
public sealed record ChangesPage(IReadOnlyList<CloudEvent> Items, long? Next);

/// <summary>A page of any other list.</summary>
/// <param name="Items">The page.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page of the public log.</summary>
public sealed record ChangesQuestion
{
    /// <summary>Only changes after this position (before it, newest first).</summary>
    public long? After { get; init; }
    /// <summary>Code, ISO code or unambiguous name of an area.</summary>
    public string? Area { get; init; }
    /// <summary>Code of an actor; its children and successors are included.</summary>
    public string? Actor { get; init; }
    /// <summary>Recorded at or after: a local day, month or year, or an instant.</summary>
    public string? Since { get; init; }
    /// <summary>Recorded before the end of: a local day, month or year, or an instant.</summary>
    public string? Until { get; init; }
    /// <summary>1 to 1000; the server's 100 when null.</summary>
    public int? Limit { get; init; }
    /// <summary>Newest first.</summary>
    public bool NewestFirst { get; init; }
}

/// <summary>An area found by a search.</summary>
public sealed record AreaFound
{
    /// <summary>Its code.</summary>
    public required string Area { get; init; }
    /// <summary>English name.</summary>
    public string? Name { get; init; }
    /// <summary>Arabic name.</summary>
    public string? NameAr { get; init; }
    /// <summary>Its level.</summary>
    public AreaLevel Level { get; init; }
    /// <summary>Code of the area above it; null for a governorate or a region.</summary>
    public string? Parent { get; init; }
    /// <summary>ISO 3166-2 code, governorates only.</summary>
    public string? Iso { get; init; }
    /// <summary>Codes from the governorate down to it.</summary>
    public IReadOnlyList<string>? Path { get; init; }
}

/// <summary>A stretch of an area's timeline, half-open, UTC.</summary>
public sealed record TimelineSegment
{
    /// <summary>From when it was so; null when it was so before anything is known.</summary>
    public DateTimeOffset? Start { get; init; }
    /// <summary>Until when; null while it is so.</summary>
    public DateTimeOffset? End { get; init; }
    /// <summary>How it was held.</summary>
    public ControlStatus Status { get; init; }
    /// <summary>Who held it: one, several when shared, the last holder while contested.</summary>
    public IReadOnlyList<string> Controllers { get; init => field = value ?? []; } = [];
    /// <summary>The change that began it.</summary>
    public string? ChangeId { get; init; }
    /// <summary>When the ledger recorded that change, UTC.</summary>
    public DateTimeOffset? RecordedAt { get; init; }
}
