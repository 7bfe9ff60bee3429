using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>An event as the log keeps it.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Id">Its id, which is the id of the message that tells of it.</param>
/// <param name="Stream">The stream it belongs to.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Type">Its stored name, such as <c>change_decided.v1</c>.</param>
/// <param name="Kind">The type the store maps the name to, or what stands for it where it is read in short.</param>
/// <param name="RecordedAt">When it was recorded, UTC.</param>
/// <param name="Read">Reads its content.</param>
public sealed record StoredEvent(long Position, Guid Id, string Stream, long Version, string Type, Type Kind, DateTimeOffset RecordedAt, Func<StoredEvent, object> Read)
{
    private object? data;

    /// <summary>Its content, of its kind: read when it is asked for, since whoever follows a log looks into few of its events.</summary>
    /// <exception cref="PoisonEventException">Its body is not of that kind.</exception>
    public object Data => data ??= Read(this);
}

/// <summary>An event that cannot be read or folded. The message names it; whoever goes on without it goes on wrong.</summary>
public sealed class PoisonEventException(long position, Guid id, string stream, string type, string why, Exception? inner = null)
    : Exception($"The event {id} at position {position} (stream {stream}, type {type}) {why}", inner)
{
    public long Position { get; } = position;
}

/// <summary>
/// Reads a store's log row by row, without sessions: for whoever reads millions. The names, the types and the JSON are the
/// store's own, so that what is read here is what the store itself would read; but a body is read as it lies there, where the
/// store's serializer takes it for a stream that may come in pieces.
/// </summary>
public sealed partial class StoredEvents(IDocumentStore store, string schema)
{
    private const int StreamColumn = 2, BodyColumn = 6;
    private const int BetweenTellings = 10_000;
    private readonly Dictionary<string, IEventType> types = store.Options.Events.AllKnownEventTypes().ToDictionary(t => t.EventTypeName, StringComparer.Ordinal);

    /// <summary>The events a condition selects, in its order.</summary>
    /// <param name="connection">Busy until the last is read.</param>
    /// <param name="condition">What follows <c>from …mt_events</c>, with positional parameters.</param>
    /// <param name="values">The parameters.</param>
    /// <param name="cancellation">Stops the reading, on the server too.</param>
    /// <param name="contentOf">The kinds whose content is read too; null: all.</param>
    /// <param name="inShort">Those of which no more than this is read; null: none.</param>
    /// <exception cref="PoisonEventException">A type is unknown.</exception>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        NpgsqlConnection connection, string condition, IReadOnlyList<object> values, [EnumeratorCancellation] CancellationToken cancellation, IReadOnlyCollection<Type>? contentOf = null, IReadOnlyList<InShort>? inShort = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var shortened = Shortened(inShort ?? []);
        await using var read = Command(connection, condition, values, contentOf, inShort ?? []);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            if (contentOf is not null && row.IsDBNull(BodyColumn)) yield return Event(row, shortened, NotRead);
            else yield return Event(row, shortened, WithBody(row.GetFieldValue<byte[]>(BodyColumn)));
        }
    }

    /// <summary>The events of some streams up to a position, laid aside by parts.</summary>
    /// <param name="open">Opens a connection; as many are busy at once as there are readers.</param>
    /// <param name="position">The last to be read.</param>
    /// <param name="plan">Which streams, and of which part each.</param>
    /// <param name="folder">Takes files as long as the events are.</param>
    /// <param name="readers">Each reads a stretch of the log: the server takes longer to make text of a body than it takes to lay it aside.</param>
    /// <param name="onRead">Told now and then how many more were read, by any of the readers.</param>
    /// <param name="cancellation">Stops the reading, on the server too.</param>
    /// <exception cref="NoRoomException">The folder has no room for it.</exception>
    public async Task<LogInParts> LayAsideAsync(Func<CancellationToken, Task<NpgsqlConnection>> open, long position, StreamsInParts plan, string folder, int readers, Action<int> onRead, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var shortened = Shortened(plan.InShort);
        var parts = new LogInParts(plan, folder, (row, stream) => Event(row, stream, shortened));
        try
        {
            var stretches = Enumerable.Range(0, readers).Select(reader => (After: position * reader / readers, UpTo: position * (reader + 1) / readers, Heaps: parts.Begin())).ToArray();
            await Parallel.ForEachAsync(stretches, new ParallelOptions { MaxDegreeOfParallelism = readers, CancellationToken = cancellation }, async (stretch, ct) =>
            {
                await using var connection = await open(ct);
                await LayAsideAsync(connection, stretch.After, stretch.UpTo, Body(plan.InShort), row => parts.Add(stretch.Heaps, row), onRead, ct);
                stretch.Heaps.Seal();
            });
            return parts;
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    private async Task LayAsideAsync(NpgsqlConnection connection, long after, long upTo, string body, Action<CopiedRow> add, Action<int> onRead, CancellationToken cancellation)
    {
        var select = string.Create(CultureInfo.InvariantCulture, $"select {CopiedRow.Columns}, {body} from {schema}.mt_events where seq_id > {after} and seq_id <= {upTo} order by seq_id");
        await using var copy = await LogCopy.BeginAsync(connection, select, cancellation);
        for (var rows = 1; await copy.NextAsync(cancellation) is { } row; rows++)
        {
            add(row);
            if (rows % BetweenTellings == 0) onRead(BetweenTellings);
        }
    }

    /// <summary>The body as text: of kinds that are read in short, no more than that.</summary>
    private string Body(IReadOnlyList<InShort> kinds) => kinds.Count == 0 ? "data::text" :
        $"case type {string.Concat(kinds.Select(kind => $"when '{types.Values.Single(known => known.EventType == kind.Of).EventTypeName}' then {kind.Body} "))}else data::text end";

    private static Dictionary<Type, Type> Shortened(IReadOnlyList<InShort> kinds) => kinds.ToDictionary(kind => kind.Of, kind => kind.As);

    private NpgsqlCommand Command(NpgsqlConnection connection, string condition, IReadOnlyList<object> values, IReadOnlyCollection<Type>? contentOf, IReadOnlyList<InShort> inShort)
    {
        var body = contentOf is null ? Body(inShort) : $"case when type = any (${values.Count + 1}) then {Body(inShort)} end";
        // As long as it takes: whoever reads all of a log knows how to stop.
        var read = new NpgsqlCommand($"select seq_id, id, stream_id, version, type, timestamp, {body} from {schema}.mt_events {condition}", connection) { CommandTimeout = 0 };
        foreach (var value in values) read.Parameters.Add(new() { Value = value });
        if (contentOf is not null) read.Parameters.Add(new() { Value = types.Values.Where(known => contentOf.Contains(known.EventType)).Select(known => known.EventTypeName).ToArray() });
        return read;
    }

    private StoredEvent Event(NpgsqlDataReader row, Dictionary<Type, Type> shortened, Func<StoredEvent, object> read)
    {
        var (position, id, stream, type) = (row.GetInt64(0), row.GetGuid(1), row.GetString(StreamColumn), row.GetString(4));
        var kind = Kind(position, id, stream, type);
        return new(position, id, stream, row.GetInt64(3), type, shortened.GetValueOrDefault(kind, kind), row.GetFieldValue<DateTimeOffset>(5), read);
    }

    private StoredEvent Event(CopiedRow row, string stream, Dictionary<Type, Type> shortened)
    {
        var (position, id, type, body) = (row.Position, row.Id, row.Type, row.Body);
        var kind = Kind(position, id, stream, type);
        return new(position, id, stream, row.Version, type, shortened.GetValueOrDefault(kind, kind), row.RecordedAt, e => Read(e, body.Span));
    }

    private Type Kind(long position, Guid id, string stream, string type) =>
        types.TryGetValue(type, out var known) ? known.EventType : throw new PoisonEventException(position, id, stream, type, "is of a type this version does not know; run a version that knows it.");

    private static object NotRead(StoredEvent e) => throw new InvalidOperationException($"The content of the event {e.Id} (type {e.Type}) was left in the log; whoever looks into it says so when reading.");

    private static Func<StoredEvent, object> WithBody(byte[] body) => e => Read(e, body);

    private static object Read(StoredEvent e, ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, e.Kind, StoreDefaults.Json) ?? throw new JsonException("It is null.");
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new PoisonEventException(e.Position, e.Id, e.Stream, e.Type, $"has a body that is no {e.Kind.Name}: {Why(broken, body)}", broken);
        }
    }

    /// <summary>Of a body that was read in short, what it should have been made of and has not is a gap in the text.</summary>
    private static string Why(Exception broken, ReadOnlySpan<byte> body) =>
        Gap().Matches(Encoding.UTF8.GetString(body)) is { Count: > 0 } gaps ? $"there is no {string.Join(", no ", gaps.Select(gap => gap.Groups[1].Value))} in it." : broken.Message;

    [GeneratedRegex(@"""(\w+)"":(?=[,}])")]
    private static partial Regex Gap();
}
