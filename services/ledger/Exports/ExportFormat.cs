using Microsoft.Net.Http.Headers;
using Territory.Hosting.Http;

namespace Territory.Ledger.Exports;

/// <summary>The shapes in which an answer can leave.</summary>
public enum ExportFormat { Json, Ndjson, Csv, Geojson }

/// <summary>The shape asked for. <paramref name="Hxl"/>: a row of HXL tags follows the header.</summary>
public sealed record ExportChoice(ExportFormat Format, bool Hxl)
{
    /// <summary>
    /// <c>format</c> decides, then <c>hxl</c> (which only a table can have), then the Accept header in its order of
    /// preference; JSON when nothing of it is offered.
    /// </summary>
    public static ExportChoice Read(QueryReader query, HttpRequest request, params IReadOnlyList<ExportFormat> offered)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(request);
        var (hxl, words) = (query.Flag("hxl"), offered.Select(EnumWords.Word).ToArray());
        var format = query.Text("format") is null ? (hxl ? ExportFormat.Csv : Accepted(request, offered))
            : EnumWords.TryParse<ExportFormat>(query.OneOf("format", "json", words), out var named) ? named : ExportFormat.Json;
        if (hxl && format != ExportFormat.Csv) query.Wrong("hxl", "true", "format=csv with it: only a table has a row of tags");
        return new(format, hxl);
    }

    public static string MediaType(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv",
        ExportFormat.Ndjson => "application/x-ndjson",
        ExportFormat.Geojson => "application/geo+json",
        _ => "application/json",
    };

    private static ExportFormat Accepted(HttpRequest request, IReadOnlyList<ExportFormat> offered)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return ExportFormat.Json;
        // Sorting keeps the order of equals.
        foreach (var type in accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1))
            foreach (var format in offered)
                if (type.MediaType.Equals(MediaType(format), StringComparison.OrdinalIgnoreCase)) return format;
        return ExportFormat.Json;
    }
}
