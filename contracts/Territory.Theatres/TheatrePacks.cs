namespace Territory.Theatres;

/// <summary>All packs of a folder, a subfolder each.</summary>
public static class TheatrePacks
{
    /// <summary>Where builds put the packs.</summary>
    public static string DefaultRoot => Path.Combine(AppContext.BaseDirectory, "theatres");

    /// <summary>Loads and checks every pack, in the order of the theatres' ids.</summary>
    /// <param name="root">The folder of packs; null = <see cref="DefaultRoot"/>.</param>
    /// <exception cref="TheatrePackException">A pack cannot be read, or does not fit together; or there is none.</exception>
    public static IReadOnlyList<Theatre> LoadAll(string? root = null)
    {
        root ??= DefaultRoot;
        var folders = Directory.Exists(root) ? Directory.GetDirectories(root).Where(f => File.Exists(Path.Combine(f, "theatre.json"))).ToList() : [];
        if (folders.Count == 0) throw new TheatrePackException(root, ["no folder in it has a theatre.json; expected at least one pack, for example syria/theatre.json."]);
        var theatres = folders.Select(Checked).OrderBy(t => t.Id, StringComparer.Ordinal).ToList();
        var twice = theatres.GroupBy(t => t.Id).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new TheatrePackException(root, [$"{twice.Count()} packs have the id '{twice.Key}'; every theatre needs an id of its own."]);
        return theatres;
    }

    private static Theatre Checked(string folder)
    {
        var theatre = TheatrePack.Load(folder);
        var faults = TheatreConformance.Check(theatre);
        return faults.Count == 0 ? theatre : throw new TheatrePackException(folder, faults);
    }
}
