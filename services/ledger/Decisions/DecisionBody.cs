using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Decisions;

/// <summary>Reads a person's word from a JSON body; what is not well formed is collected by the reader.</summary>
internal static class DecisionBody
{
    private const int MostActors = 20;
    private const int MostClaims = 500;
    public const int LongestNote = 2000;

    /// <param name="body">The body.</param>
    /// <param name="theatre">Supplies the zone of dates and the spelling of codes.</param>
    /// <param name="whole">A decision says at least the status and when; a correction only what it changes.</param>
    public static PersonsWord Read(BodyReader body, Theatre theatre, bool whole)
    {
        var (to, from) = (Actor(body.Text("to"), theatre), Actor(body.Text("from"), theatre));
        var (status, extent, manner) = (body.OneOf<ControlStatus>("status", required: whole), body.OneOf<Extent>("extent"), body.OneOf<Manner>("manner"));
        var (with, challengers, besiegedBy) = (Actors(body, "with", theatre), Actors(body, "challengers", theatre), Actors(body, "besiegedBy", theatre));
        return new(to, from, status, extent, manner, Time(body, "effectiveAt", theatre, required: whole), with, challengers, besiegedBy, Ids(body, "claimsFor"), Ids(body, "claimsAgainst"), Grade(body));
    }

    /// <summary>A date at its precision.</summary>
    public static EffectiveTime? Time(BodyReader body, string name, Theatre theatre, bool required)
    {
        if (body.Text(name, required, most: 40, LocalTime.Expected) is not { } text) return null;
        if (LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time)) return time;
        body.Wrong(name, text, LocalTime.Expected);
        return null;
    }

    public static Grade? Grade(BodyReader body)
    {
        if (body.Text("grade") is not { } text) return null;
        if (Contracts.Grade.TryParse(text, out var grade)) return grade;
        body.Wrong("grade", text, "a letter A–F and a digit 1–6, for example B2");
        return null;
    }

    /// <summary>The code as the pack spells it; one it does not know stays as it is and is refused with the rest.</summary>
    public static string? Actor(string? text, Theatre theatre) => text is null ? null : theatre.FindActor(text)?.Code ?? text;

    private static ImmutableArray<string>? Actors(BodyReader body, string name, Theatre theatre) => body.Texts(name, MostActors) is { } list ? [.. list.Select(a => Actor(a, theatre)!).Distinct().Order(StringComparer.Ordinal)] : null;

    private static ImmutableArray<string>? Ids(BodyReader body, string name) => body.Texts(name, MostClaims) is { } list ? [.. list.Distinct().Order(StringComparer.Ordinal)] : null;
}
