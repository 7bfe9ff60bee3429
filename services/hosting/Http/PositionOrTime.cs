using System.Globalization;

namespace Territory.Hosting.Http;

/// <summary>
/// Where a place in the log or a moment may stand: whole numbers are places, but for four digits that are a year of ours. A place
/// that looks like one is written with a zero before it, or as a number where the text is JSON.
/// </summary>
public static class PositionOrTime
{
    public const string Expected = "a position (one from 1900 to 2099 with a zero before it: 02024)";

    public static long? Position(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && !IsYear(text, position) ? position : null;

    private static bool IsYear(string text, long number) => text.Length == 4 && number is >= 1900 and < 2100;
}
