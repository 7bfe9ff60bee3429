using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>Decision: somebody looked, and the area was still so, or nothing was seen to change. It decides nothing.</summary>
public static class RecordObservation
{
    public static Verdict Decide(AreaState state, EffectiveTime until, string? heldBy, string source, Grade grade, string? note, Asked asked, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(until);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(theatre);
        if (asked.Settled(state) is { } settled) return settled;
        if (heldBy is not null && theatre.FindActor(heldBy) is null) return Verdict.Refused(Why.Meaning, "heldBy", heldBy, ActorSearch.Expected(theatre, heldBy));
        if (LocalTime.IsAhead(until.From, asked.At)) return Verdict.Refused(Why.Meaning, "until", until.At, LocalTime.ExpectedBy(asked.At) + ": nobody has watched longer");
        if (until.From.Year < PersonsWord.EarliestYear) return Verdict.Refused(Why.Meaning, "until", until.At, $"a date of {PersonsWord.EarliestYear} or later");
        return new(asked.Id, [new ObservationRecorded(theatre.Id, new(asked.Id, until, heldBy, asked.At, source, grade, asked.Person, note), asked.Fingerprint)]);
    }
}
