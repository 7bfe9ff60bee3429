using System.Globalization;
using Territory.Hosting.Http;

namespace Territory.Ledger.Actors;

/// <summary>A local day in a request.</summary>
internal static class LocalDay
{
    public const string Expected = "a local day, for example 2024-12-10";

    public static DateOnly? Read(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text) return null;
        if (TryParse(text, out var day)) return day;
        query.Wrong(name, text, Expected);
        return null;
    }

    public static DateOnly? Read(BodyReader body, string name)
    {
        if (body.Text(name, required: true, most: 100) is not { } text) return null;
        if (TryParse(text, out var day)) return day;
        body.Wrong(name, text, Expected);
        return null;
    }

    private static bool TryParse(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
