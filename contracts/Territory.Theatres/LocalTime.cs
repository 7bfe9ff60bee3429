using System.Globalization;
using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>
/// Dates as people give them, at their precision, in the theatre's zone: <c>2024-12-07</c>, <c>2024-12</c>, <c>2024</c>,
/// or an instant with a zone (<c>2024-12-07T14:30:00Z</c>; without seconds its precision is a minute all the same).
/// </summary>
public static class LocalTime
{
    /// <summary>What a refused date is told.</summary>
    public const string Expected = "a local day 2024-12-07, a month 2024-12, a year 2024, or an instant with a zone 2024-12-07T14:30:00Z";

    /// <summary>How far ahead of now a time may lie and not be the future: somewhere it is tomorrow already.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromHours(14);

    /// <summary>Whether it is the future, and so nothing that can have been.</summary>
    public static bool IsAhead(DateTimeOffset time, DateTimeOffset now) => time > now + MostAhead;

    /// <summary>What a time of the future is told.</summary>
    public static string ExpectedBy(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"a time at most {MostAhead.TotalHours:0} hours from now ({now:u})");

    /// <summary>The last moment a date names: of a day or longer its last microsecond, which is as fine as times are kept; an instant is itself.</summary>
    public static DateTimeOffset LastOf(EffectiveTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return time.Precision == Precision.Minute ? time.From : time.To.AddMicroseconds(-1);
    }

    /// <summary>Reads a date at its precision. False when it is no date of the calendar, or an instant without a zone.</summary>
    public static bool TryParse(string? text, TimeZoneInfo zone, DateBasis basis, out EffectiveTime time)
    {
        time = null!;
        if (text is null) return false;
        var style = DateTimeStyles.None;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, style, out var day))
            time = OfDay(day, zone, basis);
        else if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, style, out var month))
            time = Span(text, Precision.Month, month, Next(month, d => d.AddMonths(1)), zone, basis);
        else if (DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, style, out var year))
            time = Span(text, Precision.Year, year, Next(year, d => d.AddYears(1)), zone, basis);
        else if (TryInstant(text, out var instant))
            time = new EffectiveTime(text, Precision.Minute, instant, instant.Year == 9999 ? instant : instant.AddMinutes(1), basis);
        return time is not null;
    }

    /// <summary>The whole local day.</summary>
    public static EffectiveTime OfDay(DateOnly day, TimeZoneInfo zone, DateBasis basis) =>
        Span(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Precision.Day, day, Next(day, d => d.AddDays(1)), zone, basis);

    /// <summary>The instant a local day begins, UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        // Clocks that go forward at midnight leave no such minute: the day then begins with the first minute that is.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        var offset = zone.GetUtcOffset(midnight);
        return midnight.Ticks < offset.Ticks ? DateTimeOffset.MinValue : new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static EffectiveTime Span(string at, Precision precision, DateOnly first, DateOnly next, TimeZoneInfo zone, DateBasis basis) =>
        new(at, precision, StartOf(first, zone), StartOf(next, zone), basis);

    private static DateOnly Next(DateOnly day, Func<DateOnly, DateOnly> step) => day.Year == 9999 ? DateOnly.MaxValue : step(day);

    private static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        var zoned = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        if (!zoned || text.Length < 17 || text[10] is not ('T' or ' ')) return false;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant)) return false;
        return true;
    }
}
