using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Recording;

/// <summary>What came of claims recorded earlier: for a sender that missed the answer.</summary>
public sealed class KnownAnswers(LedgerStore store)
{
    public async Task<IReadOnlyList<RecordedClaim>> FindAsync(Theatre theatre, IReadOnlyList<KnownClaim> claims, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(claims);
        if (claims.Count == 0) return [];
        await using var session = store.Documents.QuerySession();
        var answers = new List<RecordedClaim>();
        foreach (var area in claims.GroupBy(c => c.Area))
        {
            var state = new AreaState(area.Key);
            foreach (var e in await session.Events.FetchStreamAsync(AreaState.Stream(theatre.Id, area.Key), token: cancellation)) state = state.Fold(e.Data, e.Sequence, e.Timestamp);
            answers.AddRange(area.Where(c => state.Answers.ContainsKey(c.Id)).Select(c => new RecordedClaim(c.Id, state.Answers[c.Id].Decision, state.Answers[c.Id].Position)));
        }
        return answers;
    }
}
