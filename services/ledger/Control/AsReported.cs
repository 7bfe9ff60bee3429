using System.Collections.Immutable;
using Territory.Ledger.Areas;
using Territory.Ledger.Policy;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>The analyst's axis: what the claims and decisions reported up to an instant add up to, whenever they were recorded.</summary>
public static class AsReported
{
    public static AreaState Of(AreaState state, Area area, DateTimeOffset reported, Func<DateTimeOffset, WideChange?> above, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(state);
        var claims = state.Claims.ReportedBy(reported);
        Timeline given = [.. state.Timeline.Where(s => s.Ruling.DecidedBy != Ruling.ByPolicy && s.Ruling.ReportedAt <= reported)];
        var assessment = AssessmentPolicy.Assess(area, claims, given, [.. state.Overruled.Where(o => o.ReportedAt <= reported)], above, theatre);
        var found = assessment.Wanted.Select((f, i) => new Standing(NameOf(f.Ruling, state) ?? $"{NeverTaken}{area.Code}/{i}", f.Ruling, 0, default));
        var observations = state.Observations.Values.Where(o => o.ReportedAt <= reported).ToArray();
        var looks = claims.Values.Select(c => c.ReportedAt).Concat(given.Select(s => s.Ruling.ReportedAt)).Concat(observations.Select(o => o.At)).ToArray();
        return state with
        {
            ObservedAt = looks.Length == 0 ? null : looks.Max(),
            Observations = observations.ToImmutableDictionary(o => o.Id),
            Claims = claims,
            Answers = state.Answers.RemoveRange(state.Claims.Keys.Where(id => !claims.ContainsKey(id)).ToArray()),
            Timeline = [.. given.Concat(found).OrderBy(s => s.Ruling.Effective.From).ThenBy(s => s.Position)],
        };
    }

    /// <summary>The decision actually taken on the same claims to the same effect, if there is one.</summary>
    private static string? NameOf(Ruling ruling, AreaState state) =>
        state.Timeline.FirstOrDefault(s => s.Ruling.SaysTheSameAs(ruling) && s.Ruling.ClaimsFor.Intersect(ruling.ClaimsFor).Any())?.ChangeId;

    /// <summary>Begins the id of what would have been decided by then, but never was: no id to tell anybody.</summary>
    private const char NeverTaken = '?';

    /// <summary>The id as the public knows it; null for a decision that was never taken.</summary>
    public static string? PublicId(string changeId)
    {
        ArgumentNullException.ThrowIfNull(changeId);
        return changeId.StartsWith(NeverTaken) ? null : changeId;
    }
}
