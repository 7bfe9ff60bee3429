using System.Collections.Immutable;
using Territory.Theatres;

namespace Territory.Ledger.Actors;

// One theatre, one stream: which actor went on as which. Private format, like that of areas: members are added, never
// renamed and never removed; Contracts.ActorSuccession is the public promise.

/// <summary>An actor goes on under another code; what it holds carries over.</summary>
/// <param name="On">First local day under the new code.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="RecordedBy"><c>person:…</c> or <c>import:…</c>.</param>
public sealed record ActorSucceeded(string Theatre, string SuccessionId, string From, string To, DateOnly On, string Source, string RecordedBy);

/// <summary>A succession was wrong: the actor goes on under its own code, and did so all along.</summary>
/// <param name="Reason">Why; told to everybody who was told of the succession.</param>
/// <param name="RetractedBy"><c>person:…</c>.</param>
public sealed record ActorSuccessionRetracted(string Theatre, string RetractionId, string SuccessionId, string From, string To, DateOnly On, string Reason, string RetractedBy);

/// <summary>A succession in the log.</summary>
/// <param name="Position">Its place there.</param>
/// <param name="Retracted">What took it back; null while it stands.</param>
public sealed record KnownSuccession(string Id, string From, string To, DateOnly On, string Source, string RecordedBy, long Position, DateTimeOffset RecordedAt, KnownRetraction? Retracted = null)
{
    public Succession ToSuccession() => new(From, To, On, Source);
}

/// <summary>The retraction of a succession in the log.</summary>
public sealed record KnownRetraction(string Id, string Reason, string RetractedBy, long Position, DateTimeOffset RecordedAt);

/// <summary>The successions of a theatre that were recorded, by position.</summary>
public sealed record ActorsState(string Theatre)
{
    /// <summary>All that were ever recorded.</summary>
    public ImmutableArray<KnownSuccession> All { get; init; } = [];

    /// <summary>Those that stand.</summary>
    public ImmutableArray<KnownSuccession> Successions => [.. All.Where(s => s.Retracted is null)];

    /// <summary>How many events were folded: the stream's version.</summary>
    public int Version { get; init; }

    /// <summary>The succession that ended an actor; null while it goes on under its own code.</summary>
    public KnownSuccession? OfActor(string code) => All.FirstOrDefault(s => s.From == code && s.Retracted is null);

    /// <summary>What was known at a position of the log.</summary>
    public ActorsState At(long position)
    {
        var known = All.Where(s => s.Position <= position).Select(s => s.Retracted?.Position > position ? s with { Retracted = null } : s).ToImmutableArray();
        return this with { All = known, Version = known.Length + known.Count(s => s.Retracted is not null) };
    }

    public ActorsState Fold(object stored, long position, DateTimeOffset recordedAt) => stored switch
    {
        ActorSucceeded e => this with { All = All.Add(new(e.SuccessionId, e.From, e.To, e.On, e.Source, e.RecordedBy, position, recordedAt)), Version = Version + 1 },
        ActorSuccessionRetracted e => this with { All = [.. All.Select(s => s.Id == e.SuccessionId ? s with { Retracted = new(e.RetractionId, e.Reason, e.RetractedBy, position, recordedAt) } : s)], Version = Version + 1 },
        _ => throw new InvalidOperationException($"The stream of the actors of {Theatre} holds a {stored.GetType().Name} at position {position}, which this version cannot fold; run a version that knows it."),
    };

    public static string Stream(string theatre) => $"actors/{theatre}";
}
