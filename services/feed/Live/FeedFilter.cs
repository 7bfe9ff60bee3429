using Territory.Contracts;
using Territory.Feed.Log;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Feed.Live;

// A new filter is a word here, its meaning, and its test below: nothing else changes.

/// <summary>The filter as a request spells it.</summary>
internal sealed record FilterWords(string? Area, string? Actor, string? From, string? To, Grade? MinGrade)
{
    public static FilterWords Read(QueryReader query)
    {
        var grade = query.Text("minGrade");
        Grade least = default;
        if (grade is not null && !Grade.TryParse(grade, out least)) query.Wrong("minGrade", grade, "a letter A–F and a digit 1–6, for example B2");
        return new(query.Text("area"), query.Text("actor"), query.Text("from"), query.Text("to"), grade is null ? null : least);
    }

    /// <summary>What the words mean in a theatre; the refusal when they mean nothing there.</summary>
    public (FeedFilter? Filter, IResult? Refused) Resolve(Theatre theatre)
    {
        foreach (var (field, code) in new[] { ("actor", Actor), ("from", From), ("to", To) })
            if (code is not null && theatre.FindActor(code) is null) return (null, Refusal.NotFound(field, FieldError.Shorten(code), ActorSearch.Expected(theatre, code)));
        var filter = new FeedFilter(null, Actor is null ? null : new FollowedActor(theatre, theatre.FindActor(Actor)!.Code), Code(theatre, From), Code(theatre, To), MinGrade);
        if (Area is null) return (filter, null);
        return AreaSearch.Find(theatre, Area) switch
        {
            AreaFound.Found found => (filter with { Area = found.Area }, null),
            AreaFound.Ambiguous several => (null, Refusal.BadRequest(new FieldError("area", FieldError.Shorten(Area), AreaSearch.Expected(theatre, several)))),
            var none => (null, Refusal.NotFound("area", FieldError.Shorten(Area), AreaSearch.Expected(theatre, none))),
        };
    }

    /// <summary>As the theatre writes it.</summary>
    internal static string? Code(Theatre theatre, string? actor) => actor is null ? null : theatre.FindActor(actor)!.Code;
}

/// <summary>What a reader of the feed wants to be told. Empty: everything.</summary>
/// <param name="Area">The area, all below it, and whole changes above it.</param>
/// <param name="Actor">The actor with its children and successors.</param>
/// <param name="From">Exact code of the previous holder.</param>
/// <param name="To">Exact code of the new holder.</param>
/// <param name="LeastGrade">The best claim for it is graded at least so; F and 6 never pass.</param>
public sealed record FeedFilter(Area? Area, FollowedActor? Actor, string? From, string? To, Grade? LeastGrade)
{
    public bool IsEmpty => this is { Area: null, Actor: null, From: null, To: null, LeastGrade: null };

    public bool Wants(KeptChange kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        if (Actor is not null && !Actor.Is(kept.Event.Data)) return false;
        // A succession happens in no area, and has neither taker nor grade.
        if (kept.Event.Change is not { } change) return Area is null;
        return (Area is null || Concerns(Area, change))
            && (From is null || change.From == From)
            && (To is null || change.To == To)
            && (LeastGrade is not { } least || change.Grade.IsAtLeast(least));
    }

    /// <summary>What the reader wants after this was told: whoever its actor goes on as is followed from here on.</summary>
    public FeedFilter After(KeptChange kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return Actor is not null && kept.Event.Succession is { } succession ? this with { Actor = Actor.After(succession) } : this;
    }

    private static bool Concerns(Area area, ControlChange change) =>
        change.Path.Contains(area.Code) || (change.Extent == Extent.Whole && area.Path.Contains(change.Area));
}
