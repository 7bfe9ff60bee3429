using System.Text.Json;
using System.Text.Json.Serialization;

namespace Territory.Theatres;

/// <summary>A theatre pack that cannot be read: every fault found, each with file, line, what is wrong and what would be right.</summary>
public sealed class TheatrePackException(string folder, IReadOnlyList<string> faults)
    : Exception($"The theatre pack in {folder} has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}")
{
    /// <summary>One sentence per fault.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>The files of one pack, and what was wrong in them so far: all faults are told at once.</summary>
internal sealed class PackFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // A misspelt member would otherwise be a silent default.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };

    public List<string> Faults { get; } = [];

    public void Refuse(string file, int? line, string sentence) => Faults.Add(line is null ? $"{file}: {sentence}" : $"{file}, line {line}: {sentence}");

    public void ThrowIfFaulty()
    {
        if (Faults.Count > 0) throw new TheatrePackException(path, Faults);
    }

    /// <summary>The files of a folder of the pack in the order of their names; none when there is no such folder.</summary>
    public IEnumerable<string> Files(string folder) =>
        !Directory.Exists(Path.Combine(path, folder)) ? [] :
        Directory.EnumerateFiles(Path.Combine(path, folder), "*.json").Select(f => $"{folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal);

    public T? Read<T>(string file) where T : class
    {
        if (Text(file) is not { } text) return null;
        try
        {
            if (JsonSerializer.Deserialize<T>(text, Json) is { } value) return value;
            Refuse(file, 1, "it says null; write the object that README.md beside the packs describes.");
        }
        catch (JsonException e)
        {
            Refuse(file, (int?)e.LineNumber + 1, $"{e.Message.Split(" Path:")[0]} It stands at {e.Path ?? "$"}; README.md beside the packs names the members of this file.");
        }
        return null;
    }

    /// <summary>Rows by column name. Every row has exactly the columns of the heading, and the heading exactly these columns.</summary>
    public IEnumerable<PackRow> Rows(string file, params string[] columns) => Rows(file, columns, []);

    /// <summary>The same; the heading may end in the optional columns, all of them. Without them their cells are empty.</summary>
    public IEnumerable<PackRow> Rows(string file, string[] columns, string[] optional)
    {
        if (Text(file) is not { } text) yield break;
        var rows = CsvRows.Read(text).ToList();
        string[] all = [.. columns, .. optional];
        var heading = rows.Count > 0 && rows[0].Cells.SequenceEqual(columns) ? columns : all;
        if (rows.Count == 0 || !rows[0].Cells.SequenceEqual(heading))
        {
            Refuse(file, 1, $"the heading must be exactly {string.Join(',', columns)}{(optional.Length > 0 ? $", or that and {string.Join(',', optional)}" : "")}.");
            yield break;
        }
        foreach (var (line, cells) in rows.Skip(1))
        {
            if (cells.Count == heading.Length) yield return new PackRow(this, file, line, all.Zip(cells.Concat(optional.Select(_ => ""))).ToDictionary(c => c.First, c => c.Second.Trim()));
            else Refuse(file, line, $"{cells.Count} cells, expected {heading.Length} ({string.Join(',', heading)}); a cell with a comma stands in double quotes.");
        }
    }

    private string? Text(string file)
    {
        if (File.Exists(Path.Combine(path, file))) return File.ReadAllText(Path.Combine(path, file));
        Refuse(file, null, "the file is missing; every pack has one (it may hold nothing but its heading or an empty list).");
        return null;
    }
}

/// <summary>A row of a pack's CSV file. A cell that cannot be read adds a fault and answers with a default.</summary>
internal sealed record PackRow(PackFolder Folder, string File, int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string? this[string column] => Cells[column] is { Length: > 0 } text ? text : null;

    public void Refuse(string sentence) => Folder.Refuse(File, Line, sentence);

    public string Needed(string column)
    {
        if (this[column] is { } text) return text;
        Refuse($"{column} is empty; it must not be.");
        return "";
    }

    public IReadOnlyList<string> Several(string column) => Cells[column].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public bool Flag(string column)
    {
        if (this[column] is null or "yes") return this[column] is not null;
        Refuse($"{column} is '{this[column]}'; expected yes, or nothing.");
        return false;
    }

    public DateOnly? Day(string column)
    {
        if (this[column] is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)) return day;
        Refuse($"{column} is '{text}'; expected a local day such as 2024-12-07, or nothing.");
        return null;
    }

    public T Word<T>(string column, T absent) where T : struct, Enum => this[column] is null ? absent : Word<T>(column);

    public T Word<T>(string column) where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToList();
        if (words.IndexOf(Cells[column]) is var i and >= 0) return Enum.GetValues<T>()[i];
        Refuse($"{column} is '{Cells[column]}'; expected one of {string.Join(", ", words)}.");
        return default;
    }
}
