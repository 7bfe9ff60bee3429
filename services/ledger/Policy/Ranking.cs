using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Territory.Contracts;
using Territory.Ledger.Areas;

namespace Territory.Ledger.Policy;

/// <summary>Which of two claims is the better one: by what they say, never by when they came or what they are called.</summary>
internal static class Ranking
{
    // Sorting asks for the same claims' hashes again and again, and so does every later decision about the area.
    private static readonly ConditionalWeakTable<KnownClaim, string> Hashes = [];

    /// <summary>Better grade, then a stated extent, then the narrower date, then the earlier, then a hash of the content. Ids part only what says the very same.</summary>
    public static readonly Comparer<KnownClaim> BestFirst = Comparer<KnownClaim>.Create((a, b) =>
    {
        var byGrade = Rank(a.Grade).CompareTo(Rank(b.Grade));
        if (byGrade != 0) return byGrade;
        var byExtent = (a.Extent == Extent.Unstated).CompareTo(b.Extent == Extent.Unstated);
        if (byExtent != 0) return byExtent;
        var byWidth = (a.Effective.To - a.Effective.From).CompareTo(b.Effective.To - b.Effective.From);
        if (byWidth != 0) return byWidth;
        var byTime = a.Effective.From.CompareTo(b.Effective.From);
        if (byTime != 0) return byTime;
        var byContent = string.CompareOrdinal(Hashes.GetValue(a, ContentHash), Hashes.GetValue(b, ContentHash));
        return byContent != 0 ? byContent : string.CompareOrdinal(a.Id, b.Id);
    });

    /// <summary>Smaller is better; the two halves weigh the same.</summary>
    public static int Rank(Grade grade) => grade.Reliability - 'A' + grade.Credibility;

    /// <summary>A hash rather than the words themselves: no code and no source comes first by its spelling.</summary>
    private static string ContentHash(KnownClaim c)
    {
        var content = string.Join('|', c.Area, c.From, c.To, string.Join('+', c.With), c.Siege?.By, c.Siege?.Lifted, c.Kind, c.Status, c.Extent, c.Manner, c.Effective.At, c.Effective.Basis, Instant(c.Effective.From), Instant(c.ReportedAt),
            c.ClaimedBy, c.Hedged, c.LevelStated, c.Grade, c.Source, c.Owner, c.Registered, c.Party, c.Demonstration);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    private static string Instant(DateTimeOffset time) => time.UtcTicks.ToString(CultureInfo.InvariantCulture);
}
