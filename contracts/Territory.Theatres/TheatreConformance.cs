namespace Territory.Theatres;

/// <summary>Whether a theatre fits together; for any pack, ours or a deployer's.</summary>
public static class TheatreConformance
{
    /// <summary>One sentence per fault: the file and code it stands at, what is wrong and what would be right. Empty when all is well.</summary>
    public static IReadOnlyList<string> Check(Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        return [.. Areas(theatre)];
    }

    private static IEnumerable<string> Areas(Theatre theatre)
    {
        foreach (var twice in theatre.Areas.GroupBy(a => a.Code, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"areas.csv: {twice.Count()} rows have the code {twice.Key}; a code names one area.";
        foreach (var area in theatre.Areas)
            if (area.Parent is { } parent && theatre.FindArea(parent) is null)
                yield return $"areas.csv, {area.Code}: its parent {parent} is no area of this pack; give the code of a row, or nothing for a governorate or a region.";
    }
}
