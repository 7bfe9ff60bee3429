using System.Globalization;
using System.Runtime.CompilerServices;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>An actor or an area outside its validity is no reason to refuse a claim, but one for a person to look at it.</summary>
internal static class ActorValidity
{
    /// <summary>What was said of the few claims that had to be looked at closely, by the theatre of then.</summary>
    private static readonly ConditionalWeakTable<KnownClaim, Looked> Known = [];

    private sealed record Looked(Theatre Theatre, string? Warning);

    /// <summary>What a person should look at, in a sentence; null when the area and every actor existed on some day of the effective time.</summary>
    public static string? Warning(KnownClaim claim, Theatre theatre)
    {
        if (AllWellWithin(claim, theatre)) return null;
        if (Known.TryGetValue(claim, out var looked) && ReferenceEquals(looked.Theatre, theatre)) return looked.Warning;
        var warning = Look(claim, theatre);
        Known.AddOrUpdate(claim, new(theatre, warning));
        return warning;
    }

    private static string? Look(KnownClaim claim, Theatre theatre)
    {
        var (first, last) = (LocalTime.DayOf(claim.Effective.From, theatre.Zone), LocalTime.DayOf(claim.Effective.To.AddTicks(-1), theatre.Zone));
        var takers = Actors([claim.To, claim.Siege?.By, .. claim.With]).Where(a => a.ValidFrom > last || a.ValidTo <= first);
        // Whoever loses an area may well end with that day.
        var losers = Actors([claim.From]).Where(a => a.ValidFrom > last || a.ValidTo < first);
        var places = theatre.FindArea(claim.Area) is { } area && (area.ValidFrom > last || area.ValidTo <= first) ? [Span($"{area.Code} ({area.Label})", area.ValidFrom, area.ValidTo)] : Array.Empty<string>();
        var outside = places.Concat(takers.Concat(losers).Distinct().Select(a => Span(a.Code, a.ValidFrom, a.ValidTo))).ToArray();
        return outside.Length == 0 ? null : $"{string.Join("; ", outside)}, and the claim is of {claim.Effective.At}: a person should look whether somebody else is meant.";

        IEnumerable<Actor> Actors(IEnumerable<string?> codes) => codes.OfType<string>().Select(theatre.FindActor).OfType<Actor>();
    }

    /// <summary>
    /// Claims are asked about again whenever something is claimed of their time, and almost all speak of actors far from their first
    /// and last days. A local day is the UTC day or one beside it, so these need no zone.
    /// </summary>
    private static bool AllWellWithin(KnownClaim claim, Theatre theatre)
    {
        var (first, last) = (Utc(claim.Effective.From), Utc(claim.Effective.To.AddTicks(-1)));
        if (theatre.FindArea(claim.Area) is { } area && !Within(area.ValidFrom, area.ValidTo)) return false;
        if (!IsWithin(claim.From) || !IsWithin(claim.To) || !IsWithin(claim.Siege?.By)) return false;
        foreach (var other in claim.With)
            if (!IsWithin(other)) return false;
        return true;

        bool IsWithin(string? code) => code is null || theatre.FindActor(code) is not { } actor || Within(actor.ValidFrom, actor.ValidTo);
        bool Within(DateOnly? from, DateOnly? to) => !(from >= last || to?.DayNumber <= first.DayNumber + 1);
        static DateOnly Utc(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
    }

    private static string Span(string who, DateOnly? validFrom, DateOnly? validTo) => (validFrom, validTo) switch
    {
        ({ } from, { } to) => $"{who} is known from {Day(from)} to {Day(to)}",
        ({ } from, null) => $"{who} is known from {Day(from)} on",
        (_, var to) => $"{who} is known before {Day(to!.Value)}",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
