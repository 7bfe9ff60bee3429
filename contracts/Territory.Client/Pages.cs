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
