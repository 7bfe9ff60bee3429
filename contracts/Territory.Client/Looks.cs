using Territory.Contracts;

namespace Territory.Client;

/// <summary>Which things that ask for a look.</summary>
public sealed record LooksQuestion
{
    /// <summary>Code, ISO code or unambiguous name of an area; it and all below it.</summary>
    public string? Area { get; init; }
    /// <summary><c>validity</c>, <c>observation</c> or <c>districts</c>; any when null.</summary>
    public string? Kind { get; init; }
    /// <summary><c>open</c>, <c>settled</c>, <c>dismissed</c> or <c>all</c>; open ones when null.</summary>
    public string? State { get; init; }
    /// <summary>The <see cref="Page{T}.Next"/> of the page before.</summary>
    public string? After { get; init; }
    /// <summary>1 to 1000; the server's 100 when null.</summary>
    public int? Limit { get; init; }
}

/// <summary>Something in the ledger that a person should look at, or did. Times are UTC.</summary>
public sealed record LookAsked
{
    /// <summary>The same thing to look at always has the same id.</summary>
    public required string Id { get; init; }
    /// <summary><c>validity</c>: an area or actor was not there by the register; <c>observation</c>: one contradicts; <c>districts</c>: all of them disagree with their governorate.</summary>
    public required string Kind { get; init; }
    /// <summary>Code of the area.</summary>
    public required string Area { get; init; }
    /// <summary>Its English name.</summary>
    public string? AreaName { get; init; }
    /// <summary>Its Arabic name.</summary>
    public string? AreaNameAr { get; init; }
    /// <summary>What kind of area it is.</summary>
    public AreaLevel? Level { get; init; }
    /// <summary>Id of the claim or the observation; of districts, the actor that holds all of them.</summary>
    public string? Subject { get; init; }
    /// <summary>What is to be looked at, in a sentence.</summary>
    public required string Reason { get; init; }
    /// <summary>What to do about it, in a sentence; null once it has ended.</summary>
    public string? ToDo { get; init; }
    /// <summary><c>open</c>, <c>settled</c> by what came later, or <c>dismissed</c> by a person.</summary>
    public required string State { get; init; }
    /// <summary>Where in the log it was raised, a decimal string; null for what follows from several areas.</summary>
    public string? Position { get; init; }
    /// <summary>When it was raised.</summary>
    public DateTimeOffset? RaisedAt { get; init; }
    /// <summary>When it ended; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Who dismissed it.</summary>
    public string? EndedBy { get; init; }
    /// <summary>Why.</summary>
    public string? Note { get; init; }
}
