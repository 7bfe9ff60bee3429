using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>What a person says of an area. A null member was not given: a correction keeps what it corrects, a decision takes the usual.</summary>
/// <param name="To">The holder, or while contested who challenges the last one.</param>
/// <param name="With">Those who hold it beside <paramref name="To"/>.</param>
public sealed record PersonsWord(
    string? To = null, string? From = null, ControlStatus? Status = null, Extent? Extent = null, Manner? Manner = null, EffectiveTime? Effective = null, ImmutableArray<string>? With = null,
    ImmutableArray<string>? Challengers = null, ImmutableArray<string>? BesiegedBy = null, ImmutableArray<string>? ClaimsFor = null, ImmutableArray<string>? ClaimsAgainst = null, Grade? Grade = null)
{
    internal const int EarliestYear = 1900;

    /// <summary>It speaks of who holds the area, and not only of when, how or by whom it is said.</summary>
    public bool NamesParties => To is not null || Status is not null || With is not null || Challengers is not null;

    /// <summary>What is wrong with it whatever the area's state; null when nothing is.</summary>
    internal Obstacle? Fault(Theatre theatre, AreaState state, DateTimeOffset now)
    {
        foreach (var (field, codes) in new[] { ("to", Some(To)), ("from", Some(From)), ("with", With ?? []), ("challengers", Challengers ?? []), ("besiegedBy", BesiegedBy ?? []) })
            if (codes.FirstOrDefault(code => theatre.FindActor(code)?.Code != code) is { } unknown) return new(Why.Meaning, field, unknown, ActorSearch.Expected(theatre, unknown));
        foreach (var (field, ids) in new[] { ("claimsFor", ClaimsFor ?? []), ("claimsAgainst", ClaimsAgainst ?? []) })
            if (ids.FirstOrDefault(id => !state.Claims.ContainsKey(id)) is { } unknown) return new(Why.Meaning, field, unknown, $"the id of a claim recorded of {state.Area}");
        if (ClaimsFor is { } pro && ClaimsAgainst is { } contra && pro.Intersect(contra).FirstOrDefault() is { } both) return new(Why.Meaning, "claimsAgainst", both, "a claim that is not cited for the change as well");
        if (From is not null && From == To) return new(Why.Meaning, "from", From, $"another actor than 'to': nothing passes from {From} to itself");
        if (Effective is { } time && LocalTime.IsAhead(time.From, now)) return new(Why.Meaning, "effectiveAt", time.At, LocalTime.ExpectedBy(now) + "; what is announced has not happened");
        return Effective is { } early && early.From.Year < EarliestYear ? new(Why.Meaning, "effectiveAt", early.At, $"a date of {EarliestYear} or later") : null;
    }

    /// <summary>Who holds and who challenges by this word, or what is wrong with it.</summary>
    /// <param name="lastHolders">Who held it just before: they stay named while it is contested.</param>
    internal (ImmutableArray<string> Controllers, ImmutableArray<string> Challengers, Obstacle? Fault) Parties(ControlStatus status, ImmutableArray<string> lastHolders)
    {
        var (with, challengers) = (With ?? [], Challengers ?? []);
        Obstacle? fault = status switch
        {
            ControlStatus.Controlled when To is null => new(Why.Meaning, "to", null, "who holds it; without one the status is withdrawn or unknown"),
            ControlStatus.Controlled when with.Length > 0 => new(Why.Meaning, "with", string.Join(", ", with), "the status shared, or one holder only"),
            ControlStatus.Shared when To is null || with.Length == 0 || with.Contains(To) => new(Why.Meaning, "with", string.Join(", ", with), "for a shared area one holder in 'to' and the others in 'with'"),
            ControlStatus.Withdrawn or ControlStatus.Unknown when To is not null || with.Length > 0 => new(Why.Meaning, "to", To ?? with[0], $"nobody: the status {Word(status)} has no holder"),
            not ControlStatus.Contested when challengers.Length > 0 => new(Why.Meaning, "challengers", string.Join(", ", challengers), "the status contested, or no challengers"),
            ControlStatus.Contested when Challenging(lastHolders).IsEmpty => new(Why.Meaning, "challengers", null, "who contests it, beside the last holder"),
            _ => null,
        };
        return status switch
        {
            _ when fault is not null => ([], [], fault),
            ControlStatus.Controlled or ControlStatus.Shared => ([.. with.Append(To!).Distinct().Order(StringComparer.Ordinal)], [], null),
            ControlStatus.Contested => (Last(lastHolders), Challenging(lastHolders), null),
            _ => ([], [], null),
        };
    }

    private ImmutableArray<string> Last(ImmutableArray<string> lastHolders) => lastHolders.IsEmpty ? Some(From) : lastHolders;

    private ImmutableArray<string> Challenging(ImmutableArray<string> lastHolders) =>
        [.. (Challengers ?? []).Concat(Some(To)).Concat(With ?? []).Except(Last(lastHolders)).Distinct().Order(StringComparer.Ordinal)];

    private static ImmutableArray<string> Some(string? code) => code is null ? [] : [code];

    private static string Word(ControlStatus status) => status.ToString().ToLowerInvariant();
}
