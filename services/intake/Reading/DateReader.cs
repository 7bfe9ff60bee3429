using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>A date in a sentence.</summary>
/// <param name="At">Item where it begins.</param>
/// <param name="Time">The interval.</param>
/// <param name="Distant">So long before publication that it tells history.</param>
/// <param name="Coming">After publication.</param>
internal readonly record struct DateMention(int At, EffectiveTime Time, bool Distant, bool Coming);

/// <summary>Finds dates, absolute and relative to the day of publication.</summary>
internal static class DateReader
{
    // News tells what is new: a date further back is told as history.
    private const int HistoryAfterDays = 45;

    public static List<DateMention> Of(Sentence s, Scene scene)
    {
        var found = new List<DateMention>();
        for (var i = 0; i < s.Count; i++)
        {
            if (s[i].Kind != TokenKind.Number && s[i].Meaning.Hints == Hint.None) continue;
            // «للمرة الأولى منذ عام 2014» dates what was before.
            if (s[i - 1].Is(Hint.FirstTime) || s[i - 2].Is(Hint.FirstTime) || s[i - 3].Is(Hint.FirstTime)) continue;
            if (Relative(s, i, scene) is { } relative) found.Add(relative);
            // «منذ عام 2012» tells since when, not when.
            else if (Absolute(s, ref i, scene) is { } absolute && !(s[absolute.At - 1].Is(Hint.Since) || (s[absolute.At - 1].Is(Hint.Year) && s[absolute.At - 2].Is(Hint.Since)))) found.Add(absolute);
        }
        return found;
    }

    private static DateMention? Relative(Sentence s, int i, Scene scene)
    {
        var item = s[i];
        if (item.Is(Hint.Yesterday)) return Day(i, scene.Day.AddDays(-1), scene);
        if (item.Is(Hint.Tomorrow)) return Day(i, scene.Day.AddDays(1), scene);
        if (item.Is(Hint.TwoDaysAgo)) return Day(i, scene.Day.AddDays(-2), scene);
        if (item.Is(Hint.Weekday)) return Weekday(s, i, scene);
        if (item.Is(Hint.Today) && !(i + 1 < s.Count && s[i + 1].Is(Hint.Weekday))) return Day(i, scene.Day, scene);
        if (item.Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit | Hint.YearUnit) && Year(s[i + 1]) is null && Amount(s, i, out var at) is { } amount) return Ago(at, item, amount, scene);
        return null;
    }

    private static DateMention Weekday(Sentence s, int i, Scene scene)
    {
        var back = ((int)scene.Day.DayOfWeek - s[i].Meaning.Ordinal + 7) % 7;
        if (i + 1 < s.Count && s[i + 1].Is(Hint.Next)) return Day(i, scene.Day.AddDays(back == 0 ? 7 : 7 - back), scene);
        var day = scene.Day.AddDays(-back);
        // The night of a day begins on the eve: «ليلة السبت» spans Friday evening and Saturday.
        return i > 0 && s[i - 1].Is(Hint.Night) ? new DateMention(i, Night(day, scene), false, false) : Day(i, day, scene);
    }

    private static EffectiveTime Night(DateOnly day, Scene scene)
    {
        var (eve, that) = (LocalTime.OfDay(day.AddDays(-1), scene.Theatre.Zone, DateBasis.Text), LocalTime.OfDay(day, scene.Theatre.Zone, DateBasis.Text));
        return that with { From = eve.From };
    }

    private static DateMention Ago(int at, Item unit, int amount, Scene scene)
    {
        var day = unit.Is(Hint.DayUnit) ? scene.Day.AddDays(-Math.Min(amount, 3000)) : unit.Is(Hint.WeekUnit) ? scene.Day.AddDays(-7 * Math.Min(amount, 500))
            : unit.Is(Hint.MonthUnit) ? scene.Day.AddMonths(-Math.Min(amount, 600)) : scene.Day.AddYears(-Math.Min(amount, 100));
        return Day(at, day, scene);
    }

    // «قبل ثلاثة أيام», "three days ago".
    private static int? Amount(Sentence s, int unit, out int at)
    {
        at = unit;
        var number = unit > 0 && Number(s[unit - 1]) is { } n ? n : (int?)null;
        var before = unit - (number is null ? 1 : 2);
        var stated = (before >= 0 && s[before].Is(Hint.Ago | Hint.Since)) || (unit + 1 < s.Count && s[unit + 1].Is(Hint.Ago));
        return stated ? number ?? 1 : null;
    }

    private static DateMention? Absolute(Sentence s, ref int i, Scene scene)
    {
        if (s[i].Kind == TokenKind.Number && Numeric(s, ref i, scene) is { } numeric) return numeric;
        // «معبر باب الهوى»: a gate, and no August.
        if (s[i].Is(Hint.Month) && !(s[i].Word.EndsWith("باب", StringComparison.Ordinal) && Year(s[i + 1]) is null && !s[i + 1].Is(Hint.Month | Hint.Year))) return InMonth(s, i, scene);
        if (Year(s[i]) is { } year && (i == 0 || !s[i - 1].Is(Hint.Month)) && Dated(s, i)) return Parsed(i, $"{year:0000}", scene);
        return null;
    }

    private static bool Dated(Sentence s, int i) => (i > 0 && s[i - 1].Is(Hint.Year | Hint.Since | Hint.Month)) || (i > 0 && s[i - 1].Is(Sense.In)) || (i > 1 && PartOfYear(s, i - 1) && s[i - 2].Is(Sense.In)) || (i + 1 < s.Count && s[i + 1].Is(Hint.Year));

    // "in late 2013"
    private static bool PartOfYear(Sentence s, int i) => s[i].Says(Cue.EarlyOrLate);

    private static DateMention? InMonth(Sentence s, int i, Scene scene)
    {
        var month = s[i].Meaning.Ordinal + 1;
        var day = i > 0 && Number(s[i - 1]) is { } d and >= 1 and <= 31 ? d : i > 1 && s[i - 1].Is(Sense.From) && Number(s[i - 2]) is { } d2 and >= 1 and <= 31 ? d2 : (int?)null;
        var next = i + 1;
        while (next < s.Count && (s[next].Is(Hint.Month) || s[next].Kind is TokenKind.Dash or TokenKind.Open or TokenKind.Close or TokenKind.Comma || s[next].Is(Hint.Year) || s[next].Is(Sense.From))) next++;
        if (day is null && i + 1 < s.Count && Number(s[i + 1]) is { } after and >= 1 and <= 31) (day, next) = (after, i + 2 < s.Count && s[i + 2].Kind == TokenKind.Comma ? i + 3 : i + 2);
        // "On October 13 of 2022"
        var year = next < s.Count ? Year(s[next].Is(Hint.Of) ? s[next + 1] : s[next]) : null;
        year ??= month > scene.Day.Month || (month == scene.Day.Month && day > scene.Day.Day) ? scene.Day.Year - 1 : scene.Day.Year;
        return Parsed(i, day is null ? $"{year:0000}-{month:00}" : $"{year:0000}-{month:00}-{day:00}", scene);
    }

    private static DateMention? Numeric(Sentence s, ref int i, Scene scene)
    {
        if (i + 4 >= s.Count || s[i + 1].Kind != TokenKind.Dash || s[i + 3].Kind != TokenKind.Dash) return null;
        if (Number(s[i]) is not { } a || Number(s[i + 2]) is not { } b || Number(s[i + 4]) is not { } c) return null;
        var at = i;
        var mention = a > 1900 ? Parsed(at, $"{a:0000}-{b:00}-{c:00}", scene) : Parsed(at, $"{c:0000}-{b:00}-{a:00}", scene);
        if (mention is not null) i += 4;
        return mention;
    }

    private static int? Year(Item item) => Number(item) is { } n and >= 1900 and <= 2100 && item.Kind == TokenKind.Number ? n : null;

    private static int? Number(Item item) =>
        item.Kind == TokenKind.Number && int.TryParse(item.Word, out var n) ? n : item.Is(Hint.Small) ? item.Meaning.Ordinal + 1 : null;

    private static DateMention? Parsed(int at, string date, Scene scene) =>
        LocalTime.TryParse(date, scene.Theatre.Zone, DateBasis.Text, out var time) ? Mention(at, time, scene) : null;

    private static DateMention Day(int at, DateOnly day, Scene scene) => Mention(at, LocalTime.OfDay(day, scene.Theatre.Zone, DateBasis.Text), scene);

    private static DateMention Mention(int at, EffectiveTime time, Scene scene) =>
        new(at, time, time.To < scene.Published.From.AddDays(time.Precision == Precision.Year ? 1 : -HistoryAfterDays), time.From >= scene.Published.To);
}
