using Territory.Hosting.Http;

namespace Territory.Ledger.Imports;

/// <summary>Where each column stands in a file.</summary>
public sealed record ImportHeader(ImportKind Kind, IReadOnlyDictionary<string, int> Places, int Count)
{
    /// <summary>Reads the first row; every wrong, missing or repeated column is an error.</summary>
    public static (ImportHeader? Header, IReadOnlyList<FieldError> Errors) Read(ImportKind kind, IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var columns = ImportColumns.Of(kind);
        var names = cells.Select(c => c.Trim()).ToArray();
        var expected = "one of the columns " + string.Join(", ", columns.Select(c => c.Name));
        FieldError[] errors =
        [
            .. names.Where(n => columns.All(c => c.Name != n)).Select(n => new FieldError("header", FieldError.Shorten(n), expected)),
            .. names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => new FieldError("header", FieldError.Shorten(g.Key), "each column once")),
            .. columns.Where(c => c.Required && !names.Contains(c.Name)).Select(c => new FieldError("header", null, $"the column {c.Name}: {c.Meaning}")),
        ];
        return errors.Length > 0 ? (null, errors) : (new(kind, names.Select((n, i) => (n, i)).ToDictionary(n => n.n, n => n.i), names.Length), []);
    }
}
