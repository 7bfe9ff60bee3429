using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>From the ledger's private events to the public promise: a pure function of one step.</summary>
public static class Publishing
{
    /// <summary>Whether the public is told of it.</summary>
    public static bool Tells(object stored) => stored is ChangeDecided or ChangeCorrected or ChangeRetracted;

    /// <summary>The CloudEvent of a step; null for what the public is not told (claims).</summary>
    public static CloudEvent? Publish(Theatre theatre, AreaStep step, long previousPosition)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(step);
        return step.Event.Data switch
        {
            ChangeDecided e => Wrap(theatre, step, previousPosition, EventTypes.Changed, Describe(theatre, step, e.ChangeId, e.Ruling, "")),
            ChangeCorrected e => Wrap(theatre, step, previousPosition, EventTypes.Corrected, Describe(theatre, step, e.ChangeId, e.Ruling, "Corrected") with { Replaces = e.Replaces, Reason = e.Reason }),
            ChangeRetracted e => Wrap(theatre, step, previousPosition, EventTypes.Retracted, DescribeRetraction(theatre, step, e)),
            _ => null,
        };
    }

    private static ControlChange DescribeRetraction(Theatre theatre, AreaStep step, ChangeRetracted e)
    {
        var gone = step.Before.Timeline.Find(e.Replaces)!;
        return Describe(theatre, step, e.ChangeId, gone.Ruling, "Retracted") with
        {
            Replaces = e.Replaces,
            Reason = e.Reason,
            ReportedAt = e.ReportedAt,
            DecidedBy = e.DecidedBy,
            Current = ReferenceEquals(step.HeldBefore, gone.Ruling),
        };
    }

    private static ControlChange Describe(Theatre theatre, AreaStep step, string changeId, Ruling ruling, string prefix)
    {
        var now = step.After.At(step.Event.Timestamp);
        var summary = Summary.Of(theatre, step.Area, ruling, prefix);
        return new ControlChange(
            changeId, Text(step.Event.Sequence), step.Area.Code, step.Area.Name, step.Area.Level, step.Area.Path,
            ruling.From, ruling.FromStated, ruling.Controller, ruling.Status, ruling.Extent, ruling.Manner,
            ruling.Effective.At, ruling.Effective.Precision, ruling.Effective.From, ruling.Effective.To, ruling.Effective.Basis,
            ruling.ReportedAt, now?.ChangeId == changeId && ReferenceEquals(now.Ruling, step.Held), ruling.Grade, ruling.Rule, ruling.DecidedBy, ruling.ClaimsFor, ruling.ClaimsAgainst, ruling.Challengers,
            summary.English, summary.Arabic,
            new ControlState(step.Held?.Controllers ?? [], step.Held?.Status ?? ControlStatus.Unknown, step.Held?.HeldFrom),
            Demonstration: ruling.Demonstration, BesiegedBy: ruling.BesiegedBy.IsEmpty ? null : ruling.BesiegedBy);
    }

    private static CloudEvent Wrap(Theatre theatre, AreaStep step, long previous, string type, ControlChange change) =>
        new(step.Event.Id.ToString(), $"/theatres/{theatre.Id}", type, step.Area.Code, step.Event.Timestamp, Text(step.Event.Sequence), Text(previous), change);

    private static string Text(long position) => position.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
