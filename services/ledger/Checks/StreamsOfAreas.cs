using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;

namespace Territory.Ledger.Checks;

/// <summary>The streams of a few areas of one theatre, folded with the production fold, a page at a time.</summary>
/// <param name="until">The last position that counts.</param>
internal sealed class StreamsOfAreas(LedgerStore store, string theatre, IEnumerable<string> areas, long until = long.MaxValue)
{
    /// <summary>So many events of one area at once: a step holds the states before and after it.</summary>
    private const int PageOfAnArea = 500;
    private readonly StoredEvents log = new(store.Documents, LedgerStore.Schema);
    private readonly Dictionary<string, StreamFold> folds = areas.Select(area => AreaState.Stream(theatre, area)).ToDictionary(stream => stream, stream => new StreamFold(stream));

    public string Theatre => theatre;
    public IEnumerable<AreaState> States => folds.Values.Select(fold => fold.State);

    /// <summary>The next steps in order of position; none when all is folded that the connection sees.</summary>
    /// <exception cref="PoisonEventException">An event cannot be read or folded.</exception>
    public async Task<IReadOnlyList<ViewStep>> NextAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // By rows, not by numbers: where versions are missing from a log, what comes behind them counts all the same.
        // "offset 0" keeps the end of a stream's page from being looked up for each of its events.
        var page = $"""
            join (select stream, last, (select max(version) from (select n.version from {LedgerStore.Schema}.mt_events n where n.stream_id = stream and n.version > last order by n.version limit {PageOfAnArea}) as page) as page_end
              from unnest($1, $2) as known (stream, last) offset 0) as folded on stream_id = stream and version > last and version <= page_end where seq_id <= $3
            """;
        var (steps, known) = (new List<ViewStep>(), folds.Values.OrderBy(fold => fold.Stream, StringComparer.Ordinal).ToArray());
        await foreach (var e in log.ReadAsync(connection, page + " order by stream_id, version", [known.Select(fold => fold.Stream).ToArray(), known.Select(fold => fold.Version).ToArray(), until], cancellation))
            steps.Add(folds[e.Stream].Fold(e));
        steps.Sort((a, b) => a.Position.CompareTo(b.Position));
        return steps;
    }
}
