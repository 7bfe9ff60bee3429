using System.Globalization;
using System.Text.Json;
using NpgsqlTypes;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Log;

/// <summary>An event as the log keeps it, for ever.</summary>
/// <param name="Position">Its place in the log, a decimal string. Numbers that are missing were given back and never used.</param>
/// <param name="Id">Its id, which is the id of the message that tells of it.</param>
/// <param name="Type">Its stored name, with the version of its shape.</param>
/// <param name="Stream">Its stream: of an area <c>area/{theatre}/{code}</c>.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="RecordedAt">When the ledger recorded it, UTC: never earlier than any event before it.</param>
/// <param name="Data">Its content, in the shape of its version.</param>
public sealed record EventShown(string Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset RecordedAt, JsonElement Data);

/// <summary>Which events.</summary>
/// <param name="Area">The area and all below it; null for all streams of the theatre.</param>
/// <param name="Type">A stored name; null for every type.</param>
/// <param name="After">Behind this position in the order asked for; null from the log's beginning or end.</param>
internal sealed record EventsQuestion(Theatre Theatre, Area? Area, string? Type, DateTimeOffset? Since, DateTimeOffset? Until, long? After, bool Descending, int Limit);

/// <summary>Reads the log itself, as it was written.</summary>
public sealed class EventsQuery(LedgerStore store)
{
    /// <summary>The stored names of all events there are.</summary>
    internal IReadOnlyList<string> Types { get; } = [.. store.Documents.Options.Events.AllKnownEventTypes().Where(known => known.EventType.Assembly == typeof(LedgerStore).Assembly).Select(known => known.EventTypeName).Order(StringComparer.Ordinal)];

    internal async Task<Page<EventShown>> ReadAsync(EventsQuestion question, CancellationToken cancellation)
    {
        // The direction is in the words of the statement, so that the key's index serves both.
        var (beyond, order, from) = question.Descending ? ("<", "desc", question.After ?? long.MaxValue) : (">", "asc", question.After ?? 0);
        await using var read = store.Database.Pool.CreateCommand($"""
            select seq_id, id, type, stream_id, version, timestamp, data from {LedgerStore.Schema}.mt_events
            where seq_id {beyond} $1 and split_part(stream_id, '/', 2) = $2
              and ($3::text[] is null or stream_id = any ($3)) and ($4::text is null or type = $4)
              and ($5::timestamptz is null or timestamp >= $5) and ($6::timestamptz is null or timestamp <= $6)
            order by seq_id {order} limit $7
            """);
        Add(from, NpgsqlDbType.Bigint);
        Add(question.Theatre.Id, NpgsqlDbType.Text);
        Add(question.Area is { } area ? StreamsBelow(question.Theatre, area) : null, NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(question.Type, NpgsqlDbType.Text);
        Add(question.Since?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(question.Until?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(question.Limit + 1, NpgsqlDbType.Integer);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var events = new List<EventShown>();
        while (await row.ReadAsync(cancellation))
            events.Add(new(row.GetInt64(0).ToString(CultureInfo.InvariantCulture), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetFieldValue<DateTimeOffset>(5), JsonElement.Parse(row.GetFieldValue<byte[]>(6))));
        return events.Count > question.Limit ? new(events[..question.Limit], events[question.Limit - 1].Position) : new(events, null);

        void Add(object? value, NpgsqlDbType type) => read.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    private static string[] StreamsBelow(Theatre theatre, Area area) => [.. theatre.Areas.Where(a => a.Path.Contains(area.Code)).Select(a => AreaState.Stream(theatre.Id, a.Code))];
}
