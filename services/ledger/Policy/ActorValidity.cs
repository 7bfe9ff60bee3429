using System.Globalization;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>An actor outside its validity is no reason to refuse a claim, but one for a person to look at it.</summary>
internal static class ActorValidity
{
    /// <summary>What a person should look at, in a sentence; null when every actor existed on some day of the effective time.</summary>
    public static string? Warning(KnownClaim claim, Theatre theatre)
    {
        var (first, last) = (LocalTime.DayOf(claim.Effective.From, theatre.Zone), LocalTime.DayOf(claim.Effective.To.AddTicks(-1), theatre.Zone));
        var takers = Actors([claim.To, claim.Siege?.By, .. claim.With]).Where(a => a.ValidFrom > last || a.ValidTo <= first);
        // Whoever loses an area may well end with that day.
        var losers = Actors([claim.From]).Where(a => a.ValidFrom > last || a.ValidTo < first);
        var outside = takers.Concat(losers).Distinct().Select(Span).ToArray();
        return outside.Length == 0 ? null : $"{string.Join("; ", outside)}, and the claim is of {claim.Effective.At}: a person should look whether somebody else is meant.";

        IEnumerable<Actor> Actors(IEnumerable<string?> codes) => codes.OfType<string>().Select(theatre.FindActor).OfType<Actor>();
    }

    private static string Span(Actor actor) => (actor.ValidFrom, actor.ValidTo) switch
    {
        ({ } from, { } to) => $"{actor.Code} is known from {Day(from)} to {Day(to)}",
        ({ } from, null) => $"{actor.Code} is known from {Day(from)} on",
        (_, var to) => $"{actor.Code} is known before {Day(to!.Value)}",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
