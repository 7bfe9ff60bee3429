using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>A dated fact of the imported history.</summary>
public sealed record ChronologyRow
{
    public required string Id { get; init; }
    public required string Area { get; init; }
    public string? From { get; init; }
    /// <summary>The sole holder after it; null while contested, shared, withdrawn or unknown.</summary>
    public string? To { get; init; }
    public required ControlStatus Status { get; init; }
    public IReadOnlyList<string> Controllers { get; init; } = [];
    public IReadOnlyList<string> Challengers { get; init; } = [];
    public required Extent Extent { get; init; }
    public Manner Manner { get; init; } = Manner.Unknown;
    /// <summary>Date at its precision, local: <c>2024-12-07</c>, <c>2014-01</c>.</summary>
    public required string EffectiveAt { get; init; }
    public required Grade Grade { get; init; }
    public required string Source { get; init; }
    public string? Note { get; init; }
    /// <summary>A <em>still so</em>: no change, but somebody looked.</summary>
    public bool Observation { get; init; }

    public const string DecidedBy = "import:chronology-v1";
}
