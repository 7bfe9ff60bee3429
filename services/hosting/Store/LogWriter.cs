using JasperFx.Events;
using Marten;
using Marten.Events;
using Npgsql;
using NpgsqlTypes;

namespace Territory.Hosting.Store;

/// <summary>
/// Writes events as Marten would, with one statement for all of them in place of one call per stream. Not by COPY: its
/// server waits for a frozen client without end, while a statement that was not sent whole runs into the writers' patience.
/// </summary>
internal sealed class LogWriter(IDocumentStore store, string schema)
{
    private readonly EventGraph events = (EventGraph)store.Options.Events;

    /// <summary>An event at its place in the log; its version is given where it is written.</summary>
    public IEvent Describe(string stream, object stored, long position, DateTimeOffset recordedAt)
    {
        var e = events.BuildEvent(stored);
        (e.Id, e.StreamKey, e.Sequence, e.Timestamp) = (Guid.CreateVersion7(recordedAt), stream, position, recordedAt);
        return e;
    }

    /// <summary>Marten's own sequence goes on from here.</summary>
    public NpgsqlBatchCommand MoveTo(long position) => new($"select setval('{schema}.mt_events_sequence', $1)") { Parameters = { new() { Value = position } } };

    /// <summary>Moves the streams on, and writes the events as the last of them.</summary>
    public IEnumerable<NpgsqlBatchCommand> Insert(IReadOnlyList<IEvent> appended)
    {
        var grown = appended.CountBy(e => e.StreamKey!).ToDictionary();
        yield return Grow(grown, appended[0].Timestamp);
        yield return Insert(appended, grown);
    }

    private NpgsqlBatchCommand Grow(Dictionary<string, int> streams, DateTimeOffset at) => new($"""
        insert into {schema}.mt_streams as s (id, version, timestamp, created) select id, grown, $3, $3 from unnest($1, $2) as grown (id, grown)
        on conflict (id) do update set version = s.version + excluded.version, timestamp = excluded.timestamp
        """)
    { Parameters = { new() { Value = streams.Keys.ToArray() }, new() { Value = streams.Values.Select(events => (long)events).ToArray() }, new() { Value = at.UtcDateTime } } };

    /// <param name="appended">In order.</param>
    /// <param name="left">How many events of each stream are among them; none are left in the end.</param>
    private NpgsqlBatchCommand Insert(IReadOnlyList<IEvent> appended, Dictionary<string, int> left)
    {
        var serializer = store.Options.Serializer();
        // Each stream's version is looked up by its key: as a join, a planner without statistics may read all streams for it.
        var insert = new NpgsqlBatchCommand($"""
            insert into {schema}.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, timestamp)
            select seq_id, id, stream_id, (select s.version from {schema}.mt_streams s where s.id = stream_id) - behind, data, type, mt_dotnet_type, $8
            from unnest($1, $2, $3, $4, $5, $6, $7) as e (seq_id, id, stream_id, behind, data, type, mt_dotnet_type)
            """);
        void Column<T>(Func<IEvent, T> of) => insert.Parameters.Add(new() { Value = appended.Select(of).ToArray() });
        Column(e => e.Sequence);
        Column(e => e.Id);
        Column(e => e.StreamKey!);
        Column(e => (long)--left[e.StreamKey!]);
        insert.Parameters.Add(new() { Value = appended.Select(e => serializer.ToJson(e.Data)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        Column(e => e.EventTypeName);
        Column(e => e.DotNetTypeName);
        insert.Parameters.Add(new() { Value = appended[0].Timestamp.UtcDateTime });
        return insert;
    }
}
