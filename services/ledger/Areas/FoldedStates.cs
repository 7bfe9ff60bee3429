using Npgsql;
using Territory.Hosting.Store;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>
/// States of areas, folded once and kept for the next decision about them. One counts only if it is as of the head its
/// stream has under the append lock; otherwise what came since is folded on. Bounded by the number of events folded, by
/// the memory there is; the longest unused goes first.
/// </summary>
internal sealed class FoldedStates(LedgerStore store)
{
    private const int BytesAnEvent = 2 * 1024, ShareOfMemory = 8;
    /// <summary>Fewer would not hold a governorate with what lies below it.</summary>
    private const long LeastEvents = 50_000;
    private static readonly long MostEvents = Math.Max(LeastEvents, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory / BytesAnEvent);

    /// <summary>
    /// Stream by stream, each from its own index: "offset 0" keeps it so. Asked for many streams at once that have hardly an event, the
    /// server would rather go through the whole log.
    /// </summary>
    private const string Onwards = $"""
        where ctid = any(array(
          select place from unnest($1, $2) as known (stream, last)
          cross join lateral (select e.ctid as place from {LedgerStore.Schema}.mt_events e where e.stream_id = stream and e.version > last offset 0) as since))
        order by stream_id, version
        """;
    private readonly StoredEvents log = new(store.Documents, LedgerStore.Schema);
    private readonly Dictionary<string, LinkedListNode<Folded>> kept = [];
    private readonly LinkedList<Folded> byUse = new();
    private readonly Lock key = new();
    private long events;

    /// <summary>Folds what is not kept yet, before anybody holds the append lock: a long history would make everybody wait.</summary>
    public async Task PrepareAsync(IReadOnlyDictionary<string, string> areaByStream, CancellationToken cancellation)
    {
        var unknown = areaByStream.Where(a => Find(a.Key) is null).ToDictionary(a => a.Key, a => new Folded(a.Key, new AreaState(a.Value), 0));
        if (unknown.Count == 0) return;
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await FoldOnAsync(connection, unknown, [.. unknown.Keys], cancellation);
        Keep(unknown.Values);
    }

    /// <summary>The states of streams as of now, by stream. The caller holds the append lock.</summary>
    public async Task<Dictionary<string, Folded>> LoadAsync(OpenDoor door, IReadOnlyDictionary<string, string> areaByStream, CancellationToken cancellation)
    {
        var states = areaByStream.ToDictionary(a => a.Key, a => new Folded(a.Key, new AreaState(a.Value), 0));
        var (unknown, behind) = (new List<string>(), new List<string>());
        foreach (var (stream, version, position) in await HeadsAsync(door.Connection, [.. states.Keys], cancellation))
        {
            if (Find(stream) is { } known && known.State.Version <= version && known.Position <= position) states[stream] = known;
            if (states[stream].Position == 0) unknown.Add(stream);
            else if (states[stream].Position < position) behind.Add(stream);
        }
        await FoldOnAsync(door.Connection, states, unknown, cancellation);
        await FoldOnAsync(door.Connection, states, behind, cancellation);
        return states;
    }

    /// <summary>Keeps states for the next decision; their transaction is committed.</summary>
    public void Keep(IEnumerable<Folded> states)
    {
        lock (key)
        {
            foreach (var state in states.Where(s => s.Position > 0))
            {
                if (kept.Remove(state.Stream, out var old)) Remove(old);
                kept[state.Stream] = byUse.AddLast(state);
                events += state.State.Version;
            }
            while (events > MostEvents && byUse.First is { } oldest)
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

    private async Task FoldOnAsync(NpgsqlConnection connection, Dictionary<string, Folded> states, List<string> streams, CancellationToken cancellation)
    {
        if (streams.Count == 0) return;
        foreach (var stream in streams) states[stream] = states[stream] with { AssessedBy = null };
        await foreach (var e in log.ReadAsync(connection, Onwards, [streams.ToArray(), streams.Select(s => (long)states[s].State.Version).ToArray()], cancellation))
            if (states[e.Stream] is var known && e.Position > known.Position) states[e.Stream] = known.Fold(e.Data, e.Position, e.RecordedAt);
    }
}

/// <summary>An area's state as of a position of its stream.</summary>
/// <param name="AssessedBy">The theatre by which all that is known of it was assessed here; null where nobody knows: another instance's may be another.</param>
internal sealed record Folded(string Stream, AreaState State, long Position, Theatre? AssessedBy = null)
{
    public Folded Fold(object stored, long position, DateTimeOffset recordedAt) => this with { State = State.Fold(stored, position, recordedAt), Position = position };
}
