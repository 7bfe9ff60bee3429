using Npgsql;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;

namespace Territory.Ledger.Checks;

/// <summary>The streams of a few areas of one theatre, folded with the production fold, a page at a time.</summary>
internal sealed class StreamsOfAreas
{
    /// <summary>So many events of one area at once: a step holds the states before and after it.</summary>
    private const int PageOfAnArea = 500;
    private readonly LedgerStore store;
    private readonly Dictionary<string, Type> types;
    private readonly long until;
    private readonly Dictionary<string, AreaState> states;

    /// <param name="until">The last position that counts.</param>
    public StreamsOfAreas(LedgerStore store, string theatre, IEnumerable<string> areas, long until = long.MaxValue)
    {
        (this.store, Theatre, this.until) = (store, theatre, until);
        types = store.Documents.Options.Events.AllKnownEventTypes().DistinctBy(type => type.EventTypeName).ToDictionary(type => type.EventTypeName, type => type.EventType);
        states = areas.ToDictionary(area => AreaState.Stream(theatre, area), area => new AreaState(area));
    }

    public string Theatre { get; }
    public IReadOnlyCollection<AreaState> States => states.Values;

    /// <summary>The next steps in order of position; none when all is folded that the connection sees.</summary>
    public async Task<IReadOnlyList<ViewStep>> NextAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (streams, steps) = (states.Keys.ToArray(), new List<ViewStep>());
        await using var read = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand($"""
                    select e.stream_id, e.seq_id, e.type, e.timestamp, e.data from unnest($1, $2) as s (stream, version) cross join lateral (
                      select stream_id, seq_id, type, timestamp, data from {LedgerStore.Schema}.mt_events
                      where stream_id = s.stream and version > s.version and seq_id <= $3 order by version limit {PageOfAnArea}) e
                    """).With<string>(streams).With(streams.Select(s => (long)states[s].Version)).With(until),
            },
        };
        await using var row = await read.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) steps.Add(Fold(row));
        steps.Sort((a, b) => a.Position.CompareTo(b.Position));
        return steps;
    }

    private ViewStep Fold(NpgsqlDataReader row)
    {
        var (stream, position, type, at) = (row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3));
        var before = states[stream];
        try
        {
            var known = types.GetValueOrDefault(type) ?? throw new InvalidOperationException($"no event of this version is called '{type}'");
            var stored = store.Documents.Options.Serializer().FromJson(known, row, 4);
            return new(before, stored, position, states[stream] = before.Fold(stored, position, at));
        }
        catch (Exception broken) when (broken is not (NpgsqlException or IOException or OperationCanceledException))
        {
            throw new UnfoldableException(stream, position, broken);
        }
    }
}

/// <summary>An event cannot be read or folded: which, and why.</summary>
internal sealed class UnfoldableException(string stream, long position, Exception inner) : Exception($"The event at position {position} of stream {stream} cannot be folded: {inner.Message}", inner)
{
    public long Position { get; } = position;
}
