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

    /// <summary>An event at its place in the log; its version is known once it is written.</summary>
    public IEvent Describe(string stream, object stored, long position, DateTimeOffset recordedAt)
    {
        var e = events.BuildEvent(stored);
        (e.Id, e.StreamKey, e.Sequence, e.Timestamp) = (Guid.CreateVersion7(recordedAt), stream, position, recordedAt);
        return e;
    }

    /// <summary>Moves the streams on and gives each event its version.</summary>
    public async Task NumberAsync(NpgsqlConnection connection, IReadOnlyList<IEvent> appended, CancellationToken cancellation)
    {
        var streams = appended.GroupBy(e => e.StreamKey!).ToDictionary(g => g.Key, g => g.ToArray());
        await using var move = new NpgsqlCommand($"""
            insert into {schema}.mt_streams as s (id, version, timestamp, created) select id, grown, $3, $3 from unnest($1, $2) as grown (id, grown)
            on conflict (id) do update set version = s.version + excluded.version, timestamp = excluded.timestamp returning id, version
            """, connection);
        move.Parameters.Add(new() { Value = streams.Keys.ToArray() });
        move.Parameters.Add(new() { Value = streams.Values.Select(own => (long)own.Length).ToArray() });
        move.Parameters.Add(new() { Value = appended[0].Timestamp.UtcDateTime });
        await using var row = await move.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var (own, version) = (streams[row.GetString(0)], row.GetInt64(1));
            for (var i = 0; i < own.Length; i++) own[i].Version = version - own.Length + i + 1;
        }
    }

    /// <summary>Marten's own sequence goes on from here.</summary>
    public NpgsqlBatchCommand MoveTo(long position) => new($"select setval('{schema}.mt_events_sequence', $1)") { Parameters = { new() { Value = position } } };

    public NpgsqlBatchCommand Insert(IReadOnlyList<IEvent> appended)
    {
        var serializer = store.Options.Serializer();
        var insert = new NpgsqlBatchCommand($"""
            insert into {schema}.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, timestamp)
            select seq_id, id, stream_id, version, data, type, mt_dotnet_type, $8 from unnest($1, $2, $3, $4, $5, $6, $7) as e (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
            """);
        void Column<T>(Func<IEvent, T> of) => insert.Parameters.Add(new() { Value = appended.Select(of).ToArray() });
        Column(e => e.Sequence);
        Column(e => e.Id);
        Column(e => e.StreamKey!);
        Column(e => e.Version);
        insert.Parameters.Add(new() { Value = appended.Select(e => serializer.ToJson(e.Data)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        Column(e => e.EventTypeName);
        Column(e => e.DotNetTypeName);
        insert.Parameters.Add(new() { Value = appended[0].Timestamp.UtcDateTime });
        return insert;
    }
}
