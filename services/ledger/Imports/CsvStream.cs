using System.Text;

namespace Territory.Ledger.Imports;

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">The line of the file on which it begins; the first is 1.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Fault">Why it, and so whatever follows, cannot be read; null when it can.</param>
public readonly record struct CsvRow(long Line, string[] Cells, string? Fault = null);

/// <summary>
/// Comma-separated text after RFC 4180, a row at a time whatever the file's size: quoted cells may hold commas, doubled
/// quotes and line breaks. Reading ends with the first row that cannot be told apart from the next.
/// </summary>
public sealed class CsvStream(TextReader text)
{
    public const int LongestCell = 10_000;
    private const int MostCells = 100;
    private readonly char[] buffer = new char[32 * 1024];
    private readonly StringBuilder cell = new();
    private readonly List<string> cells = [];
    private int next, filled;
    private long line = 1, start = 1;

    public async IAsyncEnumerable<CsvRow> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (quoted, closed) = (false, false);
        while (next < filled || await FillAsync(cancellation))
        {
            var c = buffer[next++];
            if (c == '\n') line++;
            if (quoted)
            {
                if (c == '"') (quoted, closed) = (false, true);
                else cell.Append(c);
            }
            else if (c == '"' && closed)
            {
                cell.Append(c);
                (quoted, closed) = (true, false);
            }
            else if (c == '"' && cell.Length == 0) quoted = true;
            else if (c == ',')
            {
                EndCell();
                closed = false;
            }
            else if (c == '\n')
            {
                closed = false;
                if (EndRow() is { } row) yield return row;
            }
            else if (c != '\r')
            {
                if (closed) yield return Broken($"{(c == '\0' ? "a NUL character" : $"'{c}'")} after a closing quote");
                if (closed) yield break;
                cell.Append(c);
            }
            if (cell.Length > LongestCell || cells.Count > MostCells)
            {
                yield return Broken(cell.Length > LongestCell ? $"a cell of more than {LongestCell} characters" : $"more than {MostCells} cells");
                yield break;
            }
        }
        if (quoted) yield return Broken("a quote that is never closed");
        else if (EndRow() is { } last) yield return last;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        (next, filled) = (0, await text.ReadAsync(buffer.AsMemory(), cancellation));
        return filled > 0;
    }

    private void EndCell()
    {
        cells.Add(cell.ToString());
        cell.Clear();
    }

    /// <summary>Null for an empty line.</summary>
    private CsvRow? EndRow()
    {
        var from = start;
        start = line;
        if (cells.Count == 0 && cell.Length == 0) return null;
        EndCell();
        var row = new CsvRow(from, [.. cells]);
        cells.Clear();
        return row;
    }

    private CsvRow Broken(string found) => new(start, [], $"{found}; what follows cannot be read");
}
