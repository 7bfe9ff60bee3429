using Marten;
using Npgsql;
using Territory.Hosting.Store;

namespace Territory.Ledger.Areas;

/// <summary>
/// States of areas, folded once and kept for the next decision about them. One counts only if it is as of the head its
/// stream has under the append lock; otherwise what came since is folded on. Bounded by the number of events folded, the
/// longest unused first.
/// </summary>
public sealed class FoldedStates(int mostEvents = 200_000)
{
    private readonly Dictionary<string, LinkedListNode<Folded>> kept = [];
    private readonly LinkedList<Folded> byUse = new();
    private readonly Lock key = new();
    private long events;

    /// <summary>The states of streams as of now, by stream. The caller holds the append lock.</summary>
    public async Task<Dictionary<string, Folded>> LoadAsync(OpenDoor door, IReadOnlyDictionary<string, string> areaByStream, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(door);
        ArgumentNullException.ThrowIfNull(areaByStream);
        var states = areaByStream.ToDictionary(a => a.Key, a => new Folded(a.Key, new AreaState(a.Value), 0));
        var (unknown, behind) = (new List<string>(), new List<string>());
        foreach (var (stream, version, position) in await HeadsAsync(door.Connection, [.. states.Keys], cancellation))
        {
            if (Find(stream) is { } known && known.State.Version <= version && known.Position <= position) states[stream] = known;
            if (states[stream].Position == 0) unknown.Add(stream);
            else if (states[stream].Position < position) behind.Add(stream);
        }
        await FoldOnAsync(door.Session, states, unknown, cancellation);
        await FoldOnAsync(door.Session, states, behind, cancellation);
        return states;
    }

    /// <summary>Keeps states for the next decision; their transaction is committed.</summary>
    public void Keep(IEnumerable<Folded> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        lock (key)
        {
            foreach (var state in states.Where(s => s.Position > 0))
            {
                if (kept.Remove(state.Stream, out var old)) Remove(old);
                kept[state.Stream] = byUse.AddLast(state);
                events += state.State.Version;
            }
            while (events > mostEvents && byUse.First is { } oldest)
            {
                kept.Remove(oldest.Value.Stream);
                Remove(oldest);
            }
        }
    }

    private void Remove(LinkedListNode<Folded> node)
    {
        byUse.Remove(node);
        events -= node.Value.State.Version;
    }

    private Folded? Find(string stream)
    {
        lock (key) return kept.TryGetValue(stream, out var node) ? node.Value : null;
    }

    private static async Task<IReadOnlyList<(string Stream, long Version, long Position)>> HeadsAsync(NpgsqlConnection connection, string[] streams, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"""
            select s.id, s.version, e.seq_id from {LedgerStore.Schema}.mt_streams s
            join {LedgerStore.Schema}.mt_events e on e.stream_id = s.id and e.version = s.version where s.id = any($1)
            """, connection);
        read.Parameters.Add(new() { Value = streams });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var heads = new List<(string, long, long)>();
        while (await row.ReadAsync(cancellation)) heads.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2)));
        return heads;
    }

    private static async Task FoldOnAsync(IQuerySession session, Dictionary<string, Folded> states, List<string> streams, CancellationToken cancellation)
    {
        if (streams.Count == 0) return;
        var (names, from) = (streams.ToArray(), streams.Min(s => states[s].Position));
        foreach (var e in await session.Events.QueryAllRawEvents().Where(e => e.StreamKey!.IsOneOf(names) && e.Sequence > from).OrderBy(e => e.Sequence).ToListAsync(cancellation))
            if (e.Sequence > states[e.StreamKey!].Position) states[e.StreamKey!] = states[e.StreamKey!].Fold(e);
    }
}

/// <summary>An area's state as of a position of its stream.</summary>
public sealed record Folded(string Stream, AreaState State, long Position)
{
    public Folded Fold(JasperFx.Events.IEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return this with { State = State.Fold(e.Data, e.Sequence, e.Timestamp), Position = e.Sequence };
    }
}
