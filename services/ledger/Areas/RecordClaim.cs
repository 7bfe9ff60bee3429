using System.Security.Cryptography;
using System.Text;

namespace Territory.Ledger.Areas;

/// <summary>Decision: record claims of one area and whatever the policy now wants. Claims known already change nothing.</summary>
public static class RecordClaim
{
    public static IReadOnlyList<object> Decide(AreaInView view, IEnumerable<KnownClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(view);
        var fresh = claims.Where(c => !view.State.Claims.ContainsKey(c.Id)).DistinctBy(c => c.Id).ToArray();
        return fresh.Length == 0 ? [] : Reassess.Decide(view, fresh);
    }

    /// <summary>An id that the same decision on the same state always has: no randomness in a decision.</summary>
    internal static string ChangeId(string theatre, string area, int version) =>
        "chg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{theatre}/{area}/{version}")).AsSpan(0, 10));
}
