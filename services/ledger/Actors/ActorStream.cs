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

/// <summary>A succession in the log.</summary>
/// <param name="Position">Its place there.</param>
public sealed record KnownSuccession(string Id, string From, string To, DateOnly On, string Source, string RecordedBy, long Position, DateTimeOffset RecordedAt)
{
    public Succession ToSuccession() => new(From, To, On, Source);
}

/// <summary>The successions of a theatre that were recorded, by position.</summary>
public sealed record ActorsState(string Theatre)
{
    public ImmutableArray<KnownSuccession> Successions { get; init; } = [];

    /// <summary>How many events were folded: the stream's version.</summary>
    public int Version { get; init; }

    /// <summary>The succession that ended an actor; null while it goes on under its own code.</summary>
    public KnownSuccession? OfActor(string code) => Successions.FirstOrDefault(s => s.From == code);

    /// <summary>What was known at a position of the log.</summary>
    public ActorsState At(long position)
    {
        var known = Successions.Where(s => s.Position <= position).ToImmutableArray();
        return this with { Successions = known, Version = known.Length };
    }

    public ActorsState Fold(object stored, long position, DateTimeOffset recordedAt) => stored switch
    {
        ActorSucceeded e => this with { Successions = Successions.Add(new(e.SuccessionId, e.From, e.To, e.On, e.Source, e.RecordedBy, position, recordedAt)), Version = Version + 1 },
        _ => throw new InvalidOperationException($"The stream of the actors of {Theatre} holds a {stored.GetType().Name} at position {position}, which this version cannot fold; run a version that knows it."),
    };

    public static string Stream(string theatre) => $"actors/{theatre}";
}
