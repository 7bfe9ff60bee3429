using JasperFx.Events;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Scenarios.Ledger;

/// <summary>Who holds an area, told the slow way: by going through everything that was ever decided, in the order of the world.</summary>
internal sealed class NaiveReference(Theatre theatre, IReadOnlyList<IEvent> log)
{
    private sealed record Decision(string Area, string ChangeId, Ruling Ruling, long Position);

    /// <summary>The id of the change that holds, and from which area it is inherited; null and null when nobody has said.</summary>
    public (string? ChangeId, string? InheritedFrom) HeldAt(string area, DateTimeOffset at, long known)
    {
        var path = theatre.FindArea(area)!.Path.ToList();
        var decided = Decided(known).Where(d => path.Contains(d.Area) && d.Ruling.Effective.From <= at)
            .OrderBy(d => d.Ruling.Effective.From).ThenBy(d => path.IndexOf(d.Area)).ThenBy(d => d.Position).ToList();
        var held = ((string?)null, (string?)null);
        foreach (var decision in decided)
        {
            if (decision.Area == area) held = (decision.ChangeId, null);
            else if (decision.Ruling is { Status: ControlStatus.Controlled, Extent: Extent.Whole })
                held = decided.Last(d => d.Area == decision.Area) == decision ? (decision.ChangeId, decision.Area) : (null, null);
        }
        return held;
    }

    /// <summary>The latest look at an area that was known of.</summary>
    public DateTimeOffset? ObservedAt(string area, long known) => log.Where(e => e.Sequence <= known && e.StreamKey!.EndsWith("/" + area, StringComparison.Ordinal)).Select(e => e.Data switch
    {
        ClaimRecorded c => c.Claim.ReportedAt,
        ChangeDecided c => c.Ruling.ReportedAt,
        ChangeCorrected c => c.Ruling.ReportedAt,
        ObservationRecorded o => o.Observation.At,
        _ => (DateTimeOffset?)null,
    }).Max();

    /// <summary>The claims whose last answer, up to a position, names the change as theirs.</summary>
    public IReadOnlyList<string> ClaimsFor(string changeId, long known)
    {
        var last = new Dictionary<string, ClaimDecision>();
        foreach (var e in log.Where(e => e.Sequence <= known))
            if (e.Data is ClaimRecorded recorded) last[recorded.Claim.Id] = recorded.Decision;
            else if (e.Data is ClaimReassessed again) last[again.ClaimId] = again.Decision;
        var ruled = Decided(known).Single(d => d.ChangeId == changeId).Ruling.ClaimsFor;
        return [.. last.Where(a => a.Value.ChangeId == changeId && a.Value.Outcome is "decided" or "supports" or "corroborates").Where(a => a.Value.ChangeId == changeId).Select(a => a.Key).Concat(ruled).Distinct().Order(StringComparer.Ordinal)];
    }

    private List<Decision> Decided(long known)
    {
        var decided = new List<Decision>();
        foreach (var e in log.Where(e => e.Sequence <= known))
        {
            var area = e.StreamKey!.Split('/')[^1];
            if (e.Data is ChangeCorrected or ChangeRetracted) decided.RemoveAll(d => d.ChangeId == (e.Data is ChangeCorrected c ? c.Replaces : ((ChangeRetracted)e.Data).Replaces));
            // The same decision on other grounds: it stays where it is.
            if (e.Data is ChangeSupported support) decided = [.. decided.Select(d => d.ChangeId == support.ChangeId ? d with { Ruling = support.Ruling } : d)];
            if (e.Data is ChangeDecided decision) decided.Add(new(area, decision.ChangeId, decision.Ruling, e.Sequence));
            if (e.Data is ChangeCorrected correction) decided.Add(new(area, correction.ChangeId, correction.Ruling, e.Sequence));
        }
        return decided;
    }
}
