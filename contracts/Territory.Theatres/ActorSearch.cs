namespace Territory.Theatres;

/// <summary>What is told to whoever names an actor that the theatre has not.</summary>
public static class ActorSearch
{
    private const int Most = 5, Shortest = 3;

    /// <summary>The actors whose code or one of whose names is like the word, a few of them.</summary>
    public static IReadOnlyList<Actor> Near(Theatre theatre, string word)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length < Shortest) return [];
        return [.. theatre.Actors.Where(a => new[] { a.Code, a.Field, a.FieldAr, a.Neutral, a.NeutralAr }.Any(IsLike)).Take(Most)];

        bool IsLike(string name) => name.Contains(word, StringComparison.OrdinalIgnoreCase) || word.Contains(name, StringComparison.OrdinalIgnoreCase) || name.StartsWith(word[..Shortest], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What would have been right: those that are near, or all.</summary>
    public static string Expected(Theatre theatre, string word) => Near(theatre, word) is { Count: > 0 } near
        ? "the code of an actor; near matches: " + string.Join(", ", near.Select(a => $"{a.Code} ({a.Neutral})"))
        : "the code of an actor: " + string.Join(", ", theatre.Actors.Select(a => a.Code));
}
