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
    /// <summary>Who holds it beside the taker when shared, who fights over it too when contested.</summary>
    public IReadOnlyList<string> With { get; init; } = [];
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

    // What its rule says beside the kind. A rule keeps its name for ever: claims in the log cite it.

    /// <summary>In English a background told in the same sentence is mostly a fact of its own, in Arabic mostly a circumstance.</summary>
    public bool IsEnglish => Rule.StartsWith("en/", StringComparison.Ordinal);

    /// <summary>Who has it by now, not who once took it.</summary>
    public bool Standing => Rule.EndsWith("holds", StringComparison.Ordinal) || Rule.EndsWith("held", StringComparison.Ordinal);

    /// <summary>Who has it in spite of those who came.</summary>
    public bool HoldsOut => Rule is "en/still-holds" or "ar/still-holds";

    /// <summary>Somebody came in; whether he stayed, and took it, is open.</summary>
    public bool Entered => Rule is "ar/enter";

    /// <summary>Held by these together, or disputed among them; what is disputed is nobody's whole.</summary>
    /// <param name="inWords">The words say themselves that it is shared: whoever shares a governorate holds parts of it.</param>
    public Finding Among(IReadOnlyList<string> parties, ControlStatus status, bool inWords, IEnumerable<TextSpan> named) => parties.Count < 2 ? this : this with
    {
        From = From is { } from && parties.Contains(from) ? null : From,
        To = parties[0],
        With = [.. parties.Skip(1)],
        Status = status,
        Kind = Kind == ClaimKind.Change && (status == ControlStatus.Contested || (inWords && Area.Level == AreaLevel.Governorate)) ? ClaimKind.Partial : Kind,
        Spans = [.. Spans, .. named],
    };
}
