using System.Globalization;
using Territory.Hosting.Settings;

namespace Territory.Ledger.Integrity;

/// <summary>
/// The keys this installation has used, in a file for its owner alone, so that whoever writes to the database cannot add
/// his own. It lies beside the key file, or in the data folder where that place takes no file. A line has a key's id and when it
/// was first used.
/// </summary>
internal sealed class KnownKeys(string keyFile, string data)
{
    private readonly string[] places = [$"{keyFile}.ids", Path.Combine(data, $"{Path.GetFileName(keyFile)}.ids")];

    /// <summary>By id, since when.</summary>
    /// <exception cref="SettingException">A line is none.</exception>
    public IReadOnlyDictionary<string, DateTimeOffset> Read()
    {
        var known = new Dictionary<string, DateTimeOffset>();
        foreach (var file in places.Distinct().Where(File.Exists))
            foreach (var line in Lines(file).Where(line => line.Length > 0))
                if (line.Split(' ') is [var id, var since] && DateTimeOffset.TryParseExact(since, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) known[id] = at;
                else throw new SettingException($"The list of known keys '{file}' has the line '{line}'; expected a key's id, a space and when it was first used, such as 2026-01-31T12:00:00.0000000+00:00. Mend the line, or delete the file to have it made anew from the keys in the database.");
        return known;
    }

    private static string[] Lines(string file)
    {
        try { return File.ReadAllLines(file); }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"The list of known keys '{file}' cannot be read ({closed.Message.TrimEnd('.')}). Give it to the user this process runs as, mode 0600.");
        }
    }

    /// <summary>Adds a key that begins to sign. The first list takes over the keys that are found with the log: nothing better is known of them.</summary>
    public void Remember(string id, DateTimeOffset now, IReadOnlyDictionary<string, DateTimeOffset> found)
    {
        var listed = places.Any(File.Exists);
        var known = new Dictionary<string, DateTimeOffset>(listed ? Read() : found);
        if (known.TryAdd(id, now) || !listed) Write(string.Concat(known.OrderBy(key => key.Value).Select(key => string.Create(CultureInfo.InvariantCulture, $"{key.Key} {key.Value.ToUniversalTime():O}\n"))));
    }

    private void Write(string lines)
    {
        foreach (var place in places.Distinct())
            try
            {
                OwnersFile.Write(place, lines, overwrite: true);
                return;
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException && place == places[^1])
            {
                throw new SettingException($"The list of known keys can be written neither to '{places[0]}' nor to '{place}' ({closed.Message.TrimEnd('.')}). Set TERRITORY_DATA to a folder that this process may write to and that stays.");
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
            {
                // Secrets are often mounted read-only: the data folder takes it.
            }
    }
}
