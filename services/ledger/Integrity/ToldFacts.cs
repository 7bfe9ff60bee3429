using Territory.Contracts;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;

namespace Territory.Ledger.Integrity;

/// <summary>What an event says by itself of what the public was told of it, by the names the CloudEvent has: the rest follows from what was before it, or from a pack's names.</summary>
internal static class ToldFacts
{
    /// <param name="stored">The event.</param>
    /// <param name="area">Code of the area whose stream it is in.</param>
    /// <param name="taken">Of a retraction, the event that last said what it takes back; null when it is gone.</param>
    public static Dictionary<string, object?> Of(object stored, string? area, object? taken = null) => stored switch
    {
        ChangeDecided e => With(Of(EventTypes.Changed, area, e.ChangeId, null), e.Ruling),
        ChangeCorrected e => With(Of(EventTypes.Corrected, area, e.ChangeId, e.Replaces), e.Ruling),
        ChangeRetracted e => With(Of(EventTypes.Retracted, area, e.ChangeId, e.Replaces), RulingOf(taken)),
        ActorSucceeded e => Of(EventTypes.Succeeded, e.From, e.To, e.On, null),
        ActorSuccessionRetracted e => Of(EventTypes.SuccessionRetracted, e.From, e.To, e.On, e.SuccessionId),
        _ => [],
    };

    private static Ruling? RulingOf(object? stored) => stored switch { ChangeDecided e => e.Ruling, ChangeCorrected e => e.Ruling, ChangeSupported e => e.Ruling, _ => null };

    private static Dictionary<string, object?> Of(string type, string? area, string changeId, string? replaces) =>
        new() { ["type"] = type, ["subject"] = area, ["area"] = area, ["changeId"] = changeId, ["replaces"] = replaces };

    private static Dictionary<string, object?> Of(string type, string from, string to, DateOnly on, string? replaces) =>
        new() { ["type"] = type, ["subject"] = from, ["from"] = from, ["to"] = to, ["on"] = on, ["replaces"] = replaces };

    /// <summary>Somebody may have written half a ruling into the database: what it lacks is left out.</summary>
    private static Dictionary<string, object?> With(Dictionary<string, object?> facts, Ruling? ruling)
    {
        if (ruling is not { Effective: { } effective } || ruling.Controllers.IsDefault) return facts;
        (facts["from"], facts["to"], facts["status"]) = (ruling.From, ruling.Controller, ruling.Status);
        (facts["effectiveAt"], facts["precision"]) = (effective.At, effective.Precision);
        (facts["effectiveFrom"], facts["effectiveTo"]) = (effective.From, effective.To);
        return facts;
    }
}
