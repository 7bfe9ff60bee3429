using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>How a sentence stands to what it tells.</summary>
internal enum Mood { Asserted, Denied, Attempted, Background, Unreal }

/// <summary>One trigger's reading, before mentions of one fact are merged.</summary>
internal sealed record Finding
{
    public required Place Place { get; init; }
    public required ClaimKind Kind { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public ControlStatus Status { get; init; } = ControlStatus.Controlled;
    public Manner Manner { get; init; } = Manner.Unknown;
    public EffectiveTime? Effective { get; init; }
    public string? ClaimedBy { get; init; }
    public IReadOnlyList<string> Via { get; init; } = [];
    public bool Hedged { get; init; }
    /// <summary>Too weak to stand alone: it only supports a claim that stands.</summary>
    public bool Weak { get; init; }
    public bool Review { get; init; }
    /// <summary>It tells of a siege and of nothing else.</summary>
    public SiegeTold? Siege { get; init; }
    public required double Confidence { get; init; }
    public required string Rule { get; init; }
    public required IReadOnlyList<TextSpan> Spans { get; init; }

    public Area Area => Place.Area;
}
