namespace Territory.Theatres;

/// <summary>Who can hold an area.</summary>
public sealed record Actor
{
    public required string Code { get; init; }
    public string? Parent { get; init; }
    /// <summary>Names of the field (<c>regime</c>, <c>opposition</c>), used in summaries.</summary>
    public required string Field { get; init; }
    public required string FieldAr { get; init; }
    /// <summary>Neutral names (<c>Assad government</c>).</summary>
    public required string Neutral { get; init; }
    public required string NeutralAr { get; init; }
    /// <summary>Codes of the actors it fights for: named beside one of them, that one takes.</summary>
    public IReadOnlyList<string> Backs { get; init; } = [];
    /// <summary>Surface forms in reports, in any language.</summary>
    public IReadOnlyList<SurfaceForm> Forms { get; init; } = [];
    /// <summary>First local day it existed; null when it was there before the theatre's time.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>First local day it no longer existed; null while it exists.</summary>
    public DateOnly? ValidTo { get; init; }
    /// <summary>Colour on the map, <c>#rrggbb</c>; without a party's or a flag's meaning.</summary>
    public required string Colour { get; init; }

    public bool IsValidOn(DateOnly day) => (ValidFrom is null || day >= ValidFrom) && (ValidTo is null || day < ValidTo);
}

/// <summary>One wording of an actor, optionally only between two local days or only from the mouth of a speaker.</summary>
/// <param name="Text">The words, without clitics.</param>
/// <param name="From">First local day of publication on which the words mean this actor.</param>
/// <param name="To">First local day on which they no longer do.</param>
/// <param name="Speaker">Code of the actor in whose mouth they mean this one; null for anybody's.</param>
public sealed record SurfaceForm(string Text, DateOnly? From = null, DateOnly? To = null, string? Speaker = null);

/// <summary>An actor goes on under another code; what it holds carries over.</summary>
/// <param name="From">Code of the actor that ends.</param>
/// <param name="To">Code of the actor that goes on.</param>
/// <param name="On">First local day under the new code.</param>
/// <param name="Source">Where the date comes from.</param>
public sealed record Succession(string From, string To, DateOnly On, string Source);
