using System.Text;

namespace Territory.Ledger.Exports;

/// <summary>A table after RFC 4180 in UTF-8. Rows are sent while they are read, never held all at once.</summary>
/// <param name="columns">The table's own; the licence follows them, unless the columns are <paramref name="foreign"/>.</param>
/// <param name="hxl">A row of tags follows the header.</param>
/// <param name="rows">What is sent.</param>
/// <param name="fileName">Without its ending.</param>
/// <param name="terms">What goes with it.</param>
/// <param name="foreign">The columns are of somebody else's format, whose readers count them.</param>
internal sealed class CsvExport<T>(IReadOnlyList<Column<T>> columns, bool hxl, IAsyncEnumerable<T> rows, string fileName, ExportTerms terms, bool foreign = false) : IResult
{
    private const int RowsAtOnce = 200;
    private readonly IReadOnlyList<Column<T>> columns = foreign ? columns : [.. columns, ExportTerms.Licence<T>(terms.Theatre)];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancellation, waiting) = (httpContext.Response, httpContext.RequestAborted, 0);
        response.ContentType = "text/csv; charset=utf-8; header=present";
        terms.Tell(response);
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}.csv\"";
        await foreach (var line in LinesAsync(cancellation))
        {
            Encoding.UTF8.GetBytes(line, response.BodyWriter);
            if (++waiting % RowsAtOnce == 0) await response.BodyWriter.FlushAsync(cancellation);
        }
        await response.BodyWriter.FlushAsync(cancellation);
    }

    /// <summary>The header, the row of tags if it was asked for, and the rows.</summary>
    internal async IAsyncEnumerable<string> LinesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return CsvLine.Of(columns.Select(c => c.Name));
        if (hxl) yield return CsvLine.Of(columns.Select(c => c.Hxl));
        await foreach (var row in rows.WithCancellation(cancellation)) yield return CsvLine.Of(columns.Select(c => c.Value(row)));
    }
}

/// <summary>One row of a table, its line end included.</summary>
internal static class CsvLine
{
    public static string Of(IEnumerable<string?> cells) => string.Join(',', cells.Select(c => Quoted(Harmless(c ?? "")))) + "\r\n";

    /// <summary>A spreadsheet runs what begins so as a formula; behind an apostrophe it is text.</summary>
    private static string Harmless(string cell) => cell.Length > 0 && cell[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + cell : cell;

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
