using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Policy;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>Decision: a person says how an area is held from an instant on, citing claims for and against.</summary>
public static class DecideChange
{
    public static Verdict Decide(AreaInView view, PersonsWord word, string? note, Asked asked, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(asked);
        var state = view.State;
        if (asked.Settled(state) is { } settled) return settled;
        if (word.Fault(theatre, state, asked.At) is { } fault) return new("", [], fault);
        var effective = word.Effective!;
        if (Occupied(state, effective.From, except: null) is { } same)
            return Verdict.Refused(Why.State, "effectiveAt", effective.At, $"another time, or a correction of {same.ChangeId}, which {same.Ruling.DecidedBy} decided for the same time");

        var held = new Course(state.Timeline, view.Above, theatre).HeldBefore(effective.From);
        var status = word.Status!.Value;
        var (controllers, challengers, wrong) = word.Parties(status, held?.Controllers ?? []);
        if (wrong is not null) return new("", [], wrong);
        if ((word.BesiegedBy ?? []).Intersect(controllers).FirstOrDefault() is { } self) return Verdict.Refused(Why.Meaning, "besiegedBy", self, $"another actor than those who hold {state.Area}");
        if (StatedExtent.IsMissing(view.Area, status, word.Extent ?? Extent.Unstated)) return Verdict.Refused(Why.Meaning, "extent", word.Extent is null ? null : "unstated", StatedExtent.Expected);
        var ruling = new Ruling(
            status, controllers, challengers, held?.Controller ?? word.From, word.From, word.Extent ?? Extent.Unstated, word.Manner ?? Manner.Unknown, effective, default, Grade.Unjudged, "person", asked.Person,
            word.ClaimsFor ?? [], word.ClaimsAgainst ?? [], null, false);
        ruling = Citing(ruling with { BesiegedBy = word.BesiegedBy ?? Sieges.GoingOn(held, ruling) }, word, state, asked);

        var given = Reassess.Given(state).Append(new Standing(asked.Id, ruling, long.MaxValue, asked.At));
        return new(asked.Id, [.. Reassess.Decide(state, view.Area, given, state.Overruled, view.Above, theatre), new ChangeDecided(theatre.Id, asked.Id, ruling, asked.Fingerprint, note)]);
    }

    /// <summary>The decision of a person or an import that takes effect at just that instant: there is at most one.</summary>
    internal static Standing? Occupied(AreaState state, DateTimeOffset at, string? except) =>
        Reassess.Given(state).FirstOrDefault(s => s.Ruling.Effective.From == at && s.ChangeId != except);

    /// <summary>Grade, report and demonstration follow from the claims cited; the person may grade otherwise.</summary>
    internal static Ruling Citing(Ruling ruling, PersonsWord word, AreaState state, Asked asked)
    {
        var cited = ruling.ClaimsFor.Where(state.Claims.ContainsKey).Select(id => state.Claims[id]).ToArray();
        return ruling with
        {
            Grade = word.Grade ?? (cited.Length > 0 ? cited.Min(Ranking.BestFirst)!.Grade : ruling.Grade),
            ReportedAt = cited.Length > 0 ? cited.Max(c => c.ReportedAt) : asked.At,
            Demonstration = cited.Any(c => c.Demonstration),
        };
    }
}
