using Territory.Contracts;
using Territory.Feed.Log;
using Territory.Theatres;

namespace Territory.Feed.Live;

/// <summary>What a reader of the feed wants to be told. Empty: everything.</summary>
/// <param name="Area">The area, all below it, and whole changes above it.</param>
/// <param name="Actors">The actor with its children and successors.</param>
/// <param name="From">Exact code of the previous holder.</param>
/// <param name="To">Exact code of the new holder.</param>
/// <param name="LeastGrade">The best claim for it is graded at least so; F and 6 never pass.</param>
public sealed record FeedFilter(Area? Area, IReadOnlySet<string>? Actors, string? From, string? To, Grade? LeastGrade)
{
    public bool IsEmpty => this is { Area: null, Actors: null, From: null, To: null, LeastGrade: null };

    public bool Wants(KeptChange kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var change = kept.Event.Data;
        return (Area is null || Concerns(Area, change))
            && (Actors is null || Named(change).Any(Actors.Contains))
            && (From is null || change.From == From)
            && (To is null || change.To == To)
            && (LeastGrade is not { } least || change.Grade.IsAtLeast(least));
    }

    private static bool Concerns(Area area, ControlChange change) =>
        change.Path.Contains(area.Code) || (change is { Status: ControlStatus.Controlled, Extent: Extent.Whole } && area.Path.Contains(change.Area));

    private static IEnumerable<string> Named(ControlChange change) => new[] { change.From, change.To }.Concat(change.Challengers).Concat(change.Now.Controllers).OfType<string>();
}
