using Territory.Contracts;

namespace Territory.Client;

/// <summary>Which changes to deliver; what is not set does not filter. All that is set must match.</summary>
public sealed record ChangeFilter
{
    /// <summary>Code, ISO code or unambiguous name of an area: it, all below it, and whole changes above it; no succession of an actor.</summary>
    public string? Area { get; init; }
    /// <summary>Code of an actor; its children and successors are included.</summary>
    public string? Actor { get; init; }
    /// <summary>Exact code of the actor an area passed from.</summary>
    public string? From { get; init; }
    /// <summary>Exact code of the actor an area passed to.</summary>
    public string? To { get; init; }
    /// <summary>The least grade of the best claim; F and 6 never pass.</summary>
    public Grade? MinGrade { get; init; }

    internal bool IsEmpty => this == new ChangeFilter();

    /// <summary>
    /// What the log's own parameters cannot say (they are area and actor) is compared here, as the feed compares it.
    /// The succession of an actor has neither taker nor grade and always passes these three.
    /// </summary>
    internal bool PassesTheRest(CloudEvent change) =>
        change.Change is not { } control
        || ((From is null || control.From == From)
            && (To is null || control.To == To)
            && (MinGrade is not { } least || control.Grade.IsAtLeast(least)));
}
