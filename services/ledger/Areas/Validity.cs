using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>
/// What lies outside the time in which the register says an area or an actor was there. Registers are kept by people and
/// lag behind the world: it is a warning for a reviewer, never a refusal.
/// </summary>
public static class Validity
{
    /// <summary>A sentence for the area and for each actor that was not there on any day of the effective time.</summary>
    public static IReadOnlyList<string> Warnings(Theatre theatre, Area area, EffectiveTime effective, params IEnumerable<string?> actors)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(area);
        ArgumentNullException.ThrowIfNull(effective);
        ArgumentNullException.ThrowIfNull(actors);
        var (first, last) = (LocalTime.DayOf(effective.From, theatre.Zone), LocalTime.DayOf(effective.To.AddTicks(-1), theatre.Zone));
        return Sentences(
        [
            Outside($"The area {area.Code} ({area.Label})", area.ValidFrom, area.ValidTo, first, last),
            .. actors.OfType<string>().Distinct().Select(theatre.FindActor).OfType<Actor>().Select(a => Outside(a, first, last)),
        ]);
    }

    /// <summary>A sentence for an area asked for on a day on which it was not there.</summary>
    public static IReadOnlyList<string> Warnings(Area area, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(area);
        return Sentences([Outside($"The area {area.Code} ({area.Label})", area.ValidFrom, area.ValidTo, day, day)]);
    }

    /// <summary>A sentence for each party of a succession that was not there: the one that ends on its last day, the other on its first.</summary>
    public static IReadOnlyList<string> Warnings(Theatre theatre, Succession succession)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(succession);
        var (from, to, eve) = (theatre.FindActor(succession.From), theatre.FindActor(succession.To), succession.On.AddDays(-1));
        return Sentences([from is null ? null : Outside(from, eve, eve), to is null ? null : Outside(to, succession.On, succession.On)]);
    }

    private static string? Outside(Actor actor, DateOnly first, DateOnly last) => Outside($"The actor {actor.Code} ({actor.Neutral})", actor.ValidFrom, actor.ValidTo, first, last);

    private static string? Outside(string who, DateOnly? validFrom, DateOnly? validTo, DateOnly first, DateOnly last)
    {
        var when = first == last ? $"{first:yyyy-MM-dd} is" : $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd} is";
        if (validFrom > last) return $"{who} is there from {validFrom:yyyy-MM-dd} on by the register; {when} before that. Look the date over, or mend the register.";
        return validTo <= first ? $"{who} was there until {validTo:yyyy-MM-dd} by the register; {when} after that. Look the date over, or mend the register." : null;
    }

    private static string[] Sentences(IEnumerable<string?> found) => [.. found.OfType<string>()];
}
