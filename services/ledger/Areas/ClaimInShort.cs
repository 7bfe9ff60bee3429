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

/// <summary>A claim was answered, when it was recorded or once more: what its reporter is told. The theatre is that of the stream.</summary>
internal sealed record AnswerInShort(string ReportId, string ClaimId, ClaimDecision Decision)
{
    public static readonly IReadOnlyList<InShort> Readings =
    [
        new(typeof(ClaimRecorded), typeof(AnswerInShort), """
            format('{"reportId":%s,"claimId":%s,"decision":%s}', data #> '{claim,reportId}', data #> '{claim,id}', data -> 'decision')
            """),
        new(typeof(ClaimReassessed), typeof(AnswerInShort), "data::text"),
    ];
}

/// <summary>An event about a claim where nobody asks for what came of it: when it was reported, if it tells of a report.</summary>
internal sealed record ClaimInPassing(DateTimeOffset? ReportedAt = null)
{
    public static readonly IReadOnlyList<InShort> Readings =
    [
        new(typeof(ClaimRecorded), typeof(ClaimInPassing), """format('{"reportedAt":%s}', data #> '{claim,reportedAt}')"""),
        new(typeof(ClaimReassessed), typeof(ClaimInPassing), "'{}'"),
    ];
}

/// <summary>Decisions where nobody asks for their grounds: how it is held, by whom and from when. All else a ruling says is left in the log.</summary>
internal static class DecisionInPassing
{
    public static readonly IReadOnlyList<InShort> Readings = [Of<ChangeDecided>(), Of<ChangeSupported>()];

    // By its path, the server copies no ruling to find a member of it.
    private static InShort Of<T>() => new(typeof(T), typeof(T), """
        format('{"changeId":%s,"ruling":{"status":%s,"controllers":%s,"effective":%s,"reportedAt":%s}}',
          data -> 'changeId', data #> '{ruling,status}', data #> '{ruling,controllers}', data #> '{ruling,effective}', data #> '{ruling,reportedAt}')
        """);
}
