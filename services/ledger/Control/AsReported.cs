using Territory.Ledger.Areas;
using Territory.Ledger.Policy;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>The analyst's axis: what the claims and decisions reported up to an instant add up to, whenever they were recorded.</summary>
public static class AsReported
{
    public static AreaState Of(AreaState state, Area area, DateTimeOffset reported, Func<DateTimeOffset, Ruling?> above, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(state);
        var claims = state.Claims.Values.Where(c => c.ReportedAt <= reported).ToArray();
        var given = state.Timeline.Where(s => s.Ruling.DecidedBy != Ruling.ByPolicy && s.Ruling.ReportedAt <= reported).ToArray();
        var assessment = AssessmentPolicy.Assess(area, claims, given, above, theatre);
        var found = assessment.Wanted.Select(f => new Standing(NameOf(f.Ruling, state), f.Ruling, 0, default));
        return state with
        {
            Claims = state.Claims.RemoveRange(state.Claims.Keys.Except(claims.Select(c => c.Id)).ToArray()),
            Answers = state.Answers.RemoveRange(state.Claims.Keys.Except(claims.Select(c => c.Id)).ToArray()),
            Timeline = [.. given.Concat(found).OrderBy(s => s.Ruling.Effective.From).ThenBy(s => s.Position)],
        };
    }

    /// <summary>The decision actually taken on the same claims to the same effect, if there is one.</summary>
    private static string NameOf(Ruling ruling, AreaState state) =>
        state.Timeline.FirstOrDefault(s => s.Ruling.SaysTheSameAs(ruling) && s.Ruling.ClaimsFor.Intersect(ruling.ClaimsFor).Any())?.ChangeId ?? "";
}
