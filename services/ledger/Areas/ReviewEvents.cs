using System.Collections.Immutable;

namespace Territory.Ledger.Areas;

// Of the stream of an area: what a person should look at. Private format, as in AreaStream.

/// <summary>What a look is asked for.</summary>
public enum ReviewKind
{
    /// <summary>A claim counted although its area or an actor was not there by the register.</summary>
    Validity,
    /// <summary>Somebody saw the area still held by another than the one who holds it by what is decided.</summary>
    Observation,
    /// <summary>All districts are held by another than their governorate.</summary>
    Districts,
}

/// <summary>How a review stands.</summary>
public enum ReviewState
{
    Open,
    /// <summary>What asked for it is no longer so.</summary>
    Settled,
    /// <summary>A person looked and let it be.</summary>
    Dismissed,
}

/// <summary>A person should look at something. Again for the same id: for another reason by now.</summary>
/// <param name="Subject">Id of the claim or the observation.</param>
/// <param name="Reason">A sentence.</param>
public sealed record ReviewRaised(string Theatre, string ReviewId, ReviewKind Kind, string Subject, string Reason);

/// <summary>What asked for a look is no longer so.</summary>
public sealed record ReviewSettled(string Theatre, string ReviewId);

/// <summary>A person looked and let it be.</summary>
/// <param name="Raised">The sentence that asked for it.</param>
/// <param name="Note">Why it may be so.</param>
public sealed record ReviewDismissed(string Theatre, string ReviewId, ReviewKind Kind, string Subject, string Raised, string Note, string DismissedBy, string Request);

/// <summary>A review of an area.</summary>
/// <param name="Position">Where in the log it was raised last.</param>
/// <param name="EndedAt">Where it was settled or dismissed; null while it is open.</param>
public sealed record Review(string Id, ReviewKind Kind, string Subject, string Reason, ReviewState State, long Position, long? EndedAt = null, string? EndedBy = null, string? Note = null)
{
    internal static ImmutableDictionary<string, Review> Fold(ImmutableDictionary<string, Review> reviews, object stored, long position) => stored switch
    {
        ReviewRaised e => reviews.SetItem(e.ReviewId, new(e.ReviewId, e.Kind, e.Subject, e.Reason, ReviewState.Open, position)),
        ReviewSettled e => reviews.SetItem(e.ReviewId, reviews[e.ReviewId] with { State = ReviewState.Settled, EndedAt = position }),
        ReviewDismissed e => reviews.SetItem(e.ReviewId, new(e.ReviewId, e.Kind, e.Subject, e.Raised, ReviewState.Dismissed, reviews.GetValueOrDefault(e.ReviewId)?.Position ?? position, position, e.DismissedBy, e.Note)),
        _ => reviews,
    };
}
