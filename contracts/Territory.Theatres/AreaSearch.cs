using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>What a search for an area found.</summary>
public abstract record AreaFound
{
    private AreaFound() { }

    /// <summary>This one.</summary>
    public sealed record Found(Area Area) : AreaFound;

    /// <summary>Several unrelated areas bear the name; name one by its code.</summary>
    public sealed record Ambiguous(IReadOnlyList<Area> Candidates) : AreaFound;

    /// <summary>None; these are written nearly so, nearest first.</summary>
    public sealed record NotFound(IReadOnlyList<Area> Near) : AreaFound;
}

/// <summary>Finds an area by what a person types: a code, an ISO code, or a name in either language.</summary>
public static class AreaSearch
{
    /// <summary>
    /// A code and an ISO code come first; then names, variants and full labels (<c>Daraa city</c>), blind to case, accents, hamza and
    /// ta marbuta. A bare name that a governorate shares with areas inside it means the governorate; one that a district or subdistrict
    /// shares with a place inside it means the place; one shared by areas apart from each other is ambiguous.
    /// </summary>
    public static AreaFound Find(Theatre theatre, string text)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(text);
        var wanted = text.Trim();
        if (theatre.FindArea(wanted) is { } coded) return new AreaFound.Found(coded);
        if (theatre.Areas.FirstOrDefault(a => a.Iso is not null && a.Iso.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { } iso) return new AreaFound.Found(iso);
        var bearers = theatre.Names.Bearers(wanted);
        if (bearers.Count == 0) return new AreaFound.NotFound(theatre.Names.Near(wanted));
        return TheOneMeant(bearers) is { } one ? new AreaFound.Found(one) : new AreaFound.Ambiguous(bearers);
    }

    /// <summary>What would have been right, for whoever wrote something else.</summary>
    public static string Expected(Theatre theatre, AreaFound found)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        return found switch
        {
            AreaFound.Ambiguous several => "one of the areas of that name, by code: " + List(several.Candidates),
            AreaFound.NotFound { Near.Count: > 0 } none => $"an area of {theatre.Name}; near matches: " + List(none.Near),
            _ => $"an area of {theatre.Name} by code, ISO code or name; GET /api/areas?q= searches",
        };
    }

    /// <summary>Codes with names for a sentence, at most eight.</summary>
    public static string List(IReadOnlyList<Area> areas) => string.Join(", ", areas.Take(8).Select(a => $"{a.Code} ({a.Label})"));

    private static Area? TheOneMeant(IReadOnlyList<Area> bearers)
    {
        if (bearers.Count == 1) return bearers[0];
        var top = bearers.MinBy(a => a.Path.Count)!;
        if (!bearers.All(a => a.Path.Contains(top.Code))) return null;
        if (top.Level == AreaLevel.Governorate) return top;
        var places = bearers.Where(a => a.Level == AreaLevel.Place).ToList();
        return places.Count switch { 0 => top, 1 => places[0], _ => null };
    }
}
