using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Policy;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>Decision: a person says in what a decision was wrong; what was not mentioned stands.</summary>
public static class CorrectChange
{
    public static Verdict Decide(AreaInView view, string changeId, PersonsWord word, string reason, Asked asked, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(asked);
        var state = view.State;
        if (asked.Settled(state) is { } settled) return settled;
        if (Standing(state, changeId, out var wrong) is { } missing) return missing;
        if (word.Fault(theatre, state, asked.At) is { } fault) return new("", [], fault);
        var effective = word.Effective ?? wrong.Ruling.Effective;
        if (DecideChange.Occupied(state, effective.From, except: changeId) is { } same)
            return Verdict.Refused(Why.State, "effectiveAt", effective.At, $"another time: {same.ChangeId} of {same.Ruling.DecidedBy} stands for this one");
        var (ruling, unfit) = Corrected(view, wrong, word, effective, asked, theatre);
        if (unfit is not null) return new("", [], unfit);
        if (SaysNothingElse(ruling, wrong.Ruling))
            return Verdict.Refused(Why.Meaning, "body", "nothing that differs", $"at least one member that says otherwise than {changeId}");

        var corrected = new ChangeCorrected(theatre.Id, asked.Id, changeId, ruling, reason, asked.Fingerprint, state.ClaimsBehind(wrong));
        // The policy answers to what will stand: it must not decide again from the claims that led to the wrong decision.
        var after = state.Fold(corrected, long.MaxValue, asked.At);
        return new(asked.Id, [.. Reassess.Decide(state.WithoutDecision(changeId), view.Area, Reassess.Given(after), after.Overruled, view.Above, theatre), corrected]);
    }

    /// <summary>The refusal when a change is unknown or ended already; null with the decision when it stands.</summary>
    internal static Verdict? Standing(AreaState state, string changeId, out Standing standing)
    {
        standing = state.Timeline.Find(changeId)!;
        if (standing is not null) return null;
        return state.Ended.GetValueOrDefault(changeId) is { } by
            ? Verdict.Refused(Why.State, "id", changeId, $"a change that stands: this one was corrected or retracted by {by}")
            : Verdict.Refused(Why.NotFound, "id", changeId, $"the id of a change of {state.Area}; GET /api/changes lists them, and the id of a retraction is none");
    }

    private static bool SaysNothingElse(Ruling now, Ruling old) =>
        now.SaysTheSameAs(old) && now.FromStated == old.FromStated && now.Manner == old.Manner && now.Grade == old.Grade
        && now.ClaimsFor.ToHashSet().SetEquals(old.ClaimsFor) && now.ClaimsAgainst.ToHashSet().SetEquals(old.ClaimsAgainst);

    private static (Ruling Ruling, Obstacle? Fault) Corrected(AreaInView view, Standing wrong, PersonsWord word, EffectiveTime effective, Asked asked, Theatre theatre)
    {
        var old = wrong.Ruling;
        var held = new Course(view.State.Timeline.Without(wrong.ChangeId), view.Above, theatre).HeldBefore(effective.From);
        var (controllers, challengers, fault) = (old.Controllers, old.Challengers, (Obstacle?)null);
        if (word.NamesParties) (controllers, challengers, fault) = Completed(word, old).Parties(word.Status ?? old.Status, held?.Controllers ?? (old.Status == ControlStatus.Contested ? old.Controllers : []));
        if (fault is not null) return (old, fault);
        if ((word.BesiegedBy ?? []).Intersect(controllers).FirstOrDefault() is { } self) return (old, new(Why.Meaning, "besiegedBy", self, $"another actor than those who hold {view.Area.Code}"));
        var stated = word.From ?? old.FromStated;
        if (stated is not null && controllers is [var sole] && sole == stated && (word.Status ?? old.Status) == ControlStatus.Controlled && (word.From ?? word.To) is not null)
            return (old, new(Why.Meaning, word.From is not null ? "from" : "to", sole, $"another actor: nothing passes from {sole} to itself"));
        // What was decided without one keeps it until somebody speaks of it.
        if (word.Extent is { } extent && StatedExtent.IsMissing(view.Area, word.Status ?? old.Status, extent)) return (old, new(Why.Meaning, "extent", "unstated", StatedExtent.Expected));
        var ruling = old with
        {
            Status = word.Status ?? old.Status,
            Controllers = controllers,
            Challengers = challengers,
            From = held?.Controller ?? stated,
            FromStated = stated,
            Extent = word.Extent ?? old.Extent,
            Manner = word.Manner ?? old.Manner,
            Effective = effective,
            BesiegedBy = word.BesiegedBy ?? [.. old.BesiegedBy.Except(controllers)],
            Rule = "person",
            DecidedBy = asked.Person,
            ClaimsFor = word.ClaimsFor ?? old.ClaimsFor,
            ClaimsAgainst = word.ClaimsAgainst ?? old.ClaimsAgainst,
            ClaimedBy = null,
            Since = old.Since is { } since && since.From < effective.From ? since : null,
        };
        return (DecideChange.Citing(ruling, word, view.State, asked) with { ReportedAt = asked.At }, null);
    }

    /// <summary>What the correction does not mention, in the words of what it corrects.</summary>
    private static PersonsWord Completed(PersonsWord word, Ruling old)
    {
        var status = word.Status ?? old.Status;
        if (status != old.Status) return word;
        return word with
        {
            To = word.To ?? (status is ControlStatus.Controlled or ControlStatus.Shared ? old.Controllers.FirstOrDefault() : null),
            With = word.With ?? (status == ControlStatus.Shared ? old.Controllers.Skip(1).ToImmutableArray() : null),
            Challengers = word.Challengers ?? (status == ControlStatus.Contested ? old.Challengers : null),
        };
    }
}
