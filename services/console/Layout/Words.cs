using System.Globalization;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.OperationsConsole.Layout;

/// <summary>How the console says things: names of actors, dates at their precision, instants with their zone.</summary>
public static class Words
{
    public static string Of<T>(T word) where T : struct, Enum => Hosting.Http.EnumWords.Word(word);

    public static string Of<T>(T? word) where T : struct, Enum => word is { } some ? Hosting.Http.EnumWords.Word(some) : "–";

    public static string Actor(Theatre theatre, string? code) => code is null ? "–" : theatre.FindActor(code) is { } actor ? Capital(actor.Neutral) : code;

    /// <summary>Who holds it now, with those beside.</summary>
    public static string Together(Theatre theatre, string? code, IReadOnlyList<string>? with) => string.Join(" + ", (with ?? []).Prepend(code).Select(one => Actor(theatre, one)));

    public static string ActorAr(Theatre theatre, string? code) => code is null ? "" : theatre.FindActor(code)?.NeutralAr ?? "";

    public static string Actors(Theatre theatre, IEnumerable<string> codes) => string.Join(", ", codes.Select(code => theatre.FindActor(code)?.Neutral ?? code));

    /// <summary>The whole of how an area is held, in one sentence without a stop.</summary>
    public static string Held(Theatre theatre, ControlStatus status, IReadOnlyList<string> controllers, IReadOnlyList<string> challengers) => status switch
    {
        ControlStatus.Controlled => $"Held by {Actors(theatre, controllers)}",
        ControlStatus.Contested when controllers is [] => $"Contested by {Actors(theatre, challengers)}",
        ControlStatus.Contested when challengers is [] => $"Contested, last held by {Actors(theatre, controllers)}",
        ControlStatus.Contested => $"Contested between {Actors(theatre, controllers.Concat(challengers))}",
        ControlStatus.Shared => $"Shared by {Actors(theatre, controllers)}",
        ControlStatus.Withdrawn => "Left by its holder, entered by nobody",
        _ => "Unknown",
    };

    /// <summary>7 December 2024, December 2024, 2024: as it was given.</summary>
    public static string Date(string? given, Precision? precision, DateTimeOffset? instant, TimeZoneInfo zone)
    {
        var culture = CultureInfo.InvariantCulture;
        if (given is not null && DateOnly.TryParseExact(given, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day)) return (precision == Precision.Week ? "week of " : "") + day.ToString("d MMMM yyyy", culture);
        if (given is not null && DateOnly.TryParseExact(given, "yyyy-MM", culture, DateTimeStyles.None, out var month)) return month.ToString("MMMM yyyy", culture);
        if (given is { Length: 4 }) return given;
        return instant is { } at ? Instant(at, zone) : given ?? "–";
    }

    /// <summary>10 December 2024: the first day under the other name.</summary>
    public static string FirstDay(ActorSuccession? succession) => succession?.On.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Nothing changed is not nobody looked: which of the two it is since the last change.</summary>
    public static string Window(DateTimeOffset? since, DateTimeOffset seen, DateTimeOffset at, TimeZoneInfo zone) =>
        LocalTime.DayOf(seen, zone) >= LocalTime.DayOf(at, zone) ? "no change to that day" : since < seen ? "no change until then, not observed since" : "not observed since";

    /// <summary>What came of a claim, as the rest of a sentence that begins with it.</summary>
    public static string Outcome(ClaimDecision decision) => decision.Missing is { } missing ? $"{decision.Outcome}: {missing}" : $"{decision.Outcome} ({decision.Rule}).";

    /// <summary>7 December 2024, 14:30 (UTC+03:00): the theatre's local time with its zone, and UTC to the machine that reads the attribute.</summary>
    public static string Instant(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return local.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " " + Zone(local);
    }

    /// <summary>12,345</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A span as one would say it: 40 s, 12 min, 3 h, 5 days.</summary>
    public static string Span(double seconds) => seconds switch
    {
        < 100 => $"{Math.Ceiling(seconds):0} s",
        < 100 * 60 => $"{seconds / 60:0} min",
        < 48 * 3600 => $"{seconds / 3600:0} h",
        _ => $"{seconds / 86400:0} days",
    };

    /// <summary>A camel-cased word of the API as words: awaiting approval.</summary>
    public static string Spaced<T>(T word) where T : struct, Enum => string.Concat(Of(word).Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    public static string Zone(DateTimeOffset local) => local.Offset == TimeSpan.Zero ? "UTC" : "UTC" + local.ToString("zzz", CultureInfo.InvariantCulture);

    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Capital(string text) => text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
