using Territory.Contracts;

namespace Territory.Client;

/// <summary>What was learned in a span of recording. The ends are local days, months, years, instants or positions.</summary>
public sealed record KnowledgeQuestion
{
    /// <summary>Recorded after: a day counts from its beginning.</summary>
    public required string Since { get; init; }
    /// <summary>Recorded up to: a day counts until its end; all that is recorded when null.</summary>
    public string? Until { get; init; }
    /// <summary>Code, ISO code or unambiguous name of an area.</summary>
    public string? Area { get; init; }
    /// <summary><c>new</c>, <c>late</c>, <c>corrected</c>, <c>retracted</c>, <c>succeeded</c> or <c>successionRetracted</c>; all when null.</summary>
    public string? Kind { get; init; }
    /// <summary>The <see cref="Page{T}.Next"/> of the page before.</summary>
    public string? After { get; init; }
}

/// <summary>How an area was held, as one would have been told.</summary>
public sealed record Belief
{
    /// <summary>How it was held.</summary>
    public ControlStatus Status { get; init; }
    /// <summary>Who held it.</summary>
    public IReadOnlyList<string> Controllers { get; init => field = value ?? []; } = [];
    /// <summary>Who contested it.</summary>
    public IReadOnlyList<string> Challengers { get; init => field = value ?? []; } = [];
    /// <summary>Since when, at its precision.</summary>
    public string? EffectiveAt { get; init; }
}

/// <summary>One thing learned.</summary>
public sealed record Learned
{
    /// <summary><c>new</c>, <c>late</c>, <c>corrected</c>, <c>retracted</c>, <c>succeeded</c> or <c>successionRetracted</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>Place in the public log, a decimal string.</summary>
    public required string Position { get; init; }
    /// <summary>Code of the area; null for a succession.</summary>
    public string? Area { get; init; }
    /// <summary>Its English name.</summary>
    public string? AreaName { get; init; }
    /// <summary>What the record said before; null: nothing.</summary>
    public Belief? Before { get; init; }
    /// <summary>What it says since; null: nothing.</summary>
    public Belief? After { get; init; }
    /// <summary>When it was so in the world, at its precision.</summary>
    public string? EffectiveAt { get; init; }
    /// <summary>When the ledger recorded it, UTC.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    /// <summary>The change's id.</summary>
    public string? ChangeId { get; init; }
    /// <summary>The change it corrects or retracts.</summary>
    public string? Replaces { get; init; }
    /// <summary>Why.</summary>
    public string? Reason { get; init; }
    /// <summary>Grade of the best claim for it.</summary>
    public Grade? Grade { get; init; }
    /// <summary>One English line.</summary>
    public string? Summary { get; init; }
    /// <summary>Rests on invented reports.</summary>
    public bool Demonstration { get; init; }
}
