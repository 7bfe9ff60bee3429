using Territory.Contracts;
using Territory.Hosting.Store;

namespace Territory.Ledger.Areas;

/// <summary>What of a recorded claim bears on what stands: when it was reported, and what came of it. All else of it is about what was said.</summary>
internal sealed record ClaimInShort(string ClaimId, DateTimeOffset ReportedAt, ClaimDecision Decision)
{
    public static readonly InShort Reading = new(typeof(ClaimRecorded), typeof(ClaimInShort), """
        format('{"claimId":%s,"reportedAt":%s,"decision":%s}', data -> 'claim' -> 'id', data -> 'claim' -> 'reportedAt', data -> 'decision')
        """);
}

/// <summary>An event about a claim where nobody asks for what came of it: when it was reported, if it tells of a report.</summary>
internal sealed record ClaimInPassing(DateTimeOffset? ReportedAt = null)
{
    public static readonly IReadOnlyList<InShort> Readings =
    [
        new(typeof(ClaimRecorded), typeof(ClaimInPassing), """format('{"reportedAt":%s}', data -> 'claim' -> 'reportedAt')"""),
        new(typeof(ClaimReassessed), typeof(ClaimInPassing), "'{}'"),
    ];
}
