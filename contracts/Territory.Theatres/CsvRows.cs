using System.Text;

namespace Territory.Theatres;

/// <summary>Comma-separated text after RFC 4180: quoted cells may hold commas, doubled quotes and line breaks.</summary>
internal static class CsvRows
{
    /// <summary>The rows with the line each begins on. An unclosed quote runs to the end and shows as a wrong number of cells.</summary>
    public static IEnumerable<(int Line, List<string> Cells)> Read(string text)
    {
        var (line, start, quoted) = (1, 1, false);
        var cells = new List<string>();
        var cell = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') line++;
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') { cell.Append('"'); i++; }
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0) quoted = true;
            else if (c == ',') cells.Add(Take(cell));
            else if (c == '\n')
            {
                cells.Add(Take(cell));
                if (cells is not [""]) yield return (start, cells);
                (cells, start) = ([], line);
            }
            else if (c != '\r') cell.Append(c);
        }
        if (cell.Length > 0 || cells.Count > 0)
        {
            cells.Add(Take(cell));
            yield return (start, cells);
        }
    }

    private static string Take(StringBuilder cell)
    {
        var text = cell.ToString();
        cell.Clear();
        return text;
    }
}
