using System.Globalization;
using Territory.Hosting.Http;

namespace Territory.Ledger.Exports;

/// <summary>A column of a table that leaves the ledger: header, HXL tag and value stand in one place.</summary>
/// <param name="Name">The header.</param>
/// <param name="Hxl">Tag of the Humanitarian Exchange Language 1.1; null for none.</param>
/// <param name="Value">The cell of a row; null is an empty one.</param>
public sealed record Column<T>(string Name, string? Hxl, Func<T, string?> Value);

/// <summary>How values stand in a cell: the API's words, UTC, lists with semicolons.</summary>
internal static class Cell
{
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? instant) => instant is { } known ? Of(known) : null;

    public static string Of<T>(T word) where T : struct, Enum => EnumWords.Word(word);

    public static string? Of<T>(T? word) where T : struct, Enum => word is { } known ? EnumWords.Word(known) : null;

    public static string Of(IEnumerable<string> codes) => string.Join(';', codes);

    public static string Of(bool flag) => flag ? "true" : "false";
}
