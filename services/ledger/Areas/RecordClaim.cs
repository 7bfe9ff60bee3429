using System.Security.Cryptography;
using System.Text;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>Decision: record claims of one area and whatever the policy now wants. Claims known already change nothing.</summary>
public static class RecordClaim
{
    public static IReadOnlyList<object> Decide(AreaState state, Area area, IReadOnlyList<KnownClaim> claims, Func<DateTimeOffset, WideChange?> above, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(state);
        var fresh = claims.Where(c => !state.Claims.ContainsKey(c.Id)).DistinctBy(c => c.Id).ToArray();
        return fresh.Length == 0 ? [] : Reassess.Decide(state, area, fresh, Reassess.Given(state), state.Overruled, above, theatre);
    }

    /// <summary>An id that the same decision on the same state always has: no randomness in a decision.</summary>
    internal static string ChangeId(string theatre, string area, int version) =>
        "chg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{theatre}/{area}/{version}")).AsSpan(0, 10));
}
