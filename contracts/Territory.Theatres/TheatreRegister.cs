namespace Territory.Theatres;

/// <summary>The theatres of an installation.</summary>
public sealed class TheatreRegister(IReadOnlyList<Theatre> theatres)
{
    private readonly Dictionary<string, Theatre> byId = theatres.ToDictionary(t => t.Id, StringComparer.Ordinal);

    public IReadOnlyList<Theatre> All => theatres;

    /// <summary>The theatre of an id; null when there is none.</summary>
    public Theatre? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The one asked for, or the only one when none is named; null when it is unknown, or must be named.</summary>
    public Theatre? Choose(string? id) => id is null ? theatres.Count == 1 ? theatres[0] : null : Find(id);

    /// <summary>What a request for an unknown theatre is told.</summary>
    public string Expected => "one of the theatres " + string.Join(", ", byId.Keys.Order(StringComparer.Ordinal));
}
